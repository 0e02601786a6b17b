"""A citation of a release or of a page of the site, as an editor prints it."""

from mingzhang.citing import bibtex, gbt_7714

PAGE = "https://data.example.org/project/632221-006-2023-p4"


def test_a_page_is_cited_after_gb_t_7714_with_the_day_on_which_it_was_seen() -> None:
    cited = gbt_7714("明账 mingzhang", "体检费", PAGE, released_on="2024-03-01", accessed_on="2024-05-06")
    assert cited == f"明账 mingzhang. 体检费[DS/OL]. (2024-03-01)[2024-05-06]. {PAGE}."


def test_who_cites_puts_in_the_day_when_it_is_left_out() -> None:
    assert gbt_7714("甲", "乙", PAGE, version="1.2.0") == f"甲. 乙[DS/OL]. 1.2.0版. [引用日期]. {PAGE}."


def test_data_that_are_not_on_line_are_cited_by_their_year() -> None:
    assert gbt_7714("甲", "乙", "", released_on="2024-03-01") == "甲. 乙[DS]. 2024(2024-03-01)."


def test_braces_of_a_name_do_not_end_a_field_of_bibtex() -> None:
    assert bibtex("p4", "经费}，{一}", "明账", PAGE, year="2024") == (
        f"@misc{{p4,\n  title = {{{{经费)，(一)}}}},\n  author = {{{{明账}}}},\n  year = {{2024}},\n  url = {{{PAGE}}}\n}}\n"
    )
