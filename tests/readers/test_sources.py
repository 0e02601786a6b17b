from pathlib import Path

from mingzhang.readers.sources import find_sources


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    return path


def test_every_file_below_a_folder_is_a_disclosure_but_sidecars_and_left_behind_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "b.txt.yml", "a/c.txt", ".hidden", ".git/x", "~$b.xlsx", "Thumbs.db", "lonely.pdf.yml"):
        touch(tmp_path / name)
    sources, lonely = find_sources([tmp_path])
    assert [source.name for source in sources] == ["a/c.txt", "b.txt"]
    assert sources[1].sidecar == tmp_path / "b.txt.yml"
    assert [source.name for source in lonely] == ["lonely.pdf.yml"]


def test_a_file_named_twice_counts_once_and_order_does_not_matter(tmp_path: Path) -> None:
    first, second = touch(tmp_path / "a" / "1.txt"), touch(tmp_path / "b" / "2.txt")
    forth, _ = find_sources([tmp_path / "a", tmp_path / "b", first])
    back, _ = find_sources([tmp_path / "b", tmp_path / "a"])
    assert forth == back
    assert [source.path for source in forth] == [first, second]


def test_names_that_are_no_utf8_can_be_printed_and_stored(tmp_path: Path) -> None:
    path = Path(str(tmp_path), "\udcff.txt")
    path.write_text("x")
    assert find_sources([tmp_path])[0][0].name == "\ufffd.txt"
