"""What the server and a worker say to each other: frames of a length, a kind and a content.

A worker's answers are JSON and bytes, never pickles: SQL that exploits a fault of SQLite gets a process without rights, and no
way from there into the server.
"""

import json
import struct
from dataclasses import dataclass
from enum import Enum
from typing import Any

HEAD = struct.Struct(">IB")


class FrameKind(Enum):
    """What a frame holds."""

    READY = 1  # a worker has opened its database
    VALUE = 2  # the result of a job, JSON
    CHUNK = 3  # a piece of a stream, bytes
    END = 4  # the job is done, with the seconds that it took
    FAILED = 5  # the job failed: a Failure
    JOB = 6  # from the server: what to do, pickled


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job failed: a kind of `too-long`, `too-large`, `argument`, `sqlite` (its statement cannot be) or `unexpected`.

    With what SQLite said, and its result code.
    """

    kind: str
    message: str = ""
    error: str = "OperationalError"
    code: int | None = None


def frame(kind: FrameKind, content: bytes = b"") -> bytes:
    """A frame as it is sent."""
    return HEAD.pack(len(content), kind.value) + content


def encoded(value: Any) -> bytes:
    """Rows as JSON; bytes, which JSON has not, are written as an object of one key."""
    return json.dumps(value, default=_bytes, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _bytes(value: Any) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    raise TypeError(type(value).__name__)


def decoded(content: bytes) -> Any:
    """What `encoded` wrote."""
    return json.loads(content.decode("utf-8", "surrogatepass"), object_hook=lambda found: bytes.fromhex(found["bytes"]))
