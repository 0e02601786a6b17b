"""The house stands as docs/architecture.md draws it: each room asks only rooms below it, and nobody in a circle."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import mingzhang
from tests.conftest import ROOT

PACKAGE = Path(mingzhang.__file__).parent


@cache
def modules() -> dict[str, ast.Module]:
    """Each module of the package by its name, parsed."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


LOADERS = ("import_module", "__import__")


def asked_by(name: str, tree: ast.Module, known: set[str]) -> Iterator[str]:
    """The modules of the package that a module imports anywhere in it, by a statement or by name.

    What a module imports by name may stand in a table of it (`mingzhang/__init__`), so every name of a module counts there.
    """
    loads = any(isinstance(node, ast.Name | ast.Attribute) and _name_of(node) in LOADERS for node in ast.walk(tree))
    for node in ast.walk(tree):
        targets: list[str] = []
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            # `from package import name` is a module, or something of the package itself.
            wholes = [f"{node.module}.{alias.name}" for alias in node.names]
            targets = [whole if whole in known else node.module for whole in wholes]
        elif loads and isinstance(node, ast.Constant) and isinstance(node.value, str):
            targets = [node.value]
        yield from (target for target in targets if target in known and target != name)


def _name_of(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr


@cache
def graph() -> dict[str, set[str]]:
    """Module -> the modules that it imports."""
    found = modules()
    return {name: set(asked_by(name, tree, set(found))) for name, tree in found.items()}


def room(module: str) -> str:
    """The room of a module: the first part of its name behind the package's."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


# From what all stand on to what asks all: a room asks those before it. A new room is put in its place here.
ROOMS = (
    *(
        "errors",
        "version",
        "console",
        "workers",
        "records",
        "data_files",
        "dictionary",
        "citing",
        "vocabulary",
        "text",
        "search",
    ),
    *(
        "readers",
        "privacy",
        "parse",
        "forms",
        "interpret",
        "store",
        "checks",
        "charts",
        "site",
        "export",
        "explain",
        "collect",
    ),
    *(
        "summary",
        "keeping",
        "cluster",
        "converting",
        "dataset",
        "pipeline",
        "api",
        "build_command",
        "cli",
        "__main__",
        "mingzhang",
    ),
)


def test_every_room_has_its_place() -> None:
    rooms = {room(module) for module in graph()}
    assert rooms == set(ROOMS), "put a new room in its place in ROOMS, and draw it in docs/architecture.md"


def test_no_room_asks_one_above_it() -> None:
    upwards = {
        f"{module} imports {asked}"
        for module, others in graph().items()
        for asked in others
        if ROOMS.index(room(asked)) > ROOMS.index(room(module))
    }
    assert upwards == set()


def test_no_modules_ask_each_other_in_a_circle() -> None:
    TopologicalSorter(graph()).prepare()  # raises CycleError, which names them


def test_an_import_is_found_wherever_it_stands() -> None:
    source = "from a import b, c\n\ndef f():\n    import a.d\n    from a.e import g\n"
    known = {"a", "a.b", "a.d", "a.e"}
    assert sorted(asked_by("x", ast.parse(source), known)) == ["a", "a.b", "a.d", "a.e"]


def test_an_import_by_name_is_found_however_it_is_written() -> None:
    by_name = (
        "import_module('a.b')",
        "importlib.import_module('a.b').c",
        "__import__('a.b')",
        "TABLE = {'c': 'a.b'}\nimport_module(TABLE['c'])",
    )
    assert [list(asked_by("x", ast.parse(source), {"a", "a.b"})) for source in by_name] == [["a.b"]] * 4
    assert list(asked_by("x", ast.parse("label = 'a.b'"), {"a", "a.b"})) == []


def test_no_room_has_a_name_under_which_the_package_offers_something() -> None:
    assert set(mingzhang.OFFERED).isdisjoint(map(room, graph()))


# The rooms that read and check, and words that a person who knows budgets would look for in vocabulary/ and checks/words.yml.
# Signs, digits, 年 and 月, 元 and 分 are grammar, which stands in code; what pages say stands in catalogues.
ROOMS_THAT_READ = ("readers", "text", "privacy", "parse", "forms", "interpret", "store", "checks", "explain")
WORDS_OF_BUDGETS = (
    *("绩效", "自评", "目标", "指标", "产出", "成本", "效益", "满意度", "时效", "项目", "专项", "单位", "部门", "完成"),
    *("资金", "预算", "决算", "经费", "费用", "支出", "金额", "合计", "总额", "其中", "描述", "标准", "比例", "分值"),
)


def words_in_code(tree: ast.Module) -> set[str]:
    """The words of budgets in the texts of a module that are no docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    )
    return {word for text in texts for word in WORDS_OF_BUDGETS if word in text}


def test_words_of_budgets_stand_in_files_that_need_no_python() -> None:
    found = {
        name.removeprefix("mingzhang."): words
        for name, tree in modules().items()
        if room(name) in ROOMS_THAT_READ and (words := words_in_code(tree))
    }
    assert found == {}, "put the word into a file of vocabulary/ or checks/words.yml"


def test_a_word_is_found_in_code_and_not_in_a_docstring() -> None:
    assert words_in_code(ast.parse('"""绩效"""\n\ndef f():\n    """自评"""\n    return f"{x}目标" + "其中"\n')) == {
        "目标",
        "其中",
    }


def test_no_file_has_the_marks_of_a_merge_that_was_not_ended() -> None:
    """A template with them was served on every page of a source."""
    files = [path for folder in ("src", "tests", "docs", "benchmarks", "tools") for path in (ROOT / folder).rglob("*")]
    texts = [
        path for path in files if path.suffix in (".py", ".html", ".sql", ".yml", ".md", ".css", ".js", ".po", ".tsv")
    ]
    marks = ("<" * 7 + " ", ">" * 7 + " ")
    assert len(texts) > 500
    assert [
        path.name
        for path in texts
        if any(line.startswith(marks) for line in path.read_text("utf-8", "replace").splitlines())
    ] == []
