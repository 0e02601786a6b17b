"""Names of fetched files are readable and safe wherever they are stored."""

from pathlib import Path

import pytest

from mingzhang.collect.filenames import document_ending, document_stem, free_path, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("附件1：某局2024年目标表", "附件1：某局2024年目标表"),
        ("../../etc/passwd", "etc passwd"),
        ('a\\b:c*?|<>"d', "a b c d"),
        ("\u202ecod.exe\x00\n 表", "cod.exe 表"),
        (".hidden", "hidden"),
        ("~$lock", "lock"),
        ("con", "_con"),
        ("…", "…"),
        (" . ", "unnamed"),
        ("表" * 200, "表" * 50),
    ],
)
def test_a_name_is_no_path_and_shows_all_its_characters(text: str, name: str) -> None:
    assert safe_name(text) == name


@pytest.mark.parametrize(
    ("text", "title", "stem"),
    [
        ("绩效目标表.xls", "某局公开", "绩效目标表"),
        ("附件1", "某局公开", "某局公开 附件1"),
        ("附件2.pdf", "某局公开", "某局公开 附件2"),
        ("点击下载", None, "点击下载"),
    ],
)
def test_a_link_that_says_nothing_is_called_after_its_page(text: str, title: str | None, stem: str) -> None:
    assert document_stem(text, title) == stem


def test_the_ending_is_the_first_that_is_known() -> None:
    assert document_ending("/get.do?id=1", "表.XLSX", "附件.pdf") == "xlsx"
    assert document_ending("/get", "", "附件", media_type="application/pdf; charset=x") == "pdf"
    assert document_ending("/get.php", "", "附件") is None


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    (tmp_path / "A.PDF").touch()
    assert free_path(tmp_path, "a", "pdf", set()) == tmp_path / "a 2.pdf"
    assert free_path(tmp_path, "a", "pdf", {"a 2.pdf"}) == tmp_path / "a 3.pdf"
