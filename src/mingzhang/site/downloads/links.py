"""The downloads that a page offers, with the filters of the page."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from mingzhang.site.downloads.cells import LARGEST_ROWS

# Arguments of an address that choose a page, its facets or its shape, not its rows.
OF_THE_PAGE = {
    "_size", "_next", "_labels", "_label", "_shape", "_nl", "_trace", "_timelimit", "_stream", "_dl", "_excel", "_header",
    "_from", "_nofacet", "_nosuggest", "_nocount", "_hide_sql", "_show_sql", "_ttl", "_json", "_json_infinity",
}  # fmt: skip


def filter_arguments(request: Any) -> list[tuple[str, str]]:
    """The arguments of an address that choose its rows, columns and order."""
    return [
        (key, value)
        for key, value in parse_qsl(request.query_string, keep_blank_values=True)
        if key not in OF_THE_PAGE and not key.startswith("_facet")
    ]


def download_links(request: Any) -> dict[str, str]:
    """Where the rows of a table, view or query page can be had, by format: all rows, filtered and sorted as on the page."""
    filters = filter_arguments(request)

    def link(extension: str, **more: str) -> str:
        """The address of a download by its extension."""
        arguments = urlencode([*filters, *more.items()])
        return f"{request.path}.{extension}{'?' + arguments if arguments else ''}"

    return {
        "xlsx": link("xlsx"),
        "excel_csv": link("csv", _excel="on"),
        "csv": link("csv", _stream="on"),
        "json": link("json", _stream="on"),
    }


def fits_excel(rows: int) -> bool:
    """Whether so many rows and a header fit on a sheet of Excel."""
    return rows + 1 <= LARGEST_ROWS
