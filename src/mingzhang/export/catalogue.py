"""The catalogue of releases: catalogue.json, for programs, and catalogue.atom, for readers of feeds."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from mingzhang.data_files import write_whole
from mingzhang.errors import MingzhangError

FILE_NAME, FEED_NAME = "catalogue.json", "catalogue.atom"


@dataclass(frozen=True, slots=True)
class Release:
    """A release: its version and day, the hash of its content, its rows by table, and what changed since the one before."""

    version: str
    released_on: str
    content: str
    rows: dict[str, int]
    level: str  # first, major, minor, patch
    reasons: list[str]
    changes: dict[str, int]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All releases, the oldest first, and the address at which their folder is published ('': not known)."""

    address: str = ""
    releases: tuple[Release, ...] = field(default=())


def load_catalogue(folder: Path) -> Catalogue:
    """The catalogue of a folder, an empty one when there is none. Raises MingzhangError when it cannot be understood."""
    path = folder / FILE_NAME
    if not path.exists():
        return Catalogue()
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Catalogue(content["address"], tuple(Release(**one) for one in content["releases"]))
    except (ValueError, KeyError, TypeError):
        raise MingzhangError(f"{path}: is damaged or no catalogue of releases; fetch it again") from None


def write_catalogue(folder: Path, catalogue: Catalogue) -> None:
    """Writes catalogue and feed, each whole or not at all."""
    content: dict[str, Any] = {"address": catalogue.address, "releases": [asdict(one) for one in catalogue.releases]}
    write_whole(folder / FEED_NAME, _feed(catalogue))
    write_whole(folder / FILE_NAME, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def version_address(catalogue: Catalogue, version: str) -> str:
    """Where a version stays, '' when the address of the releases is not known."""
    return f"{catalogue.address.rstrip('/')}/{version}/" if catalogue.address else ""


def _feed(catalogue: Catalogue) -> str:
    """An Atom feed (RFC 4287) with an entry for each release, the newest first."""
    newest = catalogue.releases[-1]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"  <id>{escape(catalogue.address) or f'urn:sha256:{catalogue.releases[0].content}'}</id>",
        "  <title>明账 mingzhang</title>",
        f"  <updated>{newest.released_on}T00:00:00Z</updated>",
        "  <author><name>mingzhang</name></author>",
    ]
    for release in reversed(catalogue.releases):
        address = escape(version_address(catalogue, release.version))
        link = [f'    <link href="{address}"/>'] if address else []
        lines += [
            "  <entry>",
            f"    <id>urn:sha256:{release.content}</id>",
            f"    <title>{release.version}: {release.level}</title>",
            f"    <updated>{release.released_on}T00:00:00Z</updated>",
            *link,
            f'    <content type="text">{escape(chr(10).join(release.reasons))}</content>',
            "  </entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])
