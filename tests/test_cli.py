"""The commands as a person runs them: what they print, where, and their exit status."""

import logging
import socket
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import DISCLOSURES, FOUNDING, HEADER, as_installed

pytestmark = pytest.mark.slow

NO_NUMBER = "the amount 约5 is no number; compare the original, and put nothing but the number into the cell"


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return run_with({"MINGZHANG_CONTACT": "mailto:errors@example.org"}, *arguments, cwd=cwd)


def run_with(
    variables: dict[str, str], *arguments: str | Path, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mingzhang", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=cwd, timeout=60, check=False, env=as_installed(**variables)
    )


def only_line(text: str) -> str:
    lines = text.splitlines()
    assert len(lines) == 1, text
    return lines[0]


@pytest.fixture(scope="module")
def result_of_build(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """What a build of the founding disclosure printed."""
    return run("build", DISCLOSURES, "-o", tmp_path_factory.mktemp("built") / "x.db")


def test_build_says_what_it_built(result_of_build: subprocess.CompletedProcess[str]) -> None:
    result = result_of_build
    assert (result.returncode, "Error" in result.stderr) == (0, False)
    assert only_line(result.stdout).endswith(
        "x.db: documents 1, units 2, projects 26, goals 78, indicators 294, stated totals 3, cells 191, rejects 0"
    )


def test_build_warns_when_readers_have_nowhere_to_report_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"某表\n{HEADER}\n1\t甲\t5.00\t目标一：乙\t1. 人数≥3人\n")
    result = run_with({"MINGZHANG_CONTACT": ""}, "build", tmp_path / "a.txt", "-o", tmp_path / "x.db")
    assert result.returncode == 0
    (warning,) = [line for line in result.stderr.splitlines() if line.startswith("warning: ")]
    assert warning.startswith(
        "warning: readers have nowhere to report an error: no contact is given; set MINGZHANG_CONTACT"
    )


def test_build_tells_where_so_few_people_are_named_that_they_could_be_recognised(
    result_of_build: subprocess.CompletedProcess[str],
) -> None:
    result = result_of_build
    assert result.returncode == 0
    lines = result.stderr.splitlines()
    assert lines[0] == (
        f"note: {FOUNDING.name} page 2 row 3: 离休、县级及副高退休人员体检费 names 1 person (正厅级干部1人): "
        "people could be recognised; consider what you publish"
    )
    assert [line.split(" names ")[0].rsplit(" ", 1)[1] for line in lines] == [
        "离休、县级及副高退休人员体检费",
        "离退休干部党支部书记工作补贴",
        "异地离休干部慰问经费",
    ]


def test_of_many_small_groups_the_first_ten_and_a_count_are_told_and_no_finding_is_made(tmp_path: Path) -> None:
    rows = "".join(f"{n}\t慰问{n}号\t5\t目标一：慰问伤残民警2人\t\n" for n in range(1, 13))
    rows += "13\t慰问\t5\t目标一：慰问伤残民警3人\t\n"
    (tmp_path / "some.txt").write_text(f"某表\n{HEADER}\n{rows}", encoding="utf-8")
    result = run("build", tmp_path, "-o", tmp_path / "x.db")
    assert result.returncode == 0
    lines = [line for line in result.stderr.splitlines() if line.startswith("note: ")]
    assert len(lines) == 11
    assert "names 2 people (慰问伤残民警2人)" in lines[9]
    assert lines[10] == f"note: and 2 more projects name so few people; all are listed in {tmp_path / 'x.people.tsv'}"
    listed = (tmp_path / "x.people.tsv").read_text(encoding="utf-8").splitlines()
    assert listed[0].split("\t") == ["file", "page", "row", "column", "what", "published", "project", "people", "words"]
    assert [line.split("\t")[6] for line in listed[1:]] == [f"慰问{number}号" for number in range(1, 13)]
    with sqlite3.connect(tmp_path / "x.db") as database:
        # The same sentence in many projects is told of as such; that it names few people is not.
        assert database.execute("SELECT DISTINCT check_id FROM findings WHERE summary LIKE '%伤残%'").fetchall() == [
            ("boilerplate-goal",)
        ]


