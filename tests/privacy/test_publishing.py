"""publish.yml says what is masked; a mistake in it stops the build with one line."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mingzhang.errors import MingzhangError
from mingzhang.privacy.publishing import publishing_beside


def test_without_a_file_numbers_of_people_are_masked_and_offices_are_not(tmp_path: Path) -> None:
    assert publishing_beside([tmp_path]).masked_in("x.pdf") == {"identity_number", "bank_card", "mobile_number"}


def test_the_file_beside_or_above_decides_for_all_and_for_one(tmp_path: Path) -> None:
    (tmp_path / "publish.yml").write_text(
        "personal: {names: mask, mobile_number: keep}\nfiles: {县/x.pdf: {names: keep}}\n", encoding="utf-8"
    )
    below = tmp_path / "2023"
    below.mkdir()
    publishing = publishing_beside([below])
    assert publishing.masked_in("y.pdf") == {"identity_number", "bank_card", "names"}
    assert publishing.masked_in("县/x.pdf") == {"identity_number", "bank_card"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("personal: {phone: mask}", "phone is no kind of personal data; the kinds are identity_number, bank_card"),
        ("personal: {names: hide}", "names is hide; it may be mask or keep"),
        ("people: {}", "people is no key of this file; here are personal, texts, originals, files"),
        ("personal: [names]", "personal: keys are expected here"),
        ("texts: [王]", "texts: 王 is no list of texts of 2 characters or more"),
        ("texts: 王建国", "texts: 王建国 is no list of texts"),
        ("originals: no", "originals is False; it may be serve or link"),
        ("files: {x.pdf: {originals: hide}}", "files: x.pdf: originals is hide; it may be serve or link"),
        ("personal:\n  names: 'mask", "line 2: is no valid YAML in UTF-8"),
        ("files: {x.pdf: mask}", "files: x.pdf: keys are expected here"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "publish.yml").write_text(text, encoding="utf-8")
    with pytest.raises(MingzhangError) as raised:
        publishing_beside([tmp_path])
    assert str(raised.value).startswith(f"{tmp_path}/publish.yml")
    assert problem in str(raised.value)


def test_two_folders_that_decide_differently_are_not_built_together(tmp_path: Path) -> None:
    for name, decision in (("a", "mask"), ("b", "keep")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "publish.yml").write_text(f"personal: {{names: {decision}}}", encoding="utf-8")
    with pytest.raises(MingzhangError, match="differ: build the folders one at a time"):
        publishing_beside([tmp_path / "a", tmp_path / "b"])


def test_files_are_handed_on_unless_it_says_link_for_all_or_for_one(tmp_path: Path) -> None:
    assert publishing_beside([tmp_path]).hands_on("x.pdf")
    (tmp_path / "publish.yml").write_text(
        "originals: link\nfiles: {x.pdf: {originals: serve, names: mask}}\n", encoding="utf-8"
    )
    publishing = publishing_beside([tmp_path])
    assert [publishing.hands_on(name) for name in ("x.pdf", "y.pdf")] == [True, False]
    assert "names" in publishing.masked_in("x.pdf")


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("nowhere")])
def test_what_is_called_publish_yml_and_is_no_file_is_not_overlooked(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    make(tmp_path / "publish.yml")
    with pytest.raises(MingzhangError, match=r"publish\.yml: is no regular file"):
        publishing_beside([tmp_path])
