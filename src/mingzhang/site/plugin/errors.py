"""Errors as pages of the site: what went wrong in the reader's language, and a way back. JSON requests are answered in JSON.

Datasette's own handler renders error.html without the variables of our templates, so ours takes its place.
"""

import logging
import re
import secrets
import sqlite3
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from datasette.database import QueryInterrupted
from datasette.utils import InvalidSql, ValueAsBooleanError, add_cors_headers, tilde_decode
from datasette.utils.asgi import Base400, Forbidden, NotFound, Request, Response
from datasette.views.base import DatasetteError

from mingzhang.dictionary.languages import LANGUAGES
from mingzhang.dictionary.metadata_file import DATABASE_NAME
from mingzhang.site.conditions import BadCondition
from mingzhang.site.language import language_of, say_in
from mingzhang.site.pages.page import page
from mingzhang.site.queries import described_query
from mingzhang.site.sql.pool import Busy, TooLargeAnswer
from mingzhang.site.sql.statement_errors import ReadyQueryFailed, is_not_prepared, is_of_statement, is_of_values
from mingzhang.site.tables import shortened_echo

logger = logging.getLogger("mingzhang.site")

# The links of a page repeat its query; a longer one makes pages of megabytes. The longest SQL of a check takes a third.
LONGEST_QUERY_STRING = 30_000
# Protocols that only read, and ask by POST. Their GET would open a stream without an end, in which nothing is ever said.
READ_BY_POST = frozenset({"/-/mcp"})
_READING = ("GET", "HEAD", "OPTIONS")
# Where a reader's SQL, or the name of a column or index, goes into a statement: only there an error of SQLite's is theirs.
_WITH_SQL = frozenset({"sql", "_where", "_searchmode", "_fts_table", "_fts_pk", "_facet_array", "_facet_date"})
# What Datasette 0.65.5 finds wrong with an address, and answers with 500: two orders, an order by nothing, no foreign key.
_WRONG_ADDRESS = ("Cannot use _sort", "Cannot sort table by", "Invalid _through")
_SECONDS_TO_READ = (
    5  # from now; a sort of a million rows that nobody has asked for takes four from a disk, and then a tenth
)
_LARGE_NUMBER = re.compile(r"\d{19}", re.ASCII)


@dataclass(frozen=True)
class Mistake:
    """What went wrong: the status, its kind (a key of _sentences), what the database said of it, and the SQL."""

    status: int
    kind: str
    detail: str = ""
    sql: str = ""
    condition: BadCondition | None = None
    retry_after: int | None = None
    number: str = ""


def mistake_of(request: Any, exception: BaseException) -> Mistake:
    """What an exception means to whoever asked."""
    interrupted = next((one for one in (exception, exception.__context__) if isinstance(one, QueryInterrupted)), None)
    if interrupted is not None:
        return _of_time(request, str(interrupted.sql))
    if isinstance(exception, Busy):
        return Mistake(429, "busy", retry_after=exception.seconds)
    if isinstance(exception, TooLargeAnswer):
        return Mistake(400, "too-large")
    if isinstance(exception, Forbidden):
        return Mistake(403, "forbidden")
    if isinstance(exception, NotFound):
        return Mistake(404, _not_found(request.path))
    if isinstance(exception, Base400):
        return Mistake(exception.status, "address", str(exception.args[0]) if exception.args else "")
    if isinstance(exception, DatasetteError):
        return _of_datasette(request, exception)
    if isinstance(exception, BadCondition):
        return Mistake(400, "condition", condition=exception)
    if isinstance(exception, ValueAsBooleanError):
        return Mistake(400, "address")
    if isinstance(exception, ReadyQueryFailed):
        return _of_sqlite(request, exception.error, is_ours=True)
    return _of_sqlite(request, exception)


def _of_time(request: Any, sql: str) -> Mistake:
    """What took too long: the asker's SQL, or a list of ours, which is there once the disk has been read."""
    if _WITH_SQL & set(request.args):
        return Mistake(400, "too-long", sql=sql)
    return Mistake(503, "list-too-long", retry_after=_SECONDS_TO_READ)


def _of_datasette(request: Any, exception: DatasetteError) -> Mistake:
    """What Datasette found wrong; an error of SQLite's that it took for one of the reader's SQL is looked at again."""
    message = str(exception.message)
    if isinstance(exception.__context__, sqlite3.Error):
        return _of_sqlite(request, exception.__context__)
    if exception.status == 404:
        return Mistake(404, "nothing")
    if exception.status == 500:
        return Mistake(400, "address", message) if message.startswith(_WRONG_ADDRESS) else Mistake(500, "unexpected")
    if isinstance(exception.__context__, InvalidSql):
        return Mistake(exception.status, "not-a-select", message)
    return Mistake(exception.status, "sql" if exception.title == "Invalid SQL" else "address", message)


