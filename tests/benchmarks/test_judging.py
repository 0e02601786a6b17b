"""The four classes: what is exact, refused, lost and wrong, on rows as a build stores them."""

from typing import Any

import pytest

from benchmarks.reading.judging import counted, judge
from benchmarks.reading.notation import Case, drawings_of, expectation_of
from benchmarks.reading.published import Published

GRID = "项目名称|会计培训\n资金（万元）|36.5\n一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|培训人数|≥80人"
EXPECTED = "P 会计培训|365000\nI 产出指标|数量指标|培训人数|≥|80|人|||"


def published(rejected: tuple[int, int] | None = None, **changes: Any) -> Published:
    """What is published of the grid when all is well, but for changes; a reject stands in a row and column."""
    (drawing,) = drawings_of(GRID)
    cells: list[dict[str, Any]] = [
        {"id": at, "page": 1, "table_number": 1, "row": cell.row, "column": cell.column, "text": cell.text}
        | {"row_span": 1, "column_span": 1}
        for at, cell in enumerate(drawing.cells)
    ]
    project: dict[str, Any] = {"id": "p1", "name": "会计培训", "amount_fen": 36_500_000}
    indicator: dict[str, Any] = {
        "project_id": "p1",
        "level1": "产出指标",
        "level2": "数量指标",
        "name": "培训人数",
        "comparator": "≥",
    }
    indicator |= {"value": 80, "value_text": "80人", "unit": "人", "text": "培训人数"}
    for name, value in changes.items():
        (project if name in project else indicator)[name] = value
    place = next((cell["id"] for cell in cells if (cell["row"], cell["column"]) == rejected), None)
    rejects = [{"kind": "part", "cell_id": place, "reason_id": "why", "reason_en": "because"}] if rejected else []
    return Published({"cells": cells, "projects": [project], "indicators": [indicator], "rejects": rejects})


def outcomes(found: Published, expected: str = EXPECTED) -> dict[str, int]:
    verdicts = counted(judge(Case("case", drawings_of(GRID), expectation_of(expected)), found))
    return dict(verdicts.items())


def test_what_is_as_a_human_reads_it_is_exact() -> None:
    assert outcomes(published()) == {"exact": 8}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"amount_fen": None}, {"exact": 7, "lost": 1}),
        ({"amount_fen": 3_650}, {"exact": 7, "wrong": 1}),
        ({"comparator": None}, {"exact": 7, "lost": 1}),
        ({"comparator": "≤"}, {"exact": 7, "wrong": 1}),
        ({"value": 8}, {"exact": 7, "wrong": 1}),
        ({"unit": None}, {"exact": 7, "lost": 1}),
        ({"level1": "效益指标"}, {"exact": 7, "wrong": 1}),
        ({"name": "指标1培训人数"}, {"exact": 7, "wrong": 1}),
    ],
)
def test_an_empty_field_is_lost_and_another_value_wrong(changes: dict[str, Any], expected: dict[str, int]) -> None:
    assert outcomes(published(**changes)) == expected


@pytest.mark.parametrize("place", [(2, 2), (1, 2)])
def test_a_reject_at_the_cell_or_at_the_head_of_its_column_names_a_value(place: tuple[int, int]) -> None:
    assert outcomes(published(place, amount_fen=None)) == {"exact": 7, "refused": 1}


def test_a_reject_elsewhere_names_nothing() -> None:
    assert outcomes(published((1, 1), amount_fen=None)) == {"exact": 7, "lost": 1}


def test_a_doubt_is_no_excuse_for_another_number() -> None:
    assert outcomes(published((4, 4), value=8)) == {"exact": 7, "wrong": 1}


def test_a_sign_that_nobody_printed_is_wrong() -> None:
    assert outcomes(published(), EXPECTED.replace("|≥|80|人|", "||80|人|")) == {"exact": 7, "wrong": 1}


def test_a_text_is_no_number() -> None:
    assert outcomes(published(), EXPECTED.replace("|≥|80|人|", "|≥|较高||")) == {"exact": 6, "wrong": 1}


def test_more_than_is_printed_is_wrong() -> None:
    found = published()
    found.rows["projects"].append({"id": "p2", "name": "合计", "amount_fen": 36_500_000})
    found.rows["indicators"].append({**found.rows["indicators"][0], "name": "部门：某局", "project_id": "p1"})
    assert outcomes(found) == {"exact": 8, "wrong": 2}


def test_a_refused_document_is_refused_in_all_its_values() -> None:
    assert outcomes(Published(refused=["no-form"])) == {"refused": 8}


def test_a_table_that_is_no_form_gives_nothing() -> None:
    assert outcomes(Published(), "REFUSE") == {"exact": 1}
    assert outcomes(published(), "REFUSE") == {"wrong": 2}
