"""Ready charts (charts.yml) as links that open datasette-vega with everything set."""

from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from mingzhang.data_files import read_yaml
from mingzhang.dictionary.metadata_file import DATABASE_NAME


@cache
def load_charts() -> list[dict[str, Any]]:
    """The charts of charts.yml, in its order."""
    charts = read_yaml(files(__package__).joinpath("charts.yml").read_text(encoding="utf-8"))
    assert isinstance(charts, list)
    return charts


def chart_path(chart: dict[str, Any]) -> str:
    """The path and fragment of a chart: its whole view, and datasette-vega's settings behind the #."""
    settings = {
        "g.mark": chart["mark"],
        "g.x_column": chart["x"]["column"],
        "g.x_type": chart["x"]["type"],
        "g.y_column": chart["y"]["column"],
        "g.y_type": chart["y"]["type"],
    }
    if "color" in chart:
        settings["g.color_column"] = chart["color"]
    return f"/{DATABASE_NAME}/{chart['view']}?_size=max#{urlencode(settings, quote_via=quote)}"
