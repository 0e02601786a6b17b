"""Drafts on paper: project tables, project sheets and self-evaluations as plain text with tabs between their cells."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from random import Random

from benchmarks.disclosures.drafts import Habits
from benchmarks.disclosures.plans import Department
from benchmarks.disclosures.records import Indicator, Project

NUMERALS = "一二三四五六七八九十"
_STANDS_BARE = ("人", "次", "批", "个", "套", "户", "%", "元")  # a number with these is a target without sign or colon


def amount_text(yuan: int, in_yuan: bool) -> str:
    """An amount as its column prints it: yuan with two decimals, or hundredths of 万元."""
    return f"{yuan}.00" if in_yuan else f"{Decimal(yuan) / 10_000:.2f}"


def printed(indicator: Indicator, habits: Habits) -> str:
    """An indicator as one text: 受益学生人数≥50人, 管理规范性：规范."""
    value, sign = indicator.value, indicator.comparator or ""
    if value is None:
        return indicator.name
    is_bare = value.endswith(_STANDS_BARE) and any(character.isdigit() for character in value)
    colon = "：" if not (sign or is_bare) or (habits.colon and (sign or is_bare)) else ""
    return f"{indicator.name}{colon}{sign}{value}"


def empty_headings(project: Project, habits: Habits) -> list[str]:
    """The headings of level 2 that a project table prints with nothing below them."""
    if not habits.prints_empty_headings:
        return []
    used = {(one.level1, one.level2) for one in project.indicators}
    return [
        level2
        for level1, below in habits.levels.items()
        for level2 in below
        if (level1, level2) not in used and level1 != "满意度指标"
    ]


# ---- the project table -------------------------------------------------------------------------------------------


def _outline(project: Project, habits: Habits) -> list[str]:
    """The lines of the cell of indicators: headings and, below them, numbered indicators."""
    left, right = "()" if habits.half_width else "（）"
    lines = []
    levels = [level1 for level1 in habits.levels if any(one.level1 == level1 for one in project.indicators)]
    for number, level1 in enumerate(levels):
        own = [one for one in project.indicators if one.level1 == level1]
        if own[0].level2 is None:
            lines.append(f"{NUMERALS[number]}、{level1}：{own[0].value}")
            continue
        lines.append(f"{NUMERALS[number]}、{level1}")
        empty = empty_headings(project, habits)
        shown = [one for one in habits.levels[level1] if one in empty or any(i.level2 == one for i in own)]
        for place, level2 in enumerate(shown):
            colon = "：" if level1 == "效益指标" else ""
            lines.append(f"{left}{NUMERALS[place]}{right}{level2}{colon}")
            below = [one for one in own if one.level2 == level2]
            space = " " if habits.space_after_number else ""
            lines += [f"{item}.{space}{printed(one, habits)}" for item, one in enumerate(below, 1)]
    return lines


def _cell(lines: Iterable[str], with_markup: bool) -> str:
    return " ".join(f"<p>{line}</p>" for line in lines) if with_markup else " ".join(lines)


def project_table(
    department: Department,
    year: int,
    projects: list[Project],
    totals: dict[str, int],
    habits: Habits,
    random: Random,
) -> str:
    """The text of a project table; `totals` are what it states, in yuan by unit code, the department's and 合计 included."""
    unit = "元" if habits.in_yuan else "万元"
    header = f"单位编码\t单位及项目名称\t金额 ({unit})\t绩效目标\t绩效指标"

    def total(label: str, name: str, key: str) -> str:
        return f"{label}\t{name}\t{amount_text(totals[key], habits.in_yuan)}\t\t"

    rows = [total("合计", "", ""), total(department.code, department.name, department.code)]
    for code, name in department.units:
        own = [project for project in projects if project.unit_code == code]
        rows += [total(code, name, code)] if own else []
        for project in own:
            with_markup = random.random() < habits.markup
            goals = _cell((f"目标{NUMERALS[n]}：{goal}" for n, goal in enumerate(project.goals)), with_markup)
            indicators = _cell(_outline(project, habits), with_markup)
            rows.append(f"{project.serial}\t{project.name}\t{project.amount_text}\t{goals}\t{indicators}")
    pages, at = [], 0
    while at < len(rows):
        size = random.randint(4, 6) if at == 0 else random.randint(2, 4)
        pages.append("\n".join([header, *rows[at : at + size]]))
        at += size
    title = f"{department.name}{year}年部门预算项目支出绩效目标公开表"
    return f"\n\n{title}\n\n" + "\n\n".join(pages) + "\n"


