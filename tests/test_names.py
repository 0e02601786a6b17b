"""A name means one thing in the whole package: of what two modules define, readers must ask which one is meant."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import mingzhang

PACKAGE = Path(mingzhang.__file__).parent

# What has several definitions still. The list may only get shorter.
DEFINED_MORE_THAN_ONCE: dict[str, set[str]] = {}


def names_of_types(source: str) -> Iterator[str]:
    """The public classes and type aliases that a module defines: Name = one of the types that hold others."""
    for statement in ast.parse(source).body:
        match statement:
            case ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                pass
            case ast.Assign(targets=[ast.Name(id=name)]):
                pass
            case _:
                continue
        if name[0].isupper() and not name.isupper():
            yield name


def definitions() -> dict[str, set[str]]:
    """The modules that define each name, where there are several."""
    modules = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        for name in names_of_types(path.read_text(encoding="utf-8")):
            modules[name].add(".".join(path.relative_to(PACKAGE).with_suffix("").parts))
    return {name: found for name, found in modules.items() if len(found) > 1}


def test_no_type_has_two_definitions_under_one_name() -> None:
    assert definitions() == DEFINED_MORE_THAN_ONCE, "rename the new one by its meaning, or shorten the list"


def test_a_class_an_alias_and_an_annotated_alias_are_names_of_types() -> None:
    source = "class Cell: ...\nPlace = tuple[int, int]\nRows: TypeAlias = list\nLIMIT = 3\n_Own = dict\nnumber = 1\n"
    assert list(names_of_types(source)) == ["Cell", "Place", "Rows"]


# What every module of a kind defines, by the rooms of that kind (`READERS`, `FORMS`): a protocol is one meaning.
PROTOCOLS = {"recognises": ("readers", "forms"), "read": ("readers", "forms"), "continues": ("forms",)}


def functions() -> dict[str, set[str]]:
    """The modules that define each public function, where there are several. A command is named for what it runs."""
    modules = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            if (
                not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
                or parts[0] == "cli"
                or parts[-1] == "commands"
            ):
                continue
            if statement.name[0] != "_" and parts[0] not in PROTOCOLS.get(statement.name, ()):
                modules[statement.name].add(".".join(parts))
    return {name: found for name, found in modules.items() if len(found) > 1}


def test_no_public_function_has_two_definitions_under_one_name() -> None:
    assert functions() == {}, "give the new one a name of its own"
