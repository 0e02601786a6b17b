"""The checksum of a database is kept beside it, and is believed of the file alone that it was computed of."""

import hashlib
from pathlib import Path

import pytest

from mingzhang.store.identity import checksum_beside, checksum_of, keep_checksum


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_what_is_kept_of_a_file_is_believed_of_no_other(tmp_path: Path) -> None:
    path, other = tmp_path / "mingzhang.db", tmp_path / "other.db"
    path.write_bytes(b"1")
    keep_checksum(path)
    kept = checksum_beside(path)
    kept.write_text(kept.read_text(encoding="ascii").replace(sha256(b"1"), sha256(b"believed")), encoding="ascii")
    assert checksum_of(path) == sha256(b"believed")
    other.write_bytes(b"2")
    other.replace(path)
    assert checksum_of(path) == sha256(b"2")


@pytest.mark.parametrize("content", [b"", b"x", b"\xff\xfe", b"1 2", b"1 2 3"])
def test_what_is_no_checksum_is_not_believed(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mingzhang.db"
    path.write_bytes(b"1")
    checksum_beside(path).write_bytes(content)
    assert checksum_of(path) == sha256(b"1")
    checksum_beside(path).unlink()
    assert checksum_of(path) == sha256(b"1")
