"""What does not add up, with the quote that it rests on and what may lie behind it without anybody having done wrong."""

from typing import Any

from mingzhang.dictionary.languages import column_in
from mingzhang.site.language import say_in
from mingzhang.site.pages.page import QueryRow
from mingzhang.site.programs.asking import Asker, as_list, split_count

_KEPT = (
    "id", "class", "check_id", "expected", "observed", "difference_yuan", "records", "unit", "project", "project_id", "year",
    "document", "quote", "page", "row",
)  # fmt: skip


async def findings_about(asker: Asker, projects: list[str], most: int) -> dict[str, Any]:
    """The findings that concern these projects."""
    if not projects:
        return {"found": 0, "findings": []}
    return await _found(asker, words="", units="[]", projects=as_list(projects), year=None, kind=None, most=most)


async def findings_of_units(asker: Asker, units: str, year: int | None, most: int) -> dict[str, Any]:
    """The findings of units, those about their totals among them."""
    return await _found(asker, words="", units=units, projects="[]", year=year, kind=None, most=most)


async def what_does_not_add_up(
    asker: Asker, words: str, unit: str, year: int | None, kind: str | None, most: int
) -> dict[str, Any]:
    """Findings by words, unit, year and class; the largest differences first."""
    units = await asker.units(unit)
    if unit.strip() and not units:
        return {"found": 0, "findings": [], **await asker.no_unit(unit)}
    listed = as_list(one["id"] for one in units)
    answer = await _found(asker, words=words, units=listed, projects="[]", year=year, kind=kind, most=most)
    say = say_in(asker.language)
    note = say("核对结果仅依据公开文本，不代表存在问题；引用前请查看原件和可能的解释。")
    return {**answer, "notes": [str(note.unescape())]}


async def _found(asker: Asker, *, kind: str | None, **asked: Any) -> dict[str, Any]:
    found, findings = split_count(await asker.rows("findings", **{"class": kind}, **asked))
    return {"found": found, "findings": [_finding(asker, finding) for finding in findings]}


def _finding(asker: Asker, finding: QueryRow) -> dict[str, Any]:
    def said(name: str) -> Any:
        """A text of the finding in the language of who asks."""
        return finding[column_in(asker.language, name, finding)]

    record = finding["record_id"] or finding["project_id"] or ""
    return {
        **{name: finding[name] for name in _KEPT},
        "check": said("title"),
        "says": said("summary"),
        "may_be": said("innocent_explanations"),
        "page_of_finding": asker.address(f"/finding/{finding['id']}"),
        "source_page": asker.source(finding["evidence_document_id"], record),
    }
