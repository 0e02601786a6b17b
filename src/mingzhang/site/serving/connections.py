"""Time limits of connections: whoever sends no request, or does not read the answer, is cut off.

uvicorn waits for ever for the end of a request that was begun, and for a reader who has stopped reading. Read from uvicorn
0.54: `H11Protocol` is the class that it names in its settings (`http=`), and its methods are those of asyncio.Protocol.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

# From the opening of a connection, or the first byte of a next request, to the end of its headers.
REQUEST_SECONDS = 10.0
# From there to the end of what it sends: questions of language models, 4 MB at most.
BODY_SECONDS = 30.0
# For 64 KB of an answer; whoever reads more slowly than 2 KB a second is not reading.
READ_SECONDS = 30.0


class BoundedProtocol(H11Protocol):
    """A connection with a bounded time for each request and for the reader of each answer."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._until_request: asyncio.TimerHandle | None = None
        self._until_body: asyncio.TimerHandle | None = None
        self._until_read: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Expects a request."""
        super().connection_made(transport)
        self._expect_request()

    def data_received(self, data: bytes) -> None:
        """Takes in a part of a request."""
        before = self.cycle
        if self._until_request is None and (before is None or before.response_complete):
            self._expect_request()
        super().data_received(data)
        if self.cycle is not before:
            _cancel(self._until_request)
            self._until_request = None
        self._expect_body()

    def _expect_body(self) -> None:
        """Waits for what a request sends behind its headers, from these to its end."""
        if self.cycle is None or not self.cycle.more_body:
            _cancel(self._until_body)
            self._until_body = None
        elif self._until_body is None:
            self._until_body = self.loop.call_later(BODY_SECONDS, self.transport.abort)

    def _unsupported_upgrade_warning(self) -> None:
        """Says nothing in the log: whoever asks for WebSockets is answered in HTTP, and could fill it with one line each."""

    def pause_writing(self) -> None:
        """The reader takes the answer more slowly than it is sent: begins to wait for it."""
        super().pause_writing()
        self._until_read = self.loop.call_later(READ_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The reader has taken what was sent."""
        _cancel(self._until_read)
        self._until_read = None
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is expected any more."""
        _cancel(self._until_request)
        self._until_request = None
        _cancel(self._until_body)
        self._until_body = None
        _cancel(self._until_read)
        self._until_read = None
        super().connection_lost(exc)

    def _expect_request(self) -> None:
        self._until_request = self.loop.call_later(REQUEST_SECONDS, self.transport.abort)


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
