"""One file from its address to the disk: only when it changed, in pieces when it breaks off, aside until it is whole."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

import httpx

from mingzhang.collect.asking import TRIES, Client, hold_to_status, read_at_most
from mingzhang.collect.errors import Interrupted, NotReachable


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A file that lies whole at `part`, and what its server said of it."""

    part: Path
    sha256: str
    size: int
    etag: str | None
    last_modified: str | None
    media_type: str
    file_name: str


def unfinished_path(folder: Path, address: str) -> Path:
    """Where the beginning of a file is kept until it is whole."""
    return folder / f".{hashlib.sha256(address.encode()).hexdigest()[:16]}.part"


def download(
    client: Client, address: str, folder: Path, largest: int, parts: dict[str, str], known: Mapping[str, str]
) -> FetchedFile | None:
    """Fetches a file; None when it is as it was, by the headers `known` (If-None-Match, If-Modified-Since).

    What breaks off goes on where it ended, within this run and in the next one, as long as the server still tells the same
    version (`parts`: address -> that version). Raises NotReachable.
    """
    part = unfinished_path(folder, address)
    folder.mkdir(parents=True, exist_ok=True)
    for attempt in range(TRIES):
        headers = dict(known)
        if part.exists() and address in parts:
            headers = {"Range": f"bytes={part.stat().st_size}-", "If-Range": parts[address]}
        try:
            with client.open(address, headers) as response:
                if response.status_code == 304 and known:
                    return None
                if response.status_code == 416 and "Range" in headers:
                    _forget(part, parts, address)
                    continue
                return _received(response, part, largest, parts, address)
        except Interrupted:
            client.pause_after(attempt)
    raise NotReachable(f"the download broke off {TRIES} times; the next run goes on where it ended")


def _received(response: httpx.Response, part: Path, largest: int, parts: dict[str, str], address: str) -> FetchedFile:
    hold_to_status(response, 200, 206)
    goes_on = response.status_code == 206 and _begins_at(response) == (part.stat().st_size if part.exists() else 0)
    if response.status_code == 206 and not goes_on:
        _forget(part, parts, address)
        raise Interrupted("the server sent another part than the one asked for")
    if not goes_on:
        _forget(part, parts, address)
        if version := _version_that_lasts(response):
            parts[address] = version
    size = part.stat().st_size if goes_on else 0
    announced = response.headers.get("content-length", "")
    try:
        if announced.isdigit() and size + int(announced) > largest:
            raise NotReachable(f"is larger than {largest:,} bytes", is_final=True)
        with part.open("ab" if goes_on else "wb") as file:
            for piece in read_at_most(response, largest - size):
                file.write(piece)
    except NotReachable:
        _forget(part, parts, address)
        raise
    parts.pop(address, None)
    with part.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return FetchedFile(
        part,
        sha256,
        part.stat().st_size,
        response.headers.get("etag"),
        response.headers.get("last-modified"),
        response.headers.get("content-type", ""),
        _file_name(response),
    )


def _version_that_lasts(response: httpx.Response) -> str | None:
    """What If-Range may name (RFC 9110, 13.1.5): a strong ETag, else the day of the last change; None for encoded content."""
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        return None
    etag: str | None = response.headers.get("etag")
    modified: str | None = response.headers.get("last-modified")
    return etag if etag and not etag.startswith("W/") else modified


def _begins_at(response: httpx.Response) -> int | None:
    match = re.match(r"bytes (\d+)-", response.headers.get("content-range", ""))
    return int(match[1]) if match else None


def _forget(part: Path, parts: dict[str, str], address: str) -> None:
    part.unlink(missing_ok=True)
    parts.pop(address, None)


def _file_name(response: httpx.Response) -> str:
    """The name in Content-Disposition: RFC 6266's filename*, else filename, which Chinese servers send in raw UTF-8 or GBK."""
    raw = next((value for name, value in response.headers.raw if name.lower() == b"content-disposition"), b"")
    if extended := re.search(rb"filename\*\s*=\s*[\w-]+'[^']*'([^;\s]+)", raw):
        return _decoded(unquote_to_bytes(extended[1]))
    plain = re.search(rb'filename\s*=\s*(?:"([^"]*)"|([^;\s]+))', raw)
    return _decoded(unquote_to_bytes(plain[1] or plain[2] or b"")) if plain else ""


def _decoded(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""