# ---- sheets ------------------------------------------------------------------------------------------------------


def _line(width: int, *cells: str) -> str:
    """A row of a sheet, blank cells up to its width."""
    return "\t".join([*cells, *[""] * (width - len(cells))])


def _sheet_rows(indicators: Iterable[Indicator]) -> Iterable[tuple[str, str, Indicator]]:
    """Each indicator with the levels that its row prints: merged cells print theirs in the first of their rows."""
    above: tuple[str, str | None] = ("", "")
    for one in indicators:
        level1 = one.level1 if one.level1 != above[0] else ""
        level2 = (one.level2 or "") if (one.level1, one.level2) != above else ""
        above = (one.level1, one.level2)
        yield level1, level2, one


def split_value(value: str) -> tuple[str, str]:
    """A target as number and unit, for cells of their own; a target in words, or of another year, has no unit."""
    if "年" in value:
        return value, ""
    number = value.rstrip("".join(character for character in value if not (character.isdigit() or character == ".")))
    return (number, value.removeprefix(number)) if number and number.replace(".", "").isdigit() else (value, "")


def project_sheet(
    department: Department, year: int, project: Project, money: dict[str, int], code: str, habits: Habits
) -> str:
    """The text of one sheet; `money` is what it states: total, fiscal and other."""
    unit = "元" if habits.in_yuan else "万元"
    width = 6
    unit_name = dict(department.units)[project.unit_code]
    lines = [
        f"{department.county}项目支出绩效目标申报表",
        f"（{year}年度）",
        _line(width, "项目名称", project.name, "", "项目编码", code),
        _line(width, "主管部门", department.name, "", "实施单位", unit_name),
        _line(width, "项目属性", "常年性项目", "", "起止时间", f"{year}年1月1日至{year}年12月31日"),
        _line(width, f"资金情况（{unit}）", "年度资金总额", "", amount_text(money["total"], habits.in_yuan)),
        _line(width, "", "其中：财政拨款", "", amount_text(money["fiscal"], habits.in_yuan)),
        _line(width, "", "其他资金", "", amount_text(money["other"], habits.in_yuan)),
        _line(width, "年度目标", project.goals[0]),
        _line(width, "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"),
    ]
    for level1, level2, one in _sheet_rows(project.indicators):
        number, measure = split_value(one.value) if one.value else ("", "")
        lines.append(_line(width, level1, level2, one.name, one.comparator or "", number, measure))
    return "\n".join(lines) + "\n"


def self_evaluation(department: Department, year: int, project: Project, result: dict[str, str], habits: Habits) -> str:
    """The text of one self-evaluation; `result` holds what was spent and reached, as it is printed."""
    unit = "元" if habits.in_yuan else "万元"
    width = 8
    unit_name = dict(department.units)[project.unit_code]
    money = ("budget", "adjusted", "spent")
    lines = [
        f"{department.county}项目支出绩效自评表",
        f"（{year}年度）",
        _line(width, "项目名称", project.name),
        _line(width, "主管部门", department.name, "", "", "实施单位", unit_name),
        _line(width, f"项目资金（{unit}）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        _line(
            width, "", "年度资金总额", *(result[key] for key in money), "10", result["rate"], result["execution score"]
        ),
        _line(width, "", "其中：财政拨款", *(result[key] for key in money), "—", result["rate"], "—"),
        _line(width, "年度总体目标", "预期目标", "", "", "实际完成情况"),
        _line(width, "", project.goals[0], "", "", result["done"]),
        _line(
            width,
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ),
    ]
    for level1, level2, one in _sheet_rows(project.indicators):
        target = f"{one.comparator or ''}{one.value or ''}"
        cells = (one.name, target, one.actual or "", one.weight or "", one.score or "", one.reason or "")
        lines.append(_line(width, level1, level2, *cells))
    lines.append(_line(width, "总分", "", "", "", "", result["points"], result["score"]))
    return "\n".join(lines) + "\n"


def as_sheet(project: Project) -> Project:
    """A project as a sheet prints it: its goals in one cell, and 满意度 where a table has only the heading 满意度指标."""
    indicators = tuple(replace(one, name=one.name.removesuffix("指标")) for one in project.indicators)
    return replace(project, goals=("".join(project.goals),), indicators=indicators)
