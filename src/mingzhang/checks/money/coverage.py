"""Whether the prices of a project are all that its money is for: other work, a rest, what was not read, who else pays."""

import re

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.money.phrases import (
    is_of_other_year,
    money_pattern,
    named_rest,
    without_number,
)
from mingzhang.checks.money.project_money import ProjectMoney
from mingzhang.parse.levels import is_level_of
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import either, half_width


class MoneyCoverage:
    """What the texts of a project say of the part of its money that its prices are."""

    def __init__(self, money: ProjectMoney) -> None:
        self.money = money

    def is_shared(self) -> bool:
        """Whether somebody else pays a part, by any word of the project."""
        words = [*listed("co-financing"), *listed("shared-money")]
        texts = (
            self.money.project["name"] or "",
            self._goals_of_payers(),
            *(_name_of_payers(one) for one in self.money.quantities),
        )
        others = re.compile(either(listed("honours-of-a-level")))
        named = any(word in others.sub("", text) for text in texts for word in words)
        paid = any(one["payer"] for one in self.money.quantities if one["base_unit"] in ("元", "%"))
        return named or paid or any(is_of_other_year(one) for one in self.money.quantities if one["base_unit"] == "元")

    def _goals_of_payers(self) -> str:
        """The goals; without who pays what is more than the price (超出部分由职工自筹), where the amount is more than it."""
        amount, products = self.money.amount, sum(term.fen for term in self.money.terms)
        is_more = amount is not None and products < amount
        goals = re.sub(r"\((?:已|均)?含[^()\d]*\)", "", self.money.goals)  # 年薪5.4万元(含单位承担的社会保险)
        return re.sub(r"超[出过](?:的)?部分[^,;。]*", "", goals) if is_more else goals

    def has_rest(self) -> bool:
        """Whether a goal says that there is a rest, which is spent on something else."""
        if any(word in self.money.goals for word in listed("nothing-else")):
            return False
        return any(one["role"] == "other" and one["value"] is None for one in self.money.quantities) or bool(
            named_rest().search(self.money.goals)
        )

    def covers_all(self) -> bool:
        """Whether the prices are of all that the project does: nothing else is counted, named as a cost, or left unread."""
        if any(word in self.money.goals for word in listed("nothing-else")):
            return not self._has_unread()
        return not (
            self._has_other_work() or self._has_narrow_price() or self._names_other_cost() or self._has_unread()
        )

    def _has_other_work(self) -> bool:
        used = {factor.quantity_id for term in self.money.terms for factor in term.factors}
        values = {(one["base_value"], one["base_unit"]) for one in self.money.counts if one["id"] in used}
        bases = {unit for _, unit in values}
        values |= {(one["base_value"], one["base_unit"]) for one in self.money.counts if _is_of_served(one)}
        for one in self.money.counts:
            if (
                one["role"] != "count"
                or one["is_part"]
                or one["per"]
                or (one["base_value"], one["base_unit"]) in values
            ):
                continue
            is_effect = is_level_of("effects", one["level1"]) or is_level_of("satisfaction", one["level1"])
            if one["base_value"] in (0, 1) or is_effect or self._is_how_often(one):
                continue
            if _is_of_served(one) or _is_sum_of_counts(one, self.money.counts, used):
                continue
            if self._is_measured_by(one, used):
                values.add((one["base_value"], one["base_unit"]))
                continue
            if one["base_unit"] not in bases or one["goal_id"]:
                return True
        return False

    def _is_measured_by(self, one: TableRow, used: set[str | None]) -> bool:
        """Whether the area or length that a price is of is that of what a count counts: 48栋、建筑面积1.8万平方米."""
        plain = half_width(one["goal_text"] or "")
        between = (
            plain[one["end_char"] : other["start_char"]]
            for other in self.money.counts
            if one["goal_id"] and other["id"] in used and other["goal_id"] == one["goal_id"]
        )
        measure = re.compile(rf"[\u4e00-\u9fff]{{0,4}}[、,(](?:{either(listed('names-of-measures'))})[约为共]?")
        return any(measure.fullmatch(words.strip()) for words in between)

    def _is_how_often(self, one: TableRow) -> bool:
        """Whether a count says how often the thing is done that the prices are of (培训6期), and is no work of its own."""
        if one["base_unit"] not in vocabulary.load("quantities")["repeats"] or (
            one["base_unit"] == "次" and one["base_value"] > 12
        ):
            return False
        of = [
            half_width(self.money.project["name"] or ""),
            *(count["subject"] or "" for price in self.money.prices for count in price.matched),
        ]
        words = one["subject"] or ""
        return any(words[at : at + 2] in name for at in range(len(words) - 1) for name in of)

    def _has_narrow_price(self) -> bool:
        """Whether a price is of an expense that is only a part of what is done: 讲课费, 住宿费."""
        own = half_width(self.money.project["name"] or "")
        for price in self.money.prices:
            in_goals = [one for one in price.printed if one["goal_id"]]
            subjects = [one["subject"] or "" for one in in_goals or price.printed]
            for names in listed("narrow-expenses"):
                expense, *others = names.split()
                is_named = any(word in own for word in (expense.removesuffix("费"), *others))
                if any(expense in subject for subject in subjects) and not is_named:
                    return True
        return False

    def _names_other_cost(self) -> bool:
        """Whether goals name an expense without a number; what a bracket says that a price holds is none (含水电、人工)."""
        if any(word in self.money.goals for word in listed("nothing-else")):
            return False
        told = re.sub(r"\((?:已|均)?(?:含|包括|包含)[^()]*\)", "", self.money.goals)
        return bool(without_number(listed("other-spending")).search(told))

    def _has_unread(self) -> bool:
        """Whether money stands in the goals that was not read as a sure quantity (约3万元)."""
        places = len(money_pattern().findall(self.money.goals))
        read = sum(1 for one in self.money.quantities if one["goal_id"] and one["base_unit"] == "元")
        return places > read


def _name_of_payers(one: TableRow) -> str:
    """The name of an indicator; of an effect without a 比例 of other things than money: “双师型”教师比例."""
    name = one["indicator_name"] or ""
    is_of_money = any(word in name for word in listed("says-who-pays"))
    is_effect = one["base_unit"] == "%" and is_level_of("effects", one["level1"])
    return re.sub(either(listed("share-of-anything")), "", name) if is_effect and not is_of_money else name


def _is_of_served(one: TableRow) -> bool:
    """Whether a count says who benefits or takes part (涉及农户)."""
    name = (one["subject"] or "") + (one["indicator_name"] or "")
    return any(word in name for word in listed("whom-it-serves"))


def _is_sum_of_counts(one: TableRow, counts: list[TableRow], used: set[str | None]) -> bool:
    """Whether a count is the sum of those that prices are multiplied by (320名 of 一档120名 and 二档200名)."""
    same_unit = {count["base_value"] for count in counts if count["id"] in used and _is_of_unit(count, one)}
    return len(same_unit) > 1 and abs(sum(same_unit) - one["base_value"]) < 0.5


def _is_of_unit(count: TableRow, one: TableRow) -> bool:
    """Whether two numbers are in one unit; 人次 of an indicator may be printed in 次."""
    is_people = "人次" in (one["indicator_name"] or "") and count["base_unit"] in ("人", "人次")
    return is_people or bool(count["base_unit"] == one["base_unit"])
