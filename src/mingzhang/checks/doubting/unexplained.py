"""Accusations whose reading is not complete are questions, and say what is not explained.

A finding that rests on sentences may be of class `arithmetic` only when everything around its numbers was understood, and no
other arithmetic of the printed numbers makes them agree.
"""

from collections.abc import Callable
from typing import NamedTuple

from sqlite_utils import Database

from mingzhang.checks.doubting.agreements import agreement_found, printed_again
from mingzhang.checks.doubting.answered import is_answered
from mingzhang.checks.doubting.evidence_read import Ground
from mingzhang.checks.doubting.grounds import grounds_of
from mingzhang.checks.doubting.understood import meaning_changed, not_understood
from mingzhang.checks.doubting.withdrawn import withdraw
from mingzhang.checks.doubting.witnessed import witnessed_count
from mingzhang.dictionary.languages import Texts, stored_columns

_NOT_UNDERSTOOD = {
    "zh": "（“{quote}”没有完全读懂，请先对照原文。）",
    "en": " (“{quote}” was not fully understood: compare with the original first.)",
}
_AGREES = {
    "zh": "（{quote}，这样算能对上，请先对照原文。）",
    "en": " ({quote}: read so, the numbers agree; compare with the original first.)",
}
_PRINTED_AGAIN = {
    "zh": "（另一处也印着“{quote}”，请先对照原文。）",
    "en": " (“{quote}” is printed once more: compare with the original first.)",
}
_ANSWERED = {
    "zh": "另外印出的数已经能说明，不再提问",
    "en": "other printed numbers answer it, so that nothing is asked",
}
_WITNESSED = {
    "zh": "（{quote}，按这个数算，与印出的钱数正好相等。）",
    "en": " ({quote}, with which the price comes to just the amount.)",
}
_LOOKS = ((_NOT_UNDERSTOOD, not_understood), (_PRINTED_AGAIN, printed_again), (_AGREES, agreement_found))


def ask_about_unexplained(database: Database) -> None:
    """Makes a question of each finding of class arithmetic that rests on sentences which were not understood in full.

    Questions that the printed numbers answer are withdrawn: those, and those that checks ask.
    """
    asked = [(finding_id, is_answered(ground, False)) for finding_id, ground in grounds_of(database, "question")]
    for finding_id, ground in list(grounds_of(database, "arithmetic")):
        witness = witnessed_count(ground)
        if witness and not meaning_changed(ground):
            _add(database, finding_id, {key: text.format(quote=witness) for key, text in _WITNESSED.items()})
        elif note := _note(ground):
            _ask(database, finding_id, note)
            asked.append((finding_id, is_answered(ground, was_not_understood=note.look is not_understood)))
    for finding_id, has_answer in asked:
        if has_answer:
            withdraw(database, finding_id, _ANSWERED)


class _Note(NamedTuple):
    """What is not explained in an accusation: by which look it was seen, and what its sentence says of it."""

    look: Callable[[Ground], str | None]
    texts: Texts


def _note(ground: Ground) -> _Note | None:
    # What the numbers of a sentence come to was said only where all of them and the words between are accounted for.
    if ground.is_of_confirmed:
        return None
    is_settled = ground.check_id == "numbers-disagree" or ground.is_confirmed_slip
    looks = ((_NOT_UNDERSTOOD, meaning_changed),) if is_settled else _LOOKS
    for texts, look in looks:
        if quote := look(ground):
            return _Note(look, {language: text.format(quote=quote.strip()) for language, text in texts.items()})
    return None


def _ask(database: Database, finding_id: str, note: _Note) -> None:
    database.conn.execute("UPDATE findings SET class = 'question' WHERE id = ?", [finding_id])
    _add(database, finding_id, note.texts)


def _add(database: Database, finding_id: str, texts: Texts) -> None:
    """Adds words to the sentence of a finding."""
    columns = stored_columns("summary", texts)
    added = ", ".join(f"{column} = {column} || :{column}" for column in columns)
    database.conn.execute(f"UPDATE findings SET {added} WHERE id = :id", {**columns, "id": finding_id})
