"""Who gets the next idle worker: the one who has the fewest, so that one client never takes all places while others wait."""

import asyncio
import ipaddress
from collections import Counter, deque
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# Whose request is being answered. Behind a proxy on this machine it is who asked the proxy (X-Forwarded-For).
client: ContextVar[str] = ContextVar("client", default="")


def client_of(scope: Any) -> str:
    """The address of whoever asks, of IPv6 its network of 64 bits, which is one household's; never written anywhere."""
    return _household((scope.get("client") or ("",))[0])


@lru_cache(1024)
def _household(host: str) -> str:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


@dataclass(frozen=True, eq=False, slots=True)
class _Waiting:
    client: str
    place: "asyncio.Future[Any]"


class Places:
    """Idle workers, and those who wait for one."""

    def __init__(self) -> None:
        self._idle: deque[Any] = deque()
        self._waiting: list[_Waiting] = []
        self._held: Counter[str] = Counter()

    @property
    def are_taken(self) -> bool:
        """Whether no worker is idle."""
        return not self._idle

    def waiting(self, of: str | None = None) -> int:
        """How many wait, or how many of one client."""
        return sum(of in (None, one.client) for one in self._waiting)

    async def take(self, of: str, seconds: float) -> Any:
        """An idle worker, at once or when it is this client's turn. Raises TimeoutError."""
        if self._idle:
            self._held[of] += 1
            return self._idle.popleft()
        one = _Waiting(of, asyncio.get_running_loop().create_future())
        self._waiting.append(one)
        try:
            return await asyncio.wait_for(one.place, seconds)
        except BaseException:
            if one.place.done() and not one.place.cancelled():  # it came in the same moment
                self.leave(of)
                self.put(one.place.result())
            raise
        finally:
            self._waiting = [other for other in self._waiting if other is not one]

    def put(self, worker: Any) -> None:
        """A worker that is idle now: it goes to the client that has the fewest, of those to who came first."""
        waiting = [one for one in self._waiting if not one.place.done()]
        if not waiting:
            self._idle.append(worker)
            return
        chosen = min(waiting, key=lambda one: self._held[one.client])
        self._held[chosen.client] += 1
        chosen.place.set_result(worker)

    def remove(self, worker: Any) -> bool:
        """Takes out a worker that will do nothing any more; whether it was idle."""
        was_idle = worker in self._idle
        if was_idle:
            self._idle.remove(worker)
        return was_idle

    def leave(self, of: str) -> None:
        """A client has one worker less."""
        self._held[of] -= 1
        if self._held[of] <= 0:
            del self._held[of]
