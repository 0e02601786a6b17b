"""Ready charts: links that open datasette-vega on a view with everything set."""

from typing import Any
from urllib.parse import quote, urlencode

from mingzhang.charts.subjects import Subject, load_subjects
from mingzhang.dictionary.metadata_file import DATABASE_NAME


def ready_charts() -> list[tuple[Subject, str]]:
    """The subjects that a reader can open, each with its path."""
    return [(subject, chart_path(subject.opened)) for subject in load_subjects() if subject.opened]


def chart_path(opened: dict[str, Any]) -> str:
    """The path and fragment of a chart: its whole view, and datasette-vega's settings behind the #."""
    settings = {
        "g.mark": opened["mark"],
        "g.x_column": opened["x"]["column"],
        "g.x_type": opened["x"]["type"],
        "g.y_column": opened["y"]["column"],
        "g.y_type": opened["y"]["type"],
    }
    if "color" in opened:
        settings["g.color_column"] = opened["color"]
    return f"/{DATABASE_NAME}/{opened['view']}?_size=max#{urlencode(settings, quote_via=quote)}"
