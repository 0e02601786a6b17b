"""Answers of a publisher: `x.pdf.reply.yml` beside `x.pdf` says what its publisher answers to a finding or a record.

A mapping, or a list of them: `finding` or `record` (an id; without both the answer is to the whole document), `text`, `by`, and
`replied_on`.
"""

from datetime import date
from typing import Any

import yaml

from mingzhang.errors import Refused
from mingzhang.readers.sidecar import NoKeyTwice
from mingzhang.records import Reply

ENDING = ".reply.yml"
KEYS = ("finding", "record", "text", "by", "replied_on")
_NEEDED = ("text", "by", "replied_on")


def read_replies(data: bytes) -> tuple[Reply, ...]:
    """The answers in a file. Raises Refused, with line or key, when it is no YAML or says what it may not."""
    try:
        content = yaml.load(data.decode("utf-8-sig"), NoKeyTwice)  # a SafeLoader
    except UnicodeDecodeError:
        raise Refused("reply-broken", problem="UTF-8") from None
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        raise Refused("reply-broken", problem=f"YAML {mark.line + 1 if mark else 1}") from None
    entries = content if isinstance(content, list) else [content] if content is not None else []
    return tuple(map(_reply, entries))


def _reply(entry: Any) -> Reply:
    if not isinstance(entry, dict):
        raise Refused("reply-broken", problem="YAML 1")
    for key, value in entry.items():
        is_text = (isinstance(value, str) and value.strip()) or (key == "replied_on" and isinstance(value, date))
        if key not in KEYS or not is_text:
            raise Refused("reply-key-wrong", key=str(key)[:60], keys=", ".join(KEYS))
    for key in _NEEDED:
        if key not in entry:
            raise Refused("reply-key-wrong", key=str(key)[:60], keys=", ".join(KEYS))
    if "finding" in entry and "record" in entry:
        raise Refused("reply-key-wrong", key="record", keys=", ".join(KEYS))
    try:
        replied_on = date.fromisoformat(str(entry["replied_on"])).isoformat()
    except ValueError:
        raise Refused("reply-key-wrong", key="replied_on", keys="2026-11-27") from None
    return Reply(entry.get("finding"), entry.get("record"), entry["text"].strip(), entry["by"].strip(), replied_on)