def test_build_takes_disclosures_and_writes_into_build_when_told_nothing(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.txt").write_text(f"某表\n{HEADER}\n1\t甲\t5.00\t目标一：乙\t1. 人数≥3人\n")
    (tmp_path / "disclosures").symlink_to(tmp_path / "elsewhere")
    assert run("build", cwd=tmp_path).returncode == 0
    assert (tmp_path / "build" / "mingzhang.db").is_file()


def test_rejects_are_named_on_standard_error_and_do_not_fail_the_build(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "some.txt").write_text(f"某表\n{HEADER}\n1\t甲\t约5\t目标一：乙\t\n")
    result = run("build", tmp_path, "-o", tmp_path / "x.db")
    assert result.returncode == 0
    assert result.stderr.splitlines() == [
        "document: empty.txt: the file is empty; fetch the original again",
        f"part: some.txt page 1 row 2: {NO_NUMBER}",
    ]
    strict = run("build", tmp_path, "-o", tmp_path / "y.db", "--strict")
    assert strict.returncode == 1
    assert "empty.txt: the file is empty" in only_line(strict.stderr)
    assert not (tmp_path / "y.db").exists()


def test_a_folder_without_disclosures(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    result = run("build", tmp_path / "folder", "-o", tmp_path / "x.db")
    assert result.returncode == 1
    assert only_line(result.stderr) == f"Error: no disclosures in {tmp_path / 'folder'}: put the published files there"
    assert not (tmp_path / "x.db").exists()
    result = run("build", cwd=tmp_path)
    assert result.returncode == 1
    assert only_line(result.stderr) == (
        "Error: disclosures/ is not in this folder: name the disclosures: mingzhang build SOURCES"
    )


@pytest.mark.parametrize(
    "arguments", [("build", "nowhere"), ("nothing",), ("explain",), ("serve", "-p", "0"), ("build", "--x")]
)
def test_wrong_usage_is_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_an_output_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = run("build", DISCLOSURES, "-o", tmp_path / "file" / "x.db")
    assert result.returncode == 1
    assert str(tmp_path / "file") in only_line(result.stderr)


def test_serve_without_a_database_or_a_free_port(tmp_path: Path, database: Path) -> None:
    result = run("serve", tmp_path / "x.db")
    assert result.returncode == 1
    assert only_line(result.stderr) == f"Error: {tmp_path / 'x.db'}: no such database; make it with: mingzhang build"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", database, "-p", str(port))
    assert result.returncode == 1
    assert f"port {port} of 127.0.0.1 cannot be used" in only_line(result.stderr)


def test_explain_tells_form_columns_counts_and_sums() -> None:
    result = run("explain", FOUNDING)
    assert (result.returncode, result.stderr) == (0, "")
    for line in (
        "  id        632221-006-2023",
        "  read as   text/plain: pages 9, tables 1, cells 191",
        "  form      project_table: row 1 of page 1 has the labels of project_table",
        "  phase     budget    money: a printed 1 is 10000 yuan",
        "  column 3  金额 (万元) -> amount",
        "  projects  26    goals 78    indicators 294",
        "  headings  284, of which empty 50",
        "  stated    合计: 382.94 万元",
        "  sum       of the projects: 413.27 万元",
        "  differs   stated less sum: -30.33 万元",
        "not understood, or with doubt: 0",
    ):
        assert line in result.stdout.splitlines()


def test_explain_tells_what_was_not_understood(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"某表\n{HEADER}\t备注\n1\t甲\t约5\t目标一：乙\t1. 人数3-5人\t续\n\n说明\n甲\t乙\n")
    lines = run("explain", tmp_path / "a.txt").stdout.splitlines()
    assert "  column 6  备注 -> (kept in project_fields)" in lines
    assert "  form      none: no row has the labels of an official form" in lines
    assert f"  page 1 row 2 column 3: {NO_NUMBER}" in lines
    assert "  targets   not sure 1" in lines


def test_explain_rounds_no_difference_away(tmp_path: Path) -> None:
    rows = f"合计\t\t5.0012\n{HEADER}".splitlines()[::-1]
    (tmp_path / "a.txt").write_text("\n".join(["某表", *rows, "1\t甲\t5.00\t目标一：乙\t1. 人数≥3人"]) + "\n")
    lines = run("explain", tmp_path / "a.txt").stdout.splitlines()
    assert "  stated    合计: 5.0012 万元" in lines
    assert "  differs   stated less sum: 0.0012 万元" in lines


def test_explain_writes_a_page_that_shows_what_became_of_each_character(tmp_path: Path) -> None:
    source = f"某表<script>alert(1)</script>\n{HEADER}\n1\t甲\t约5\t目标一：乙\t1. 人数≥3人\n"
    (tmp_path / "a.txt").write_text(source)
    result = run("explain", tmp_path / "a.txt", "--html", tmp_path / "a.html")
    assert result.returncode == 0
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert '<span class="value" title="value">3</span>' in page
    assert f'<span class="reject" title="part: {NO_NUMBER}">约5</span>' in page
    assert "<script" not in page
    again = run("explain", tmp_path / "a.txt", "--html", tmp_path / "a.txt")
    assert again.returncode == 1
    assert (tmp_path / "a.txt").read_text() == source


def test_explain_tells_how_sheets_were_read() -> None:
    sample = Path(__file__).parent / "samples" / "self_evaluation_one_cell_a_line.txt"
    lines = run("explain", sample).stdout.splitlines()
    assert "  form      self_evaluation: row 6 of page 1 has the labels of self_evaluation" in lines
    assert "  sheets    1, each begins at 项目名称" in lines
    assert "  column 1  指标性质 -> comparator" in lines  # one cell a line: all stand in the first
    assert "  column 1  未完成原因分析 -> deviation_reason" in lines


def test_explain_tells_a_row_that_was_not_understood_in_one_line() -> None:
    sample = Path(__file__).parent / "samples" / "sichuan_self_evaluation_bars.txt"
    assert run("explain", sample).stdout.splitlines()[8] == (
        "  page 1 row 16 columns 1 to 8: the cells of this row do not fit the columns of the header, so which belongs to "
        "which cannot be told: 效益指标 | 社会效益指标 | 办公条件 | 定性 | 好坏 | 好 | 30 | 30; compare the original; "
        "bring the cells in line in a spreadsheet program and try again"
    )


def test_explain_tells_a_doubt_of_many_rows_in_one_line_with_its_rows(tmp_path: Path) -> None:
    rows = [f"项目{number} | — | 目标 | 产出指标 | 数量指标 | 数量{number} | 约{number}个" for number in range(1, 6)]
    labels = "项目名称 | 预算数 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值"
    path = tmp_path / "list.txt"
    path.write_text("\n".join(["2024年项目绩效目标表（单位：万元）", labels, *rows]), encoding="utf-8")
    lines = [line for line in run("explain", path).stdout.splitlines() if line.startswith("  page 1 row")]
    assert [line.partition(": ")[::2] for line in lines] == [
        (
            "  page 1 rows 2-6 (5 rows)",
            "— is printed where an amount should be; it may be zero or nothing, and the amount was left empty; compare the "
            "original; if it is zero, print 0",
        ),
        (
            "  page 1 rows 2-6 (5 rows)",
            "words such as 约, 左右 or 最高 make the target of … less than sure; kept as printed; go by the printed text",
        ),
    ]


def test_explain_tells_what_each_cell_became_and_marks_what_was_not_read() -> None:
    sample = Path(__file__).parent / "samples" / "sichuan_self_evaluation_bars.txt"
    lines = run("explain", sample).stdout.splitlines()
    assert "  read      97.1 % of 791 characters; 23 are in rejects" in lines
    assert (
        "  1:14  产出指标 [headings.text] | 数量指标 [headings.text] | 购置数量 [indicators.name] | "
        "≥ [indicators.comparator] | 13 [indicators.value] | 台 [indicators.unit] | 13 [indicators.actual_text] | "
        "30 [indicators.weight] | 30 [indicators.score]"
    ) in lines
    assert any(line.startswith("  1:16  !效益指标 [not read] | ") for line in lines)


UNKNOWN_LABEL = """项目支出绩效目标表（2024年度）
某某工作名目 | 渠道清淤
资金总额（万元） | 10.00
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤长度 | 36公里
某某工作名目 | 水闸维修
资金总额（万元） | 20.00
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 维修水闸 | 3座
"""


def test_explain_proposes_the_line_to_add_and_reads_the_sheet_once_it_is_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(UNKNOWN_LABEL, encoding="utf-8")
    lines = run("explain", tmp_path / "a.txt").stdout.splitlines()
    at = next(
        number for number, line in enumerate(lines) if line.startswith("  if 某某工作名目 is the project's name, ")
    )
    assert lines[at].endswith("characters more are read: add to vocabulary/sheets.yml")
    assert lines[at + 1] == "      fields: {name: [某某工作名目]}"
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "sheets.yml").write_text(lines[at + 1].strip(), encoding="utf-8")
    lines = run("explain", tmp_path / "a.txt").stdout.splitlines()
    assert "not understood, or with doubt: 0" in lines
    assert "  projects  2    goals 0    indicators 2" in lines


def test_explain_of_a_folder_is_a_table_for_the_terminal_and_for_a_spreadsheet(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "=a.txt").write_text(UNKNOWN_LABEL, encoding="utf-8")
    (folder / "b.txt").write_text(f"某表\n{HEADER}\n1\t甲\t5.00\t目标一：乙\t1. 人数≥3人\n", encoding="utf-8")
    (folder / "c.gif").write_bytes(b"GIF89a\0\0")
    header, *rows = run("explain", folder, "--tsv", "--html", tmp_path / "page.html").stdout.splitlines()
    assert header.split("\t") == [
        *("file", "form", "projects", "indicators", "read %", "rejects", "first reason", "word to add", "file of words")
    ]
    first, second, third = (row.split("\t") for row in rows)
    assert (first[0], first[2], first[7], first[8]) == (
        *("'=a.txt", "0", "fields: {name: [某某工作名目]}", "vocabulary/sheets.yml"),
    )
    assert second == ["b.txt", "project_table", "1", "1", "100.0", "0", "", "", ""]
    assert (third[0], third[1], third[4]) == ("c.gif", "not read", "0.0")
    assert third[6].startswith("this is a picture (GIF)")
    assert "<code>fields: {name: [某某工作名目]}</code>" in (tmp_path / "page.html").read_text(encoding="utf-8")
    lines = run("explain", folder).stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["file", "=a.txt", "b.txt", "c.gif"]
    assert run("explain", folder / "b.txt", "--tsv").returncode == 2


def test_explain_names_a_broken_file_of_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(UNKNOWN_LABEL, encoding="utf-8")
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "sheets.yml").write_text("fields:\n  names: [甲]\n", encoding="utf-8")
    for command in ("explain", "build"):
        result = run(command, tmp_path / "a.txt", *(("-o", tmp_path / "a.db") if command == "build" else ()))
        assert result.returncode == 1
        assert "sheets.yml line 2: names is no key of this file; here are name, code, " in only_line(result.stderr)


