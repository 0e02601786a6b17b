"""A project in one year: its facts, and the goals and indicators that say them.

Facts are numbers that fit together; a fault is a change of facts before they are put into words, or of the words after.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from benchmarks.disclosures.plans import Plan, round_count, words
from benchmarks.disclosures.records import Indicator

DATES = ("12/31", "12/31", "12/31", "12/20", "12/15", "11/30", "10/31")
LEVELS_OLD = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
LEVELS_NEW = {
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}


@dataclass(frozen=True, slots=True)
class Habits:
    """How whoever fills the form in does it, the same all over a document."""

    cost_is_level1: bool  # the layout since 2021
    signs_full_rates: bool  # ≥100% or =100%, else 100% alone
    sign_of_full_rates: str
    bare_satisfaction: bool  # 三、满意度指标：90%
    prints_empty_headings: bool
    colon: bool  # between a name and its sign
    markup: float  # how many projects have <p> around their lines
    half_width: bool  # (一) and not （一）
    space_after_number: bool
    date_separator: str  # / - or 年
    in_yuan: bool

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The framework of indicators that the form prints."""
        return LEVELS_NEW if self.cost_is_level1 else LEVELS_OLD


def habits_of(random: Random) -> Habits:
    """The habits of a department."""
    return Habits(
        cost_is_level1=random.random() < 0.4,
        signs_full_rates=random.random() < 0.6,
        sign_of_full_rates=random.choice("≥="),
        bare_satisfaction=random.random() < 0.3,
        prints_empty_headings=random.random() < 0.5,
        colon=random.random() < 0.2,
        markup=random.choice((1.0, 1.0, 0.75, 0.0)),
        half_width=random.random() < 0.5,
        space_after_number=random.random() < 0.5,
        date_separator=random.choice("///-年"),
        in_yuan=random.random() < 0.12,
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What a project's texts say in a year. Money is in yuan; `printed_rate` and the like are what a text says it is."""

    plan: Plan
    year: int
    amount: int
    count: int
    count_in_indicator: int
    count_again: int | None  # in the goal about money
    acts: int | None
    acts_in_indicator: int | None
    printed_rate: int
    parts: tuple[tuple[str, int], ...]
    goal_names: str  # which costs a goal names: parts, total or rest
    deadline: str | None  # month/day behind deadline_year
    deadline_year: int
    named_year: int | None  # in the first goal

    @property
    def is_definite(self) -> bool:
        """Whether count and rate are put as they are, without a bound."""
        return self.plan.style == "definite"

    @property
    def reconciles(self) -> bool:
        """Whether a definite count times a definite rate is the amount."""
        return self.is_definite and bool(self.plan.rate) and self.count * self.printed_rate == self.amount


@dataclass(frozen=True, slots=True)
class Draft:
    """A project in words. Serial and name may still change; `fault` is what was seeded in it: check, evidence."""

    facts: Facts
    name: str
    goals: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    amount: int
    faults: tuple[tuple[str, str], ...] = ()
    skips_serial: bool = False
    counted: bool = True  # in the totals of the document

    @property
    def is_clean(self) -> bool:
        """Whether nothing was seeded in it."""
        return not self.faults


def facts_of(plan: Plan, year: int) -> Facts:
    """The facts of a project in a year: they fit together."""
    random = Random(f"{plan.key}/{year}")
    growth = random.uniform(0.9, 1.12)
    number = round_count(max(1, round(plan.count * growth)), plan.rate)
    if plan.rate:
        amount = max(100, round(number * plan.rate * plan.share) // 100 * 100)
    else:
        amount = random.randint(plan.kind.amount[0] * 10, plan.kind.amount[1] * 10) * 1000
    acts = random.randint(*plan.kind.acts[2:]) if plan.kind.acts else None
    goal_names = random.choice(("parts", "parts", "total", "rest"))
    return Facts(
        plan=plan,
        year=year,
        amount=amount,
        count=number,
        count_in_indicator=number,
        count_again=number if random.random() < 0.15 else None,
        acts=acts,
        acts_in_indicator=acts,
        printed_rate=plan.rate,
        parts=_parts(random, plan, amount, goal_names),
        goal_names=goal_names,
        deadline=random.choice(DATES),
        deadline_year=year,
        named_year=year if random.random() < 0.15 else None,
    )


def _parts(random: Random, plan: Plan, amount: int, goal_names: str) -> tuple[tuple[str, int], ...]:
    """Parts that sum to the amount; where the rest goes elsewhere, some of them."""
    if not plan.kind.parts:
        return ()
    weights = [random.uniform(1, 4) for _ in plan.kind.parts]
    shares = [max(100, int(amount * weight / sum(weights)) // 100 * 100) for weight in weights]
    shares[-1] = amount - sum(shares[:-1])
    named = list(zip(plan.kind.parts, shares, strict=True))
    return tuple(named[: random.randint(1, len(named) - 1)] if goal_names == "rest" else named)


def in_wan(yuan: int) -> str:
    """Yuan as 万元, no digit more than needed: 8900 is 0.89."""
    return f"{(Decimal(yuan) / 10_000).normalize():f}"


def price(yuan: int) -> str:
    """A rate as it is written: in 元, a large one in 万元."""
    return f"{in_wan(yuan)}万元" if yuan >= 10_000 else f"{yuan}元"


def people_of(facts: Facts) -> str:
    """Who or what is counted, as a sentence names it."""
    whom = facts.plan.kind.whom
    done = next((word for word in words()["done_to"] if whom.startswith(word) and len(whom) > len(word) + 1), "")
    return whom.removeprefix(done)


# ---- goals -------------------------------------------------------------------------------------------------------


def goals_of(facts: Facts) -> tuple[str, ...]:
    """The goals of a project, without their labels: what is done, for how much, and what lasts."""
    random = Random(f"{facts.plan.key}/{facts.year}/goals")
    third = random.choice(words()["boilerplate"]) if random.random() < 0.55 else _own_goal(facts)
    goals = [_goal_of_output(facts, random), _goal_of_money(facts, random)]
    goals += [third] if random.random() < 0.9 else []
    return tuple(goals)


def _own_goal(facts: Facts) -> str:
    return f"建立健全{facts.plan.kind.work}长效机制，{facts.plan.kind.aim}。"


def own_goal(draft: Draft) -> str:
    """A goal that is the project's own, in place of one that others state too."""
    return _own_goal(draft.facts)


def _goal_of_output(facts: Facts, random: Random) -> str:
    kind = facts.plan.kind
    when = f"{facts.named_year}年度" if facts.named_year else random.choice(("本年度", "", ""))
    act = f"开展{kind.acts[0]}{facts.acts}{kind.acts[1]}" if kind.acts else ""
    if facts.plan.style == "bound":
        act = f"开展{kind.acts[0]}不低于{facts.acts}{kind.acts[1]}" if kind.acts else ""
        told = f"{kind.whom}{measure_of(facts)}不低于{facts.count}{kind.unit}"
        clauses = [
            when + (f"组织{act}" if act else told),
            told if act else "",
            f"稳步推进{kind.work}工作，{kind.aim}；",
        ]
    elif kind.deed:
        classifier = words()["classifiers"].get(kind.unit, kind.unit)
        told = f"{when}为{facts.count}{classifier}{people_of(facts)}{kind.deed}"
        clauses = ["通过项目实施", told, act, f"{kind.aim}；"]
    else:
        done = "" if kind.unit in words()["classifiers"] else "完成"
        clauses = [f"{when}{done}{kind.whom}{facts.count}{kind.unit}", act, f"{kind.aim}；"]
    return "，".join(filter(None, clauses))


def _goal_of_money(facts: Facts, random: Random) -> str:
    kind = facts.plan.kind
    economy = random.choice(words()["economy"])
    again = ""
    if facts.count_again is not None:
        again = f"按{facts.count_again}{words()['classifiers'].get(kind.unit, kind.unit)}{people_of(facts)}安排，"
    if kind.cost and facts.is_definite:
        per = words()["per"].get(kind.unit, f"每{kind.unit}")
        return f"{again}{per}按标准{price(facts.printed_rate)}{'补助' if kind.deed else '安排支出'}；"
    if kind.cost:
        return f"通过成本控制，{again}{kind.cost}不高于{price(facts.printed_rate)}，{economy}；"
    if facts.goal_names == "total":
        return f"通过成本控制，{again}项目总成本不高于{in_wan(facts.amount)}万元，{economy}；"
    named = "，".join(f"{name}不高于{in_wan(yuan)}万元" for name, yuan in facts.parts)
    rest = f"其余费用均用于{kind.work}各项开支" if facts.goal_names == "rest" else economy
    return f"控制成本，{again}{named}，{rest}；"


# ---- indicators --------------------------------------------------------------------------------------------------


def measure_of(facts: Facts) -> str:
    """What a count is called: 人数, 长度; no more of it than does not repeat the word before it: 农户数, 保洁道路面积."""
    measure = str(words()["measures"].get(facts.plan.kind.unit, "数量"))
    if facts.plan.kind.whom.endswith(measure):
        return ""
    return measure.removeprefix(facts.plan.kind.whom[-1])


def indicators_of(facts: Facts, habits: Habits) -> tuple[Indicator, ...]:
    """The indicators of a project, in the order of the form."""
    random = Random(f"{facts.plan.key}/{facts.year}/indicators")
    kind, general = facts.plan.kind, words()["general"]
    cost = ("成本指标", "经济成本指标") if habits.cost_is_level1 else ("产出指标", "成本指标")
    found: list[Indicator] = []

    def add(level1: str, level2: str | None, name: str, comparator: str | None, value: str) -> None:
        found.append(Indicator(level1, level2, name.format(work=kind.work), comparator, value))

    def add_named(level1: str, level2: str, names: list[str]) -> None:
        for entry in names:
            name, _, told = entry.partition("=")
            value = told or f"{random.choice((100, 100, 98, 95, 90, 85))}%"
            add(level1, level2, name, None if told else _sign(value, habits), value)

    bound = "≥" if facts.plan.style != "definite" else None
    add("产出指标", "数量指标", kind.whom + measure_of(facts), bound, f"{facts.count_in_indicator}{kind.unit}")
    if kind.acts:
        noun = "次数" if kind.acts[1] == "次" else f"{kind.acts[1]}数"
        add("产出指标", "数量指标", kind.acts[0] + noun, bound, f"{facts.acts_in_indicator}{kind.acts[1]}")
    add_named("产出指标", "质量指标", _some(random, [*kind.quality, *general["quality"]], 1, 3))
    if facts.deadline:
        name = random.choice(general["deadline"])
        add("产出指标", "时效指标", name, None, _date(facts.deadline_year, facts.deadline, habits.date_separator))
    add_named("产出指标", "时效指标", _some(random, general["timeliness"], 0 if facts.deadline else 1, 2))
    if kind.cost:
        add(*cost, kind.cost, None if facts.is_definite else "≤", price(facts.printed_rate))
    for name, yuan in facts.parts:
        add(*cost, name, "≤", f"{in_wan(yuan)}万元")
    add_named("效益指标", "经济效益指标", _some(random, list(kind.economic), 0, 1))
    add_named("效益指标", "社会效益指标", _some(random, [*kind.social, *general["social"]], 1, 3))
    add_named("效益指标", "生态效益指标", _some(random, list(kind.ecological), 0, 1))
    add_named("效益指标", "可持续影响指标", _some(random, [*kind.lasting, *general["lasting"]], 0, 2))
    satisfaction = f"{random.choice((90, 90, 95, 85))}%"
    if habits.bare_satisfaction:
        add("满意度指标", None, "满意度指标", None, satisfaction)
    else:
        add("满意度指标", "服务对象满意度指标", f"{kind.by}满意度", "≥", satisfaction)
    return tuple(found)


def _some(random: Random, names: list[str], least: int, most: int) -> list[str]:
    """Some of the names in their order; the first, which is the kind's own, more often than others."""
    number = min(len(names), random.randint(least, most))
    if not number:
        return []
    chosen = {names[0] if random.random() < 0.8 else random.choice(names)}
    while len(chosen) < number:
        chosen.add(random.choice(names))
    return [name for name in names if name in chosen]


def _sign(value: str, habits: Habits) -> str | None:
    if value == "100%":
        return habits.sign_of_full_rates if habits.signs_full_rates else None
    return "≥"


def _date(year: int, day: str, separator: str) -> str:
    month, number = day.split("/")
    return f"{year}年{month}月{number}日" if separator == "年" else separator.join((str(year), month, number))


def draft_of(facts: Facts, habits: Habits) -> Draft:
    """The facts in words."""
    return Draft(facts, facts.plan.name, goals_of(facts), indicators_of(facts, habits), facts.amount)


def with_indicator(draft: Draft, index: int, **changes: str | None) -> Draft:
    """The draft with one indicator changed."""
    changed = replace(draft.indicators[index], **changes)  # type: ignore[arg-type]
    return replace(draft, indicators=(*draft.indicators[:index], changed, *draft.indicators[index + 1 :]))