def _of_sqlite(request: Any, exception: BaseException, is_ours: bool = False) -> Mistake:
    """An error of SQLite's: the asker's where it is of SQL that they wrote or of values that they gave, else ours.

    `is_ours` says that no SQL of theirs is in the statement, whatever their address holds.
    """
    if is_of_statement(exception):
        is_theirs = not is_ours and bool(_WITH_SQL & set(request.args))
        if is_theirs or (_fills_in_query(request) and not is_not_prepared(exception)):
            return Mistake(400, "sql", str(exception))
        if is_of_values(exception) and _gives_such_values(request):
            return Mistake(400, "address", str(exception))
    return Mistake(500, "unexpected")


def _fills_in_query(request: Any) -> bool:
    """Whether the address gives parameters to a ready query, whose SQL is ours."""
    parts = request.path.strip("/").split("/")
    is_ready_query = len(parts) == 2 and parts[0] == DATABASE_NAME and described_query(parts[1].partition(".")[0])
    return bool(is_ready_query and request.query_string)


def _gives_such_values(request: Any) -> bool:
    """Whether an address has a value that SQLite cannot take: parts of ?_next=, a number of 19 digits, an object for a text."""
    values = [value for name in request.args for value in request.args.getlist(name)]
    is_object = any(value.lstrip().startswith(("{", "[")) for value in values)
    return "_next" in request.args or is_object or any(map(_LARGE_NUMBER.search, (request.path, *values)))


def _not_found(path: str) -> str:
    """What is missing at a path: a row, a table, or anything."""
    parts = path.strip("/").split("/")
    if parts[0] != DATABASE_NAME:
        return "nothing"
    return {2: "no-table", 3: "no-row"}.get(len(parts), "nothing")


def title_and_sentences(language: str, mistake: Mistake) -> tuple[str, str]:
    """The title and one or two sentences of an error page."""
    say = say_in(language)
    if mistake.condition:
        return str(say("条件无法使用")), mistake.condition.sentence(language)
    said = {
        "nothing": (say("页面不存在"), say("网址可能有误，或页面已改名。")),
        "no-table": (say("数据表不存在"), say("没有同名的表、视图或常用查询。全部数据表见“数据表”一页。")),
        "no-row": (say("记录不存在"), say("本表中没有该编号的记录；编号可能有误，或已随文件更新而改变。")),
        "forbidden": (say("无权查看"), say("本页不对外开放。")),
        "method": (say("本站只提供查询"), say("本站只接受读取（GET）请求。")),
        "by-post": (
            say("本地址供程序使用"),
            say("这是MCP服务地址，供语言模型客户端以POST方式访问，不能用浏览器打开。"),
        ),
        "long-address": (
            say("内容过长"),
            say("搜索词或条件过长，请缩短后再试。"),
        ),
        "too-long": (
            say("查询超时"),
            say("单次查询限时两秒。请增加条件或LIMIT、少连几张表，也可下载整个数据库自行查询。"),
        ),
        "list-too-long": (
            say("列表未能及时取出"),
            say("数据量大，本页未能在限定时间内取出，请过几秒再试；也可去掉排序或增加筛选条件。"),
        ),
        "too-large": (
            say("结果太大"),
            say("单次返回的数据有限。请增加条件、少选几栏或减少每页条数，也可下载整个数据库自行查询。"),
        ),
        "busy": (
            say("查询繁忙，请稍后再试"),
            say("同时执行的查询有上限，目前已排满，请过几秒再试；其他页面不受影响。"),
        ),
        "sql": (say("查询无法执行"), say("SQL语句或网址中的条件有误，数据库提示如下。")),
        "not-a-select": (say("只能查询，不能修改"), say("本站只执行SELECT语句，不能修改数据。")),
        "address": (say("网址中的条件有误"), say("栏目名或条件可能有误，可去掉问号及其后的部分再试。")),
        "unexpected": (
            say("网站出错"),
            say("错误已记录，请稍后再试；如仍出错，请把本页网址告诉我们。"),
        ),
    }
    title, explanation = said[mistake.kind]
    return str(title), str(explanation)


async def respond(datasette: Any, request: Any, mistake: Mistake) -> Response:
    """The answer to a mistake: a page in the reader's language, or JSON for who asked for JSON."""
    response = await _in_format(datasette, request, mistake)
    if mistake.retry_after is not None:
        response.headers["Retry-After"] = str(mistake.retry_after)
    if datasette.cors:
        add_cors_headers(response.headers)
    return response


