"""The yardstick: what it writes says what stands in it, in each format, and a table of figures says what is beside what."""

from pathlib import Path

import pytest

from benchmarks.disclosures import disclosures
from benchmarks.scale.figures import Figure, lines_of
from benchmarks.scale.measuring import run
from benchmarks.scale.sources import drawings, write_sources
from mingzhang.pipeline import convert
from mingzhang.readers.sources import find_sources


def test_sources_are_written_as_text_and_workbooks_and_what_is_read_is_what_was_printed(tmp_path: Path) -> None:
    printed = write_sources(tmp_path, 500)
    read = {"txt": [0, 0], "xlsx": [0, 0]}
    for source in find_sources([tmp_path])[0]:
        projects = [project for table in convert(source).tables if table.form for project in table.form.projects]
        counts = read[source.path.suffix[1:]]
        counts[0] += len(projects)
        counts[1] += sum(len(project.indicators) for project in projects)
    for ending, (projects_read, indicators_read) in read.items():
        assert (projects_read, indicators_read) == (printed[ending, "projects"], printed[ending, "indicators"])
    assert min(read["txt"][1], read["xlsx"][1]) > 0


def test_a_form_in_text_is_drawn_with_each_cell_at_its_place() -> None:
    first = next(disclosures(10))
    drawing = next(drawings(first))
    lines = [line for line in first.text.decode().splitlines() if line.strip()]
    assert drawing.lines[0] == lines[0]
    header = next(line for line in lines if "\t" in line)
    assert [cell.text for cell in drawing.cells if cell.row == 1] == header.split("\t")


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the sum is told by Linux")
def test_memory_is_that_of_all_processes_together() -> None:
    held = "import time; held = b'x' * 30_000_000; time.sleep(1)"
    begun = f"two = [subprocess.Popen([sys.executable, '-c', {held!r}]) for _ in 'ab']"
    taken = run("-c", f"import subprocess, sys; {begun}; [one.wait() for one in two]")
    assert 60 < taken.together < 200


@pytest.mark.parametrize(
    ("figure", "line"),
    [
        (Figure("build", "s", 3.0, {"others": 12.0}), "3 s                others 12 (0.25)"),
        (Figure("page", "ms", 3.5, {"stock": None}), "3.50 ms               stock –"),
        (Figure("page", "ms", None, {"stock": 2.0}), "– ms               stock –"),
    ],
)
def test_a_figure_stands_beside_its_reference_with_the_ratio_where_both_are_known(figure: Figure, line: str) -> None:
    assert lines_of([figure])[0].endswith(line)
