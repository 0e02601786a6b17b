"""The chart maker of datasette-vega: its script in the site's colours, and the rows that it draws in the reader's words.

It draws in the colours of its own and names columns as SQL does. So its script is served with our colours in the place of its
theme, and it is given rows whose keys are the labels of the columns and whose codes are named. It compiles expressions into
functions, which no page of ours may do: it runs in a sandboxed frame that can reach nothing of the page around it.
"""

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from mingzhang.site.language import say_in

# So many rows are drawn; of more the page says how many there are.
MOST_ROWS = 5000
# The address of the frame that a chart is made in, and of the rows that it is made of; a table, view or query follows.
FRAME = "/-/chart-frame"
ROWS = "/-/chart-rows"
_THEME = b'{theme:"quartz",tooltip:!0}'
_PALETTE = ["#0b5c56", "#9a3412", "#5b6b2f", "#7a4a8c", "#1f5f99", "#8a6d1c", "#6b5d52", "#b0527a"]


@cache
def chart_script() -> bytes:
    """The script of datasette-vega with our colours. Raises AssertionError when another version names its theme otherwise."""
    (file,) = (path for path in files("datasette_vega").joinpath("static").iterdir() if path.name.endswith(".js"))
    config = {
        "range": {"category": _PALETTE},
        "mark": {"color": _PALETTE[0]},
        "bar": {"fill": _PALETTE[0]},
        "axis": {"labelLimit": 220, "gridColor": "#d9d8d0", "labelColor": "#1d2321", "titleColor": "#1d2321"},
        "view": {"stroke": None},
    }
    ours = json.dumps(
        {
            "config": config,
            "tooltip": True,
            "actions": {"export": True, "source": False, "compiled": False, "editor": False},
        }
    ).encode()
    script = file.read_bytes()
    assert script.count(_THEME) == 1, file.name
    return script.replace(_THEME, ours)


@cache
def chart_files() -> dict[str, list[str]]:
    """The addresses of the chart maker's script and style sheet."""
    styles = [path.name for path in files("datasette_vega").joinpath("static").iterdir() if path.name.endswith(".css")]
    return {
        "scripts": [f"/-/chart-maker.js?{hashlib.sha256(chart_script()).hexdigest()[:8]}"],
        "styles": [f"/-/static-plugins/datasette_vega/{name}" for name in styles],
    }


def address_of_frame(request: Any, table: str | None, language: str) -> str:
    """Where a page has its chart made: in a frame of its own, with the rows that match, whatever page of them is shown."""
    name = table or request.url_vars.get("table")
    kept = [
        pair for pair in parse_qsl(request.query_string, True) if pair[0] not in ("_next", "_size", "_from", "_lang")
    ]
    path = f"{FRAME}/{quote(name, safe='')}" if name else FRAME
    return f"{path}?{urlencode([*kept, ('_lang', language)])}"


def address_of_rows(request: Any) -> str:
    """Where a frame gets its rows."""
    name = request.url_vars.get("table")
    path = f"{ROWS}/{quote(name, safe='')}.json" if name else f"{ROWS}.json"
    return f"{path}?{request.query_string}"


def said(language: str, count: int | None) -> str:
    """How many rows are drawn, where they are not all."""
    say = say_in(language)
    if count is not None and count <= MOST_ROWS:
        return ""
    if count is None:
        return str(say("图表最多绘制{most}条。", most=f"{MOST_ROWS:,}"))
    return str(say("图表只绘制前{most}条，共{n}条。", most=f"{MOST_ROWS:,}", n=f"{count:,}"))
