"""What can go wrong, in the two ways that matter to a person: a whole command fails, or one document is refused."""

from typing import Any


class MingzhangError(Exception):
    """A command cannot do its work. The message is one plain line that says what, where and what to do."""


class Refused(Exception):
    """A document cannot be converted. `reason` is a key of vocabulary/reasons.yml, `values` fill its sentence."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason, values)
        self.reason = reason
        self.values = values

    def __reduce__(self) -> Any:
        return _refused, (self.reason, self.values)


def _refused(reason: str, values: dict[str, Any]) -> Refused:
    return Refused(reason, **values)


# What the operating system and libraries written in C and C++ say when they get no memory.
_NO_MEMORY = (
    "cannot allocate memory",
    "failed to map segment",
    "insufficient memory",
    "out of memory",
    "bad_alloc",
    "bad allocation",
    "failed to allocate",
)


def is_of_memory(error: BaseException) -> bool:
    """Whether an exception was raised because there is no more memory, whatever library raised it as what."""
    seen: BaseException | None = error
    while seen is not None:
        text = str(seen).lower()
        if isinstance(seen, MemoryError) or any(words in text for words in _NO_MEMORY):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
