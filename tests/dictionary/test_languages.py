"""Which of several texts a reader reads."""

from mingzhang.dictionary.languages import (
    DEFAULT,
    LANGUAGES,
    STORED,
    column_in,
    in_language,
    select_texts,
    stored_columns,
    translated_from,
)


def test_the_first_language_stands_in_for_one_that_lacks_a_text() -> None:
    assert DEFAULT == "zh"
    assert list(LANGUAGES) == ["zh", "en"]
    assert [in_language({"zh": "甲", "en": "A"}, language) for language in ("zh", "en", "fr")] == ["甲", "A", "甲"]
    assert in_language({}, "en") == ""


def test_a_language_reads_its_own_column_where_a_table_has_one() -> None:
    columns = ["summary", "summary_en", "token"]
    assert [column_in(language, "summary", columns) for language in ("zh", "en", "fr")] == [
        "summary",
        "summary_en",
        "summary",
    ]
    assert column_in("en", "token", columns) == "token"
    assert translated_from("summary_en", columns) == ("summary", "en")
    assert translated_from("summary", columns) is None
    assert translated_from("token", columns) is None


def test_a_text_fills_a_column_in_each_language_that_the_tables_have() -> None:
    assert STORED == ("zh", "en")
    assert stored_columns("why", {"zh": "为", "en": "for", "fr": "pour"}) == {"why": "为", "why_en": "for"}
    assert stored_columns("why", {"zh": "为"}) == {"why": "为", "why_en": "为"}
    assert stored_columns("why", {}) == {"why": None, "why_en": None}
    assert (
        select_texts("checks.title AS name", "why") == "checks.title AS name, checks.title_en AS name_en, why, why_en"
    )
