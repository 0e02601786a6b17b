"""A build that reads only what changed gives the bytes of a build that reads everything, whatever changed."""

import shutil
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang import converting, pipeline
from mingzhang.errors import MingzhangError
from mingzhang.keeping import Converted, Kept, digest_of, kept_beside
from mingzhang.keeping import keys as keys_module
from mingzhang.keeping.watching import changes
from mingzhang.privacy.publishing import BY_DEFAULT, Publishing
from mingzhang.readers.sources import find_sources, source_of
from mingzhang.vocabulary import PROJECT, Vocabulary
from mingzhang.workers import Workers
from tests.conftest import HEADER


def disclosure(unit: str, project: str, number: int = 3) -> str:
    return (
        f"{unit}2024年部门预算项目支出绩效目标公开表\n{HEADER}\n"
        f"合计\t\t5\n007\t{unit}\t5\n1\t{project}\t5\t目标一：乙\t一、产出指标 1. 人数≥{number}人\n"
    )


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were converted, in this process because the workers are forked from it."""
    names: list[str] = []

    def noting(work: object, pieces: list[object], *more: object) -> object:
        names[:] = [getattr(piece, "name", "") for piece in pieces]
        return Workers(work, pieces, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(converting, "Workers", noting)
    return names


def test_each_change_is_read_alone_and_gives_the_bytes_of_a_build_of_everything(
    tmp_path: Path, read: list[str]
) -> None:
    folder, output, fresh = tmp_path / "disclosures", tmp_path / "1.db", tmp_path / "fresh.db"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(disclosure(f"{name}局", "甲"))

    def built() -> list[str]:
        pipeline.build([folder], output, workers=1, charts=False, kept=kept_beside(output))
        return list(read)

    def is_as_fresh() -> bool:
        pipeline.build([folder], fresh, workers=1, charts=False)
        return output.read_bytes() == fresh.read_bytes()

    assert built() == ["a.txt", "b.txt", "c.txt"]
    assert built() == []
    (folder / "d.txt").write_text(disclosure("d局", "丁"))
    (folder / "b.txt").write_text(disclosure("b局", "甲", 4))
    assert built() == ["b.txt", "d.txt"]
    assert is_as_fresh()
    (folder / "a.txt").unlink()
    (folder / "d.txt").rename(folder / "0.txt")
    (folder / "c.txt.yml").write_text("region: '510000'\n")
    assert built() == ["0.txt", "c.txt"]
    assert is_as_fresh()
    (folder / "vocabulary").mkdir()
    (folder / "vocabulary" / "sheets.yml").write_text("blanks: [暂缺]\n")
    (folder / "b.txt.reply.yml").write_text("{text: 已更正, by: b局, replied_on: 2024-05-01}\n")
    assert built() == ["0.txt", "b.txt", "c.txt"]
    assert is_as_fresh()


def kept_in(path: Path, text: str) -> tuple[bytes, Converted]:
    """A key and the rows of a document that were kept under it at a path."""
    source = source_of(path.parent / "x.txt")
    source.path.write_text(text)
    key, found = digest_of(source, PROJECT, BY_DEFAULT), converting.converted(source, PROJECT, BY_DEFAULT)
    assert isinstance(found, Converted)
    assert key
    with (kept := Kept(path)).written():
        kept.keep(key, found)
    return key, found


TEXTS = st.text("甲乙丙丁\"'\\<>&%{}é𠀀\u3000\ue000", min_size=1, max_size=8).map(lambda text: f"某{text}")


@settings(max_examples=15, deadline=None)
@given(unit=TEXTS, project=TEXTS, number=st.integers(0, 10**15))
def test_rows_come_back_as_they_were_kept(
    tmp_path_factory: pytest.TempPathFactory, unit: str, project: str, number: int
) -> None:
    path = tmp_path_factory.mktemp("kept") / "kept"
    key, was = kept_in(path, disclosure(unit, project, number))
    with (kept := Kept(path)).written():
        assert kept.found(key) == was


def _damaged_entry(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE kept SET content = zeroblob(10)")
    connection.commit()
    connection.close()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:2000])


def _of_another_version(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("ALTER TABLE kept RENAME TO other")
    connection.close()


def _of_other_columns(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("ALTER TABLE kept RENAME COLUMN content TO body")
    connection.close()


@pytest.mark.parametrize("damage", [_damaged_entry, _cut, _of_another_version, _of_other_columns])
def test_a_damaged_file_of_kept_rows_is_as_good_as_none_and_is_made_anew(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    path = tmp_path / "kept"
    key, was = kept_in(path, disclosure("某局", "甲"))
    damage(path)
    with (kept := Kept(path)).written():
        assert kept.found(key) is None
        kept.keep(key, was)
    with (kept := Kept(path)).written():
        assert kept.found(key) == was


def test_a_file_with_a_torn_page_is_given_up_and_no_build_fails_for_it(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    key, was = kept_in(path, disclosure("某局", "甲"))
    data = path.read_bytes()
    path.write_bytes(
        data[:4096] + b"".join(b"\xff" * 4 + data[at + 4 : at + 4096] for at in range(4096, len(data), 4096))
    )
    with (kept := Kept(path)).written():
        assert kept.found(key) is None
        kept.keep(key, was)
    kept_in(path, disclosure("某局", "甲"))
    with (kept := Kept(path)).written():
        assert kept.found(key) == was


def test_what_is_gone_is_not_kept_and_a_build_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    key, _ = kept_in(path, disclosure("某局", "甲"))
    before = path.read_bytes()
    with pytest.raises(MingzhangError), Kept(path).written():
        raise MingzhangError("full disk")
    assert path.read_bytes() == before
    with Kept(path).written():
        pass
    assert key not in Kept(path)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("kept")] == ["kept"]


def test_builds_that_share_what_is_kept_at_the_same_time_each_leave_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    key, was = kept_in(path, disclosure("某局", "甲"))
    (tmp_path / "kept.999999999.x.writing").write_bytes(b"of a build that was killed")
    first, second = Kept(path), Kept(path)
    with first.written():
        first.keep(b"first", was)
        with second.written():
            assert (first.found(key), second.found(key)) == (was, was)
            second.keep(b"second", was)
        assert Kept(path).is_used
        with (third := Kept(path)).written():
            assert (third.found(b"second"), third.found(b"first")) == (was, None)
    with (last := Kept(path)).written():
        assert (last.found(b"first"), last.found(key), last.found(b"second")) == (was, was, None)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("kept")] == ["kept"]


def test_a_file_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("my notes")
    kept_in(tmp_path / "kept", disclosure("某局", "甲"))
    assert (tmp_path / "kept").read_text() == "my notes"


def test_a_key_is_of_content_words_decisions_and_the_program_and_not_of_dates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.txt"
    path.write_text(disclosure("某局", "甲"))
    key = digest_of(source_of(path), PROJECT, BY_DEFAULT)
    shutil.copy(path, tmp_path / "y")
    (tmp_path / "y").replace(path)  # another file with another date
    assert digest_of(source_of(path), PROJECT, BY_DEFAULT) == key
    assert digest_of(source_of(path), Vocabulary({"sheets": {"blanks": ["暂缺"]}}), BY_DEFAULT) != key
    for decided in (
        Publishing(frozenset({"names"})),
        Publishing(serves=False),
        Publishing(serves_file={"x.txt": False}),
    ):
        assert digest_of(source_of(path), PROJECT, decided) != key
    monkeypatch.setattr(keys_module, "program", lambda: b"another version")
    assert digest_of(source_of(path), PROJECT, BY_DEFAULT) != key


def test_what_cannot_be_read_has_no_key(tmp_path: Path) -> None:
    folder = tmp_path / "disclosures"
    folder.mkdir()
    (folder / "x.txt").write_text(disclosure("某局", "甲"))
    (tmp_path / "elsewhere.yml").write_text("year: 2024\n")
    (folder / "x.txt.yml").symlink_to(tmp_path / "elsewhere.yml")
    assert [digest_of(source, PROJECT, BY_DEFAULT) for source in find_sources([folder])[0]] == [None]


def test_watching_tells_of_each_change_once_and_waits_for_files_that_are_being_written(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("1")

    def looks() -> Iterator[None]:
        path.write_text("12")
        yield
        path.write_text("123")
        yield
        yield
        (tmp_path / "x.txt.yml").write_text("year: 2024\n")
        yield
        yield
        yield
        path.unlink()
        yield
        yield
        raise KeyboardInterrupt

    waiting = looks()
    told: list[None] = []
    with pytest.raises(KeyboardInterrupt):
        deque(map(told.append, changes([tmp_path], lambda: next(waiting))))
    assert len(told) == 4  # at first; the text when it was whole; the sidecar; and that the text is gone
