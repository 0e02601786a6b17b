"""Finding records, where one is printed, and the same project over years."""

from typing import Any

from mingzhang.site.language import say_in
from mingzhang.site.programs.asking import Asker, as_list, split_count
from mingzhang.site.programs.findings import what_does_not_add_up

KINDS = ("projects", "indicators", "findings", "units")
# A record of a large table may have become thousands of spans.
MOST_SPANS = 500


async def find(asker: Asker, words: str, kinds: list[str], unit: str, year: int | None, most: int) -> dict[str, Any]:
    """Projects, indicators, findings and units by words; of each kind how many there are, and the first of them."""
    units = await asker.units(unit)
    if unit.strip() and not units:
        return await asker.no_unit(unit)
    asked = {"words": words, "units": as_list(one["id"] for one in units), "year": year, "most": most}
    answer: dict[str, Any] = {}
    if "projects" in kinds:
        answer["projects"] = _listed(asker, "project", await asker.rows("projects", **asked, phase=None))
    if "indicators" in kinds:
        answer["indicators"] = _listed(asker, "project", await asker.rows("indicators", **asked))
    if "findings" in kinds:
        answer["findings"] = await what_does_not_add_up(asker, words, unit, year, None, most)
    if "units" in kinds:
        matching = await asker.units(words)
        pages = [{**one, "page": asker.address(f"/unit/{one['id']}")} for one in matching[:most]]
        answer["units"] = {"found": len(matching), "units": pages}
    return answer


def _listed(asker: Asker, page: str, found: list[Any]) -> dict[str, Any]:
    total, records = split_count(found)
    return {
        "found": total,
        "records": [
            {
                **record,
                "page": asker.address(f"/{page}/{record.get('project_id') or record['id']}"),
                "source_page": asker.source(record["document_id"], record["id"]),
            }
            for record in records
        ],
    }


async def where_is_it_printed(asker: Asker, record: str) -> dict[str, Any]:
    """The cells in which a record is printed, and which characters of them became which of its fields."""
    printed = await asker.rows("printed", record=record, most=MOST_SPANS + 1)
    if not printed:
        say = say_in(asker.language)
        note = say("没有编号为“{name}”的记录，或该记录没有对应文字。", name=record)
        return {"found": 0, "printed": [], "notes": [str(note.unescape())]}
    document = {name: printed[0][name] for name in ("document_id", "document", "is_current", "source_url", "sha256")}
    place = ("page", "table_number", "row", "column")
    cells = {tuple(one[name] for name in place): one["cell_text"] for one in printed}
    kept = ("table_name", "field", "characters", "is_leaf", *place, "start_char", "end_char")
    return {
        "found": len(printed[:MOST_SPANS]),
        "is_cut": len(printed) > MOST_SPANS,
        "document": document,
        "cells": [{**dict(zip(place, key, strict=True)), "text": text} for key, text in cells.items()],
        "printed": [
            {**{name: one[name] for name in kept}, "source_page": asker.source(one["document_id"], one["record_id"])}
            for one in printed[:MOST_SPANS]
        ],
    }


async def compare_years(asker: Asker, words: str, unit: str, most: int) -> dict[str, Any]:
    """Projects over years, budget and self-evaluation beside each other, with what changed since the year before."""
    say = say_in(asker.language)
    units = await asker.units(unit)
    if unit.strip() and not units:
        return {"found": 0, "rows": [], **await asker.no_unit(unit)}
    asked = {"words": words, "units": as_list(one["id"] for one in units), "most": most}
    count, rows = split_count(await asker.rows("years", **asked))
    notes = [say("同一地区、同一单位、编码或名称相同的视为同一项目；更名且无编码的无法衔接。")]
    if len({row["year"] for row in rows}) < 2:
        notes.append(say("只有一个年度，无从比较。"))
    return {
        "found": count,
        "rows": [
            {
                **row,
                "page": asker.address(f"/project/{row['id']}"),
                "source_page": asker.source(row["document_id"], row["id"]),
            }
            for row in rows
        ],
        "notes": [str(note.unescape()) for note in notes],
        "caveats": await asker.caveats(),
    }
