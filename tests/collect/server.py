"""A real HTTP server in a thread, that answers as a finance office does, or as badly as one can."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote


@dataclass
class Reply:
    """One answer. `breaks_at`: only so many bytes are sent. `version`: an ETag, by which 304 and Range work."""

    body: bytes = b""
    kind: str = "text/html"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    version: str | None = None
    breaks_at: int | None = None


class Office:
    """What is published: path -> Reply, or a list of replies one after the other, the last one again and again."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | list[Reply]] = {}
        self.asked: list[tuple[str, int]] = []  # path and status, in order
        self.headers_asked: list[dict[str, str]] = []
        office = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                office.answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        class QuietServer(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: Any) -> None:  # a guest that hangs up is no error of the office
                pass

        self._server = QuietServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"http://{self.host}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def page(self, path: str, html: str, encoding: str = "utf-8", **more: Any) -> None:
        self.replies[path] = Reply(html.encode(encoding), **more)

    def file(self, path: str, body: bytes, **more: Any) -> None:
        self.replies[path] = Reply(body, "application/octet-stream", **more)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path if handler.path in self.replies else unquote(handler.path)
        reply = self.replies.get(path, Reply(b"nothing here", status=404))
        if isinstance(reply, list):
            reply = reply.pop(0) if len(reply) > 1 else reply[0]
        status, body, headers = _conditional(reply, handler.headers.get)
        self.asked.append((path, status))
        self.headers_asked.append(dict(handler.headers.items()))
        handler.send_response(status)
        for name, value in {"Content-Type": reply.kind, "Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body[: reply.breaks_at] if reply.breaks_at is not None and status == 200 else body)
        if reply.breaks_at is not None and status == 200:
            handler.close_connection = True

    def fetched(self) -> list[str]:
        """The files whose content was sent, in order, pages and robots.txt aside."""
        return [path for path, status in self.asked if path.startswith("/files/") and status in (200, 206)]


def _conditional(reply: Reply, header: Callable[[str], str | None]) -> tuple[int, bytes, dict[str, str]]:
    headers = {**reply.headers, **({"ETag": reply.version} if reply.version else {})}
    if reply.version and header("If-None-Match") == reply.version:
        return 304, b"", headers
    wanted = header("Range")
    if reply.version and wanted and header("If-Range") == reply.version:
        start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        if start >= len(reply.body):
            return 416, b"", headers
        headers["Content-Range"] = f"bytes {start}-{len(reply.body) - 1}/{len(reply.body)}"
        return 206, reply.body[start:], headers
    return reply.status, reply.body, headers
