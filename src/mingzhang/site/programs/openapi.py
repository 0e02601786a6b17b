"""/openapi.json: what the site answers, as programs read it (https://spec.openapis.org/oas/v3.1.1).

What is the same for every database stands in openapi.yml. Tables, views and ready queries come from the schema (which columns,
of which types) and from metadata.yml (what they are called and mean), so that none of it can be out of date.
"""

import json
import re
from importlib.resources import files
from typing import Any

from datasette.utils import add_cors_headers
from datasette.utils.asgi import Response

from mingzhang.data_files import read_yaml
from mingzhang.dictionary.descriptions import ColumnDescription, Kind, QueryDescription
from mingzhang.dictionary.languages import in_language
from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.pages.page import rows
from mingzhang.site.queries import queries_of_checks
from mingzhang.site.rankings import load_rankings
from mingzhang.site.words import explanation
from mingzhang.version import VERSION

_LANGUAGE = "en"
_TYPES: dict[str, list[str]] = {
    "INTEGER": ["integer"],
    "REAL": ["number"],
    "NUMERIC": ["number", "string"],  # a quantity is a number, or a date where its role is date
    "TEXT": ["string"],
}
_ANY = ["integer", "number", "string"]
_REFUSED = {"400": {"$ref": "#/components/responses/Refused"}, "503": {"$ref": "#/components/responses/Refused"}}
_PARAMETER = re.compile(r":([a-z]\w*)")


async def openapi_document(request: Any, datasette: Any) -> Any:
    """/openapi.json"""
    content = await described(datasette)
    content["servers"] = [{"url": str(datasette.absolute_url(request, datasette.urls.path("/"))).rstrip("/")}]
    headers: dict[str, str] = {}
    add_cors_headers(headers)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Response(text, content_type="application/json; charset=utf-8", headers=headers)


async def described(datasette: Any) -> dict[str, Any]:
    """The whole document, without the address of a server."""
    content: dict[str, Any] = read_yaml(files(__package__).joinpath("openapi.yml").read_text(encoding="utf-8"))
    about = load_dictionary().about
    content["info"] |= {"version": VERSION, "license": {"name": about["license"], "url": about["license_url"]}}
    database = datasette.get_database(DATABASE_NAME)
    for name in load_dictionary().tables:
        columns = {column.name: column.type for column in await database.table_column_details(name)}
        if load_dictionary().tables[name].columns:  # the search indexes have none that anybody reads
            _add_table(content, name, columns)
    tables = {"enum": sorted(set(content["components"]["schemas"]) & set(load_dictionary().tables))}
    content["components"]["parameters"]["table"]["schema"] = tables
    parameters = content["components"]["parameters"]
    for table in ("projects", "findings", "units", "documents", "checks", "regions"):
        key = "code" if table == "regions" else "id"
        first = await rows(datasette, f"SELECT {key} AS id FROM {table} ORDER BY rowid LIMIT 1")
        parameters[f"id_of_{table}"] = _id_parameter(table, first[0]["id"] if first else None)
    parameters["id_of_rankings"] = _id_parameter("rankings", None) | {"schema": {"enum": list(load_rankings())}}
    for query in (*load_dictionary().queries.values(), *queries_of_checks().values()):
        _add_query(content, query)
    return content


def _add_table(content: dict[str, Any], name: str, columns: dict[str, str]) -> None:
    """The address of a table or view as JSON, with all its conditions."""
    table = load_dictionary().tables[name]
    said = {column: table.columns[column] for column in columns if column in table.columns}
    row = {"type": "object", "properties": {one: _value(columns[one], said[one]) for one in said}}
    content["components"]["schemas"][name] = {**row, "description": in_language(table.description, _LANGUAGE)}
    conditions = _conditions(columns, said)
    if "fts_table" in table.shown or table.search:
        conditions.append({"$ref": "#/components/parameters/search"})
    array = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
    answer = {
        "allOf": [
            {"$ref": "#/components/schemas/Answer"},
            {"properties": {"rows": {"items": {"type": ["object", "array"]}}}},
        ]
    }
    own = [{"$ref": f"#/components/parameters/{one}"} for one in ("shape", "size")]
    own.append(_parameter("_facet", "Count the rows by a column", {"enum": sorted(said)}))
    base, title = f"/{DATABASE_NAME}/{name}", in_language(table.title, _LANGUAGE)
    _add(content, f"{base}.json", f"{name}_json", title, [*own, *conditions], _json({"anyOf": [answer, array]}))


