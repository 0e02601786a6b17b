"""What every page says when documents were made up: how many of how many, and what for."""

from typing import Any
from weakref import WeakKeyDictionary

from mingzhang.dictionary.languages import DEFAULT, LANGUAGES
from mingzhang.dictionary.metadata_file import DATABASE_NAME
from mingzhang.site.language import say_in

_MADE_UP = """
SELECT count(*) AS documents, count(made_up) AS made_up,
    (SELECT made_up FROM documents WHERE made_up IS NOT NULL ORDER BY id LIMIT 1) AS reason
FROM documents
"""
# Asked once for each database: it is immutable.
_known: WeakKeyDictionary[Any, dict[str, Any] | None] = WeakKeyDictionary()


async def made_up_documents(datasette: Any) -> dict[str, Any] | None:
    """`documents`, `made_up` and the first `reason`; None where every document is real."""
    database = datasette.get_database(DATABASE_NAME)
    if database not in _known:
        row = dict((await database.execute(_MADE_UP)).first())
        _known[database] = row if row["made_up"] else None
    return _known[database]


def reason_said(language: str, reason: str) -> tuple[str, str]:
    """Why documents were made up, and the language that it is said in: what the demonstration says is known in all."""
    says = {code: say_in(code) for code in LANGUAGES}
    demonstration = {code: str(say("由程序生成，供试用，不是任何单位公开的文件")) for code, say in says.items()}
    return (demonstration[language], language) if reason == demonstration[DEFAULT] else (reason, DEFAULT)
