"""`mingzhang collect` against a real server: what is fetched, what it is called, what is said of the rest."""

import hashlib
import io
import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from mingzhang.cli import main
from mingzhang.collect.report import Report
from mingzhang.collect.state import locked
from mingzhang.errors import MingzhangError
from mingzhang.pipeline import build
from tests.collect.conftest import Run, ToldClock
from tests.collect.server import Office, Reply
from tests.conftest import FOUNDING, HEADER

TABLE = f"某局2024年部门预算项目支出绩效目标公开表\n{HEADER}\n1\t甲\t5\t目标一：乙\t一、产出指标 1. 人数≥3人\n".encode()
FOLDER = "某县财政局"


def listed(*items: tuple[str, str, str], more: str = "") -> str:
    rows = "".join(f'<li><a href="{address}">{text}</a><span>{day}</span></li>' for text, address, day in items)
    return f"<html><head><title>预决算公开</title></head><body><ul>{rows}</ul>{more}</body></html>"


def article(*links: str, head: str = "", text: str = "") -> str:
    return f"<html><head>{head}</head><body><h1>某局绩效目标</h1><p>{text}</p>{' '.join(links)}</body></html>"


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "disclosures" / FOLDER).iterdir())


def sidecar(folder: Path, name: str) -> dict[str, Any]:
    content = yaml.safe_load((folder / "disclosures" / FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def counts(report: Report) -> dict[str, int]:
    names = ("new", "changed", "gone", "not_reachable", "failed")
    return {name: len(getattr(report, name)) for name in names if getattr(report, name)} | {
        "unchanged": report.unchanged
    }


def publish(office: Office, body: bytes = TABLE, version: str | None = '"1"') -> None:
    """One article with one attachment, on one list."""
    office.page(
        "/list/", listed(("某局2024年项目支出绩效目标", "../a/1.html", "2024-02-14"), ("机构职能", "../x.html", ""))
    )
    office.page("/a/1.html", article('<a href="/files/P1.txt">附件1：项目支出绩效目标公开表.txt</a>'))
    office.file("/files/P1.txt", body, version=version)


def test_an_attachment_is_fetched_with_a_sidecar_that_says_where_it_is_from(
    office: Office, run: Run, tmp_path: Path
) -> None:
    publish(office)
    report = run()
    name = "附件1：项目支出绩效目标公开表.txt"
    assert next(report.lines()) == f"new: {FOLDER}/{name} ({office.url}/files/P1.txt)"
    assert files(tmp_path) == [name, f"{name}.yml"]
    assert (tmp_path / "disclosures" / FOLDER / name).read_bytes() == TABLE
    assert sidecar(tmp_path, name) | {"published_on": "", "retrieved_on": ""} == {
        "region": "632221",
        "title": "某局2024年项目支出绩效目标",
        "source_url": f"{office.url}/a/1.html",
        "published_on": "",
        "retrieved_on": "",
        "sha256": hashlib.sha256(TABLE).hexdigest(),
    }
    assert str(sidecar(tmp_path, name)["published_on"]) == "2024-02-14"
    assert str(sidecar(tmp_path, name)["retrieved_on"]) == "2024-03-01"
    assert "/x.html" not in [path for path, _ in office.asked]


def test_the_second_run_downloads_nothing(office: Office, run: Run, tmp_path: Path) -> None:
    for version in ('"1"', None):  # a server that tells versions, and one that does not
        publish(office, TABLE + str(version).encode(), version)
        run()
        before = {path: path.read_bytes() for path in (tmp_path / "disclosures").rglob("*.txt*")}
        office.asked.clear()
        assert counts(run()) == {"unchanged": 1}
        assert office.fetched() == []
        assert {path: path.read_bytes() for path in (tmp_path / "disclosures").rglob("*.txt*")} == before


def test_a_server_without_versions_is_asked_again_after_some_days(office: Office, run: Run, clock: ToldClock) -> None:
    publish(office, version=None)
    run("ask_again_after_days: 10")
    clock.sleep(11 * 86_400)
    office.asked.clear()
    assert counts(run("ask_again_after_days: 10")) == {"unchanged": 1}
    assert office.fetched() == ["/files/P1.txt"]


def test_a_changed_file_is_a_new_version_that_supersedes_the_old_one(office: Office, run: Run, tmp_path: Path) -> None:
    publish(office)
    run()
    publish(office, TABLE.replace("≥3".encode(), "≥4".encode()), '"2"')
    report = run()
    assert counts(report) == {"changed": 1, "unchanged": 0}
    old, new = "附件1：项目支出绩效目标公开表.txt", "附件1：项目支出绩效目标公开表（2024-03-01）.txt"
    assert files(tmp_path) == sorted([old, f"{old}.yml", new, f"{new}.yml"])
    assert sidecar(tmp_path, new)["supersedes"] == sidecar(tmp_path, old)["id"]
    summary = build([tmp_path / "disclosures"], tmp_path / "x.db", charts=False)
    assert [reject["reason_id"] for reject in summary.rejects] == []
    rows = sqlite3.connect(tmp_path / "x.db").execute("SELECT file, is_current FROM documents ORDER BY file").fetchall()
    assert rows == [(f"{FOLDER}/{old}", 0), (f"{FOLDER}/{new}", 1)]


def test_what_is_no_longer_listed_is_gone_and_its_file_is_kept(office: Office, run: Run, tmp_path: Path) -> None:
    publish(office)
    run()
    office.page("/list/", listed(("另一个绩效目标", "/files/2.txt", "")))
    office.file("/files/2.txt", TABLE + b"2", version='"2"')
    report = run()
    assert counts(report) == {"new": 1, "gone": 1, "unchanged": 0}
    assert "the file is kept" in report.gone[0]
    assert "附件1：项目支出绩效目标公开表.txt" in files(tmp_path)
    assert counts(run()) == {"unchanged": 1}, "it is told once"


def test_nothing_is_called_gone_when_a_list_could_not_be_read(office: Office, run: Run) -> None:
    publish(office)
    run()
    office.page("/list/", '<div id="list"></div><script src="list.js"></script>')
    report = run()
    assert counts(report) == {"not_reachable": 1, "unchanged": 0}
    assert report.not_reachable == [f"{office.url}/list/: no link on it is what `links` in sources.yml asks for"]
    office.replies["/list/"] = Reply(status=500)
    assert counts(run()) == {"failed": 1, "unchanged": 0}


@pytest.mark.parametrize(
    ("kind", "head"),
    [("text/html; charset=GBK", ""), ("text/html", '<meta charset="gb2312">'), ("text/html", "")],
    ids=["header", "meta", "bytes"],
)
def test_pages_in_gb18030_are_read_whatever_tells_their_charset(
    office: Office, run: Run, tmp_path: Path, kind: str, head: str
) -> None:
    html = listed(("镕局绩效目标表", "/files/1.txt", "2024年2月14日")).replace("<head>", f"<head>{head}")
    office.page("/list/", html, "gb18030", kind=kind)
    office.file("/files/1.txt", TABLE)
    assert run().new == [f"{FOLDER}/镕局绩效目标表.txt ({office.url}/files/1.txt)"]
    assert str(sidecar(tmp_path, "镕局绩效目标表.txt")["published_on"]) == "2024-02-14"


def test_what_stands_behind_the_question_mark_of_a_link_is_sent_in_the_encoding_of_its_page(
    office: Office, run: Run
) -> None:
    """As browsers do: 绩效 is %BC%A8%D0%A7 for a server whose pages are in GBK; a path is in UTF-8 whatever the page is in."""
    raw = "/files/%E7%BB%A9%E6%95%88/1.txt?name=%BC%A8%D0%A7"
    for number, encoding in enumerate(("gb18030", "utf-8")):
        asked = raw if encoding == "gb18030" else raw.replace("%BC%A8%D0%A7", "%E7%BB%A9%E6%95%88")
        office.replies.clear()
        office.page("/list/", listed(("绩效目标表", "/files/绩效/1.txt?name=绩效", "")), encoding)
        office.replies[asked] = Reply(TABLE + encoding.encode(), "application/octet-stream")
        assert counts(run(name=f"局{number}")) == {"new": 1, "unchanged": 0}, encoding


def archive(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        for name, data in files.items():
            written.writestr(f"{name}.txt", data)
    return content.getvalue()


def test_a_zip_of_attachments_is_fetched_and_its_documents_are_built(office: Office, run: Run, tmp_path: Path) -> None:
    """A changed one takes the place of the older, which is put aside: what is in both counts."""
    texts = {name: TABLE.decode().replace("目标一：乙", f"目标一：{name}") for name in ("甲", "乙", "丙")}
    for names, version in ((("甲", "乙"), '"1"'), (("甲", "丙"), '"2"')):
        publish(office)
        office.page("/a/1.html", article('<a href="/files/all.zip">绩效目标.zip</a>'))
        office.file("/files/all.zip", archive(**{name: texts[name].encode() for name in names}), version=version)
        assert counts(run()) == {"new" if version == '"1"' else "changed": 1, "unchanged": 0}
    build([tmp_path / "disclosures"], tmp_path / "built.db", charts=False)
    with sqlite3.connect(tmp_path / "built.db") as connection:
        found = dict(connection.execute("SELECT file, is_current FROM documents"))
    assert {Path(file).name: is_current for file, is_current in found.items()} == {"甲.txt": 1, "丙.txt": 1}
    assert (tmp_path / "disclosures" / FOLDER / ".绩效目标.zip").is_file(), "the older archive is kept"


def test_the_pages_of_a_list_are_followed_by_link_by_number_and_by_script(office: Office, run: Run) -> None:
    for way, keys, more in (
        ("link", {}, '<a href="p2.html">下一页</a>'),
        ("number", {"next_page": "index_{number}.html"}, ""),
        ("script", {}, '<script>createPageHTML(2, 0, "index", "html")</script>'),
    ):
        second = "/list/p2.html" if way == "link" else "/list/index_1.html"
        office.replies.clear()
        office.page("/list/", listed(("绩效目标一", f"/files/{way}1.txt", ""), more=more))
        office.page(second, listed(("绩效目标二", f"/files/{way}2.txt", "")))
        for number in "12":
            office.file(f"/files/{way}{number}.txt", TABLE + f"{way}{number}".encode())
        report = run(name=way, **keys)
        assert counts(report) == {"new": 2, "unchanged": 0}, way


def test_a_list_that_stands_in_a_script_as_xml_is_read_with_its_next_part(office: Office, run: Run) -> None:
    first, second = (
        f'<record><![CDATA[<li><a href="/files/{number}.txt" title="绩效目标{number}">绩效…</a></li>]]></record>'
        for number in (1, 2)
    )
    following = '<nextgroup><![CDATA[<a href="/part?page=2&amp;x=1"></a>]]></nextgroup>'
    store = "<datastore>{}<recordset>{}</recordset></datastore>"
    office.page(
        "/list/", f'<html><body><script type="text/xml">{store.format(following, first)}</script></body></html>'
    )
    office.page("/part?page=2&x=1", f'<?xml version="1.0"?>{store.format("", second)}', kind="text/xml")
    for number in (1, 2):
        office.file(f"/files/{number}.txt", TABLE + b"%d" % number)
    report = run()
    assert report.new == [f"{FOLDER}/绩效目标{number}.txt ({office.url}/files/{number}.txt)" for number in (1, 2)]


def test_a_list_with_more_pages_than_allowed_says_so(office: Office, run: Run) -> None:
    for number in range(1, 5):
        office.page(f"/list/{number}", listed(more=f'<a href="/list/{number + 1}">下一页</a>'))
    report = run(lists=f"{office.url}/list/1", most_pages="3")
    assert report.failed == [f"某县财政局: {office.url}/list/1 has more than 3 pages; raise most_pages in sources.yml"]


def test_a_redirect_is_followed_on_the_host_and_refused_to_another(office: Office, run: Run) -> None:
    foreign = Office()
    foreign.file("/files/2.txt", TABLE + b"2")
    office.page(
        "/list/",
        listed(
            ("绩效目标一", "/go/1.txt", ""),
            ("绩效目标二", "/go/2.txt", ""),
            ("绩效目标三", f"{foreign.url}/files/2.txt", ""),
        ),
    )
    office.replies["/go/1.txt"] = Reply(status=302, headers={"Location": "/files/1.txt"})
    office.replies["/go/2.txt"] = Reply(status=301, headers={"Location": f"{foreign.url}/files/2.txt"})
    office.file("/files/1.txt", TABLE)
    report = run()
    foreign.stop()
    assert report.new == [f"{FOLDER}/绩效目标一.txt ({office.url}/go/1.txt)"]
    assert report.not_reachable == [
        f"绩效目标二 ({office.url}/go/2.txt): leads to {foreign.host}, which is no host of sources.yml",
        f"绩效目标三 ({foreign.url}/files/2.txt): leads to {foreign.host}, which is no host of sources.yml",
    ]
    assert foreign.asked == []


def test_another_host_is_asked_when_sources_yml_names_it(office: Office, run: Run) -> None:
    other = Office()
    other.file("/files/2.txt", TABLE)
    office.page("/list/", listed(("绩效目标", f"{other.url}/files/2.txt", "")))
    report = run(f"hosts: [{other.host}]")
    other.stop()
    assert counts(report) == {"new": 1, "unchanged": 0}


def test_what_robots_txt_does_not_want_is_not_asked(office: Office, run: Run, clock: ToldClock) -> None:
    office.page("/robots.txt", "User-agent: *\nDisallow: /files/*.pdf$\nCrawl-delay: 7\n", kind="text/plain")
    office.page("/list/", listed(("绩效目标一", "/files/1.pdf", ""), ("绩效目标二", "/files/2.txt", "")))
    office.file("/files/2.txt", TABLE)
    report = run()
    assert report.not_reachable == [
        f"绩效目标一 ({office.url}/files/1.pdf): robots.txt of the host does not want it asked"
    ]
    assert [path for path, _ in office.asked] == ["/robots.txt", "/list/", "/files/2.txt"]
    assert clock.waits == [2.0, 7.0], "2 s by sources.yml after robots.txt, then as the host wants it"


def test_a_host_whose_robots_txt_fails_is_not_asked(office: Office, run: Run) -> None:
    office.replies["/robots.txt"] = Reply(status=503)
    publish(office)
    report = run()
    assert counts(report) == {"failed": 1, "unchanged": 0}
    assert "robots.txt of the host cannot be had (answered 503, 4 times), so nothing is asked of it" in report.failed[0]
    assert {path for path, _ in office.asked} == {"/robots.txt"}


def test_429_is_waited_for_as_the_server_says(office: Office, run: Run, clock: ToldClock) -> None:
    publish(office)
    (good,) = [office.replies["/files/P1.txt"]]
    assert isinstance(good, Reply)
    office.replies["/files/P1.txt"] = [
        Reply(status=429, headers={"Retry-After": "40"}),
        Reply(status=503, headers={"Retry-After": "Fri, 01 Mar 2024 00:02:00 GMT"}),
        good,
    ]
    assert counts(run()) == {"new": 1, "unchanged": 0}
    assert 40.0 in clock.waits
    assert clock.now().isoformat() >= "2024-03-01T00:02:00"
    office.replies["/list/"] = Reply(status=429, headers={"Retry-After": "9000"})
    assert "answered 429 and wants us to wait 9000 s" in run().failed[0]


def test_a_download_that_breaks_off_goes_on_where_it_ended(office: Office, run: Run, tmp_path: Path) -> None:
    body = FOUNDING.read_bytes()
    publish(office, body)
    office.file("/files/P1.txt", body, version='"1"', breaks_at=10_000)
    assert counts(run()) == {"new": 1, "unchanged": 0}
    assert [one for one in office.asked if one[0] == "/files/P1.txt"] == [
        ("/files/P1.txt", 200),
        ("/files/P1.txt", 206),
    ]
    assert office.headers_asked[-1]["Range"] == "bytes=10000-"
    assert (tmp_path / "disclosures" / FOLDER / "附件1：项目支出绩效目标公开表.txt").read_bytes() == body


def test_a_download_that_always_breaks_off_leaves_nothing_half_and_fails(
    office: Office, run: Run, tmp_path: Path
) -> None:
    publish(office)
    office.file("/files/P1.txt", TABLE, breaks_at=30)
    report = run()
    assert counts(report) == {"failed": 1, "unchanged": 0}
    assert "broke off 4 times" in report.failed[0]
    assert [name for name in files(tmp_path) if not name.startswith(".")] == []
    publish(office, version=None)
    assert counts(run()) == {"new": 1, "unchanged": 0}


def test_a_file_that_changed_while_it_was_fetched_in_pieces_is_fetched_from_its_beginning(
    office: Office, run: Run, tmp_path: Path
) -> None:
    publish(office)
    office.replies["/files/P1.txt"] = [
        Reply(b"x" * 500, "application/octet-stream", version='"1"', breaks_at=100),
        Reply(TABLE, "application/octet-stream", version='"2"'),
    ]
    assert counts(run()) == {"new": 1, "unchanged": 0}
    assert (tmp_path / "disclosures" / FOLDER / "附件1：项目支出绩效目标公开表.txt").read_bytes() == TABLE


def test_a_file_that_is_too_large_is_not_kept(office: Office, run: Run, tmp_path: Path) -> None:
    publish(office, b"x" * 5_000)
    report = run("largest_megabytes: 0.002")
    assert report.not_reachable[0].endswith("is larger than 2,000 bytes")
    assert files(tmp_path) == []


def test_an_attachment_behind_a_script_is_named(office: Office, run: Run) -> None:
    publish(office)
    office.page(
        "/a/1.html",
        article(
            '<a href="javascript:void(0)" onclick="down(\'77\')">附件：项目支出绩效目标表.xls</a>',
            '<a href="#" onclick="window.print()">打印</a>',
            '<a href="javascript:history.back()">返回</a>',
            '<a href="/files/all.rar">附件2.rar</a>',
        ),
    )
    assert run().not_reachable == [
        f"附件：项目支出绩效目标表.xls on {office.url}/a/1.html: is behind a script; fetch it by hand",
        f"附件2.rar on {office.url}/a/1.html: is an archive; fetch and unpack it by hand",
    ]


def test_a_page_that_is_the_disclosure_itself_is_kept_and_its_counter_is_no_new_version(
    office: Office, run: Run, tmp_path: Path
) -> None:
    table = "<table><tr><td>项目</td><td>金额</td></tr><tr><td>甲</td><td>5</td></tr></table>"
    publish(office)
    office.page("/a/1.html", article(table, head='<meta name="PubDate" content="2024-02-20 10:00">', text="浏览 1 次"))
    assert counts(run()) == {"new": 1, "unchanged": 0}
    assert str(sidecar(tmp_path, "某局2024年项目支出绩效目标.html")["published_on"]) == "2024-02-20"
    office.page("/a/1.html", article(table, text="浏览 2 次"))
    assert counts(run()) == {"unchanged": 1}
    office.page("/a/1.html", article(table.replace(">5<", ">6<"), text="浏览 2 次"))
    assert counts(run()) == {"changed": 1, "unchanged": 0}


def test_an_error_page_in_place_of_a_file_is_not_kept(office: Office, run: Run, tmp_path: Path) -> None:
    publish(office)
    office.page("/files/P1.txt", "<html><body>您访问的页面不存在</body></html>")
    report = run()
    assert report.failed[0].endswith("the server sent a web page without a table in place of the file")
    assert files(tmp_path) == []


def test_an_empty_file_and_an_address_that_is_none_are_told_for_what_they_are(
    office: Office, run: Run, tmp_path: Path
) -> None:
    office.page("/list/", listed(("绩效目标一", "/files/1.txt", ""), ("绩效目标二", "http://[::1", "")))
    office.file("/files/1.txt", b"")
    report = run()
    assert report.failed == [f"绩效目标一 ({office.url}/files/1.txt): the server sent an empty file"]
    assert report.not_reachable == [f"绩效目标二 on {office.url}/list/: 'http://[::1' is no address"]
    assert files(tmp_path) == []


def test_a_file_that_is_shown_within_a_page_is_fetched(office: Office, run: Run, tmp_path: Path) -> None:
    publish(office)
    office.page("/a/1.html", article('<iframe src="/files/P1.txt"></iframe>'))
    assert counts(run()) == {"new": 1, "unchanged": 0}
    assert files(tmp_path) == ["某局2024年项目支出绩效目标.txt", "某局2024年项目支出绩效目标.txt.yml"]


def test_a_file_without_an_ending_is_called_as_its_server_calls_it(office: Office, run: Run, tmp_path: Path) -> None:
    office.page("/list/", listed(("绩效目标", "/files/get?id=1", "")))
    headers = {"Content-Disposition": "attachment; filename*=UTF-8''%E8%A1%A8.txt"}
    office.replies["/files/get?id=1"] = Reply(TABLE, "application/octet-stream", headers=headers, version='"1"')
    assert counts(run()) == {"new": 1, "unchanged": 0}
    assert files(tmp_path) == ["绩效目标.txt", "绩效目标.txt.yml"]
    office.asked.clear()
    assert counts(run()) == {"unchanged": 1}
    assert office.fetched() == []


def test_a_sidecar_that_somebody_wrote_is_left_alone_and_pinned(office: Office, run: Run, tmp_path: Path) -> None:
    publish(office)
    run()
    path = tmp_path / "disclosures" / FOLDER / "附件1：项目支出绩效目标公开表.txt.yml"
    path.write_text("# 我改过\nyear: 2024\n", encoding="utf-8")
    publish(office, TABLE + b"2", '"2"')
    run()
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# 我改过\nyear: 2024\nid: x-x-2024-")


def test_the_same_bytes_at_two_addresses_are_kept_once(office: Office, run: Run, tmp_path: Path) -> None:
    office.page("/list/", listed(("绩效目标甲", "/files/1.txt", ""), ("绩效目标乙", "/files/2.txt", "")))
    office.file("/files/1.txt", TABLE)
    office.file("/files/2.txt", TABLE)
    report = run()
    assert report.new[1] == f"{office.url}/files/2.txt: the same bytes as {FOLDER}/绩效目标甲.txt, kept once"
    assert files(tmp_path) == ["绩效目标甲.txt", "绩效目标甲.txt.yml"]


def test_what_was_fetched_before_stands_in_a_file_that_a_person_can_read(
    office: Office, run: Run, tmp_path: Path
) -> None:
    publish(office)
    run()
    text = (tmp_path / "disclosures" / ".collected.json").read_text(encoding="utf-8")
    assert (
        json.loads(text)["documents"][f"{office.url}/files/P1.txt"]["file"]
        == f"{FOLDER}/附件1：项目支出绩效目标公开表.txt"
    )
    summary = build([tmp_path / "disclosures"], tmp_path / "x.db", charts=False)
    assert [reject["reason_id"] for reject in summary.rejects] == []


def test_two_runs_at_once_are_refused(office: Office, run: Run, tmp_path: Path) -> None:
    publish(office)
    with locked(tmp_path / "disclosures"), pytest.raises(MingzhangError, match="another mingzhang collect is at work"):
        run()


def test_a_file_that_was_damaged_after_it_was_fetched_is_refused(office: Office, run: Run, tmp_path: Path) -> None:
    publish(office)
    run()
    path = tmp_path / "disclosures" / FOLDER / "附件1：项目支出绩效目标公开表.txt"
    path.write_bytes(TABLE.replace("≥3".encode(), "≥4".encode()))
    summary = build([tmp_path / "disclosures"], tmp_path / "x.db", charts=False)
    assert [reject["reason_id"] for reject in summary.rejects] == ["sidecar-checksum"]


def test_the_command_tells_the_report_and_fails_in_one_line(office: Office, run: Run, tmp_path: Path) -> None:
    publish(office)
    run()
    office.replies["/files/P1.txt"] = Reply(status=403)
    text = (tmp_path / "sources.yml").read_text(encoding="utf-8")
    (tmp_path / "sources.yml").write_text("wait: 0\n" + text, encoding="utf-8")
    result = CliRunner().invoke(main, ["collect", str(tmp_path / "sources.yml")])
    assert (result.exit_code, result.stdout.splitlines()[-1].partition(";")[0]) == (
        1,
        "0 new, 0 changed, 0 gone, 0 unchanged, 0 not reachable, 1 failed",
    )
    assert result.stderr == (
        "Error: 1 pages or files failed, the first: 附件1：项目支出绩效目标公开表.txt "
        f"({office.url}/files/P1.txt): answered 403\n"
    )
