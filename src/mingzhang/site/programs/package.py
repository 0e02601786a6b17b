"""The addresses of packages: /datapackage.json, /package/VERSION/FILE, and /downloads, which says what is in each file."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from datasette.utils import add_cors_headers
from datasette.utils.asgi import NotFound, Response

from mingzhang.citing import bibtex, gbt_7714
from mingzhang.dictionary.languages import DEFAULT, in_language
from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.language import language_of, say_in
from mingzhang.site.pages.page import page
from mingzhang.site.programs.file_answer import FileAnswer
from mingzhang.site.programs.shelf import DESCRIPTOR, NotHere, NotReady, PublishedPackage, shelf_of

_MEDIA_TYPES = {
    ".json": "application/json; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".db": "application/vnd.sqlite3",
    ".md": "text/markdown; charset=utf-8",
    ".bib": "text/plain; charset=utf-8",
    ".cff": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
_FOR_EVER = "public, max-age=31536000, immutable"
# How many seconds a request waits for a package that is being made; a reader is told sooner than a program.
_PATIENCE, _PATIENCE_OF_PAGES, _ASK_AGAIN = 25.0, 8.0, "20"


async def current_descriptor(request: Any, datasette: Any) -> Any:
    """/datapackage.json: the descriptor of the database that is served, its paths as they are from here."""
    found = await _ready(request, datasette)
    if isinstance(found, Response):
        return found
    version = quote(found.version, safe="+")
    content = {**found.descriptor}
    for part in ("resources", "files", "sources"):
        content[part] = [{**one, "path": f"package/{version}/{one['path']}"} for one in content[part]]
    return _json(content)


async def package_file(request: Any, datasette: Any) -> Any:
    """/package/VERSION/FILE. Raises NotFound for a version or a file that is not here."""
    version, path = unquote(request.url_vars["version"]), unquote(request.url_vars["path"])
    shelf = shelf_of(datasette)
    found = next((one for one in shelf.versions() if one.version == version), None)
    if found is None or path not in found.files:
        raise NotFound("no such version, or no such file in it")
    headers = {"cache-control": _FOR_EVER if found.is_released else "no-cache"}
    add_cors_headers(headers)
    digest = found.files[path].get("hash", "").removeprefix("sha256:")
    media_type = _MEDIA_TYPES.get(Path(path).suffix, "text/plain; charset=utf-8")
    return FileAnswer(found.folder / path, media_type, f'"{digest}"' if digest else "", headers, request)


async def catalogue(request: Any, datasette: Any) -> Any:
    """/package/catalogue.json: the versions that are here, the newest first, with the address of each."""
    shelf = shelf_of(datasette)
    versions = [
        {"version": one.version, "descriptor": _absolute(request, datasette, f"{_folder(one)}{DESCRIPTOR}")}
        for one in shelf.versions()
    ]
    return _json({"versions": versions})


async def to_downloads(request: Any, datasette: Any) -> Any:  # noqa: ARG001 (Datasette passes what is named)
    """/package: its page is /downloads."""
    return Response.redirect(datasette.urls.path("/downloads"))


async def downloads_page(request: Any, datasette: Any) -> Any:
    """/downloads, or /package/VERSION/: what is in each file of a version."""
    asked = unquote(request.url_vars.get("version") or "")
    shelf = shelf_of(datasette)
    package = next((one for one in shelf.versions() if one.version == asked), None)
    state = "ready"
    if asked and package is None:
        raise NotFound("no such version")
    if package is None:
        try:
            package = await shelf.ready(_PATIENCE_OF_PAGES)
        except NotReady:
            state = "being-made"
        except NotHere:
            state = "not-here"
    context: dict[str, Any] = {
        "state": state,
        "package": package,
        "versions": [(one.version, _folder(one)) for one in shelf.versions()],
    }
    if package:
        context |= await _described(request, datasette, package, shelf.current() is package)
    return await page(datasette, request, "downloads.html", context)


async def _described(request: Any, datasette: Any, package: PublishedPackage, is_current: bool) -> dict[str, Any]:
    """What the page says of a package."""
    language = language_of(request)
    said = _wholes_said(language)
    counts = await datasette.get_database(DATABASE_NAME).table_counts() if is_current else {}
    address = _absolute(request, datasette, _folder(package))
    about, title = load_dictionary().about, in_language(package.descriptor["titles"], DEFAULT)
    return {
        "is_current": is_current,
        "folder": _folder(package),
        "caveats": [in_language(one, language) for one in package.descriptor["caveats"]],
        "wholes_said": said,
        "wholes": [package.files[path] for path in said if path in package.files],
        "tables": [
            {
                **one,
                "title": in_language(one["titles"], language),
                "description": in_language(one["descriptions"], language),
                "rows": counts.get(one["name"]),
                "columns": len(one["schema"]["fields"]),
                "parquet": _parquet_of(package, one["name"]),
            }
            for one in package.descriptor["resources"]
        ],
        "gbt_7714": gbt_7714(str(about["about"]), title, address, version=package.version),
        "bibtex": bibtex(f"mingzhang-{package.version}", title, str(about["about"]), address, version=package.version),
    }


def _wholes_said(language: str) -> dict[str, str]:
    """What is in the files that are no single table's."""
    say = say_in(language)
    said = {
        "mingzhang.db": say("整个数据库（SQLite）：全部表和视图，含中文全文索引。"),
        "mingzhang.xlsx": say(
            "Excel工作簿：每张表一页，第一页为说明，第二页为栏目释义；不含逐字出处（cells、spans）。"
        ),
        DESCRIPTOR: say("数据包描述文件（Data Package 2）：各表各栏的类型、单位、代码和含义，中英文对照。"),
        "README.md": say("说明及使用须知。"),
        "SHA256SUMS": say("各文件的校验和。"),
        "CITATION.cff": say("引用格式（Citation File Format）。"),
        "CITATION.bib": say("引用格式（BibTeX）。"),
        "CITATION.txt": say("引用格式（GB/T 7714）。"),
        "changes.txt": say("与上一版本相比的变动。"),
        "changes.json": say("与上一版本相比的变动，供程序读取。"),
    }
    return {path: str(text) for path, text in said.items()}


