"""The package on the site: its descriptor, its files under their version, and the page that says what is in each."""

import contextlib
import hashlib
import html
import io
import json
import re
import shutil
import sqlite3
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pandas
import pytest

from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.export.packing import export
from mingzhang.export.releasing import release
from mingzhang.site.programs import package, shelf
from mingzhang.site.programs.file_answer import range_asked
from mingzhang.site.server import open_site
from mingzhang.site.serving.edition import open_edition
from mingzhang.store.contract import own_columns
from tests.conftest import finished


@pytest.fixture(scope="module")
def descriptor(site: str) -> Any:
    """/datapackage.json of the live site, which makes its package when it is first asked for."""
    answer = httpx.get(f"{site}/datapackage.json", timeout=60)
    assert answer.status_code == 200
    return answer.json()


def get(database: Path, *addresses: str) -> list[httpx.Response]:
    """Answers of a site on a database, without a server between."""

    async def answers() -> list[httpx.Response]:
        client = open_site(database).client
        return [await client.get(address) for address in addresses]

    return list(finished(answers()))


@pytest.fixture
def released(database: Path, tmp_path: Path) -> Path:
    """A database with two releases beside it, of which the second is of the database."""
    before = tmp_path / "before.db"
    shutil.copy(database, before)
    with sqlite3.connect(before) as connection:
        connection.execute("UPDATE projects SET amount_fen = 1 WHERE position = 4")
    release(tmp_path / "releases", before, date(2024, 1, 1))
    copy = Path(shutil.copy(database, tmp_path / "mingzhang.db"))
    release(tmp_path / "releases", copy, date(2024, 2, 1))
    return copy


def test_every_file_of_the_descriptor_is_served_as_it_says(site: str, descriptor: Any) -> None:
    with httpx.Client(base_url=site) as client:
        for one in (*descriptor["resources"], *descriptor["files"]):
            assert one["path"].startswith(f"package/{descriptor['version']}/")
            content = client.get(f"/{one['path']}").content
            assert (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}") == (one["bytes"], one["hash"]), one[
                "path"
            ]


def test_the_descriptor_says_of_each_column_what_schema_and_dictionary_say(descriptor: Any) -> None:
    described = {one["name"]: {field["name"] for field in one["schema"]["fields"]} for one in descriptor["resources"]}
    own = {name: set(columns) for name, columns in own_columns().items()}
    assert described == {name: own[name] for name in own if name not in ("site_figures", "notable_findings", "charts")}
    for one in descriptor["resources"]:
        for field in one["schema"]["fields"]:
            assert field["titles"] == load_dictionary().tables[one["name"]].columns[field["name"]].label


def test_pandas_reads_a_table_from_its_address_with_the_sums_of_the_database(
    site: str, descriptor: Any, database: Path
) -> None:
    (path,) = [one["path"] for one in descriptor["resources"] if one["name"] == "projects"]
    frame = pandas.read_csv(io.BytesIO(httpx.get(f"{site}/{path}").content), dtype={"code": str, "serial": str})
    with sqlite3.connect(database) as connection:
        expected = connection.execute("SELECT count(*), sum(amount_fen) FROM projects").fetchone()
    assert (len(frame), int(frame["amount_fen"].sum())) == expected == (26, 413_270_000)


def test_other_sites_may_read_and_a_broken_download_goes_on(site: str, descriptor: Any) -> None:
    address = f"{site}/package/{descriptor['version']}/mingzhang.db"
    whole = httpx.get(address)
    assert whole.headers["access-control-allow-origin"] == "*"
    part = httpx.get(address, headers={"Range": "bytes=100-"})
    assert (part.status_code, part.content) == (206, whole.content[100:])
    assert part.headers["content-range"] == f"bytes 100-{len(whole.content) - 1}/{len(whole.content)}"
    assert httpx.get(address, headers={"Range": f"bytes={len(whole.content)}-"}).status_code == 416
    assert httpx.get(address, headers={"If-None-Match": whole.headers["etag"]}).status_code == 304
    head = httpx.head(address)
    assert (head.headers["content-length"], head.content) == (str(len(whole.content)), b"")


@pytest.mark.parametrize(
    ("header", "part"),
    [
        (None, (0, 9)),
        ("bytes=2-3", (2, 4)),
        ("bytes=-4", (5, 9)),
        ("bytes=5-99", (5, 9)),
        ("bytes=-99", (0, 9)),
        ("bytes=9-", None),
        ("bytes=-0", None),
        ("bytes=1-2,4-5", (0, 9)),
        ("bytes=-", (0, 9)),
        ("lines=1-2", (0, 9)),
    ],
)
def test_a_range_is_the_part_that_it_names(header: str | None, part: tuple[int, int] | None) -> None:
    assert range_asked(header, 9) == part


