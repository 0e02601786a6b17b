"""Small answers are kept within their room, each under all that it depends on."""

from mingzhang.site.sql.kept_answers import KeptAnswers, answer_key


def answer(text: str) -> tuple[tuple[str, ...], list[tuple[str]], bool]:
    return ("text",), [(text,)], False


def test_what_was_asked_longest_ago_goes_first_and_large_answers_are_not_kept() -> None:
    kept = KeptAnswers(most_bytes=3_000)
    for name in ("a", "b", "c"):
        kept.keep((name,), answer(name * 100))
    assert kept.get(("a",)) == answer("a" * 100)
    kept.keep(("d",), answer("d" * 100))
    assert kept.get(("b",)) is None
    assert kept.get(("a",)) == answer("a" * 100)
    assert kept.get(("d",)) == answer("d" * 100)
    assert 0 < kept.bytes <= 3_000
    kept.keep(("large",), answer("x" * 100_000))
    assert kept.get(("large",)) is None
    assert kept.bytes <= 3_000


def test_an_answer_is_kept_under_statement_values_and_what_else_it_depends_on() -> None:
    keys = [
        answer_key("select :a", {"a": 1}, 20),
        answer_key("select :a", {"a": 1}, 21),
        answer_key("select :a", {"a": "1"}, 20),
        answer_key("select :a", {"a": 1.0}, 20),
        answer_key("select :a", {"a": True}, 20),
        answer_key("select :b", {"b": 1}, 20),
        answer_key("select ?", [1], 20),
        answer_key("select 1", None, 20),
    ]
    assert None not in keys
    assert len(set(keys)) == len(keys)
    assert answer_key("select :a", {"a": bytearray(b"1")}) is None
