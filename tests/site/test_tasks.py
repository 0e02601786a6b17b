"""What people come for, as walks over a live site with made-up documents of two counties: in five steps at most, and right.

A step is an address that is typed, a link that is followed or a form that is sent; without any script.
"""

import io
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html import unescape
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote, unquote, urlencode, urljoin
from xml.etree import ElementTree

import httpx
import openpyxl
import pandas
import pytest

from benchmarks.disclosures.demo import write_demo
from mingzhang.pipeline import build
from tests.conftest import Server

pytestmark = pytest.mark.slow

MOST_STEPS = 5
CONTACT = "mailto:errors@example.org"
UNREAD = "说明.pdf"


class Walk:
    """A reader on the way: where they are, what stands there, and how many steps they took."""

    def __init__(self, site: str) -> None:
        self.site, self.address, self.html, self.steps = site, site, "", 0
        self.content = b""

    def go(self, path: str, **arguments: str) -> "Walk":
        """Type an address, follow a link or send a form."""
        self.address = urljoin(self.address, f"{path}?{urlencode(arguments)}" if arguments else path)
        answer = httpx.get(self.address, headers={"Accept-Language": "zh-CN"}, timeout=60, follow_redirects=True)
        assert answer.status_code == 200, self.address
        self.html, self.content, self.steps = answer.text, answer.content, self.steps + 1
        assert self.steps <= MOST_STEPS
        return self

    def follow(self, pattern: str) -> "Walk":
        """Follow the first link of the page whose address matches."""
        return self.go(self.links(pattern)[0])

    def links(self, pattern: str) -> list[str]:
        main = self.html[self.html.index("<main") :]
        return [unescape(one) for one in re.findall(r'href="([^"]*)"', main) if re.search(pattern, unescape(one))]

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", self.html)))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder / "disclosures", counties=2)
    (folder / "disclosures" / UNREAD).write_bytes(b"%PDF-1.4 which ends here")
    build([folder / "disclosures"], folder / "demo.db")
    return folder / "demo.db"


@pytest.fixture(scope="module")
def ask(demo: Path) -> Callable[..., list[Any]]:
    return lambda sql, *parameters: sqlite3.connect(demo).execute(sql, parameters).fetchall()


@pytest.fixture(scope="module")
def served(demo: Path) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MINGZHANG_CONTACT", CONTACT)
        server = Server(demo)
    yield server.url
    server.stop()


@pytest.fixture
def walk(served: str) -> Walk:
    return Walk(served)


@pytest.fixture
def unit(ask: Any) -> tuple[str, str]:
    """A department with projects of several years: id and name."""
    found = ask(
        "SELECT units.id, units.name FROM units JOIN projects ON projects.unit_id = units.id OR projects.unit_id IN"
        " (SELECT id FROM units AS own WHERE own.parent_id = units.id)"
        " WHERE units.parent_id IS NULL AND units.name IS NOT NULL"
        " GROUP BY units.id ORDER BY count(DISTINCT projects.year) DESC, count(*) DESC, units.id LIMIT 1"
    )
    return found[0][0], found[0][1]


def wan(fen: int) -> str:
    return f"{fen / 1_000_000:,.2f}"


def test_every_page_says_that_the_documents_are_made_up(walk: Walk) -> None:
    for path in ("/", "/findings", "/mingzhang/project_list"):
        assert "本站数据并非真实" in walk.go(path).text


def test_the_largest_project_of_a_unit(walk: Walk, unit: tuple[str, str], ask: Any) -> None:
    walk.go("/search", q=unit[1]).follow(f"^/unit/{unit[0]}$")
    shown = walk.links(r"^/project/[^/#]+$")
    largest = ask(
        "SELECT id FROM projects WHERE phase = 'budget' AND (unit_id = ?1 OR unit_id IN (SELECT id FROM units WHERE"
        " parent_id = ?1)) ORDER BY year DESC, amount_fen DESC, id LIMIT 1",
        unit[0],
    )[0][0]
    assert shown[0] == f"/project/{largest}"


