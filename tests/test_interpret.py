from dataclasses import replace

from mingzhang.interpret import interpret
from mingzhang.read import read
from mingzhang.records import Reject, Sidecar


def test_what_a_reader_could_not_read_comes_before_what_was_not_understood() -> None:
    reading = read("某局2024年项目支出绩效目标\n科目编码\t金额\n201\t5\n".encode())
    cell = reading.grids[0].rows[1][1]
    not_read = Reject("characters-not-understood", {}, cell, 0, 1)
    document = interpret(replace(reading, rejects=(not_read,)), Sidecar(), "a.txt", "0" * 64)
    assert [reject.reason for reject in document.rejects] == ["characters-not-understood", "no-performance-form"]
    assert document.rejects[0] == not_read
