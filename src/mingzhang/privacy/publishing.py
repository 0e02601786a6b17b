"""`publish.yml` beside the disclosures: which personal data is masked, and whether the files themselves are handed on.

personal:
  names: mask            # identity_number, bank_card, mobile_number, telephone, names: mask or keep
texts: [王建国, 李小明]   # masked wherever they are printed: names that stand behind no label, whatever else must not be read
originals: link          # serve: the site hands on the files as they were published; link: it names their source only
files:
  county/x.pdf:          # for one file, by its name relative to the folder that is built
    mobile_number: keep
    originals: serve
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from os.path import lexists
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from mingzhang.data_files import folders_beside, read_yaml
from mingzhang.errors import MingzhangError
from mingzhang.privacy.personal import BANK_CARD, IDENTITY, KINDS, MOBILE
from mingzhang.readers.sources import DECISIONS

MASK, KEEP = "mask", "keep"
SERVE, LINK = "serve", "link"
_ORIGINALS = "originals"
_TEXTS = "texts"
_SHORTEST_TEXT = 2
_MASKED_UNLESS_SAID = frozenset({IDENTITY, BANK_CARD, MOBILE})


@dataclass(frozen=True)
class Publishing:
    """The kinds of personal data that are masked, and whether files are handed on: of all files and of those that are named.

    `texts` are masked in all files, wherever they stand.
    """

    masked: frozenset[str] = _MASKED_UNLESS_SAID
    of_file: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    serves: bool = True
    serves_file: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    texts: tuple[str, ...] = ()

    def masked_in(self, file: str) -> frozenset[str]:
        """The kinds that are masked in a file, by its name relative to the folder that is built."""
        return self.of_file.get(file, self.masked)

    def hands_on(self, file: str) -> bool:
        """Whether the file itself may be served, by its name relative to the folder that is built."""
        return self.serves_file.get(file, self.serves)

    def __reduce__(self) -> tuple[type["Publishing"], tuple[Any, ...]]:
        return Publishing, (self.masked, dict(self.of_file), self.serves, dict(self.serves_file), self.texts)


BY_DEFAULT = Publishing()


def publishing_beside(places: Iterable[Path]) -> Publishing:
    """What the file publish.yml at these places, or above them, says; without one, the default.

    Raises MingzhangError, with file and key, when it says what it may not, or when two places have different ones.
    """
    paths = list(dict.fromkeys(path for place in places if (path := _file_beside(place))))
    if not paths:
        return BY_DEFAULT
    said = [_read(path) for path in paths]
    if any(one != said[0] for one in said):
        raise MingzhangError(f"{paths[0]} and {paths[-1]} differ: build the folders one at a time")
    return said[0]


def _file_beside(place: Path) -> Path | None:
    path = next((folder / DECISIONS for folder in folders_beside(place) if lexists(folder / DECISIONS)), None)
    if (
        path is not None and not path.is_file()
    ):  # not to be read as if it were not there: somebody meant something by it
        raise MingzhangError(f"{path}: is no regular file (a folder, a pipe or a broken link)")
    return path


def _read(path: Path) -> Publishing:
    try:
        content = read_yaml(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, yaml.YAMLError) as problem:
        mark = getattr(problem, "problem_mark", None)
        raise MingzhangError(f"{path} line {mark.line + 1 if mark else 1}: is no valid YAML in UTF-8") from None
    content = _mapping(path, "the file", content)
    for key in content.keys() - {"personal", _TEXTS, _ORIGINALS, "files"}:
        raise MingzhangError(f"{path}: {key} is no key of this file; here are personal, texts, originals, files")
    masked = _masked(path, "personal", content.get("personal"), _MASKED_UNLESS_SAID)
    serves = _serves(path, _ORIGINALS, content.get(_ORIGINALS, SERVE))
    of_file, serves_file = {}, {}
    for name, rules in _mapping(path, "files", content.get("files")).items():
        rules = _mapping(path, f"files: {name}", rules)
        personal = {kind: decision for kind, decision in rules.items() if kind != _ORIGINALS}
        of_file[str(name)] = _masked(path, f"files: {name}", personal, masked)
        if _ORIGINALS in rules:
            serves_file[str(name)] = _serves(path, f"files: {name}: {_ORIGINALS}", rules[_ORIGINALS])
    return Publishing(
        masked, MappingProxyType(of_file), serves, MappingProxyType(serves_file), _texts(path, content.get(_TEXTS))
    )


def _texts(path: Path, texts: Any) -> tuple[str, ...]:
    """The texts to mask; a single character would mask half of a page, and a number without quotes loses its zeros."""
    listed = texts if isinstance(texts, list) else [None] if texts else []
    for text in listed:
        if not isinstance(text, str) or len("".join(text.split())) < _SHORTEST_TEXT:
            wrong = texts if text is None else text
            raise MingzhangError(
                f"{path}: {_TEXTS}: {wrong} is no list of texts of {_SHORTEST_TEXT} characters or more"
            )
    return tuple(listed)


def _serves(path: Path, where: str, decision: Any) -> bool:
    if decision not in (SERVE, LINK):
        raise MingzhangError(f"{path}: {where} is {decision}; it may be serve or link")
    return bool(decision == SERVE)


def _masked(path: Path, where: str, rules: Any, otherwise: frozenset[str]) -> frozenset[str]:
    masked = set(otherwise)
    for kind, decision in _mapping(path, where, rules).items():
        if kind not in KINDS:
            raise MingzhangError(
                f"{path}: {where}: {kind} is no kind of personal data; the kinds are {', '.join(KINDS)}"
            )
        if decision not in (MASK, KEEP):
            raise MingzhangError(f"{path}: {where}: {kind} is {decision}; it may be mask or keep")
        (masked.add if decision == MASK else masked.discard)(kind)
    return frozenset(masked)


def _mapping(path: Path, where: str, content: Any) -> dict[Any, Any]:
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise MingzhangError(f"{path}: {where}: keys are expected here, each with a value: names: mask")
    return content
