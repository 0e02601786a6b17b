"""What ends the asking for one address."""


class NotReachable(Exception):
    """An address was not asked, or gave nothing; the message says why.

    `is_gone`: it answered that it is no longer there. `is_final`: asking again tomorrow makes no difference.
    """

    def __init__(self, reason: str, is_gone: bool = False, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_gone = is_gone
        self.is_final = is_final or is_gone


class Interrupted(Exception):
    """An answer broke off before its end."""
