"""What the texts of a self-evaluation say beside its numbers: rates with their two numbers, and results said once more.

98%（问卷200份，满意190份）; 应建50口，完成45口，完成率95%; 新购2.1万册, and an actual value of 1.2万册.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from mingzhang.checks.lists import listed
from mingzhang.checks.numbers.quotes import quote
from mingzhang.checks.numbers.shares import shares_in
from mingzhang.checks.numbers.slips_of_results import slip_of_result
from mingzhang.checks.words.subjects import bare_name, related
from mingzhang.parse.quantities import read_quantities
from mingzhang.parse.subjects import clause_end, clause_start
from mingzhang.text.numbers import comparable, unit_pattern
from mingzhang.text.numerals import NUMERAL, read_numeral
from mingzhang.text.pieces import half_width

_TENFOLD = 10
_WHOLE_NAME = 4  # characters; shorter names say too little


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


def other_result(report: str, name: str, actual: str, unit: str) -> str:
    """The number in a report that is of what an indicator counts and is not its actual value, as printed; '' where none is.

    A number that others of the report come to needs few words where the actual value is a slip of it. Any other one must be the
    only number of the report in its unit that is said to be reached, and its words those of the indicator; of
    several the only one whose words end in the whole name (向上级单位共输送运动员17名), while none is the actual value.
    """
    printed = re.fullmatch(rf"\s*(?P<number>{NUMERAL})\s*(?P<unit>{unit_pattern()})?\s*", half_width(actual))
    value = read_numeral(printed["number"]) if printed else None
    if printed is None or value is None or not (printed["unit"] or unit):
        return ""
    reached, base = comparable(value, printed["unit"] or unit)
    said = _rows(report)
    if slip := slip_of_result(report, said, float(reached), base or "", name):
        return quote({**slip, "parent_text": report})
    if base == "%":
        return _other_rate(
            report, said, (float(reached), _step_of(printed["number"], {"value": 1, "base_value": 1})), name
        )
    rows = [row for row in said if row["base_unit"] == base and _is_reached(report, row)]
    is_only = len({row["base_value"] for row in rows}) == 1
    if not is_only and not any(row["base_value"] == reached for row in rows):
        rows = [row for row in rows if _is_named_whole(row, name)]
    if len({row["base_value"] for row in rows}) != 1 or base == "元" or rows[0]["base_value"] == 0:
        return ""
    row = rows[-1]  # 12个社区的12个微型消防站
    step = max(
        _step_of(row["text"], row), _step_of(printed["number"], {"value": float(value), "base_value": float(reached)})
    )
    words = (row["subject"] or "").removeprefix("实际")
    begins = len(bare_name(words)) > 1 and related(words, name) and bare_name(words)[:2] in bare_name(name)
    times = float(reached) / row["base_value"]  # tenfold is told by the check of values far above their target
    differs = abs(row["base_value"] - float(reached)) >= step and 1 / _TENFOLD < times < _TENFOLD
    is_same = (begins and not _is_narrower(name, words, half_width(report))) or _is_named_whole(row, name)
    return quote({**row, "parent_text": report}) if is_same and differs else ""


def _other_rate(report: str, said: Sequence[dict[str, Any]], printed: tuple[float, float], name: str) -> str:
    """The one rate of a report that has just the name of an indicator and is another one: 漏损率由14.5%降到11.2%, and 11.9%."""
    own = bare_name(name)
    rows = [row for row in said if row["role"] == "rate" and bare_name(row["subject"] or "") == own]
    values = {row["base_value"] for row in rows}
    if len(own) < _WHOLE_NAME or len(values) != 1 or rows[0]["comparator"] not in (None, "=") or rows[0]["is_part"]:
        return ""
    step = max(printed[1], _step_of(rows[0]["text"], rows[0]))
    plain = half_width(report)
    clause = plain[clause_start(plain, rows[0]["start_char"]) : clause_end(plain, rows[0]["end_char"])]
    is_open = any(word in clause for word in (*listed("not-reached"), *listed("of-another-time")))
    differs = not is_open and abs(rows[0]["base_value"] - printed[0]) >= step - 1e-9
    return quote({**rows[0], "parent_text": report}) if differs else ""


def _is_named_whole(row: dict[str, Any], name: str) -> bool:
    """Whether the words in front of a number end in the whole name of an indicator, so that nothing narrower is said."""
    pairs = ((row["subject"] or "", half_width(name)), (bare_name(row["subject"] or ""), bare_name(name)))
    return any(len(own) >= _WHOLE_NAME and words.endswith(own) for words, own in pairs)


def _is_narrower(name: str, words: str, report: str) -> bool:
    """Whether an indicator names what tells things apart or two characters that no report has: 补助小学生, of 补助学生."""
    left = re.sub(f"[{re.escape(words)}]", " ", bare_name(name)) if words else name
    others = [pair for pair in re.findall("[\u4e00-\u9fff]{2}", left) if pair not in report]
    return bool(others) or any(word in left for word in listed("telling-apart"))


def _is_reached(report: str, row: dict[str, Any]) -> bool:
    """Whether a report says that a definite number was reached: of nothing planned, of no part, for each of nothing."""
    plain = half_width(report)
    words = plain[clause_start(plain, row["start_char"]) : row["start_char"]]
    is_definite = (
        row["comparator"] in (None, "=") and not row["per"] and not row["is_part"] and row["role"] in ("count", "other")
    )
    return is_definite and not any(word in words for word in listed("not-reached"))


def _step_of(text: str, row: dict[str, Any]) -> float:
    """What the last printed digit is worth, in base units."""
    digits = re.sub(r"[^\d.]", "", half_width(text)).partition(".")[2]
    scale = row["base_value"] / row["value"] if row["value"] else 1.0
    return float(scale * 10 ** -len(digits))


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
            "subject": one.subject,
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
