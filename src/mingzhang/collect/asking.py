"""Asks hosts over HTTP as a guest does: only those that sources.yml names, slowly, as robots.txt has it, later when told so."""

import time
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urljoin, urlsplit

import httpx

from mingzhang.collect.clock import Clock
from mingzhang.collect.errors import Interrupted, NotReachable
from mingzhang.collect.robots import AGENT, Robots
from mingzhang.errors import MingzhangError
from mingzhang.version import VERSION

TRIES = 4
_REDIRECTS = 10
_LARGEST_PAGE = 20_000_000  # bytes
_LONGEST_PAUSE = 300  # seconds that a host may ask us to wait within one run
_LONGEST_ANSWER = 1800  # seconds: some servers send a byte a minute
_LATER = (408, 425, 429, 500, 502, 503, 504)
_REDIRECTED = (301, 302, 303, 307, 308)
_TIMEOUT = httpx.Timeout(60, connect=20)
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as a whole: where it came from in the end, its status (200 or 304), headers and content."""

    address: str
    status: int
    headers: httpx.Headers
    content: bytes


class Client:
    """An HTTP client for these hosts and no others; `requests` counts what was asked."""

    def __init__(self, hosts: frozenset[str], wait: float, contact: str | None, clock: Clock) -> None:
        self._hosts = hosts
        self._wait = wait
        self._clock = clock
        self._robots = Robots(self._robots_text)
        self._next_turn: dict[str, float] = {}
        self.requests = 0
        agent = f"{AGENT}/{VERSION}" + (f" ({contact})" if contact else "")
        headers = {"User-Agent": agent, "Accept-Encoding": "identity", "Accept-Language": "zh-CN, zh;q=0.9, *;q=0.5"}
        self._http = httpx.Client(headers=headers, timeout=_TIMEOUT, follow_redirects=False)

    def close(self) -> None:
        """Closes all connections."""
        self._http.close()

    def get(self, address: str, headers: Mapping[str, str] | None = None, unread: Container[str] = ()) -> Answer:
        """An answer with all its content; 304 when `headers` ask for what has changed and nothing has.

        Content of the media types `unread` is left. Raises NotReachable, with the reason, for anything else.
        """
        for attempt in range(TRIES):
            try:
                with self.open(address, headers) as response:
                    hold_to_status(response, 200, 304)
                    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                    content = b"" if kind in unread else b"".join(read_at_most(response, _LARGEST_PAGE))
                    return Answer(str(response.url), response.status_code, response.headers, content)
            except Interrupted:
                self.pause_after(attempt)
        raise NotReachable(f"the answer broke off {TRIES} times")

    @contextmanager
    def open(self, address: str, headers: Mapping[str, str] | None = None) -> Iterator[httpx.Response]:
        """The answer to a request, content not read yet, behind all redirects. Raises NotReachable."""
        for _ in range(_REDIRECTS):
            response = self._answer(address, headers, self._may_ask(address))
            try:
                if response.status_code not in _REDIRECTED or "location" not in response.headers:
                    yield response
                    return
                address = absolute(str(response.url), response.headers["location"])
            finally:
                response.close()
        raise NotReachable(f"more than {_REDIRECTS} redirects")

    def pause_after(self, attempt: int) -> None:
        """Waits before the next of several tries, each time twice as long."""
        if attempt + 1 < TRIES:
            self._clock.sleep(max(self._wait, 1) * 2**attempt)

    def is_known(self, address: str) -> bool:
        """Whether sources.yml names the host of an address; a host named without a port is meant with the usual ones."""
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
        usual = parts.port in (None, _PORTS.get(parts.scheme))
        named = f"{host}:{parts.port or _PORTS.get(parts.scheme)}" in self._hosts
        return parts.scheme in _PORTS and (named or (usual and host in self._hosts))

    def _may_ask(self, address: str) -> float:
        """The seconds that the host wants between requests. Raises NotReachable when the address must not be asked."""
        if not self.is_known(address):
            host = urlsplit(address).netloc or address
            raise NotReachable(f"leads to {host}, which is no host of sources.yml", is_final=True)
        return self._robots.hold_to(_origin(address), address)

    def _robots_text(self, address: str) -> tuple[int, str]:
        for _ in range(_REDIRECTS):
            if not self.is_known(address):
                raise NotReachable(f"it leads to {urlsplit(address).netloc}, which is no host of sources.yml")
            response = self._answer(address, None, 0)
            try:
                if response.status_code not in _REDIRECTED or "location" not in response.headers:
                    text = b"".join(read_at_most(response, 500_000)) if response.is_success else b""
                    return response.status_code, text.decode("utf-8-sig", "replace")
                address = absolute(str(response.url), response.headers["location"])
            except Interrupted as problem:
                raise NotReachable(str(problem)) from None
            finally:
                response.close()
        raise NotReachable("too many redirects")

    def _answer(self, address: str, headers: Mapping[str, str] | None, delay: float) -> httpx.Response:
        """The first answer that does not tell us to come again later. Raises NotReachable after some tries."""
        problem = ""
        for attempt in range(TRIES):
            self._wait_for_turn(_origin(address), delay)
            try:
                request = self._http.build_request("GET", address, headers=dict(headers or {}))
                response = self._http.send(request, stream=True)
            except (httpx.TransportError, httpx.InvalidURL, UnicodeError) as error:
                problem = f"no answer ({str(error) or type(error).__name__})"
                self.pause_after(attempt)
                continue
            if response.status_code not in _LATER:
                return response
            problem = f"answered {response.status_code}"
            seconds = self._told_to_wait(response)
            response.close()
            if seconds is None:
                self.pause_after(attempt)
            elif seconds > _LONGEST_PAUSE:
                raise NotReachable(f"{problem} and wants us to wait {seconds:.0f} s")
            elif attempt + 1 < TRIES:
                self._clock.sleep(seconds)
        raise NotReachable(f"{problem}, {TRIES} times")

    def _told_to_wait(self, response: httpx.Response) -> float | None:
        """What Retry-After says, in seconds; None when it says nothing that can be read."""
        told = response.headers.get("retry-after", "").strip()
        if told.isascii() and told.isdigit():
            return float(told)
        try:
            return max(0.0, (parsedate_to_datetime(told) - self._clock.now()).total_seconds())
        except (ValueError, TypeError):
            return None

    def _wait_for_turn(self, origin: str, delay: float) -> None:
        early = self._next_turn.get(origin, 0.0) - self._clock.running()
        if early > 0:
            self._clock.sleep(early)
        self._next_turn[origin] = self._clock.running() + max(self._wait, delay)
        self.requests += 1


def hold_to_status(response: httpx.Response, *wanted: int) -> None:
    """Raises NotReachable when the status of an answer is none of those wanted."""
    if response.status_code not in wanted:
        status = response.status_code
        raise NotReachable(f"answered {status}", is_gone=status in (404, 410))


def read_at_most(response: httpx.Response, most: int) -> Iterator[bytes]:
    """The content piece by piece. Raises NotReachable when it is larger than `most` bytes, Interrupted when it breaks off."""
    size, end = 0, time.monotonic() + _LONGEST_ANSWER
    try:
        for piece in response.iter_bytes():
            size += len(piece)
            if time.monotonic() > end:
                raise Interrupted(f"the answer did not end within {_LONGEST_ANSWER} s")
            if size > most:
                raise NotReachable(f"is larger than {most:,} bytes", is_final=True)
            yield piece
    except (httpx.TransportError, httpx.DecodingError) as error:
        raise Interrupted(f"the answer broke off ({type(error).__name__})") from None


_AS_IT_IS = "%/:=&?~#+!$,;'@()*[]|"


def absolute(base: str, reference: str, encoding: str = "utf-8") -> str:
    """An address as it is asked: absolute, without fragment, Chinese characters and spaces encoded.

    As browsers do (https://url.spec.whatwg.org/#query-state) the path is encoded as UTF-8, and what stands behind the question
    mark in the `encoding` of the page that links to it.
    """
    try:
        joined = urljoin(base, reference.strip()).partition("#")[0]
        urlsplit(joined).port  # noqa: B018  raises ValueError when it is none
    except ValueError:
        raise NotReachable(f"{reference!r} is no address", is_final=True) from None
    path, mark, query = joined.partition("?")
    return (
        quote(path, safe=_AS_IT_IS) + mark + quote(query, safe=_AS_IT_IS, encoding=encoding, errors="xmlcharrefreplace")
    )


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def new_client(hosts: frozenset[str], wait: float, contact: str | None, clock: Clock) -> Client:
    """A client. Raises MingzhangError when the settings of the machine (proxies) make none."""
    try:
        return Client(hosts, wait, contact, clock)
    except (ValueError, ImportError) as problem:
        raise MingzhangError(f"the proxy that the environment names cannot be used: {problem}") from None