def test_explain_refuses_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"GIF89a\0\0")
    result = run("explain", tmp_path / "a.txt")
    assert result.returncode == 1
    assert only_line(result.stderr).startswith(f"Error: {tmp_path / 'a.txt'}: this is a picture (GIF)")


@pytest.mark.parametrize("command", [(), ("build",), ("serve",), ("explain",)])
def test_help_tells_everything(command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.returncode == 0
    for word in {
        (): ["build", "serve", "explain", "Exit status"],
        ("build",): ["SOURCES", "--output", "--strict", "disclosures/", "sidecar", "rejects"],
        ("serve",): ["DATABASE", "--port", "8001", "--host"],
        ("explain",): ["FILE", "FOLDER", "official form", "--html", "--tsv"],
    }[command]:
        assert word in result.stdout


def test_a_database_damaged_under_our_feet_is_one_plain_line(tmp_path: Path, database: Path) -> None:
    data = bytearray(database.read_bytes())
    data[4096:200_000] = b"\xff" * (200_000 - 4096)
    (tmp_path / "x.db").write_bytes(data)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(tmp_path / "x.db").execute("SELECT count(*) FROM cells").fetchone()
    result = run("serve", tmp_path / "x.db")
    assert result.returncode == 1
    assert "make it again with: mingzhang build" in only_line(result.stderr)


def test_the_bar_of_a_build_says_how_far_a_reader_is() -> None:
    from mingzhang.console import pages_shown

    class Bar:
        label = "Converting"
        rendered = 0

        def render_progress(self) -> None:
            self.rendered += 1

    bar = Bar()
    with pages_shown(bar):
        logging.getLogger("mingzhang.readers.pdf").info("page %d of %d", 50, 300)
    logging.getLogger("mingzhang.readers.pdf").info("page %d of %d", 51, 300)
    assert (bar.label, bar.rendered) == ("Converting (page 50 of 300)", 1)


def test_explain_of_an_archive_lists_its_documents_and_explains_one_by_its_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "附件.zip", "w") as archive:
        archive.write(FOUNDING, "a/表.txt")
        archive.write(FOUNDING, "b.txt")
    table = run("explain", "--tsv", tmp_path / "附件.zip").stdout.splitlines()
    assert [line.split("\t")[:3] for line in table[1:]] == [
        ["附件.zip/a/表.txt", "project_table", "26"],
        ["附件.zip/b.txt", "project_table", "26"],
    ]
    one = run("explain", tmp_path / "附件.zip" / "a" / "表.txt")
    assert one.returncode == 0
    assert one.stdout.splitlines()[0] == "附件.zip/a/表.txt"
    missing = run("explain", tmp_path / "附件.zip" / "c.txt")
    assert missing.returncode == 2
    assert "c.txt" in missing.stderr