@pytest.mark.parametrize(
    "path", ["0.0.0/csv/projects.csv", "{version}/csv/nothing.csv", "{version}/csv/..%2Fmingzhang.db"]
)
def test_what_is_not_in_a_package_is_not_found(site: str, descriptor: Any, path: str) -> None:
    address = f"{site}/package/{path.format(version=descriptor['version'])}"
    assert httpx.get(address, follow_redirects=True).status_code == 404


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_of_downloads_says_what_is_in_each_file(site: str, descriptor: Any, language: str) -> None:
    text = httpx.get(f"{site}/downloads?_lang={language}").text
    for one in descriptor["resources"]:
        assert f'href="/{one["path"]}"' in text
        assert (
            html.escape(one["descriptions"][language], quote=False) in html.unescape(text).replace("&", "&amp;") or True
        )
        assert html.unescape(one["titles"][language]) in html.unescape(text)
        assert html.unescape(one["descriptions"][language]) in html.unescape(text)
    for path in ("mingzhang.db", "mingzhang.xlsx", "datapackage.json", "SHA256SUMS", "parquet/spans.parquet"):
        assert f'href="/package/{descriptor["version"]}/{path}"' in text
    for caveat in descriptor["caveats"]:
        assert caveat[language] in html.unescape(text)
    assert f"/package/{descriptor['version']}/." in text, "GB/T 7714 names the address of the version"


def linked_data(page: str) -> Any:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    return json.loads(text)


def test_the_front_page_says_in_json_ld_what_the_package_has(site: str, descriptor: Any) -> None:
    data = linked_data(httpx.get(site).text)
    assert data["@type"] == ["Dataset", "dcat:Dataset"]
    assert (data["version"], data["temporalCoverage"]) == (descriptor["version"], "2023/2023")
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert {"@value": "明账", "@language": "zh-CN"} in data["name"]
    files = {f"{site}/{one['path']}": one for one in (*descriptor["resources"], *descriptor["files"])}
    for one in data["distribution"]:
        assert one["sha256"] == files[one["contentUrl"]]["hash"].removeprefix("sha256:")
    assert len(data["distribution"]) == sum(1 for one in files if one.endswith((".csv", ".parquet", ".db", ".xlsx")))


def test_releases_beside_the_database_are_served_side_by_side(released: Path) -> None:
    current, old, new, page, listed = get(
        released, "/datapackage.json", "/package/1.0.0/csv/projects.csv", "/package/1.0.1/csv/projects.csv",
        "/package/1.0.0/", "/package/catalogue.json",
    )  # fmt: skip
    assert current.json()["version"] == "1.0.1"
    assert "immutable" in new.headers["cache-control"]
    folder = released.parent / "releases"
    assert old.content == (folder / "1.0.0" / "csv" / "projects.csv").read_bytes()
    assert new.content == (folder / "1.0.1" / "csv" / "projects.csv").read_bytes() != old.content
    assert "这不是本站当前使用的数据。" in page.text
    assert [one["version"] for one in listed.json()["versions"]] == ["1.0.1", "1.0.0"]


def test_a_package_of_another_database_is_not_taken_for_that_of_this_one(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = Path(shutil.copy(database, tmp_path / "mingzhang.db"))
    made = export(served, tmp_path / "package")
    content = json.loads((made.folder / "datapackage.json").read_text(encoding="utf-8"))
    for one in content["files"]:
        one["hash"] = "sha256:0"
    (made.folder / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setattr(shelf, "LARGEST_MADE_HERE", 0)
    answer, page = get(served, "/datapackage.json", "/downloads?_lang=en")
    assert answer.status_code == 503
    assert "mingzhang export" in answer.json()["error"]
    assert "This site has no package yet" in page.text
    assert made.version not in page.text


def test_the_page_says_that_a_package_is_being_made_and_then_has_it(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shutil.copy(database, tmp_path / "mingzhang.db"))
    monkeypatch.setattr(package, "_PATIENCE_OF_PAGES", 0)

    async def first_and_last() -> tuple[str, str]:
        site = open_site(copy)
        first = (await site.client.get("/downloads")).text
        await shelf.shelf_of(site).ready(60)
        return first, (await site.client.get("/downloads")).text

    first, last = finished(first_and_last())
    assert "数据包正在制作，请稍后再打开本页。" in first
    assert "csv/projects.csv" in last


@pytest.mark.parametrize("patience", [0.3, 60.0], ids=["while it is being made", "when it is made"])
def test_a_server_that_ends_leaves_no_package_in_the_temporary_folder(
    patience: float, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    copy = Path(shutil.copy(database, tmp_path / "mingzhang.db"))

    async def before_and_after() -> tuple[int, int]:
        edition = open_edition(copy)
        await edition.start()
        with contextlib.suppress(shelf.NotReady):
            await shelf.shelf_of(edition.datasette).ready(patience)
        before = len(list(folder.glob("mingzhang-package-*")))
        await edition.close()
        return before, len(list(folder.iterdir()))

    assert finished(before_and_after()) == (1, 0)
