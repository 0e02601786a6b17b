"""The charts that are drawn when the database is built: specs/ to the table `charts`.

A spec says in data what is shown: SQL, texts, Vega-Lite.
"""

import json
import re
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import quote

from sqlite_utils import Database

from mingzhang.charts.card import NoChineseFont, card, card_as_text, fits_card
from mingzhang.charts.picture import Bar, Draw, clean, color, drawn
from mingzhang.charts.subjects import Spec, load_specs
from mingzhang.checks import functions
from mingzhang.dictionary.languages import DEFAULT, LANGUAGES, Texts, column_in, in_language, translated_from
from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.store.database import insert
from mingzhang.text.spacing import close_set

Remembering = Callable[[str, Draw], Draw]


def fill_charts(database: Database, remembering: Remembering = lambda _, draw: draw) -> str | None:
    """Draws all charts into the table `charts`; a line to tell when there is nothing to draw them with.

    `remembering` may make of what draws, by its name and version, a function that draws nothing twice.
    """
    draw, draw_card = _draw_function(remembering, _svg), _draw_function(remembering, _png)
    functions.register(database.conn)
    for chart_id, spec in load_specs().items():
        data = list(database.query(spec["sql"]))
        facts = next(iter(database.query(spec["facts"])), None)
        charts = [_chart(chart_id, spec, language, data, facts, draw) for language in LANGUAGES]
        insert(database, "charts", [{**chart, "card": _card(chart, draw_card)} for chart in charts])
    return None if draw else "charts are left out: install mingzhang[charts] to have them drawn"


def _draw_function(remembering: Remembering, draw: Draw) -> Draw | None:
    """`draw`, that draws nothing twice; None where what draws (84 MB) is not installed. It is loaded when it is needed."""
    try:
        name = f"vl-convert {version('vl-convert-python')}"
    except PackageNotFoundError:
        return None
    return remembering(f"{name}{draw.__name__}", draw)


def _svg(spec: Spec) -> str:
    from vl_convert import vegalite_to_svg  # an extra; loading it takes 100 MB

    return str(vegalite_to_svg(spec))


def _png(spec: Spec) -> str:
    return card_as_text(spec["svg"])


def _chart(chart_id: str, spec: Spec, language: str, data: list[Bar], facts: Bar | None, draw: Draw | None) -> Bar:
    """The row of a chart in a language."""
    rows = [in_language_of(row, spec, language) for row in data]
    known = {"rows": len(rows), **(in_language_of(facts, spec, language) if facts and rows else {})}
    links = [link(spec["link"], row) for row in data]
    return {
        "id": chart_id,
        "language": language,
        "position": spec["position"],
        "title": _set(_filled(in_language(spec["title"], language), known), language),
        "description": _set(_filled(in_language(spec["description"], language), known), language) if rows else "",
        "labels": _json({column: in_language(label, language) for column, label in spec["columns"].items()}),
        "data": _json([{column: row[column] for column in spec["columns"]} for row in rows]),
        "links": _json(links),
        "svg": drawn(spec, rows, links, [color(spec, row) for row in data], draw) if draw and rows else None,
    }


def _card(chart: Bar, draw: Draw | None) -> str | None:
    """The card of a chart as the database keeps it; None without a picture, and where there is no font to draw it with."""
    if draw is None or chart["svg"] is None or not fits_card(chart["svg"]):
        return None
    site = in_language(load_dictionary().title, chart["language"])
    try:
        return draw({"svg": card(chart["svg"], chart["title"], chart["description"], site)})
    except NoChineseFont:
        return None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _set(text: str, language: str) -> str:
    """A text of ours as its language sets figures: close to the words in Chinese."""
    return close_set(text) if language == DEFAULT else text


def _filled(text: str, values: Bar) -> str:
    """A text with the values filled in; without them, what is in brackets is left away."""
    try:
        return text.format(
            **{key: clean(str(value)) if isinstance(value, str) else value for key, value in values.items()}
        )
    except KeyError:
        return re.sub(r"\s*[（(][^（(]*\{.*", "", text)


def in_language_of(row: Bar, spec: Spec, language: str) -> Bar:
    """A row as a language has it: what `x_en` says in the place of `x`, official terms translated."""
    said = {column: row[column_in(language, column, row)] for column in row if translated_from(column, row) is None}
    said |= {
        column: _term(spec["terms"], said[column], language) for column in spec.get("translate", ()) if column in said
    }
    return said | {"shown": _set(str(said["shown"]), language)} if "shown" in said else said


def _term(terms: dict[str, Texts], text: str, language: str) -> str:
    first, *rest = (in_language({DEFAULT: part, **terms.get(part, {})}, language) for part in text.split(" · "))
    return " · ".join([first, *map(str.lower, rest)])


def link(template: str, row: Bar) -> str:
    """The address that a bar leads to. A parameter whose column is empty asks for rows where it is empty."""
    path, _, query = template.partition("?")
    values = {key: quote(str(value), safe="") for key, value in row.items() if value is not None}
    parameters = []
    for parameter in filter(None, query.split("&")):
        name, _, value = parameter.partition("=")
        column = value.strip("{}")
        empty = value.startswith("{") and column not in values
        parameters.append(f"{name}__isnull=1" if empty else f"{name}={value.format(**values)}")
    return path.format(**values) + ("?" + "&".join(parameters) if parameters else "")
