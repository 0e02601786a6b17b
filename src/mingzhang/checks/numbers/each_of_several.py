"""Numbers that each of several listed things has: 儿童尿样和盐样各50份 are 100."""

import re

from mingzhang.parse.per import EACH_OF_THEM
from mingzhang.parse.subjects import clause_start
from mingzhang.store.rows import TableRow

_LISTED = re.compile(rf"[\u4e00-\u9fff][和及与、][^,;。:\d]{{1,12}}{EACH_OF_THEM}[\u4e00-\u9fff]{{0,4}}$")


def is_of_each_listed(plain: str, one: TableRow) -> bool:
    """Whether the words in front of a number of a text in half width list what each of has so many (男性和女性各50人)."""
    before = plain[: one["start_char"]]
    start = max(clause_start(plain, one["start_char"]), max(before.rfind(mark) for mark in ",;。:\n(") + 1)
    return _LISTED.search(before[start:]) is not None
