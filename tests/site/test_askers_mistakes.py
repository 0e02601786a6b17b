"""The mistakes of whoever asks are theirs: no address gives 500, in any format, and none tells where the files lie."""

import itertools
from pathlib import Path

import httpx
import pytest

HUGE = "9" * 20
ARGUMENTS = [
    "_where=1;drop", "_where='", "_where=1)--", f"year__gte={HUGE}", f"year={HUGE}", f"rowid={HUGE}",
    "amount_fen__gte=1e400",
    "_through=x", "_through=[]", '_through={"table":1,"column":[],"value":1}',
    '_through={"table":"goals","column":"id","value":{}}',
    "_timelimit=x", f"_timelimit={HUGE}", "_next=zz", "_next=zz,zz", "_next=%00", f"_next={HUGE}",
    "_json_infinity=x", "_json=x",
    "_size=x", "_size=-1", f"_size={HUGE}", "_shape=x", "_shape=object", "_facet=nothing", "_facet_size=x",
    "_facet_array=name",
    "_sort=nothing", "_sort=%00", "_search=%22&_searchmode=raw", "_search=%00",
    "_fts_table=sqlite_master&_search=1", "_col=x", "_ttl=x",
    "_trace=1", "name__in=[1,", "name__glob=[", "__=1", "=1", "a%FF=%FF",
]  # fmt: skip
PLACES = [
    "/mingzhang/projects",
    "/mingzhang/project_list",
    "/mingzhang/projects_fts_idx",
    "/mingzhang/promised_by_date",
]
ADDRESSES = [
    "/mingzhang.csv", "/mingzhang.zz", "/mingzhang/projects.zz", "/mingzhang/projects_fts_idx/arrays",
    "/mingzhang/projects_fts_idx/1,1",
    "/mingzhang/spans/x", "/mingzhang/spans/1,2,3", "/mingzhang/projects/a,b,c", "/mingzhang/projects/x.json",
    "/nothing.csv",
    "/nothing/projects.csv", "/-/nothing.csv", "/mingzhang/~ZZ", "/mingzhang/%FF", "/%00", "/search?q=%00",
    "/search?q=x&page=zz",
    "/findings?page=zz", "/documents?page=-1", "/project/%00", "/chart/x.csv", "/_memory", "/_internal",
    "/mingzhang/sqlite_master",
    "/mingzhang.json?sql=select+9e999", "/mingzhang.json?sql=select+9e999&_json_infinity=x", "/mingzhang?sql=select+x'ff'",
    "/mingzhang?sql=select+1&_timelimit=x", "/mingzhang?sql=select+*+from+pragma_database_list",
    "/mingzhang?sql=select+:_header_host",
    "/mingzhang?sql=select+(select+1,2)", "/mingzhang?sql=select+wan_yuan(9e999)", "/mingzhang/projects.blob",
    "/-/databases.json",
    "/-/versions", "/-/plugins", "/-/metadata", "/-/chart-rows/projects.json?_sort=x", "/-/chart-rows/nothing.json",
]  # fmt: skip


def test_no_address_gives_500_and_none_tells_where_the_files_lie(site: str, database: Path) -> None:
    built = [
        f"{place}{extension}?{argument}"
        for (place, argument), extension in zip(
            itertools.product(PLACES, ARGUMENTS),
            itertools.cycle(["", ".json", ".csv", ".xlsx", ".json"]),
            strict=False,
        )
    ]
    with httpx.Client(base_url=site, timeout=60) as client:
        for address in [*ADDRESSES, *built]:
            response = client.get(address)
            assert response.status_code < 500, address
            assert str(database.parent).encode() not in response.content, address


@pytest.mark.parametrize(
    "address",
    ["/mingzhang/projects{}?_where=1;drop", "/mingzhang/project_list{}?_next=zz", "/mingzhang/projects{}?_through=x",
     "/mingzhang/projects{}?_timelimit=x", f"/mingzhang/projects{{}}?year__gte={HUGE}0&_sort=x", "/mingzhang{}?sql=select"],
)  # fmt: skip
def test_a_mistake_is_400_in_all_formats(site: str, address: str) -> None:
    kinds = {"": "text/html", ".json": "application/json", ".csv": "text/plain"}
    for extension, kind in kinds.items():
        response = httpx.get(site + address.format(extension))
        assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (400, kind)


@pytest.mark.parametrize(
    "name", ["allow-debug", "messages", "threads", "threads.json", "actor.json", "permissions", "patterns", "logout"]
)
def test_pages_for_developers_are_not_there(site: str, name: str) -> None:
    assert httpx.get(f"{site}/-/{name}").status_code == 404


@pytest.mark.parametrize("name", ["versions", "plugins", "metadata", "settings"])
def test_what_a_site_is_made_of_is_told(site: str, name: str) -> None:
    assert httpx.get(f"{site}/-/{name}.json").status_code == 200


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("//evil.example/", {}, 400),
        ("/about", {"cookie": "; ".join(f"a{number}=b" for number in range(5000))}, 431),
        ("/about", {f"x{number}": "a" for number in range(200)}, 431),
        ("/mingzhang.db", {"range": "bytes=-" + "9" * 5000}, 200),
        ("/mingzhang.db", {"range": "bytes=" + "9" * 5000 + "-"}, 200),
    ],
)
def test_heads_that_no_browser_sends_are_refused_or_overlooked(
    site: str, address: str, headers: dict[str, str], status: int
) -> None:
    response = httpx.get(httpx.URL(site, raw_path=address.encode()), headers=headers, timeout=60)
    assert (response.status_code, response.headers.get("location")) == (status, None)
