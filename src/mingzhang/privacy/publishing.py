"""`publish.yml` beside the disclosures: which personal data is masked and which is published as printed.

personal:
  names: mask            # identity_number, bank_card, mobile_number, telephone, names: mask or keep
files:
  county/x.pdf:          # for one file, by its name relative to the folder that is built
    mobile_number: keep
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from mingzhang.data_files import folders_beside, read_yaml
from mingzhang.errors import MingzhangError
from mingzhang.privacy.personal import BANK_CARD, IDENTITY, KINDS, MOBILE
from mingzhang.read.sources import DECISIONS

MASK, KEEP = "mask", "keep"
_MASKED_UNLESS_SAID = frozenset({IDENTITY, BANK_CARD, MOBILE})


@dataclass(frozen=True)
class Publishing:
    """The kinds of personal data that are masked, in all files and in those that are named."""

    masked: frozenset[str] = _MASKED_UNLESS_SAID
    of_file: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    def masked_in(self, file: str) -> frozenset[str]:
        """The kinds that are masked in a file, by its name relative to the folder that is built."""
        return self.of_file.get(file, self.masked)

    def __reduce__(self) -> tuple[type["Publishing"], tuple[frozenset[str], dict[str, frozenset[str]]]]:
        return Publishing, (self.masked, dict(self.of_file))


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
    return next((folder / DECISIONS for folder in folders_beside(place) if (folder / DECISIONS).is_file()), None)


def _read(path: Path) -> Publishing:
    try:
        content = read_yaml(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, yaml.YAMLError) as problem:
        mark = getattr(problem, "problem_mark", None)
        raise MingzhangError(f"{path} line {mark.line + 1 if mark else 1}: is no valid YAML in UTF-8") from None
    content = _mapping(path, "the file", content)
    for key in content.keys() - {"personal", "files"}:
        raise MingzhangError(f"{path}: {key} is no key of this file; here are personal, files")
    masked = _masked(path, "personal", content.get("personal"), _MASKED_UNLESS_SAID)
    of_file = {
        str(name): _masked(path, f"files: {name}", rules, masked)
        for name, rules in _mapping(path, "files", content.get("files")).items()
    }
    return Publishing(masked, MappingProxyType(of_file))


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
