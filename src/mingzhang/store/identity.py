"""By what a file is known to be the one that was opened (a rename puts another in its place), and the checksum of its bytes.

A checksum is kept beside the database, for the file that it was computed of: of 5 GB it takes seconds, for which
no server needs to wait when it starts. Where the file is another one, or nothing is kept, it is computed.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from mingzhang.data_files import write_whole


def identity_of(file: Path | int) -> str:
    """Device, number, size and time of change of a file, or of an open one."""
    found = os.fstat(file) if isinstance(file, int) else file.stat()
    return f"{found.st_dev}-{found.st_ino}-{found.st_size}-{found.st_mtime_ns}"


def checksum_beside(database: Path) -> Path:
    """Where the checksum of a database is kept."""
    return database.with_name(f".{database.name}.sha256")


def keep_checksum(database: Path) -> None:
    """Computes the SHA-256 of a database and keeps it beside it, for the file that it is now."""
    with database.open("rb") as file:
        identity = identity_of(file.fileno())
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    write_whole(checksum_beside(database), f"{sha256} {identity}\n")


def checksum_of(database: Path) -> str:
    """The SHA-256 of a database: the one that is kept, if it is of this file, or computed."""
    with database.open("rb") as file:
        with suppress(OSError, ValueError):
            sha256, identity = checksum_beside(database).read_text(encoding="ascii").split()
            if identity == identity_of(file.fileno()) and len(sha256) == 64 and int(sha256, 16) >= 0:
                return sha256
        return hashlib.file_digest(file, "sha256").hexdigest()
