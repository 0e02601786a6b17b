"""How the data are cited, a release or one page of the site: CITATION.cff, BibTeX, and GB/T 7714—2015."""

import json
from dataclasses import dataclass

from mingzhang.dictionary.descriptions import Dictionary
from mingzhang.dictionary.languages import Texts, in_language


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation names. `address` is where this very version stays, '' when it is not published yet."""

    titles: Texts
    author: str
    licence: str
    version: str
    released_on: str
    address: str
    content: str  # the hash of the package's content

    @property
    def title_in_both(self) -> str:
        """The Chinese title with the English one in brackets."""
        return f"{self.titles['zh']} ({self.titles['en']})"


def citation(dictionary: Dictionary, version: str, released_on: str, address: str, content: str) -> Citation:
    """The citation of a release."""
    return Citation(
        titles={
            language: colon.join(
                in_language(texts, language) for texts in (dictionary.title, dictionary.database_title)
            )
            for language, colon in (("zh", "："), ("en", ": "))
        },
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
        "title": one.title_in_both,
        "authors": [{"name": one.author}],
        "version": one.version,
        "date-released": one.released_on,
        "license": one.licence,
        "identifiers": [{"type": "other", "value": f"sha256:{one.content}", "description": "content of all tables"}],
        **({"url": one.address} if one.address else {}),
    }
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items())


def _bibtex(one: Citation) -> str:
    return bibtex(
        f"mingzhang-{one.version}",
        one.title_in_both,
        one.author,
        one.address,
        year=one.released_on[:4],
        version=one.version,
        note=f"Data set, version {one.version}, sha256 {one.content}",
    )


def _gbt_7714(one: Citation) -> str:
    return gbt_7714(one.author, one.titles["zh"], one.address, released_on=one.released_on, version=one.version)


def gbt_7714(
    author: str, title: str, address: str, *, released_on: str = "", version: str = "", accessed_on: str = "引用日期"
) -> str:
    """A reference after GB/T 7714—2015, 4.6 (electronic resources): 责任者. 题名[DS/OL]. 版本. (更新日期)[引用日期]. 获取路径.

    DS is a data set, OL that it is on line. `released_on` is the day of the data, `accessed_on` that on which the reader saw
    them: left out, who cites puts it in. Without an address the data are not on line, and the year of publication stands.
    """
    edition = f" {version}版." if version else ""
    if not address:
        return f"{author}. {title}[DS].{edition} {released_on[:4]}({released_on})."
    updated = f"({released_on})" if released_on else ""
    return f"{author}. {title}[DS/OL].{edition} {updated}[{accessed_on}]. {address}."


def bibtex(
    key: str, title: str, author: str, address: str, *, year: str = "", version: str = "", note: str = ""
) -> str:
    """An entry of BibTeX; what is not known is left out."""
    fields = {"title": title, "author": author, "year": year, "version": version, "note": note, "url": address}
    plain = {name: value.replace("{", "(").replace("}", ")") for name, value in fields.items() if value}
    # A second pair of braces: names and titles keep their capitals, and an office is no family name and first name.
    plain |= {name: f"{{{plain[name]}}}" for name in ("title", "author")}
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in plain.items())
    return f"@misc{{{key},\n{lines}\n}}\n"
