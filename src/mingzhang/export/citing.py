"""How a release is cited: CITATION.cff, BibTeX, and GB/T 7714—2015."""

import json
from dataclasses import dataclass

from mingzhang.dictionary.descriptions import Dictionary
from mingzhang.dictionary.languages import DEFAULT, in_language


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation names. `address` is where this very version stays, '' when it is not published yet."""

    title: str
    title_en: str
    author: str
    licence: str
    version: str
    released_on: str
    address: str
    content: str  # the hash of the package's content


def citation(dictionary: Dictionary, version: str, released_on: str, address: str, content: str) -> Citation:
    """The citation of a release."""
    return Citation(
        title=f"{in_language(dictionary.title, DEFAULT)}：{in_language(dictionary.database_title, DEFAULT)}",
        title_en=f"{in_language(dictionary.title, 'en')}: {in_language(dictionary.database_title, 'en')}",
        author=str(dictionary.about["about"]),
        licence=str(dictionary.about["license"]).replace(" ", "-", 1).replace(" ", "-"),
        version=version,
        released_on=released_on,
        address=address,
        content=content,
    )


def as_files(one: Citation) -> dict[str, str]:
    """The files of a citation by their names."""
    return {"CITATION.cff": _cff(one), "CITATION.bib": _bibtex(one), "CITATION.txt": _gbt_7714(one) + "\n"}


def _cff(one: Citation) -> str:
    """Citation File Format 1.2.0 (https://citation-file-format.github.io); a JSON text is a YAML text."""
    lines = {
        "cff-version": "1.2.0",
        "message": "引用请写明版本。Please cite this version.",
        "type": "dataset",
        "title": f"{one.title} ({one.title_en})",
        "authors": [{"name": one.author}],
        "version": one.version,
        "date-released": one.released_on,
        "license": one.licence,
        "identifiers": [{"type": "other", "value": f"sha256:{one.content}", "description": "content of all tables"}],
        **({"url": one.address} if one.address else {}),
    }
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items())


def _bibtex(one: Citation) -> str:
    fields = {
        "title": f"{{{one.title} ({one.title_en})}}",
        "author": f"{{{one.author}}}",
        "year": one.released_on[:4],
        "version": one.version,
        "note": f"Data set, version {one.version}, sha256 {one.content}",
        **({"url": one.address} if one.address else {}),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{mingzhang-{one.version},\n{lines}\n}}\n"


def _gbt_7714(one: Citation) -> str:
    """GB/T 7714—2015, 4.6: an electronic resource. DS is a data set, OL that it is on line; who cites puts in the day."""
    if not one.address:
        return f"{one.author}. {one.title}[DS]. {one.version}版. {one.released_on[:4]}({one.released_on})."
    return f"{one.author}. {one.title}[DS/OL]. {one.version}版. ({one.released_on})[引用日期]. {one.address}."
