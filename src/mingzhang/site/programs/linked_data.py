"""The data as search engines of data read them: schema.org and DCAT in JSON-LD, from what dictionary and package say."""

from typing import Any

from mingzhang.dictionary.languages import DEFAULT, LANGUAGES
from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.pages.page import rows
from mingzhang.site.programs.shelf import shelf_of

_EXTENT = """
SELECT min(year) AS first, max(year) AS last, max(coalesce(published_on, retrieved_on)) AS newest
FROM documents WHERE is_current
"""
_PLACES = """
SELECT DISTINCT regions.name FROM documents JOIN regions ON regions.code = documents.region_code
WHERE documents.is_current AND regions.name IS NOT NULL ORDER BY regions.code LIMIT 50
"""
_FORMATS = {
    "csv": "text/csv",
    "db": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


async def data_set(request: Any, datasette: Any) -> dict[str, Any]:
    """A schema.org Dataset that is a DCAT one too (https://schema.org/Dataset, https://www.w3.org/TR/vocab-dcat-3/)."""
    dictionary = load_dictionary()
    (extent,) = await rows(datasette, _EXTENT)

    def absolute(path: str) -> str:
        """The whole address of a path."""
        return str(datasette.absolute_url(request, datasette.urls.path(path)))

    package = shelf_of(datasette).current()
    content: dict[str, Any] = {
        "@context": {"@vocab": "https://schema.org/", "dcat": "http://www.w3.org/ns/dcat#"},
        "@type": ["Dataset", "dcat:Dataset"],
        "@id": absolute("/"),
        "url": absolute("/"),
        "name": _said(dictionary.title),
        "description": _said(dictionary.description),
        "license": dictionary.about["license_url"],
        "creator": {"@type": "Organization", "name": dictionary.about["about"]},
        "inLanguage": "zh",
        "isAccessibleForFree": True,
        "keywords": ["预算", "绩效目标", "政府信息公开", "budget", "performance", "China"],
        "variableMeasured": [
            _said(table.title) for table in dictionary.tables.values() if not table.shown.get("hidden")
        ],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": _said(dictionary.database_title),
            "url": absolute("/downloads"),
        },
        "distribution": _distributions(absolute, package),
    }
    if extent["first"]:
        content["temporalCoverage"] = f"{extent['first']}/{extent['last']}"
    if extent["newest"]:
        content["dateModified"] = extent["newest"]
    if places := await rows(datasette, _PLACES):
        content["spatialCoverage"] = [{"@type": "Place", "name": row["name"]} for row in places]
    if package:
        content["version"] = package.version
    return content


def _said(texts: Any) -> Any:
    """A text in every language, as JSON-LD writes it."""
    return [{"@value": texts[code], "@language": LANGUAGES[code].html} for code in LANGUAGES if code in texts] or texts[
        DEFAULT
    ]


def _distributions(absolute: Any, found: Any) -> list[dict[str, Any]]:
    """The files that may be had: of the package, else the database alone."""
    if found is None:
        return [_distribution(absolute(f"/{DATABASE_NAME}.db"), "mingzhang.db", {})]
    folder = f"/package/{found.version}/"
    kept = [one for path, one in found.files.items() if path.rpartition(".")[2] in _FORMATS]
    return [_distribution(absolute(folder + one["path"]), one["path"], one) for one in kept]


def _distribution(address: str, path: str, known: dict[str, Any]) -> dict[str, Any]:
    one = {
        "@type": ["DataDownload", "dcat:Distribution"],
        "name": path,
        "contentUrl": address,
        "encodingFormat": _FORMATS[path.rpartition(".")[2]],
    }
    if "bytes" in known:
        one["contentSize"] = f"{known['bytes']} B"
        one["sha256"] = known["hash"].removeprefix("sha256:")
    return one