def test_training_above_an_amount_in_a_year(walk: Walk, ask: Any) -> None:
    walk.go("/search", q="培训 50万以上", year="2023", kind="projects").follow(r"^/mingzhang/project_list\.json")
    expected = ask(
        "SELECT count(*) FROM projects WHERE year = 2023 AND amount_fen >= 50000000 AND (name LIKE '%培训%' OR id IN"
        " (SELECT project_id FROM goals WHERE text LIKE '%培训%'))"
    )[0][0]
    assert expected > 0
    assert httpx.Response(200, content=walk.content).json()["filtered_table_rows_count"] == expected


def test_condolence_visits_of_a_county_by_year_summed(walk: Walk, ask: Any) -> None:
    region = ask(
        "SELECT region_code FROM projects WHERE name LIKE '%慰问%' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    )[0][0]
    walk.go("/search", q="慰问", region=region)
    sums = ask(
        "SELECT year, count(*), sum(amount_fen) FROM projects WHERE region_code = ? AND phase = 'budget' AND (name LIKE"
        " '%慰问%' OR id IN (SELECT project_id FROM goals WHERE text LIKE '%慰问%')) GROUP BY 1",
        region,
    )
    for year, number, fen in sums:
        assert f"{year}年预算：{number}个项目，合计{wan(fen)}万元" in walk.text


def test_amounts_that_equal_last_years(walk: Walk, ask: Any) -> None:
    walk.go("/rankings").follow("^/ranking/same-amounts$")
    year = ask("SELECT max(year) FROM projects")[0][0]
    expected = ask(
        "SELECT count(*) FROM projects AS one JOIN projects AS other ON other.series_id = one.series_id AND other.year ="
        " one.year - 1 AND other.phase = 'budget' AND other.amount_fen = one.amount_fen WHERE one.phase = 'budget'"
        " AND one.year = ?",
        year,
    )[0][0]
    assert f"共有{expected}条。" in walk.text if expected else "没有结果" in walk.text


def test_one_project_over_years(walk: Walk, ask: Any) -> None:
    project, series = ask(
        "SELECT min(id), series_id FROM projects WHERE series_id IS NOT NULL AND phase = 'budget' AND amount_fen > 0"
        " GROUP BY series_id ORDER BY count(DISTINCT year) DESC, series_id LIMIT 1"
    )[0]
    walk.go(f"/project/{quote(project)}").follow("/years$")
    budgets = ask("SELECT year, amount_fen FROM projects WHERE series_id = ? AND phase = 'budget' ORDER BY 1", series)
    shown = {year: cells for year, *cells in rows_shown(walk, "年度", "预算金额（万元）", "增减（万元）", "增减（%）")}
    assert len(shown) == len(budgets) > 1
    for (_, before), (year, fen) in pairwise(budgets):
        money, change, percent = (float(one) for one in shown[str(year)])
        assert (money, change) == (round(fen / 1e6, 2), round((fen - before) / 1e6, 2))
        assert percent == round((fen - before) * 100 / before, 1)


def test_two_units_compared(walk: Walk, unit: tuple[str, str], ask: Any) -> None:
    walk.go(f"/unit/{unit[0]}").follow(r"^/compare\?unit=").follow(r"^\?unit=.*&unit=")
    other = re.findall(r"unit=([^&]+)", walk.address)[1]
    for one in (unit[0], other):
        for (fen,) in ask(
            "SELECT sum(amount_fen) FROM projects WHERE phase = 'budget' AND (unit_id = ?1 OR unit_id IN (SELECT id FROM"
            " units WHERE parent_id = ?1)) GROUP BY year",
            one,
        ):
            assert wan(fen) in walk.text


def test_a_department_beside_one_of_its_units_counts_each_project_once(served: str, ask: Any) -> None:
    pair = ask(
        "SELECT units.parent_id, units.id FROM units JOIN projects ON projects.unit_id = units.id"
        " WHERE parent_id IS NOT NULL AND phase = 'self_evaluation' ORDER BY 2 LIMIT 1"
    )[0]

    def rows_of(query: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = httpx.get(f"{served}/mingzhang/{query}&_shape=array", timeout=30).json()
        return found

    beside = rows_of(f"units_by_year.json?unit_ids={pair[0]},{pair[1]}")
    for one in pair:
        alone = rows_of(f"unit_by_year.json?unit_id={one}")
        assert [{key: row[key] for key in alone[0]} for row in beside if row["unit_id"] == one] == alone
        assert any(row["spent_wan_yuan"] for row in alone)


def test_departments_by_money_per_head(walk: Walk, ask: Any) -> None:
    walk.go("/rankings").follow("^/ranking/units-per-head$")
    counted = ask(
        "SELECT coalesce(units.parent_id, units.id), max(projects.amount_fen) / 100.0, min(base_value), max(base_value)"
        " FROM quantities JOIN projects ON projects.id = project_id JOIN units ON units.id = projects.unit_id"
        " WHERE role = 'count' AND base_unit = '人' AND is_part = 0 AND phase = 'budget' AND amount_fen IS NOT NULL"
        " AND year = (SELECT max(year) FROM projects WHERE phase = 'budget') GROUP BY project_id"
    )
    money, people = Counter[str](), Counter[str]()
    for department, yuan, least, most in counted:
        if least == most > 0:
            money[department] += yuan
            people[department] += least
    expected = sorted((round(money[one] / people[one], 2) for one in people), reverse=True)
    shown = rows_shown(walk, "名次", "人均（元）")
    assert [float(head) for _, head in shown] == expected
    assert [int(place) for place, _ in shown] == [1 + sum(other > one for other in expected) for one in expected]


def test_filtered_rows_in_excel_exact(walk: Walk, ask: Any) -> None:
    walk.go("/mingzhang/project_list", year="2022", phase="budget").follow(r"project_list\.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(walk.content), read_only=True).worksheets[0]
    heads, *found = list(sheet.iter_rows(values_only=True))
    column = heads.index("金额（元）")
    number, fen = ask("SELECT count(*), sum(amount_fen) FROM projects WHERE year = 2022 AND phase = 'budget'")[0]
    assert len(found) == number
    assert round(sum(round((row[column] or 0) * 100) for row in found)) == fen


def test_regions_in_order_of_their_money(walk: Walk, ask: Any) -> None:
    walk.go("/rankings").follow("^/ranking/regions$")
    expected = ask(
        "SELECT region_code FROM projects WHERE phase = 'budget' AND year = (SELECT max(year) FROM projects)"
        " GROUP BY 1 ORDER BY sum(amount_fen) DESC"
    )
    shown = [link.rsplit("/", 1)[1] for link in walk.links("^/region/")]
    assert shown == [code for (code,) in expected]


def rows_shown(walk: Walk, *labels: str) -> list[tuple[str, ...]]:
    """The values of the rows of the page's table in the columns with these labels."""
    found = []
    for row in re.findall(r"<tr>(.*?)</tr>", walk.html, re.DOTALL):
        cells = {label: unescape(re.sub("<[^>]*>", "", cell)) for label, cell in CELL.findall(row)}
        if cells.keys() >= set(labels):
            found.append(tuple(cells[label].replace(",", "").strip() for label in labels))
    return found


CELL = re.compile(r'<td [^>]*?data-label="([^"]+)"[^>]*>(.*?)</td>', re.DOTALL)


def test_prices_of_one_thing(walk: Walk, ask: Any) -> None:
    walk.go("/rankings").follow("^/ranking/prices$").go("", thing="体检", phase="budget")
    expected = ask(
        "SELECT price_fen / 100.0 FROM prices JOIN quantities ON quantities.id = prices.quantity_id JOIN projects ON"
        " projects.id = prices.project_id LEFT JOIN indicators ON indicators.id = quantities.indicator_id"
        " WHERE projects.phase = 'budget' AND"
        " (subject LIKE '%体检%' OR indicators.name LIKE '%体检%' OR projects.name LIKE '%体检%') ORDER BY 1 DESC LIMIT 50"
    )
    assert [float(price) for (price,) in rows_shown(walk, "单价（元）")] == [price for (price,) in expected]
    assert len(expected) > 1


def test_projects_by_money_per_head(walk: Walk, ask: Any) -> None:
    walk.go("/rankings").follow("^/ranking/per-head$")
    shown = [(float(head), float(people)) for head, people in rows_shown(walk, "人均（元）", "人数")]
    year = ask("SELECT max(year) FROM projects WHERE phase = 'budget'")[0][0]
    counted = ask(
        "SELECT max(projects.amount_fen) / 100.0, min(base_value), max(base_value) FROM quantities JOIN projects ON"
        " projects.id = project_id WHERE role = 'count' AND base_unit = '人' AND is_part = 0 AND year = ? AND phase = 'budget'"
        " AND amount_fen IS NOT NULL GROUP BY project_id",
        year,
    )
    expected = sorted((round(yuan / least, 2) for yuan, least, most in counted if least == most > 0), reverse=True)
    assert [head for head, _ in shown] == expected[:50]
    assert shown


def sentences(text: str, shortest: float) -> set[str]:
    """What a goal says, by its letters and digits, without sentences that are too short to be one."""
    parts = (re.sub(r"[\W_]", "", part).lower() for part in re.split(r"[。；;！!？?\n]", text))
    return {part for part in parts if len(part) >= shortest}


def test_the_share_of_repeated_goals(walk: Walk, ask: Any) -> None:
    walk.go("/rankings").follow("^/ranking/repeated-goals$")
    goals = "SELECT project_id, text FROM goals JOIN projects ON projects.id = project_id WHERE document_id = ?"
    shortest = ask("SELECT value FROM thresholds WHERE name = 'shortest-sentence'")[0][0]
    documents = [unquote(link).rsplit("/", 1)[1] for link in walk.links("^/document/")]
    shown = rows_shown(walk, "重复的比例（%）", "重复的句数", "目标句数")
    assert len(documents) == len(shown) > 1
    assert [float(percent) for percent, *_ in shown] == sorted((float(percent) for percent, *_ in shown), reverse=True)
    for document, (percent, repeated, every) in zip(documents, shown, strict=True):
        said = [
            (project, sentence)
            for project, text in ask(goals, document)
            for sentence in sentences(text or "", shortest)
        ]
        projects = Counter(sentence for _, sentence in set(said))
        times = Counter(sentence for _, sentence in said)
        assert int(every) == len(said), document
        assert int(repeated) == sum(times[one] for one, holders in projects.items() if holders >= 3), document
        assert float(percent) == round(int(repeated) * 100 / len(said), 1), document


def test_deadlines_outside_their_year(walk: Walk, ask: Any) -> None:
    walk.go("/checks").follow("^/check/deadline-outside-year$").follow("^/mingzhang/check-deadline-outside-year$")
    records = [unquote(link).rsplit("record=", 1)[1].removesuffix("#marked") for link in walk.links("^/source/")]
    outcomes = [outcome for (outcome,) in rows_shown(walk, "结果")]
    failed = [one for one, outcome in zip(records, outcomes, strict=True) if outcome == "有出入或疑问"]
    outside = ask(
        "SELECT indicators.id FROM indicators JOIN documents ON documents.id = document_id WHERE is_current"
        " AND substr(due_date, 1, 4) <> CAST(indicators.year AS TEXT)"
    )
    assert set(failed) <= {indicator for (indicator,) in outside}
    assert len(failed) == ask("SELECT count(*) FROM findings WHERE check_id = 'deadline-outside-year'")[0][0] > 0


def test_the_sql_of_a_check_is_changed(walk: Walk, ask: Any) -> None:
    walk.go("/check/same-amount-years").follow("^/mingzhang/check-same-amount-years$").follow(r"^/mingzhang\?sql=")
    written = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", walk.html, re.DOTALL)[1])  # type: ignore[index]
    changed = f"SELECT * FROM ({written}) WHERE outcome = 'failed' AND details ->> '$.amount' > 20000000"
    walk.go("", sql=changed)
    expected = ask(
        "SELECT 1 FROM findings JOIN projects ON projects.id = findings.project_id"
        " WHERE check_id = 'same-amount-years' AND projects.amount_fen > 20000000"
    )
    assert f"共有{len(expected)}条" in walk.text
    assert expected


def test_a_citation(walk: Walk, ask: Any) -> None:
    project, name, title, unit = ask(
        "SELECT projects.id, projects.name, documents.title, units.name FROM projects JOIN documents ON documents.id ="
        " document_id JOIN units ON units.id = projects.unit_id WHERE is_current AND name LIKE '%培训%' ORDER BY projects.id"
        " LIMIT 1".replace("name LIKE", "projects.name LIKE")
    )[0]
    walk.go("/search", q=name).follow(f"^/project/{re.escape(project)}")
    day = (datetime.now(UTC) + timedelta(hours=8)).date().isoformat()
    cited = unescape(re.search(r'id="citation"[^>]*>(.*?)<', walk.html)[1])  # type: ignore[index]
    assert cited.startswith(f"{unit}. {name}（{title}）[DS/OL]. ")
    assert cited.endswith(f"[{day}]. {walk.site}/project/{project}.")


def test_an_error_is_reported(walk: Walk, ask: Any) -> None:
    project = ask("SELECT id FROM projects ORDER BY id LIMIT 1")[0][0]
    walk.go(f"/project/{project}").follow(r"^/about\?page=.*#report$")
    (write_to,) = walk.links("^mailto:")
    assert write_to.startswith(f"{CONTACT}?subject=")
    assert f"{walk.site}/project/{project}" in unquote(write_to)


def test_a_saved_search_and_its_feed(walk: Walk, ask: Any) -> None:
    walk.go("/search", q="培训").follow(r"^/feed/documents\.atom")
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ElementTree.fromstring(walk.content).findall(f"{atom}entry")
    followed = {unquote(str(entry.findtext(f"{atom}id")).rsplit("/", 1)[1]) for entry in entries}
    expected = ask(
        "SELECT DISTINCT documents.id FROM documents JOIN projects ON projects.document_id = documents.id WHERE is_current"
        " AND (projects.name LIKE '%培训%' OR projects.id IN (SELECT project_id FROM goals WHERE text LIKE '%培训%'))"
    )
    assert followed <= {document for (document,) in expected}
    assert len(followed) == min(50, len(expected)) > 1


def test_a_chart_that_is_embedded(walk: Walk, ask: Any) -> None:
    walk.go("/").follow("^/chart/largest-projects$")
    code = unescape(unescape(re.search(r"<code>(.*?)</code>", walk.html, re.DOTALL)[1]))  # type: ignore[index]
    picture = re.search(r'<img src="([^"]+)"', code)
    assert picture
    walk.go(unescape(picture[1]))
    drawn = "".join(ElementTree.fromstring(walk.content).itertext())
    fen = ask(
        "SELECT max(amount_fen) FROM projects JOIN documents ON documents.id = document_id WHERE is_current"
        " AND phase = 'budget' AND projects.year = (SELECT max(year) FROM projects WHERE phase = 'budget')"
    )[0][0]
    assert wan(fen) in drawn
    headers = httpx.get(walk.address, timeout=30).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "x-frame-options" not in headers


def test_what_could_not_be_read(walk: Walk) -> None:
    walk.go("/").follow("^/mingzhang/rejects")
    assert "共有1条" in walk.text
    assert UNREAD in walk.text


def test_json_in_pages(walk: Walk, ask: Any) -> None:
    walk.go("/mingzhang/projects.json", _shape="objects", _size="200", _sort="amount_fen")
    found, following = [], walk.address
    while following:
        answer = httpx.get(following, timeout=30).json()
        found += [row["id"] for row in answer["rows"]]
        following = answer["next_url"]
    assert len(found) == len(set(found)) == ask("SELECT count(*) FROM projects")[0][0] > 200


def test_rows_in_pandas(walk: Walk, ask: Any) -> None:
    walk.go("/mingzhang/project_list", phase="budget")
    (link,) = walk.links(r"project_list\.csv\?.*_stream=on")
    frame = pandas.read_csv(urljoin(walk.address, link))
    by_year = frame.groupby("year")["amount_yuan"].sum().mul(100).round().astype(int).to_dict()
    assert by_year == dict(ask("SELECT year, sum(amount_fen) FROM projects WHERE phase = 'budget' GROUP BY 1"))
    assert len(frame) == ask("SELECT count(*) FROM projects WHERE phase = 'budget'")[0][0]


# ---- what pages say is what the tables hold ---------------------------------------------------------------------------


def test_sums_counts_and_medians_on_pages_are_those_of_the_tables(served: str, ask: Any) -> None:
    projects = ask(
        "SELECT projects.unit_id, projects.year, phase, amount_fen, projects.name, projects.region_code FROM projects"
        " JOIN documents ON documents.id = document_id AND is_current"
    )
    findings = ask("SELECT findings.unit_id FROM findings JOIN documents ON documents.id = document_id AND is_current")
    parents = dict(ask("SELECT id, parent_id FROM units"))
    phases = {"budget": "预算", "self_evaluation": "自评"}

    def text(path: str) -> str:
        answer = httpx.get(served + path, headers={"Accept-Language": "zh"}, timeout=60)
        assert answer.status_code == 200, path
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())

    for department in sorted(one for one, parent in parents.items() if parent is None)[:4]:
        own = {one for one in parents if department in (one, parents[one])}
        page, money = text(f"/unit/{department}"), defaultdict(list)
        for unit, year, phase, fen, *_ in projects:
            if unit in own:
                money[year, phase].append(fen or 0)
        for (year, phase), amounts in money.items():
            assert f"{year}年 {phases[phase]} {len(amounts)} {wan(sum(amounts))}" in page, (department, year, phase)
        count = sum(unit in own for (unit,) in findings)
        assert f"全部{count:,}条发现" in page
        narrowed = "department" if len(own) > 1 else "unit"
        assert f"发现 {count:,} " in text(f"/findings?{narrowed}={department}")
    for year, phase in {(year, phase) for _, year, phase, *_ in projects}:
        amounts = [fen for _, one, other, fen, *_ in projects if (one, other) == (year, phase) and fen is not None]
        said = text(f"/mingzhang/project_list?year={year}&phase={phase}&is_current=1").replace(" ", "")
        middle = f"{Decimal(median(amounts)) / 1_000_000:,f}".rstrip("0").rstrip(".")
        assert re.search(rf"合计{re.escape(wan(sum(amounts)))}万元，中位数{re.escape(middle)}\.?0{{0,2}}万元", said), (
            year,
            phase,
        )
        tops: defaultdict[str, int] = defaultdict(int)
        for unit, one, other, fen, *_ in projects:
            if (one, other) == (year, phase):
                tops[parents[unit] or unit] += fen or 0
        ranking = text(f"/ranking/units?year={year}&phase={phase}")
        assert f"共有{len(tops)}条。" in ranking
        assert all(wan(most) in ranking for most in (max(tops.values()), min(tops.values())))
    for code in {row[5] for row in projects}:
        page = text(f"/region/{code}")
        for year, phase in {(row[1], row[2]) for row in projects if row[5] == code}:
            total = sum(row[3] or 0 for row in projects if (row[1], row[2], row[5]) == (year, phase, code))
            assert wan(total) in page, (code, year, phase)
