"""What robots.txt lets us ask (RFC 9309)."""

from collections.abc import Callable

from protego import Protego

from mingzhang.collect.errors import NotReachable

AGENT = "mingzhang"
_LONGEST_DELAY = 600  # seconds between two requests: a host that wants more is not collected from at all


class Robots:
    """The rules of each host, fetched once. `fetch` gives status and text of an address, or raises NotReachable."""

    def __init__(self, fetch: Callable[[str], tuple[int, str]]) -> None:
        self._fetch = fetch
        self._rules: dict[str, Protego | NotReachable] = {}

    def hold_to(self, origin: str, address: str) -> float:
        """The seconds that the host wants between two requests (0: it says nothing).

        Raises NotReachable when the host does not want this address asked, or when its rules cannot be had: a host that
        answers with an error of its own (5xx, no answer) is then not asked at all, as RFC 9309 has it in 2.3.1.4.
        """
        if origin not in self._rules:
            self._rules[origin] = self._read(origin)
        rules = self._rules[origin]
        if isinstance(rules, NotReachable):
            raise rules
        if not rules.can_fetch(address, AGENT):
            raise NotReachable("robots.txt of the host does not want it asked", is_final=True)
        delay = float(rules.crawl_delay(AGENT) or 0)
        if delay > _LONGEST_DELAY:
            raise NotReachable(f"robots.txt of the host wants {delay:.0f} s between two requests", is_final=True)
        return delay

    def _read(self, origin: str) -> Protego | NotReachable:
        try:
            status, text = self._fetch(f"{origin}/robots.txt")
        except NotReachable as problem:
            return NotReachable(f"robots.txt of the host cannot be had ({problem}), so nothing is asked of it")
        return Protego.parse(text if status < 300 else "")
