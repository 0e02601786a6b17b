"""Ready charts: links that open datasette-vega on a view with everything set."""

from typing import Any
from urllib.parse import quote, urlencode

from mingzhang.charts.subjects import Subject, load_subjects
from mingzhang.dictionary.metadata_file import DATABASE_NAME
from mingzhang.site.words import column_label


def ready_charts(language: str) -> list[tuple[Subject, str]]:
    """The subjects that a reader can open, each with its path."""
    return [(subject, chart_path(language, subject.opened)) for subject in load_subjects() if subject.opened]


def chart_path(language: str, opened: dict[str, Any]) -> str:
    """The path and fragment of a chart: its view, and datasette-vega's settings behind the #, columns by their labels.

    The language of the labels stands with them, so that the chart is drawn for a reader of another language too.
    """
    view = opened["view"]
    settings = {
        "g.mark": opened["mark"],
        "g.x_column": column_label(language, view, opened["x"]["column"]),
        "g.x_type": opened["x"]["type"],
        "g.y_column": column_label(language, view, opened["y"]["column"]),
        "g.y_type": opened["y"]["type"],
    }
    if "color" in opened:
        settings["g.color_column"] = column_label(language, view, opened["color"])
    settings["lang"] = language
    return f"/{DATABASE_NAME}/{view}#{urlencode(settings, quote_via=quote)}"
