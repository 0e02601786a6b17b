"""Faults for checks to find, each a change of a project that is otherwise sound; None where a project cannot have it.

A fault comes alone: what it changes is stated nowhere else, so that its check, and no other, has something to say. Where the
rules of two checks cannot be told apart, the fault names both.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

from benchmarks.disclosures.drafts import Draft, Facts, Habits, draft_of, in_wan, own_goal, price, with_indicator
from benchmarks.disclosures.plans import words

Evidence = str
ChangedFacts = tuple[Facts, Evidence] | None

# ---- numbers that do not fit together ----------------------------------------------------------------------------


def _unit_cost_times_count(facts: Facts, random: Random) -> ChangedFacts:
    """The amount is another than count times rate, by at least a twentieth; with a ceiling it is more."""
    if not facts.plan.rate or facts.plan.kind.is_shared or facts.plan.style == "bound":
        return None
    factor = random.choice((1.08, 1.25, 1.6) if facts.plan.style == "ceiling" else (0.6, 0.9, 1.08, 1.25))
    amount = max(1, round(facts.amount * factor / 100)) * 100
    product = facts.count * facts.printed_rate
    if abs(amount - product) * 20 < product:
        return None
    return replace(facts, amount=amount), f"{facts.count}×{price(facts.printed_rate)}≠{in_wan(amount)}万元"


def _unit_cost_exceeds_amount(facts: Facts, random: Random) -> ChangedFacts:
    """The ceiling of the rate is higher than the amount allows, but not by a power of ten."""
    return _with_ceiling(facts, random.choice((1.5, 2, 2.5, 3)))


def _magnitude_slip(facts: Facts, random: Random) -> ChangedFacts:
    """The ceiling of the rate is ten times as high and more, as when 800元 is written 0.8万元."""
    return _with_ceiling(facts, random.choice((10, 10, 100, 1_000, 10_000)))


def _with_ceiling(facts: Facts, factor: float) -> ChangedFacts:
    printed = round(facts.plan.rate * factor)
    if not facts.plan.rate or facts.plan.kind.is_shared or facts.is_definite or printed * facts.count <= facts.amount:
        return None
    return replace(facts, printed_rate=printed), f"{facts.plan.kind.cost}≤{price(printed)}"


def _cost_targets_below_amount(facts: Facts, random: Random) -> ChangedFacts:
    """The costs named come to less than half of the amount, and nothing says where the rest goes."""
    if facts.goal_names != "parts" or not facts.parts:
        return None
    share = random.uniform(0.1, 0.4)
    parts = tuple((name, max(100, int(yuan * share) // 100 * 100)) for name, yuan in facts.parts)
    total = sum(yuan for _, yuan in parts)
    if total * 2 >= facts.amount:
        return None
    return replace(facts, parts=parts), f"{in_wan(total)}/{in_wan(facts.amount)}万元"


def _cost_targets_exceed_amount(facts: Facts, random: Random) -> ChangedFacts:
    """One of the costs named is larger, so that together they are above the amount."""
    if facts.goal_names != "parts" or not facts.parts:
        return None
    (name, yuan), *others = facts.parts
    parts = ((name, yuan * random.choice((2, 3))), *others)
    return replace(facts, parts=parts), f"{in_wan(sum(one for _, one in parts))}/{in_wan(facts.amount)}万元"


def _goal_contradicts_goal(facts: Facts, random: Random) -> ChangedFacts:
    """The second goal gives another count than the first; only where no rate is multiplied with it."""
    again = facts.count + random.choice((5, 10, 50))
    if facts.plan.rate or facts.plan.style != "definite":
        return None
    return replace(facts, count_again=again), f"{facts.count}/{again}"


def _goal_contradicts_indicator(facts: Facts, random: Random) -> ChangedFacts:
    """An indicator gives another number of activities than the goal; where there is no rate, of people or things."""
    if not facts.plan.rate and random.random() < 0.5:
        other = facts.count * 2 + random.randint(0, 9)
        return replace(facts, count_in_indicator=other, count_again=None), f"{facts.count}/{other}"
    if facts.acts is None:
        return None
    other = facts.acts + random.randint(1, 8)
    return replace(facts, acts_in_indicator=other), f"{facts.acts}/{other}"


# ---- dates -------------------------------------------------------------------------------------------------------


def _deadline_outside_year(facts: Facts, random: Random) -> ChangedFacts:
    """Completion is in the year before, rarely in the one after."""
    year = facts.year + random.choice((-1, -1, -1, 1))
    return replace(facts, deadline_year=year), f"{year}/{facts.deadline}"


def _deadline_missing(facts: Facts, _: Random) -> ChangedFacts:
    return replace(facts, deadline=None), ""


def _stale_year_in_text(facts: Facts, random: Random) -> ChangedFacts:
    year = facts.year - random.choice((1, 1, 2))
    return replace(facts, named_year=year), f"{year}年度"


# ---- words -------------------------------------------------------------------------------------------------------

ChangedDraft = tuple[Draft, Evidence] | None


def _rates(draft: Draft, *level2: str) -> list[int]:
    """Where indicators of these levels are shares in %."""
    return [
        index
        for index, one in enumerate(draft.indicators)
        if one.level2 in level2 and one.value and one.value.endswith("%") and one.name.endswith("率")
    ]


def _one_rate(draft: Draft, random: Random) -> int | None:
    found = _rates(draft, "质量指标", "时效指标")
    return random.choice(found) if found else None


def _indicator_without_value(draft: Draft, random: Random) -> ChangedDraft:
    if (index := _one_rate(draft, random)) is None:
        return None
    return with_indicator(draft, index, comparator=None, value=None), draft.indicators[index].name


def _target_not_a_number(draft: Draft, random: Random) -> ChangedDraft:
    if (index := _one_rate(draft, random)) is None:
        return None
    value = f"{draft.facts.year - 1}年实际值"
    return with_indicator(draft, index, comparator="≥", value=value), f"≥{value}"


def _rate_over_100(draft: Draft, random: Random) -> ChangedDraft:
    if (index := _one_rate(draft, random)) is None:
        return None
    value = random.choice(("110%", "120%", "950%", "1000%"))
    return with_indicator(draft, index, comparator="≥", value=value), f"{draft.indicators[index].name}≥{value}"


def _repeated_characters(draft: Draft, random: Random) -> ChangedDraft:
    """工作及及时率, or the first two characters of the work twice: 慰问慰问."""
    timely = [index for index, one in enumerate(draft.indicators) if one.name.endswith("及时率")]
    if timely and random.random() < 0.6:
        name = draft.indicators[timely[0]].name.replace("及时率", "及及时率")
        return with_indicator(draft, timely[0], name=name), name
    twice = draft.facts.plan.kind.work[:2] * 2
    with_work = [index for index, one in enumerate(draft.indicators) if one.name.startswith(twice[:2])]
    if not with_work or twice[0] == twice[1]:
        return None
    name = twice[:2] + draft.indicators[with_work[0]].name
    return with_indicator(draft, with_work[0], name=name), name


def _measure_under_wrong_heading(draft: Draft, random: Random) -> ChangedDraft:
    """A rate in yuan, or a date under quantity."""
    index = _one_rate(draft, random)
    if index is not None and random.random() < 0.5:
        changed = with_indicator(draft, index, comparator="≥", value="95元")
        return changed, f"{draft.indicators[index].name}≥95元"
    began = replace(
        draft.indicators[0],
        name="工作启动时间",
        comparator=None,
        value=f"{draft.facts.year}/{random.choice('1234')}/15",
    )
    after = max(index for index, one in enumerate(draft.indicators) if one.level2 == "数量指标") + 1
    indicators = (*draft.indicators[:after], began, *draft.indicators[after:])
    return replace(draft, indicators=indicators), f"工作启动时间：{began.value}"


def _prompt_text_left(draft: Draft, random: Random) -> ChangedDraft:
    prompt = random.choice(("简要说明项目预期效果(100字以内)。", "通过XX项目实施，解决XX问题。"))
    return replace(draft, goals=(*draft.goals[:2], prompt)), prompt


# ---- seeding -----------------------------------------------------------------------------------------------------

_OF_FACTS: dict[str, Callable[[Facts, Random], ChangedFacts]] = {
    "unit-cost-times-count": _unit_cost_times_count,
    "unit-cost-exceeds-amount": _unit_cost_exceeds_amount,
    "magnitude-slip": _magnitude_slip,
    "cost-targets-below-amount": _cost_targets_below_amount,
    "cost-targets-exceed-amount": _cost_targets_exceed_amount,
    "goal-contradicts-goal": _goal_contradicts_goal,
    "goal-contradicts-indicator": _goal_contradicts_indicator,
    "deadline-outside-year": _deadline_outside_year,
    "deadline-missing": _deadline_missing,
    "stale-year-in-text": _stale_year_in_text,
}
_OF_WORDS: dict[str, Callable[[Draft, Random], ChangedDraft]] = {
    "indicator-without-value": _indicator_without_value,
    "target-not-a-number": _target_not_a_number,
    "rate-over-100": _rate_over_100,
    "repeated-characters": _repeated_characters,
    "measure-under-wrong-heading": _measure_under_wrong_heading,
    "prompt-text-left": _prompt_text_left,
}
# The indicator gives the first count, and so contradicts the goal that gives another.
_IMPLIED = {"magnitude-slip": "unit-cost-exceeds-amount", "goal-contradicts-goal": "goal-contradicts-indicator"}


def chosen_fault(random: Random, *groups: str) -> str | None:
    """The id of a check, by the rates of words.yml; None for most projects."""
    rates = {check: rate for group in groups for check, rate in words()["faults"].get(group, {}).items()}
    checks: list[str | None] = [None, *rates]
    return random.choices(checks, [max(0.0, 1 - sum(rates.values())), *rates.values()])[0]


def seeded(facts: Facts, habits: Habits, check: str | None, random: Random) -> Draft:
    """The facts in words with a fault in them; without it where they cannot have it."""
    if check in _OF_FACTS and (changed := _OF_FACTS[check](facts, random)):
        draft = draft_of(changed[0], habits)
    elif check in _OF_WORDS and (reworded := _OF_WORDS[check](draft_of(facts, habits), random)):
        draft, changed = reworded[0], (facts, reworded[1])
    else:
        return draft_of(facts, habits)
    checks = [one for one in (check, _IMPLIED.get(check)) if one]
    return replace(draft, faults=tuple((one, changed[1]) for one in checks))


# ---- texts shared with other projects ----------------------------------------------------------------------------


def texts_of(draft: Draft) -> list[str]:
    """Every goal and indicator of a project as text."""
    return [*draft.goals, *(f"{one.name}{one.comparator or ''}{one.value or ''}" for one in draft.indicators)]


def _bigrams(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)} - set(words()["generic"])


def borrowed(drafts: list[Draft]) -> set[tuple[int, str]]:
    """Texts that look copied: (project, text), the text standing in another project too, with two characters of its name.

    These the project's own name lacks. It is the strictest way to look; no text that it passes can be told to be copied.
    """
    names = [_bigrams(draft.name) for draft in drafts]
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for index, draft in enumerate(drafts):
        for text in texts_of(draft):
            holders[text].add(index)
    found = set()
    for text, indexes in holders.items():
        if len(indexes) > 1:
            in_names = {pair: {index for index in indexes if pair in names[index]} for pair in _bigrams(text)}
            lacking = (indexes - those for those in in_names.values() if those)
            found |= {(index, text) for those in lacking for index in those}
    return found


def without_borrowed(drafts: list[Draft]) -> list[Draft]:
    """The drafts with texts of their own where some look copied though they are not."""
    drafts = list(drafts)
    for index, text in sorted(borrowed(drafts)):
        drafts[index] = _in_own_words(drafts[index], text)
    return drafts


def _in_own_words(draft: Draft, text: str) -> Draft:
    if text in draft.goals:
        return replace(draft, goals=tuple(own_goal(draft) if goal == text else goal for goal in draft.goals))
    index = texts_of(draft).index(text) - len(draft.goals)
    return with_indicator(draft, index, name=f"{draft.facts.plan.kind.work}的{draft.indicators[index].name}")


def with_copied_text(drafts: list[Draft], index: int, random: Random) -> list[Draft]:
    """The drafts, one of them with an indicator of another in place of its own; as they were where none can be told."""
    places = [at for at, one in enumerate(drafts[index].indicators) if one.level2 in ("社会效益指标", "质量指标")]
    sources = [
        one
        for draft in drafts
        if draft.facts.plan.kind != drafts[index].facts.plan.kind and draft.is_clean
        for one in draft.indicators
        if one.level2 in ("社会效益指标", "质量指标")
    ]
    random.shuffle(sources)
    for source in sources[:20]:
        fitting = [at for at in places if drafts[index].indicators[at].level2 == source.level2]
        if not fitting:
            continue
        copied = with_indicator(
            drafts[index], fitting[0], name=source.name, comparator=source.comparator, value=source.value
        )
        text = f"{source.name}{source.comparator or ''}{source.value or ''}"
        copied = replace(copied, faults=(("copied-from-another-project", text),))
        changed = [*drafts[:index], copied, *drafts[index + 1 :]]
        if borrowed(changed) == {(index, text)}:
            return changed
    return drafts


def with_duplicates(drafts: list[Draft], indexes: Iterable[int], random: Random) -> list[Draft]:
    """The drafts with some of them once more at the end of their unit's, under the same or nearly the same name."""
    result = list(drafts)
    for index in sorted(indexes, reverse=True):
        first = drafts[index]
        if not first.is_clean:
            continue
        name = first.name.replace("（", "(").replace("）", ")")
        if random.random() < 0.5:
            name = name.replace("经费", "资金") if "经费" in name else name.replace("补助", "补贴")
        counted = random.random() < 0.3
        again = replace(first, name=name, faults=(("duplicate-project", first.name),), counted=counted)
        last = max(at for at, one in enumerate(result) if one.facts.plan.unit_code == first.facts.plan.unit_code)
        result.insert(last + 1, again)
    return result
