"""The life of an edition's application, ASGI's lifespan: plugins begin and end something with it, as the server of MCP does."""

import asyncio
from typing import Any

_START_SECONDS = 30.0
_END_SECONDS = 5.0


class Lifespan:
    """Tells an application that it begins and ends, in a task of its own: what it opens, it must close in the same task."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._told: asyncio.Queue[str] = asyncio.Queue()
        self._answered: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begins it. Raises ConnectionError when it does not begin."""
        self._task = asyncio.create_task(self._live())
        answer = await self._tell("lifespan.startup", _START_SECONDS)
        if answer.get("type") != "lifespan.startup.complete":
            raise ConnectionError(f"the application did not start: {answer.get('message', '')}")

    async def close(self) -> None:
        """Ends it, if it has begun; one that will not end is broken off."""
        if self._task is None:
            return
        await self._tell("lifespan.shutdown", _END_SECONDS)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._task = None

    async def _tell(self, what: str, seconds: float) -> dict[str, Any]:
        """The answer of the application; nothing when it fails or says nothing in time."""
        assert self._task
        self._told.put_nowait(what)
        answer = asyncio.create_task(self._answered.get())
        await asyncio.wait({answer, self._task}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if answer.done():
            return answer.result()
        answer.cancel()
        return {"message": str(self._task.exception() or "") if self._task.done() else f"nothing in {seconds:.0f} s"}

    async def _live(self) -> None:
        async def receive() -> dict[str, str]:
            """The next thing that the server tells an application."""
            return {"type": await self._told.get()}

        await self._app({"type": "lifespan", "asgi": {"version": "3.0"}}, receive, self._answered.put)