def _add_query(content: dict[str, Any], query: QueryDescription) -> None:
    names = dict.fromkeys(_PARAMETER.findall(re.sub(r"'[^']*'|--[^\n]*", "", query.sql)))
    parameters = [_parameter(name, "", {"type": "string", "maxLength": 200}) for name in names]
    parameters.append({"$ref": "#/components/parameters/shape"})
    schema = {"anyOf": [{"$ref": "#/components/schemas/Answer"}, {"type": "array", "items": {"type": "object"}}]}
    said = in_language(query.title, _LANGUAGE), in_language(query.description, _LANGUAGE)
    address = f"/{DATABASE_NAME}/{query.name}.json"
    _add(content, address, f"query_{query.name}", said[0], parameters, _json(schema), "queries", said[1])


def _id_parameter(table: str, example: str | None) -> dict[str, Any]:
    """The id in the address of a page, with one that is there."""
    schema = {"type": "string", "minLength": 1, "maxLength": 300, "pattern": "^[A-Za-z0-9._-]+$"}
    one = {"name": "id", "in": "path", "required": True, "description": f"An id of {table}", "schema": schema}
    return {**one, **({"example": example} if example else {})}


def _add(
    content: dict[str, Any],
    path: str,
    operation: str,
    summary: str,
    parameters: list[dict[str, Any]],
    responses: dict[str, Any],
    tag: str = "tables",
    description: str = "",
) -> None:
    get = {
        "operationId": operation,
        "tags": [tag],
        "summary": summary,
        "parameters": parameters,
        "responses": responses,
    }
    content["paths"][path] = {"get": {**get, **({"description": description} if description else {})}}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"200": {"description": "Rows", "content": {"application/json": {"schema": schema}}}, **_REFUSED}


def _value(declared: str, column: ColumnDescription) -> dict[str, Any]:
    """The values of a column in an answer; any may be missing."""
    label, meaning = in_language(column.label, _LANGUAGE), explanation(_LANGUAGE, column)
    return {"title": label, "description": meaning, "type": [*_TYPES.get(declared.upper(), _ANY), "null"]}


def _conditions(columns: dict[str, str], said: dict[str, ColumnDescription]) -> list[dict[str, Any]]:
    """Sorting, and for each column being equal; numbers and dates are compared by size, texts by what they contain."""
    parameters = [
        _parameter("_sort", "Smallest first", {"enum": sorted(said)}),
        _parameter("_sort_desc", "Largest first", {"enum": sorted(said)}),
    ]
    for name, column in said.items():
        label = in_language(column.label, _LANGUAGE)
        value = _asked(columns[name], column)
        parameters.append(_parameter(name, label, value))
        if column.is_number or column.kind is Kind.DATE:
            parameters += [
                _parameter(f"{name}__{one}", f"{label}, {word}", value)
                for one, word in (("gte", "at least"), ("lte", "at most"))
            ]
        elif column.kind in (Kind.TEXT, Kind.NAME):
            parameters.append(
                _parameter(f"{name}__contains", f"{label}, a part of it", {"type": "string", "maxLength": 200})
            )
        parameters.append(_parameter(f"{name}__isnull", f"{label}: there is none", {"const": "1"}))
    return parameters


def _asked(declared: str, column: ColumnDescription) -> dict[str, Any]:
    """What may be asked of a column in an address."""
    if column.kind is Kind.BOOLEAN:
        return {"enum": ["0", "1"]}
    if column.kind is Kind.DATE:
        return {"type": "string", "pattern": r"^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$"}
    if column.values:
        return {"enum": [str(value) for value in column.values]}
    if column.is_number or declared.upper() == "INTEGER":
        return {"type": "integer", "minimum": -(10**12), "maximum": 10**12}
    return {"type": "string", "maxLength": 200}


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, **({"description": description} if description else {})}


ROUTES = [(r"^/openapi\.json$", openapi_document)]
