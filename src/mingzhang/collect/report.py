"""What a run of `collect` came to."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """What is new, changed and gone, as sentences; what could not be had, and why; `failed` counts what a next run may get."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    not_reachable: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    unchanged: int = 0
    requests: int = 0

    def lines(self) -> Iterator[str]:
        """The report, one thing a line."""
        for name in ("new", "changed", "gone", "not_reachable", "failed"):
            for sentence in getattr(self, name):
                yield f"{name.replace('_', ' ')}: {sentence}"
        yield (
            f"{len(self.new)} new, {len(self.changed)} changed, {len(self.gone)} gone, {self.unchanged} unchanged, "
            f"{len(self.not_reachable)} not reachable, {len(self.failed)} failed; {self.requests} requests"
        )
