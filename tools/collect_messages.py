"""Collect the sentences of the site and bring the English catalogue up to date: new ones are added untranslated.

python tools/collect_messages.py
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

SITE = Path(__file__).resolve().parent.parent / "src" / "mingzhang" / "site"
CATALOGUE = SITE / "locale" / "en" / "LC_MESSAGES" / "mingzhang.po"
# Lines of a header that say nothing here, or change with the clock.
NEEDLESS = tuple(
    f'"{name}' for name in ("Project-Id", "Report-", "POT-", "PO-", "Last-", "Language-Team", "Generated-By")
)
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext.babel_extract")]


def collected() -> Catalog:
    """All sentences in the modules and templates of the site."""
    catalogue = Catalog(
        header_comment="# The sentences of the site in English; see ../../README.md.", charset="utf-8", fuzzy=False
    )
    found = extract_from_dir(SITE, METHODS, keywords={"_": None, "say": None, "N_": None}, options_map={"**.html": {}})
    for file, _, message, _, _ in sorted(found, key=lambda one: (one[0], one[1])):
        if message not in catalogue:
            catalogue.add(message, locations=[(file, 0)])
    return catalogue


def updated() -> str:
    """The English catalogue with every sentence that is collected, and no other."""
    collection = collected()
    if CATALOGUE.is_file():
        with CATALOGUE.open("rb") as file:
            known = read_po(file, locale="en")
        for message in collection:
            if message.id and (old := known.get(message.id)):
                message.string = old.string
    collection.locale = "en"
    out = io.BytesIO()
    write_po(out, collection, omit_header=False, width=128, include_lineno=False, sort_by_file=True)
    lines = out.getvalue().decode().splitlines()
    return "\n".join(line for line in lines if not line.startswith(NEEDLESS)) + "\n"


if __name__ == "__main__":
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text(updated(), encoding="utf-8")
