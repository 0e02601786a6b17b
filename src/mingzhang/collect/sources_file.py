"""sources.yml: who publishes where. Every mistake in it is named with its line, before anything is asked."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from mingzhang.errors import MingzhangError

DEFAULT_FOLDER = "disclosures"
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Publisher:
    """An office, its list pages, and which of their links lead to disclosures."""

    name: str
    lists: tuple[str, ...]
    links: re.Pattern[str]
    addresses: re.Pattern[str] | None
    attachments: re.Pattern[str] | None
    leave_out: re.Pattern[str] | None
    region: str | None
    next_page: str | None  # "index_{number}.html"
    most_pages: int


@dataclass(frozen=True, slots=True)
class SourcesFile:
    """What sources.yml says."""

    folder: Path
    wait: float  # seconds between two requests to one host
    largest: int  # bytes of a file
    ask_again_after: int  # days until a file whose server tells no version is fetched again
    contact: str | None
    hosts: frozenset[str]
    publishers: tuple[Publisher, ...]


def read_sources_file(path: Path) -> SourcesFile:
    """The content of a sources.yml; its folder is relative to where the file stands.

    Raises MingzhangError, with file and line, when it is no YAML or says what it may not.
    """
    try:
        root = yaml.compose(path.read_text(encoding="utf-8-sig"), yaml.SafeLoader)
    except FileNotFoundError:
        raise MingzhangError(f"{path}: no such file; docs/documents.md shows one") from None
    except UnicodeDecodeError:
        raise MingzhangError(f"{path}: is not in UTF-8") from None
    except (yaml.YAMLError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        raise MingzhangError(f"{path} line {mark.line + 1 if mark else 1}: is no YAML") from None
    reader = _Reader(path)
    given = reader.mapping(root, _TOP, "publishers")
    publishers = tuple(_publisher(reader, node) for node in given["publishers"])
    reader.hold_names_apart(given["publishers"], publishers)
    addresses = [address for publisher in publishers for address in publisher.lists]
    hosts = {urlsplit(address).netloc.rpartition("@")[2].lower() for address in addresses}
    return SourcesFile(
        folder=path.parent / given.get("folder", DEFAULT_FOLDER),
        wait=float(given.get("wait", 2)),
        largest=int(given.get("largest_megabytes", 100) * _MEGABYTE),
        ask_again_after=given.get("ask_again_after_days", 30),
        contact=given.get("contact"),
        hosts=frozenset(hosts | {host.lower() for host in given.get("hosts", [])}),
        publishers=publishers,
    )


def _publisher(reader: "_Reader", node: yaml.Node) -> Publisher:
    given = reader.mapping(node, _PUBLISHER, "name", "lists", "links")
    return Publisher(
        name=given["name"],
        lists=tuple(given["lists"]),
        links=given["links"],
        addresses=given.get("addresses"),
        attachments=given.get("attachments"),
        leave_out=given.get("leave_out"),
        region=given.get("region"),
        next_page=given.get("next_page"),
        most_pages=given.get("most_pages", 50),
    )


class _Reader:
    """Takes nodes of the YAML to values, and knows the line of each."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def wrong(self, node: yaml.Node | None, what: str) -> MingzhangError:
        """The error that names the file and the line of a node."""
        return MingzhangError(f"{self.path} line {node.start_mark.line + 1 if node else 1}: {what}")

    def mapping(self, node: yaml.Node | None, rules: "_Rules", *needed: str) -> dict[str, Any]:
        """The values of a mapping by key, each as its rule makes it. Raises MingzhangError."""
        if not isinstance(node, yaml.MappingNode):
            raise self.wrong(node, f"here must stand keys and values: {', '.join(rules)}")
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if key not in rules:
                raise self.wrong(key_node, f"the key {key} is not known; there are {', '.join(rules)}")
            if key in values:
                raise self.wrong(key_node, f"the key {key} stands here twice")
            rule, says = rules[key]
            try:
                values[key] = rule(value_node)
            except (ValueError, TypeError, re.error):
                raise self.wrong(value_node, f"{key} must be {says}") from None
        if missing := [key for key in needed if not values.get(key)]:
            raise self.wrong(node, f"the key {missing[0]} is missing")
        return values

    def hold_names_apart(self, nodes: list[yaml.Node], publishers: tuple[Publisher, ...]) -> None:
        """Raises MingzhangError when two publishers have one name: each has a folder of that name."""
        seen: set[str] = set()
        for node, publisher in zip(nodes, publishers, strict=True):
            if publisher.name.casefold() in seen:
                raise self.wrong(node, f"the name {publisher.name} stands here twice")
            seen.add(publisher.name.casefold())


_Rules = dict[str, tuple[Callable[[yaml.Node], Any], str]]


def _plain(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise ValueError
    return str(node.value).strip()


def _number(least: float, most: float, kind: type = int) -> Callable[[yaml.Node], Any]:
    def rule(node: yaml.Node) -> Any:
        """The number of a node; ValueError outside its bounds."""
        value = kind(_plain(node))
        if not least <= value <= most:
            raise ValueError
        return value

    return rule


def _matching(pattern: str) -> Callable[[yaml.Node], str]:
    def rule(node: yaml.Node) -> str:
        """The text of a node; ValueError where it has another shape."""
        if not re.fullmatch(pattern, _plain(node), re.ASCII):
            raise ValueError
        return _plain(node)

    return rule


def _expression(node: yaml.Node) -> re.Pattern[str]:
    return re.compile(_plain(node))


def _each(rule: Callable[[yaml.Node], Any]) -> Callable[[yaml.Node], list[Any]]:
    def of_all(node: yaml.Node) -> list[Any]:
        """What the rule gives for each node of a list, or for the one node."""
        return [rule(one) for one in node.value] if isinstance(node, yaml.SequenceNode) else [rule(node)]

    return of_all


def _address(node: yaml.Node) -> str:
    parts = urlsplit(_plain(node))
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError
    return _plain(node)


def _numbered(node: yaml.Node) -> str:
    if "{number}" not in _plain(node):
        raise ValueError
    return _plain(node)


def _items(node: yaml.Node) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise ValueError
    return list(node.value)


_EXPRESSION = "a regular expression"
_TOP: _Rules = {
    "publishers": (_items, "a list of publishers, each beginning with a hyphen"),
    "folder": (_plain, "a folder, relative to this file"),
    "wait": (_number(0, 600, float), "the seconds between two requests to a host, 0 to 600"),
    "largest_megabytes": (_number(0.001, 10_000, float), "a number of megabytes"),
    "ask_again_after_days": (_number(0, 3650), "a number of days"),
    "contact": (_matching(r"[\x20-\x7e]{1,200}"), "an address in ASCII that the asked offices may write to"),
    "hosts": (_each(_matching(r"[A-Za-z0-9.-]+(:\d+)?")), "names of hosts, without http:// and path"),
}
_PUBLISHER: _Rules = {
    "name": (_plain, "a name; the folder is called so"),
    "lists": (_each(_address), "addresses of list pages that begin with http:// or https://"),
    "links": (_expression, _EXPRESSION),
    "addresses": (_expression, _EXPRESSION),
    "attachments": (_expression, _EXPRESSION),
    "leave_out": (_expression, _EXPRESSION),
    "region": (_matching(r"\d{6}"), 'a code of six digits in quotation marks (GB/T 2260), such as "632221"'),
    "next_page": (_numbered, "an address with {number} in it, such as index_{number}.html"),
    "most_pages": (_number(1, 10_000), "a number from 1"),
}
