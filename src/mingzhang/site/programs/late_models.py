"""/-/mcp where its plugin was kept out of the start of the server: the first request brings it in, and waits; others go on."""

import asyncio
from contextvars import Context
from typing import Any
from weakref import WeakKeyDictionary

from mingzhang.site import lean
from mingzhang.site.serving.lifespan import Lifespan

PATH = "/-/mcp"


class LateModels:
    """The server for language models of one Datasette, once it has been asked for."""

    def __init__(self, datasette: Any) -> None:
        self._datasette = datasette
        self._begun: asyncio.Task[Any] | None = None
        self._lifespan: Lifespan | None = None

    async def answer(self, scope: Any, receive: Any, send: Any) -> None:
        """Answers a request, as the plugin does."""
        if self._begun is None or (self._begun.done() and (self._begun.cancelled() or self._begun.exception())):
            self._begun = asyncio.create_task(
                self._begin(), context=Context()
            )  # not within the time of the first request
        route = await asyncio.shield(self._begun)
        await route(scope, receive, send)

    async def close(self) -> None:
        """Ends it, if it was begun."""
        if self._begun is not None:
            self._begun.cancel()
            await asyncio.gather(self._begun, return_exceptions=True)
        if self._lifespan is not None:
            await self._lifespan.close()

    async def _begin(self) -> Any:
        plugin, ((_, route),) = await asyncio.to_thread(self._loaded)
        self._lifespan = Lifespan(plugin.asgi_wrapper(self._datasette)(_live))
        await self._lifespan.start()
        return route

    def _loaded(self) -> tuple[Any, Any]:
        """The plugin and its one route; the tools and their types are made here too, a tenth of a second."""
        plugin = lean.load_models()
        return plugin, plugin.register_routes(self._datasette)


async def _live(_: Any, receive: Any, send: Any) -> None:
    """The life of an application that opens nothing itself."""
    for answer in ("lifespan.startup.complete", "lifespan.shutdown.complete"):
        await receive()
        await send({"type": answer})


_of: WeakKeyDictionary[Any, LateModels] = WeakKeyDictionary()


def late_models_of(datasette: Any) -> LateModels:
    """The one of a Datasette."""
    return _of.setdefault(datasette, LateModels(datasette))


async def _answer(datasette: Any, scope: Any, receive: Any, send: Any) -> None:
    await late_models_of(datasette).answer(scope, receive, send)


def routes() -> list[Any]:
    """Its address, unless the plugin itself has it."""
    return [(rf"{PATH}$", _answer)] if lean.is_without_models() else []
