"""The server around Datasette: one file whole, kept answers, closed connections, a log without persons."""

import hashlib
import os
import re
import shutil
import signal
import socket
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from mingzhang.errors import MingzhangError
from mingzhang.site.serving.access_log import line
from mingzhang.site.serving.edition import inspect
from mingzhang.site.sql.limits import load_limits
from tests.conftest import Server

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, database: Path) -> Iterator[tuple[Server, Path]]:
    """A server on a copy of the database that may be replaced."""
    path = tmp_path_factory.mktemp("served") / "mingzhang.db"
    shutil.copy(database, path)
    server = Server(path, options=["--access-log"])
    yield server, path
    server.stop()


FEWER_PROJECTS = (
    "DELETE FROM projects WHERE rowid > 20",
    "UPDATE numbers_of_rows SET number_of_rows = 20 WHERE name = 'projects'",
)


def changed(path: Path, to: Path, *statements: str) -> str:
    """A copy of a database in which SQL was run; its SHA-256."""
    shutil.copy(path, to)
    connection = sqlite3.connect(to)
    with connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for sql in statements:
            connection.execute(sql)
    connection.close()
    return hashlib.sha256(to.read_bytes()).hexdigest()


def until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    """Waits until something is so."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def log_of(server: Server) -> str:
    server.log.flush()
    return Path(f"/proc/self/fd/{server.log.fileno()}").read_text(encoding="utf-8")


def test_a_database_renamed_into_place_is_picked_up_whole(
    served: tuple[Server, Path], database: Path, tmp_path: Path
) -> None:
    server, path = served
    new_hash = changed(database, tmp_path / "new.db", *FEWER_PROJECTS)
    old_hash = hashlib.sha256(database.read_bytes()).hexdigest()
    (tmp_path / "new.db").rename(path)
    answers = set()

    def is_new() -> bool:
        with httpx.stream(
            "GET", f"{server.url}/mingzhang.db", headers={"accept-encoding": "identity"}, timeout=30
        ) as file:
            content, tag = file.read(), file.headers["etag"].strip('"')
        assert hashlib.sha256(content).hexdigest() == tag
        found = httpx.get(
            f"{server.url}/mingzhang/projects.json", params={"_size": "max", "_shape": "objects"}, timeout=30
        )
        answers.add((found.status_code, found.json()["filtered_table_rows_count"], len(found.json()["rows"])))
        return tag == new_hash

    until(is_new)
    assert is_new()  # nothing that was kept of the old one is answered with
    assert (200, 20, 20) in answers
    assert answers <= {(200, 26, 26), (200, 20, 20)}
    assert old_hash != new_hash
    rows = httpx.get(
        f"{server.url}/mingzhang.json", params={"sql": "select count(*) n from projects", "_shape": "array"}
    )
    assert rows.json() == [{"n": 20}]
    assert len(httpx.get(f"{server.url}/mingzhang/projects.csv").text.splitlines()) == 21
    assert httpx.get(f"{server.url}/-/health").json()["sha256"] == new_hash


def children_of(process: int) -> set[int]:
    return set(map(int, Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()))


def have_ended(processes: set[int]) -> bool:
    return not any(Path(f"/proc/{one}").exists() for one in processes)


def test_several_processes_on_one_port_are_one_server(database: Path, tmp_path: Path) -> None:
    """Each has the same ETags, takes up a new database, is replaced when it dies, and ends with the one that began it.

    With a server that is killed the workers end that run its SQL.
    """
    path = tmp_path / "mingzhang.db"
    shutil.copy(database, path)
    server = Server(path, options=["--workers", "2"])
    first = children_of(server.process.pid)
    assert len(first) == 2
    before = httpx.get(f"{server.url}/mingzhang/projects").headers["etag"]

    def served_now() -> set[tuple[str, str]]:
        served = [httpx.head(f"{server.url}/mingzhang.db", timeout=30).headers["etag"].strip('"') for _ in range(8)]
        return {(one, httpx.get(f"{server.url}/mingzhang/projects").headers["etag"]) for one in served}

    assert {tag for _, tag in served_now()} == {before}
    new_hash = changed(path, tmp_path / "new.db", *FEWER_PROJECTS)
    (tmp_path / "new.db").rename(path)
    until(lambda: {one for one, _ in served_now()} == {new_hash})
    ((_, after),) = served_now()
    assert after != before
    workers = children_of(min(first))
    assert workers
    os.kill(min(first), signal.SIGKILL)
    until(lambda: len(children_of(server.process.pid) - first) == 1)
    until(lambda: have_ended(workers))
    assert {one for one, _ in served_now()} == {new_hash}
    left = children_of(server.process.pid)
    server.process.kill()
    until(lambda: have_ended(left))
    server.stop()


def test_several_processes_share_the_limits_of_one() -> None:
    limits = load_limits().pools["queries"]
    assert (limits.of_one_in(1).workers, limits.of_one_in(1).queue) == (limits.workers, limits.queue)
    assert (limits.of_one_in(2).workers, limits.of_one_in(2).queue) == (1, 4)
    assert limits.of_one_in(64).workers == 1


def test_a_database_of_another_version_is_refused_with_one_line(
    served: tuple[Server, Path], database: Path, tmp_path: Path
) -> None:
    server, path = served
    changed(database, tmp_path / "new.db", "ALTER TABLE rejects ADD COLUMN title TEXT")
    with pytest.raises(MingzhangError, match=r"was built by another version \(.*rejects\.title.*\); build it again"):
        inspect(tmp_path / "new.db")
    (tmp_path / "new.db").rename(path)
    until(lambda: "is not taken up" in log_of(server))
    assert log_of(server).count("is not taken up") == 1
    assert httpx.get(f"{server.url}/mingzhang/projects").status_code == 200


def test_health_tells_of_the_database_and_of_each_pool(served: tuple[Server, Path]) -> None:
    found = httpx.get(f"{served[0].url}/-/health", timeout=30)
    assert found.status_code == 200
    assert found.json()["ok"] is True
    assert {
        "database",
        "pool queries",
        "pool tables",
        "pool downloads",
        "pool exports",
        "pool pictures",
    } <= found.json().keys()


def test_the_log_of_answers_has_no_address_of_a_person(served: tuple[Server, Path]) -> None:
    httpx.get(f"{served[0].url}/search", params={"q": "体检"}, headers={"X-Forwarded-For": "203.0.113.7"})
    until(lambda: "/search" in log_of(served[0]))
    (found,) = [one for one in log_of(served[0]).splitlines() if "/search" in one]
    assert re.fullmatch(r'- - - \[\S+ \+0000\] "GET /search\?q=%E4%BD%93%E6%A3%80 HTTP/1.1" 200 \d+', found)
    scope = {"method": "GET", "path": '/a"b', "raw_path": b'/a"b', "query_string": b"", "http_version": "1.1"}
    assert line(scope, time.gmtime(0), 0, 0).startswith('- - - [01/Jan/1970:00:00:00 +0000] "GET /a%22b HTTP/1.1" - 0')


# ---- answers that are kept -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["", "about", "mingzhang/projects", "mingzhang/projects.json?_size=5", "mingzhang/projects.csv", "mingzhang.db"],
)
def test_what_a_reader_has_is_not_sent_again(site: str, path: str) -> None:
    first = httpx.get(f"{site}/{path}")
    assert first.status_code == 200
    again = httpx.get(f"{site}/{path}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert httpx.get(f"{site}/{path}", headers={"If-None-Match": '"other"'}).status_code == 200


def test_pages_of_two_languages_are_two_answers(site: str) -> None:
    chinese, english = (httpx.get(f"{site}/about", headers={"Accept-Language": one}) for one in ("zh", "en"))
    assert chinese.headers["etag"] != english.headers["etag"]
    headers = {"If-None-Match": chinese.headers["etag"], "Accept-Language": "en"}
    assert httpx.get(f"{site}/about", headers=headers).status_code == 200


def test_sql_of_readers_is_never_taken_for_known(site: str) -> None:
    assert "etag" not in httpx.get(f"{site}/mingzhang.json", params={"sql": "select random()"}).headers


def test_files_with_a_fingerprint_are_kept_for_a_year(site: str) -> None:
    addresses = re.findall(r'(?:href|src)="(/-/[^"]+\?[0-9a-f]{8})"', httpx.get(f"{site}/mingzhang/projects").text)
    assert len(addresses) >= 3
    for address in addresses:
        assert httpx.get(site + address).headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "immutable" not in httpx.get(site + addresses[0].partition("?")[0]).headers.get("cache-control", "")


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_texts_and_the_database_are_compressed(site: str, encoding: str) -> None:
    paths = ("", "mingzhang/projects.json", "mingzhang/projects.csv?_stream=on", "mingzhang.db")
    for path in paths:
        with httpx.stream("GET", f"{site}/{path}", headers={"Accept-Encoding": encoding}) as answer:
            sent = sum(len(one) for one in answer.iter_raw())
            plain = httpx.get(f"{site}/{path}", headers={"Accept-Encoding": "identity"})
            assert answer.headers["content-encoding"] == encoding, path
            assert "content-encoding" not in plain.headers
            assert sent < 0.6 * len(plain.content), path


def test_a_download_of_the_database_goes_on_where_it_broke_off(site: str, database: Path) -> None:
    content = database.read_bytes()
    part = httpx.get(f"{site}/mingzhang.db", headers={"Range": "bytes=1000-1999"})
    assert (part.status_code, part.content) == (206, content[1000:2000])
    assert part.headers["content-range"] == f"bytes 1000-1999/{len(content)}"
    assert httpx.get(f"{site}/mingzhang.db", headers={"Range": f"bytes={len(content)}-"}).status_code == 416
    other = httpx.get(f"{site}/mingzhang.db", headers={"Range": "bytes=0-9", "If-Range": '"other"'})
    assert (other.status_code, len(other.content)) == (200, len(content))


# ---- connections -----------------------------------------------------------------------------------------------------


def is_cut_off(connection: socket.socket) -> bool:
    """Whether a connection ends, by a reset or with its last byte, before long."""
    connection.settimeout(20)
    try:
        while connection.recv(1 << 20):
            pass
    except ConnectionError:
        return True
    return True


def is_left_by_server(connection: socket.socket) -> bool:
    """Whether the side of the server is open no more. It cannot be told from ours, of which nobody reads what was sent."""
    both = tuple(f":{place[1]:04X} " for place in (connection.getpeername(), connection.getsockname()))
    (theirs,) = [
        line for line in Path("/proc/net/tcp").read_text().splitlines() if re.search(".*".join(both), line)
    ] or [""]
    return " 01 " not in theirs


def test_who_sends_no_whole_request_or_does_not_read_the_answer_is_cut_off(database: Path) -> None:
    """In a server of its own, which waits less long."""
    program = (
        "import sys; from mingzhang.site.serving import connections as c;"
        "c.REQUEST_SECONDS = c.BODY_SECONDS = c.READ_SECONDS = 1.0;"
        "from mingzhang.cli import main; main(sys.argv[1:])"
    )
    server = Server(database, [sys.executable, "-c", program])
    try:
        place = ("127.0.0.1", int(server.url.rpartition(":")[2]))
        silent = socket.create_connection(place)
        silent.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        slow = socket.create_connection(place)
        slow.sendall(b"POST /-/mcp HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
        twofold = socket.create_connection(place, timeout=20)
        twofold.sendall(
            b"POST /-/mcp HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /about"
        )
        assert twofold.recv(99).startswith(b"HTTP/1.1 400 ")
        deaf = socket.socket()
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.connect(place)
        sql = "with+recursive+n(i)+as+(select+1+union+all+select+i%2B1+from+n)+select+hex(zeroblob(500))+from+n"
        deaf.sendall(f"GET /mingzhang.csv?sql={sql} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert is_cut_off(silent)
        assert is_cut_off(slow)
        assert is_cut_off(twofold)
        until(lambda: is_left_by_server(deaf))
        assert is_cut_off(deaf)
    finally:
        server.stop()


# ---- what protects readers -------------------------------------------------------------------------------------------


def test_answers_do_not_say_what_serves_them_and_only_data_is_for_other_sites(site: str) -> None:
    for path in ("", "mingzhang/projects", "nothing", "mingzhang/projects?_sort=nothing"):
        headers = httpx.get(f"{site}/{path}").headers
        assert "server" not in headers
        assert "access-control-allow-origin" not in headers
        assert "camera=()" in headers["permissions-policy"]
    for path in ("mingzhang/projects.json", "mingzhang/projects.csv", "mingzhang/nothing.json", "mingzhang.db"):
        assert httpx.get(f"{site}/{path}").headers["access-control-allow-origin"] == "*"


def test_the_cookie_is_secure_behind_tls(site: str) -> None:
    plain = httpx.get(f"{site}/about?_lang=en").headers["set-cookie"]
    assert "HttpOnly" in plain
    assert "Secure" not in plain
    behind = httpx.get(f"{site}/about?_lang=en", headers={"X-Forwarded-Proto": "https"}).headers["set-cookie"]
    assert behind.endswith("; Secure")


def test_who_may_read_a_table_is_asked_once_and_answered_as_datasette_does() -> None:
    from datasette.app import Datasette

    from mingzhang.site.borrowed import ServedDatasette

    denied = {"databases": {"mingzhang": {"tables": {"goals": {"allow": False}, "units": {"allow": {"id": "a"}}}}}}
    stock, ours = Datasette([], metadata=denied), ServedDatasette([], metadata=denied)
    for table in ("goals", "GOALS", "units", "projects", "nothing"):
        for _ in range(2):
            assert ours._table_permission_allows("mingzhang", table) == stock._table_permission_allows(
                "mingzhang", table
            )
    assert ours._table_permission_allows("mingzhang", "goals") == [False]
    for number in range(2000):
        ours._table_permission_allows("mingzhang", f"nothing{number}")
    assert len(ours._allows) <= 1000
