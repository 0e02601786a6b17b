"""Whatever documents are added, changed or removed, a build that begins with what it kept gives the bytes of one without."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang import pipeline
from mingzhang.keeping import kept_beside
from tests.checks.documents import project, table
from tests.conftest import HEADER

GOALS = "目标一：培训100人，每人补助500元。目标二：保障全县各学校正常运转，促进教育公平"
TARGETS = "一、产出指标 (一)数量指标 1. 培训人数≥{people}人 (二)成本指标 1. 每人补助≤{price}元"


def budget(unit: str, year: int, amount: str, people: int = 100, price: int = 500) -> str:
    """A table of one unit with a project that other years and units print too, and one that is printed twice."""
    row = project("教师培训", GOALS, TARGETS.format(people=people, price=price), amount)
    twice = project("慰问经费", "目标一：慰问200人", "一、产出指标 1. 慰问人数≥20人", "3", "2")
    return table(row, twice, twice.replace("2\t", "3\t", 1), year=year).replace("某局", unit)


# Each document in a few versions; None is a document that is not there. They share units, years, series and sentences.
VERSIONS: dict[str, tuple[str | None, ...]] = {
    "a2022.txt": (budget("甲局", 2022, "5"), budget("甲局", 2022, "50", 90), None),
    "a2023.txt": (budget("甲局", 2023, "5"), budget("甲局", 2023, "25", 50), None),
    "b2023.txt": (budget("乙局", 2023, "5", price=900).replace("007", "008"), None),
    "c2023.txt": (budget("丙局", 2023, "9").replace("007", "009"), "没有表格的说明\n", None),
    "d2023.txt": (
        None,
        f"丁局2023年部门预算项目支出绩效目标公开表\n{HEADER}\n合计\t\t5\n1\t甲\t5\t目标一：乙\t人数≥3人\n",
    ),
}
# What stands beside a2023.txt; beside all others the region, without which nobody knows that units of two documents are one.
REGION = "region: '632221'\n"
SIDECARS = (REGION, "region: '510000'\n", REGION + "withdrawn: 重新公开\n")
STATES = st.tuples(
    st.fixed_dictionaries({name: st.sampled_from(some) for name, some in VERSIONS.items()}), st.sampled_from(SIDECARS)
)


def write(folder: Path, documents: dict[str, str | None], sidecar: str) -> None:
    for name, content in {**documents, "always.txt": budget("戊局", 2023, "7").replace("007", "010")}.items():
        path, beside = folder / name, folder / f"{name}.yml"
        if content is None:
            path.unlink(missing_ok=True)
            beside.unlink(missing_ok=True)
        else:
            path.write_text(content, encoding="utf-8")
            beside.write_text(sidecar if name == "a2023.txt" else REGION, encoding="utf-8")


@settings(max_examples=4, deadline=None)
@given(states=st.lists(STATES, min_size=2, max_size=3))
def test_a_build_with_what_was_kept_gives_the_bytes_of_one_without(
    tmp_path_factory: pytest.TempPathFactory, states: list[tuple[dict[str, str | None], str]]
) -> None:
    folder = tmp_path_factory.mktemp("sets")
    disclosures, output, fresh = folder / "disclosures", folder / "1.db", folder / "fresh.db"
    disclosures.mkdir()
    for state in states:
        write(disclosures, *state)
        pipeline.build([disclosures], output, workers=1, charts=False, kept=kept_beside(output))
    pipeline.build([disclosures], fresh, workers=1, charts=False)
    assert output.read_bytes() == fresh.read_bytes()
