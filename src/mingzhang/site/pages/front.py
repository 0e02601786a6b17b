"""The front page: what this is, its figures, its charts, the findings that weigh most, and the ways in.

Everything is read from tables that the build filled for it, so that it takes as long over a million indicators as over ten.
"""

from typing import Any

from markupsafe import Markup

from mingzhang.dictionary.languages import select_texts
from mingzhang.site.language import Say, language_of, say_in
from mingzhang.site.pages.chart import CHARTS, inline
from mingzhang.site.pages.page import QueryRow, page, rows
from mingzhang.site.words import money, money_in_column

FRONT_FIGURES = "SELECT * FROM site_figures ORDER BY id <> 'all', year DESC, phase"

NOTABLE = f"""
SELECT findings.id, findings.class, {select_texts("findings.summary", "checks.title")},
    findings.difference_yuan, projects.amount_fen, projects.name AS project, units.name AS unit, documents.year,
    findings.document_id,
    evidence.record_id, evidence.page,
    (SELECT count(*) FROM replies WHERE replies.finding_id = findings.id) AS replies
FROM notable_findings
JOIN findings ON findings.id = notable_findings.finding_id
JOIN checks ON checks.id = findings.check_id
JOIN documents ON documents.id = findings.document_id
LEFT JOIN projects ON projects.id = findings.project_id
LEFT JOIN units ON units.id = findings.unit_id
LEFT JOIN finding_evidence AS evidence ON evidence.finding_id = findings.id AND evidence.position = 1
ORDER BY notable_findings.position
"""

RECENT = """
SELECT documents.id, documents.title, documents.file, documents.year, units.name AS unit,
    max(coalesce(documents.retrieved_on, ''), coalesce(documents.published_on, '')) AS on_date
FROM documents LEFT JOIN units ON units.id = documents.unit_id
WHERE documents.is_current
ORDER BY on_date DESC, documents.year DESC, documents.id LIMIT 6
"""

# Found by the index of the foreign key: few documents are the same as another.
REPEATED = "SELECT count(*) AS number FROM documents WHERE same_as_id IS NOT NULL"

TOP_UNITS = """
SELECT units.id, units.code, units.name FROM units
WHERE units.parent_id IS NULL ORDER BY units.region_code, units.code LIMIT 8
"""


async def front(request: Any, datasette: Any) -> Any:
    """The page at /."""
    language = language_of(request)
    say = say_in(language)
    figures = await rows(datasette, FRONT_FIGURES)
    everything = next((row for row in figures if row["id"] == "all"), None)
    by_phase = [{**row, "money": money_said(row, language, say)} for row in figures if row["id"] != "all"]
    charts = await rows(datasette, CHARTS, language)
    context = {
        "figures": everything,
        "by_phase": by_phase,
        "latest_year": max((row["year"] for row in by_phase if row["year"]), default=None),
        "notable": await rows(datasette, NOTABLE),
        "recent": await rows(datasette, RECENT),
        "repeated": (await rows(datasette, REPEATED))[0]["number"],
        "top_units": await rows(datasette, TOP_UNITS),
        "charts": [{**chart, "svg": inline(datasette, chart["svg"])} for chart in charts if chart["data"] != "[]"],
    }
    return await page(datasette, request, "front.html", context)


def money_said(figures: QueryRow, language: str, say: Say) -> dict[str, Any]:
    """The money of a year and phase, and what has to be said of it wherever it stands.

    What the documents print as their total comes first, if all of them print one; the sum of their rows is said beside it.
    """
    rows_fen, stated_fen = figures["rows_fen"], figures["stated_fen"]
    stated, of_stating = money(language, stated_fen), money(language, figures["stated_rows_fen"])
    agree = stated_fen == figures["stated_rows_fen"]
    caveats: list[Markup]
    if not figures["documents_stating"]:
        shown, caveats = rows_fen, [say("各行相加；文件未列合计")]
    elif figures["documents_stating"] == figures["documents"]:
        shown = stated_fen
        caveats = [
            say("文件所列合计，与各行相加一致") if agree else say("文件所列合计；各行相加为{rows}", rows=of_stating)
        ]
    else:
        shown = rows_fen
        counts = {"documents": figures["documents"], "stating": figures["documents_stating"], "stated": stated}
        caveats = [
            say("各行相加；{documents}份文件中{stating}份列有合计，共{stated}，与其各行相加一致", **counts)
            if agree
            else say(
                "各行相加；{documents}份文件中{stating}份列有合计，共{stated}，而其各行相加为{rows}",
                rows=of_stating,
                **counts,
            )
        ]
    if figures["rows_unread"]:
        caveats.append(say("另有{number}个项目的金额未能识别，未计入", number=figures["rows_unread"]))
    return {
        "shown": money(language, shown),
        "in_column": money_in_column(language, shown),
        "caveat": say("；").join(caveats),
    }