async def _in_format(datasette: Any, request: Any, mistake: Mistake) -> Response:
    title, explanation = title_and_sentences(language_of(request), mistake)
    if request.path.endswith((".json", ".csv")):
        return _for_programs(request, mistake, title, explanation)
    context = {
        "status": mistake.status,
        "error_title": title,
        "explanation": explanation,
        "detail": _told(mistake.detail),
        "sql": mistake.sql or request.args.get("sql") or "",
        "kind": mistake.kind,
        "number": mistake.number,
        "table_address": _table_address(request.path, mistake),
    }
    try:
        return await page(datasette, request, "error.html", context, mistake.status)
    except Exception:  # when even the page of errors fails: a plain answer, without a trace
        logger.exception("%s the error page of %s failed", mistake.number, request.path)
        return Response.text(f"{title}\n{explanation}\n{mistake.number}\n", status=mistake.status)


def _told(detail: str) -> str:
    """What the database said, at a length that a page can bear."""
    plain = re.sub(r"<[^>]+>", " ", detail)
    return plain if len(plain) <= 500 else plain[:500] + "…"


def _table_address(path: str, mistake: Mistake) -> str | None:
    """The table that a failed address was about, when it is there."""
    parts = path.strip("/").split("/")
    if parts[0] != DATABASE_NAME or len(parts) < 2 or mistake.kind == "no-table":
        return None
    return f"/{DATABASE_NAME}/{parts[1].removesuffix('.csv')}"


def _for_programs(request: Any, mistake: Mistake, title: str, explanation: str) -> Response:
    """A mistake as JSON, or, where rows as CSV were asked for, as lines that are none."""
    said = _told(mistake.detail) or explanation
    if request.path.endswith(".csv"):
        lines = [f"{mistake.status} {title}", said, mistake.number]
        return Response.text("".join(f"{line}\n" for line in lines if line), status=mistake.status)
    content = {"ok": False, "error": said, "status": mistake.status, "title": title}
    if mistake.number:
        content["number"] = mistake.number
    return Response.json(content, status=mistake.status)


async def answer(datasette: Any, request: Any, exception: Exception) -> Response:
    """The answer to an exception; what was not expected is logged with its trace, and never shown."""
    mistake = mistake_of(request, exception)
    if mistake.kind in ("sql", "no-row") and not await _is_table_there(datasette, request):
        mistake = Mistake(404, "no-table")  # Datasette asks for the row without looking whether there is such a table
    if mistake.kind == "unexpected":
        mistake = replace(mistake, number=secrets.token_hex(4))
        address = shortened_echo(f"{request.path}?{request.query_string}")
        logger.error("%s %s %s failed", mistake.number, request.method, address, exc_info=exception)
    return await respond(datasette, request, mistake)


async def _is_table_there(datasette: Any, request: Any) -> bool:
    """Whether the table of a row's address exists; True for all other addresses."""
    if _not_found(request.path) != "no-row" or "table" not in request.url_vars:
        return True
    database = datasette.get_database(DATABASE_NAME)
    name = tilde_decode(request.url_vars["table"])
    return bool(await database.table_exists(name) or await database.get_view_definition(name))


def only_reading(app: Any, datasette: Any) -> Any:
    """The application, which answers 405 to requests that would write, and 414 to addresses that are too long."""

    async def read(scope: Any, receive: Any, send: Any) -> None:
        """Answers who only reads; who writes is refused."""
        allowed = ("POST",) if scope.get("path") in READ_BY_POST else _READING
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif scope["method"] not in allowed:
            kind = "method" if allowed is _READING else "by-post"
            await _refuse(datasette, scope, send, Mistake(405, kind), {"Allow": ", ".join(allowed)})
        # The search cuts what it was asked, and says so.
        elif len(scope["query_string"]) > LONGEST_QUERY_STRING and scope["path"] != "/search":
            await _refuse(datasette, scope, send, Mistake(414, "long-address"), {})
        elif b"%00" in scope["query_string"] or "\0" in scope["path"]:  # SQLite's texts end there
            await _refuse(datasette, scope, send, Mistake(400, "address"), {})
        else:
            await app(scope, receive, send)

    return read


async def _refuse(datasette: Any, scope: Any, send: Any, mistake: Mistake, headers: dict[str, str]) -> None:
    """The answer to a request that never reaches Datasette."""
    await datasette.invoke_startup()
    asked = dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("_lang")
    query = f"_lang={asked}" if asked in LANGUAGES else ""

    async def receive() -> dict[str, Any]:
        """A request without a body."""
        return {"type": "http.request", "body": b""}

    request = Request({**scope, "query_string": query.encode(), "csrftoken": lambda: ""}, receive)
    response = await respond(datasette, request, mistake)
    response.headers.update(headers)
    await response.asgi_send(send)
