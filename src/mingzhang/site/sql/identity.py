"""By what a file is known to be the one that was opened: a rename puts another in its place under the same name."""

import os
from pathlib import Path


def identity_of(file: Path | int) -> str:
    """Device, number, size and time of change of a file, or of an open one."""
    found = os.fstat(file) if isinstance(file, int) else file.stat()
    return f"{found.st_dev}-{found.st_ino}-{found.st_size}-{found.st_mtime_ns}"
