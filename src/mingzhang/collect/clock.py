"""The time, so that tests need not wait for it."""

import time
from datetime import UTC, date, datetime


class Clock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The time, with its zone."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The day in UTC, the same wherever the machine stands."""
        return self.now().date()

    def running(self) -> float:
        """Seconds that only go forward."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Waits."""
        time.sleep(seconds)
