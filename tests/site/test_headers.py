"""Headers of the answers: what protects readers, what lets a newspaper embed a chart, what caches may keep."""

import httpx
import pytest

from mingzhang.site.headers import policy, protected, varying

PATHS = [
    "",
    "mingzhang",
    "mingzhang/projects",
    "mingzhang/projects.json",
    "mingzhang/projects.csv",
    "mingzhang.db",
    "nothing",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_lets_no_other_host_in(site: str, path: str) -> None:
    headers = httpx.get(f"{site}/{path}").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    rules = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert rules["default-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert not any("http" in rule or "*" in rule for rule in rules.values())


def test_only_the_frame_of_the_chart_maker_may_compile_code_and_it_reaches_nothing() -> None:
    for path in (
        "/",
        "/mingzhang",
        "/search",
        "/project/x",
        "/mingzhang/projects",
        "/mingzhang/projects.json",
        "/mingzhang/promised_by_date",
        "/-/chart-rows/projects.json",
        "/-/chart-framed",
    ):
        assert "unsafe" not in policy(path), path
    for path in ("/-/chart-frame", "/-/chart-frame/projects"):
        rules = dict(rule.split(" ", 1) for rule in policy(path).split("; "))
        assert rules["script-src"] == "'self' 'unsafe-eval'"
        assert rules["sandbox"] == "allow-scripts allow-downloads"
        assert rules["frame-ancestors"] == "'self'"
        assert dict(protected([], path))[b"x-frame-options"] == b"SAMEORIGIN"


def test_a_chart_may_be_shown_by_anyone_and_loads_nothing() -> None:
    headers = dict(protected([], "/chart/largest-projects.svg"))
    assert b"x-frame-options" not in headers
    assert headers[b"content-security-policy"] == b"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
    assert b"x-frame-options" in dict(protected([], "/chart/largest-projects"))


def test_what_a_cache_must_tell_apart_is_kept_and_added_once() -> None:
    assert varying([(b"Vary", b"Cookie, Authorization"), (b"vary", b"Origin")], "Cookie", "Accept-Language") == [
        (b"vary", b"Cookie, Authorization, Origin, Accept-Language")
    ]
    assert varying([(b"vary", b"*")], "Cookie") == [(b"vary", b"*")]
    assert varying([], "Cookie") == [(b"vary", b"Cookie")]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", "Cookie, Authorization, Accept-Language, Accept-Encoding"),
        ("mingzhang/projects.csv?_excel=on", "Cookie, Authorization, Accept-Language, Accept-Encoding"),
        ("mingzhang/projects.xlsx", "Cookie, Authorization, Accept-Language"),
        ("mingzhang/projects.json", "Cookie, Authorization, Accept-Encoding"),
        ("mingzhang/projects.csv", "Cookie, Authorization, Accept-Encoding"),
    ],
)
def test_only_what_is_in_a_language_varies_by_language(site: str, path: str, expected: str) -> None:
    assert httpx.get(f"{site}/{path}").headers.get_list("vary") == [expected]


@pytest.mark.parametrize(
    "path", ["projects.json", "projects.csv", "projects.csv?_excel=on", "projects.json?_stream=on"]
)
def test_data_may_be_read_by_any_site(site: str, path: str) -> None:
    assert httpx.get(f"{site}/mingzhang/{path}").headers["access-control-allow-origin"] == "*"


def test_a_download_is_announced_without_being_made(site: str) -> None:
    response = httpx.head(f"{site}/mingzhang/projects.xlsx")
    assert response.status_code == 200
    assert "mingzhang-projects.xlsx" in response.headers["content-disposition"]
    assert response.content == b""