def _parquet_of(found: PublishedPackage, table: str) -> list[dict[str, Any]]:
    """The Parquet files of a table: one, or one for each year and region."""
    single, parts = f"parquet/{table}.parquet", f"parquet/{table}/"
    return [one for path, one in found.files.items() if path == single or path.startswith(parts)]


def _folder(found: PublishedPackage) -> str:
    return f"/package/{quote(found.version, safe='+')}/"


def _absolute(request: Any, datasette: Any, path: str) -> str:
    return str(datasette.absolute_url(request, datasette.urls.path(path)))


async def _ready(request: Any, datasette: Any) -> PublishedPackage | Response:
    """The package of the database, or the answer that says why there is none."""
    try:
        return await shelf_of(datasette).ready(_PATIENCE)
    except NotReady:
        headers, said = {"Retry-After": _ASK_AGAIN}, "the package is being made; ask again"
    except NotHere:
        headers, said = {}, "the site has no package; whoever runs it makes one with: mingzhang export"
    say = say_in(language_of(request))
    add_cors_headers(headers)
    content = {"ok": False, "error": said, "status": 503, "title": str(say("尚无数据包"))}
    return Response.json(content, status=503, headers=headers)


def _json(content: Any) -> Response:
    headers: dict[str, str] = {}
    add_cors_headers(headers)
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return Response(text, content_type="application/json; charset=utf-8", headers=headers)


ROUTES = [
    (r"^/datapackage\.json$", current_descriptor),
    (r"^/downloads$", downloads_page),
    (r"^/package/?$", to_downloads),
    (r"^/package/catalogue\.json$", catalogue),
    (r"^/package/(?P<version>[^/]+)/?$", downloads_page),
    (r"^/package/(?P<version>[^/]+)/(?P<path>.+)$", package_file),
]
