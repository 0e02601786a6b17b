"""datapackage.json: a Data Package 2 (https://datapackage.org/standard/data-package/) with a Table Schema per table."""

from collections.abc import Mapping, Sequence
from typing import Any

from mingzhang.dictionary.descriptions import Dictionary
from mingzhang.dictionary.languages import DEFAULT, LANGUAGES, Texts
from mingzhang.export.csv_files import WrittenFile
from mingzhang.export.tables import ExportedColumn, ExportedTable
from mingzhang.site.words import explanation

_PROFILES = "https://datapackage.org/profiles/2.0"
# The licence of metadata.yml by its identifier of SPDX.
_LICENCES = {"CC BY 4.0": "CC-BY-4.0"}


def descriptor(
    dictionary: Dictionary,
    tables: Sequence[ExportedTable],
    files: Mapping[str, WrittenFile],
    others: Sequence[WrittenFile],
    version: str,
    caveats: Sequence[Texts],
) -> dict[str, Any]:
    """What datapackage.json says. `files` are the CSV files by table, `others` what else the package has.

    Titles and descriptions are in Chinese, and under `titles` and `descriptions` in every language.
    """
    about = dictionary.about
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "mingzhang",
        **_named(dictionary.title, dictionary.description),
        "version": version,
        "licenses": [
            {
                "name": _LICENCES.get(about["license"], about["license"]),
                "title": about["license"],
                "path": about["license_url"],
            }
        ],
        "sources": [{"title": about["source"], "path": files["documents"].path}],
        "contributors": [{"title": about["about"], "roles": ["compiler"]}],
        "caveats": [dict(texts) for texts in caveats],
        "resources": [_resource(table, files[table.name]) for table in tables],
        "files": [_file(file) for file in others],
    }


def _named(title: Texts, description: Texts) -> dict[str, Any]:
    return {
        "title": title[DEFAULT],
        "description": description[DEFAULT],
        "titles": dict(title),
        "descriptions": dict(description),
    }


def _file(file: WrittenFile) -> dict[str, Any]:
    return {"path": file.path, "bytes": file.size, "hash": f"sha256:{file.sha256}"}


def _resource(table: ExportedTable, file: WrittenFile) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": table.name,
        "type": "table",
        **_named(table.said.title, table.said.description),
        **_file(file),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": _schema(table),
    }


def _schema(table: ExportedTable) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_column(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.references:
        schema["foreignKeys"] = [
            # A reference to its own table names no table (Table Schema 2, foreignKeys).
            {"fields": [column], "reference": {**({"resource": to} if to != table.name else {}), "fields": [target]}}
            for column, to, target in table.references
        ]
    return schema


def _column(column: ExportedColumn) -> dict[str, Any]:
    meanings = {language: explanation(language, column.said) for language in LANGUAGES}
    described: dict[str, Any] = {"name": column.name, "type": column.type, **_named(column.said.label, meanings)}
    if column.said.fen:
        described["unit"] = column.said.of
    if column.type == "boolean":
        described |= {"trueValues": ["1"], "falseValues": ["0"]}
    constraints: dict[str, Any] = {}
    if column.is_required:
        constraints["required"] = True
    if column.is_unique:
        constraints["unique"] = True
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    if constraints:
        described["constraints"] = constraints
    return described
