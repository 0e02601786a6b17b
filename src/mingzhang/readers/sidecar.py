"""The sidecar of a document: `x.pdf.yml` beside `x.pdf` says what the document itself cannot."""

import re
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

import yaml

from mingzhang.errors import Refused
from mingzhang.records import Sidecar

_LONGEST_TOLD = 60  # characters of what is wrong
KEYS = tuple(one.name for one in fields(Sidecar))


def _matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: bool(re.fullmatch(pattern, str(value), re.ASCII))


def _is_date(value: Any) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


_RULES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "id": (_matches(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"), "ASCII letters, digits, dots and hyphens, 64 at most"),
    "region": (_matches(r"\d{6}"), "a code of six digits (GB/T 2260)"),
    "year": (_matches(r"(19|20)\d\d"), "a year of four digits"),
    "source_url": (_matches(r"https?://\S+"), "an address that begins with http:// or https://"),
    "approved_on": (_is_date, "a date such as 2023-02-01"),
    "published_on": (_is_date, "a date such as 2023-02-14"),
    "retrieved_on": (_is_date, "a date such as 2023-02-14"),
    "sha256": (_matches(r"[0-9a-fA-F]{64}"), "the SHA-256 of the file, 64 hexadecimal digits"),
    "supersedes": (_matches(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"), "the id of another document"),
}


class NoKeyTwice(yaml.SafeLoader):
    """YAML takes the last of two equal keys without a word; here it is a mistake, and so is an alias.

    A kilobyte of aliases of aliases says a thousand million words, in whichever process writes them out.
    """

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """A node; raises YAMLError where it stands for another one."""
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "an alias", self.peek_event().start_mark)  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping; raises YAMLError when a key stands in it twice."""
        keys = [key.value for key, _ in node.value]
        if len(keys) != len(set(map(str, keys))):
            raise yaml.constructor.ConstructorError(None, None, "a key twice", node.start_mark)
        return super().construct_mapping(node, deep)


def read_sidecar(data: bytes) -> Sidecar:
    """The content of a sidecar. Raises Refused, with line or key, when it is no YAML or says what it may not."""
    try:
        content = yaml.load(data.decode("utf-8-sig"), NoKeyTwice)  # a SafeLoader
    except UnicodeDecodeError:
        raise Refused("sidecar-not-utf8") from None
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        raise Refused("sidecar-broken", line=mark.line + 1 if mark else 1) from None
    if content is None:
        return Sidecar()
    if not isinstance(content, dict):
        raise Refused("sidecar-broken", line=1)
    for key, value in content.items():
        if key not in KEYS:
            raise Refused("sidecar-key-unknown", key=str(key)[:_LONGEST_TOLD], keys=", ".join(KEYS))
        valid, rule = _RULES.get(key, (lambda one: isinstance(one, str) and bool(one.strip()), "a text"))
        if value is not None and (isinstance(value, list | dict | bool) or not valid(value)):
            raise Refused("sidecar-value-wrong", key=key, value=str(value)[:_LONGEST_TOLD], rule=rule)
    given = {key: str(value) for key, value in content.items() if value is not None}
    return Sidecar(**{**given, **({"year": int(given["year"])} if "year" in given else {})})  # type: ignore[arg-type]
