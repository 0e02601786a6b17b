"""The files themselves are kept beside the database by their checksums, and only those that may be handed on."""

import hashlib
import sqlite3
import zipfile
from pathlib import Path

from mingzhang.pipeline import build
from tests.conftest import HEADER


def text(name: str, goal: str = "目标一：办好") -> str:
    return f"{name}2023年部门预算项目支出绩效目标公开表\n\n{HEADER}\n1\t{name}\t5.00\t{goal}\t1. 人数≥3人\n"


def test_what_may_be_handed_on_is_kept_by_its_checksum_and_nothing_else(tmp_path: Path) -> None:
    folder, originals = tmp_path / "disclosures", tmp_path / "mingzhang.originals"
    folder.mkdir()
    for name in ("甲局", "乙局", "丙局"):
        (folder / f"{name}.txt").write_text(text(name), encoding="utf-8")
    (folder / "丁局.txt").write_text(text("丁局", "目标一：联系电话13812345678"), encoding="utf-8")
    (folder / "乙局.txt.yml").write_text("withdrawn: 2023-05-01 撤回", encoding="utf-8")
    (folder / "publish.yml").write_text("files: {丙局.txt: {originals: link}}", encoding="utf-8")
    with zipfile.ZipFile(folder / "附件.zip", "w") as archive:
        archive.writestr("戊局.txt", text("戊局"))
    build([folder], tmp_path / "mingzhang.db", charts=False, originals=originals)

    kept = [(folder / "甲局.txt").read_bytes(), text("戊局").encode()]
    assert {path.name: path.read_bytes() for path in originals.iterdir()} == {
        hashlib.sha256(data).hexdigest(): data for data in kept
    }
    with sqlite3.connect(tmp_path / "mingzhang.db") as connection:
        found = dict(connection.execute("SELECT file, has_original FROM documents"))
    assert found == {"甲局.txt": 1, "乙局.txt": 0, "丙局.txt": 0, "丁局.txt": 0, "附件.zip/戊局.txt": 1}

    (originals / "README").write_text("not ours", encoding="utf-8")
    (folder / "publish.yml").write_text("originals: link", encoding="utf-8")
    build([folder], tmp_path / "mingzhang.db", charts=False, originals=originals)
    assert [path.name for path in originals.iterdir()] == ["README"]
