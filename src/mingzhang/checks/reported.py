"""Rates that a self-evaluation prints beside their two numbers: 98%（问卷200份，满意190份）; 应建50口，完成45口，完成率95%."""

import json
import re
from collections.abc import Sequence
from typing import Any

from mingzhang.checks.shares import shares_in
from mingzhang.parse.quantities import read_quantities
from mingzhang.parse.subjects import clause_end, clause_start
from mingzhang.text.pieces import half_width


def wrong_rate(text: str, name: str) -> str:
    """JSON of the first rate of a text that its two numbers do not come to; '' where all do or none can be told.

    `name` is that of the indicator whose result the text is, '' for a text about all of a project. The result has whole, rate
    and part as they are printed, and what the whole times the rate comes to.
    """
    rows = _rows(text)
    found = shares_in(rows) if not name else _of_result(text, name, rows)
    by_id = {row["id"]: row for row in rows}
    for one in found:
        if not one["fits"]:
            whole, rate, part = (by_id[one[f"{key}_quantity_id"]] for key in ("whole", "rate", "part"))
            computed = f"{round(one['computed'], 2):g}{part['unit'] or ''}"
            shown = {"whole": whole["text"], "rate": rate["text"], "part": part["text"], "computed": computed}
            return json.dumps(shown, ensure_ascii=False)
    return ""


def _rows(text: str) -> list[dict[str, Any]]:
    """The definite numbers of a text, as rows of `quantities` of a goal are."""
    return [
        {
            "id": str(number),
            "project_id": "",
            "document_id": "",
            "goal": text,
            "text": text[one.start : one.end],
            "role": one.role,
            "per": one.per,
            "comparator": one.comparator,
            "value": float(one.value or 0),
            "unit": one.unit,
            "base_unit": one.base_unit,
            "base_value": float(one.base_value),
            "start_char": one.start,
            "end_char": one.end,
            "payer": one.context.payer,
            "of_year": one.context.of_year,
            "is_part": one.context.part_of is not None,
        }
        for number, one in enumerate(read_quantities(text))
        if one.base_value is not None and one.role != "date"
    ]


def _of_result(text: str, name: str, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rate that a result is, and the two numbers that follow in a bracket or behind a comma; part and name say the same."""
    if len(rows) != 3 or rows[0]["base_unit"] != "%" or rows[0]["comparator"] not in (None, "="):
        return []
    rate, *numbers = rows
    whole, part = sorted(numbers, key=lambda row: -row["base_value"])
    plain = half_width(text)
    around = plain[clause_start(plain, part["start_char"]) : clause_end(plain, part["end_char"])]
    words = "".join(re.findall(r"[\u4e00-\u9fff]", re.sub(r"[\d.]+\s*[\u4e00-\u9fff]{0,2}", "", around, count=1)))
    said = [words[at : at + 2] for at in range(len(words) - 1) if words[at : at + 2] in name]
    is_share = whole["base_unit"] == part["base_unit"] and 0 < part["base_value"] < whole["base_value"]
    denies = re.search(r"不|未|无|非", around) is not None
    if not said or not is_share or denies or whole["per"] or part["per"]:
        return []
    computed = 100 * part["base_value"] / whole["base_value"]
    digits = len(re.sub(r"[^\d.]", "", half_width(rate["text"])).partition(".")[2])
    fits = abs(computed - rate["base_value"]) < 10**-digits
    return [
        {
            "whole_quantity_id": whole["id"],
            "rate_quantity_id": rate["id"],
            "part_quantity_id": part["id"],
            "computed": whole["value"] * rate["base_value"] / 100,
            "fits": fits,
        }
    ]
