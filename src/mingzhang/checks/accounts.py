"""What the prices and counts of a project come to beside its amount: one row a project with a price, in the table `accounts`.

The amount may be explained in several ways: by the products of prices and counts, with printed other costs on top, over so
many months or times, or by the share of one level. Whatever explains it is a reconciliation or leaves nothing to say. Only
what no reading explains, where all that is printed was understood and the prices cover the whole project, is a contradiction.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby, islice, product
from operator import itemgetter

from sqlite_utils import Database

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.money_words import (
    clause_before,
    is_cost,
    is_of_other_year,
    is_on_top,
    is_said_to_be_all,
    is_sum_of_what_precedes,
    is_the_rest,
    is_what_goals_begin_with,
    money_pattern,
    named_rest,
    whole_sum,
    without_number,
)
from mingzhang.checks.prices import (
    IN_A_YEAR,
    QUANTITIES,
    Price,
    counts_of,
    definite_count,
    in_units_of,
    least_count,
    may_be_same_price,
    prices_of,
)
from mingzhang.checks.sentences import has_unread_count, is_restated, names_nothing
from mingzhang.checks.stated import stated_sum
from mingzhang.checks.terms import Factor, Term, expression_of
from mingzhang.dictionary.languages import Texts, stored_columns
from mingzhang.parse.context import in_unit
from mingzhang.parse.per import EACH_OF_THEM, is_time
from mingzhang.store.database import insert
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import half_width

_MOST_READINGS = 4096  # readings of one project that are tried; more than any real one has

# How many of a time a year has, where nothing is printed; fewer of them may be meant.
_IN_A_YEAR = {unit: number for unit, number in IN_A_YEAR.items() if number > 1}
_UNITS_OF_TIME = {"月": "个月", "天": "天", "周": "周", "学期": "学期", "季度": "季度", "年": "年"}


def fill_accounts(database: Database) -> None:
    """Fills the table `accounts` from `quantities`, `projects`, `goals` and `indicators`."""
    texts, amounts = _texts(database), _other_amounts(database)
    projects = {row["id"]: row for row in database.query("SELECT * FROM projects")}
    for project_id, group in groupby(database.query(QUANTITIES), key=itemgetter("project_id")):
        quantities = list(group)
        row = account_row(projects[project_id], quantities, texts.get(project_id, ""), amounts.get(project_id, ()))
        if row:
            insert(database, "accounts", [row])


def _texts(database: Database) -> dict[str, str]:
    """Project -> its goals of the year as one text."""
    query = (
        "SELECT project_id, group_concat(text, char(10)) AS text FROM (SELECT * FROM goals"
        " WHERE coalesce(scope, 'year') = 'year' ORDER BY sequence) GROUP BY project_id"
    )
    return {row["project_id"]: row["text"] or "" for row in database.query(query)}


def _other_amounts(database: Database) -> dict[str, list[int]]:
    """Project -> the money that its sheet prints beside its amount: adjusted, spent, of the whole project, of one source."""
    query = (
        "SELECT DISTINCT project_id, amounts.amount_fen FROM amounts JOIN projects ON projects.id = project_id"
        " WHERE amounts.amount_fen > 0 AND amounts.amount_fen <> projects.amount_fen ORDER BY amounts.id"
    )
    found: dict[str, list[int]] = {}
    for row in database.query(query):
        found.setdefault(row["project_id"], []).append(row["amount_fen"])
    return found


def account_row(
    project: TableRow, quantities: list[TableRow], goals: str, other_amounts: Sequence[int] = ()
) -> TableRow | None:
    """The row of a project, None where no price is printed.

    `quantities` are those of the year, `goals` the goals' text;
    `other_amounts` are what its sheet prints beside the amount, in fen.
    """
    account = Account(project, quantities, half_width(goals), other_amounts)
    return account.row() if account.prices or account.sums else None


class Account:
    """The money that one project prints: prices with their factors, other costs, sums, shares."""

    def __init__(
        self, project: TableRow, quantities: list[TableRow], goals: str, other_amounts: Sequence[int] = ()
    ) -> None:
        self.project, self.quantities, self.goals = project, quantities, goals
        self.other_amounts = other_amounts
        self.amount: int | None = project["amount_fen"]
        self.allowed: int = (project["step_fen"] or 0) // 2
        self.counts = counts_of(quantities)
        prices = prices_of(quantities)
        self.prices = [price for price in prices if not is_restated(price, prices)]
        self.terms = [term for price in self.prices if (term := self._term(price))]
        self.costs, self.sums = self._other_money()

    # ---- terms -------------------------------------------------------------------------------------------------------

    def _term(self, price: Price) -> Term | None:
        """A price with the factors that it is surely multiplied by; None when no count belongs to it."""
        count = definite_count(price) or least_count(price)
        if count is None or has_unread_count(price, self.quantities):
            return None
        if count["per"] == EACH_OF_THEM:
            return self._term_of_each(price, count)
        factors = [Factor(in_units_of(price, count), price.unit or "", count["id"])]
        is_sure = definite_count(price) is not None
        for unit in self._further_units(price, count):
            factor, is_printed = self._repeat(unit, price)
            if factor is None:
                is_sure = False
            else:
                factors.append(factor)
                is_sure = is_sure and is_printed
        return Term(price, tuple(factors), is_sure)

    def _term_of_each(self, price: Price, count: TableRow) -> Term | None:
        """A price whose count is for each of what stands before: 5个法庭各1套, or of which an indicator prints the sum."""
        others = [one for one in self.counts if one["base_unit"] == count["base_unit"] and one["per"] is None]
        if len({one["base_value"] for one in others}) == 1:
            return Term(price, (Factor(in_units_of(price, others[0]), price.unit or "", others[0]["id"]),), True)
        before = [
            one
            for one in self.counts
            if one["goal_id"]
            and one["goal_id"] == count["goal_id"]
            and one["start_char"] < count["start_char"]
            and not one["per"]
        ]
        own = Factor(in_units_of(price, count), price.unit or "", count["id"])
        if not before:
            return Term(price, (own,), False)
        return Term(price, (own, Factor(before[-1]["base_value"], before[-1]["unit"] or "", before[-1]["id"])), True)

    def _further_units(self, price: Price, count: TableRow) -> list[str]:
        """What a price is per besides what was counted, and what the count itself is per: 每次90户."""
        own = [part for part in price.parts if part not in ("年", EACH_OF_THEM)]
        skip = 1 if own and not is_time(own[0]) else 0
        per = [count["per"]] if count["per"] and count["per"] not in own else []
        return [*own[skip:], *per]

    def _repeat(self, unit: str, price: Price) -> tuple[Factor | None, bool]:
        """How often: the one number in a unit (次, 个月, 天), else what a year has of it; and whether that is settled."""
        base = _UNITS_OF_TIME.get(unit, unit)
        found = [
            one
            for one in self.counts
            if in_unit(one["base_unit"], one["subject"], base) and one["per"] in (None, "期", "次", "班")
        ]
        found = [one for one in found if not is_time(unit) or one["per"] is None or unit == "天"]
        if len({one["base_value"] for one in found}) == 1:
            return Factor(found[0]["base_value"], found[0]["unit"] or base, found[0]["id"]), True
        own = [one for one in found if one["goal_id"] and one["goal_id"] == price.printed[0]["goal_id"]]
        if len({one["base_value"] for one in own}) == 1:
            return Factor(own[0]["base_value"], own[0]["unit"] or base, own[0]["id"]), False
        if unit in _IN_A_YEAR and not found:
            return Factor(_IN_A_YEAR[unit], base, None), True
        return None, False

    # ---- other money -------------------------------------------------------------------------------------------------

    def _other_money(self) -> tuple[list[TableRow], list[TableRow]]:
        """Money printed beside the prices: costs that come on top, and sums (共45万元) and shares of the whole."""
        again = {round(row["base_value"] * 100) for price in self.prices for row in price.printed}
        products = {term.fen for term in self.terms}
        costs: dict[int, TableRow] = {}
        sums: list[TableRow] = []
        for one in self.quantities:
            if one["base_unit"] != "元" or one["role"] not in ("total_cost", "other"):
                continue
            fen = round(one["base_value"] * 100)
            is_all = fen == self.amount and not is_on_top(one)  # 安排101.76万元, and no cost beside what it pays for
            is_shared = one["payer"] or is_of_other_year(one)
            is_all_of_it = is_what_goals_begin_with(one, self.goals)
            if one["role"] == "other" or is_shared or is_sum_of_what_precedes(one) or is_all_of_it:
                sums.append(one)
            elif not is_all and not one["is_part"] and is_cost(one) and (is_on_top(one) or fen not in again | products):
                costs.setdefault(fen, one)
        return list(costs.values()), sums

    # ---- what explains the amount ------------------------------------------------------------------------------------

    def explained(self) -> tuple[str, Texts] | None:
        """How the amount is explained, with the expression by language; None when nothing explains it."""
        if self.amount is None or not self.prices or len(self.terms) < len(self.prices):
            return None
        for terms, said in self._readings():
            fen = sum(term.fen for term in terms)
            for costs in _subsets([*self.costs, *self._named_money()]):
                if self._is_amount(fen + _fen_of(costs)):
                    exact = fen + _fen_of(costs) == self.amount
                    how = "with-others" if costs else said
                    return ("rounded" if not exact and how == "equal" else how), expression_of(terms, costs)
        return self._explained_by_other_amount()

    def _explained_by_other_amount(self) -> tuple[str, Texts] | None:
        """A self-evaluation prints what the year's budget became and what was spent; prices may be of any of these."""
        for terms in (self.terms, *self._over_time()) if self.other_amounts else ():
            fen = sum(term.fen for term in terms)
            for costs in ((), tuple(self.costs)):
                if any(abs(fen + _fen_of(costs) - other) <= self.allowed for other in self.other_amounts):
                    return "other-amount", expression_of(terms, costs)
        return None

    def _named_money(self) -> list[TableRow]:
        """Money of a goal that is only called money (费用8.80万元): a sum of what stands before, or one more cost."""
        products = {term.fen for term in self.terms}
        return [one for one in self.sums if is_said_to_be_all(one) and round(one["base_value"] * 100) not in products]

    def _is_amount(self, fen: int) -> bool:
        assert self.amount is not None
        return abs(fen - self.amount) <= self.allowed

    def _readings(self) -> Iterator[tuple[list[Term], str]]:
        """The ways in which the terms may be meant: as printed first, then with other months, counts and repetitions."""
        yield self.terms, "equal"
        if len(of_goals := self._without_contested()) < len(self.terms):
            yield of_goals, "alternative"
        if in_place := self._parts_in_place():
            yield in_place, "alternative"
        named = [term for term in self.terms if not names_nothing(term.price, self.prices)]
        if len(named) < len(self.terms):
            yield named, "alternative"
        for term in self._over_time():
            yield term, "over-time"
        options = [[term, *self._with_other_counts(term)] for term in self.terms]
        for terms in islice(product(*options), 1, _MOST_READINGS):
            yield list(terms), "alternative"
        for share in self._shares():
            yield [Term(term.price, (*term.factors, share), False) for term in self.terms], "alternative"
        for repeats in _some(self._repeats()):
            yield [Term(term.price, (*term.factors, *repeats), False) for term in self.terms], "alternative"

    def _without_contested(self) -> list[Term]:
        """The terms without prices that only indicators print and that may be a price of the goals with another number."""
        of_goals = [price for price in self.prices if any(one["goal_id"] for one in price.printed)]
        others = [price for price in self.prices if price not in of_goals]
        is_only = len(of_goals) == len(others) == 1
        again = [price for price in others if any(may_be_same_price(one, price, is_only) for one in of_goals)]
        return [term for term in self.terms if term.price not in again]

    def _parts_in_place(self) -> list[Term] | None:
        """The terms, each without those of its count that have a price of their own: 213户每户1.5万元；其中8户3万元."""
        counted = {term.factors[0].quantity_id for term in self.terms}
        parts = [one for one in self.counts if one["id"] in counted and one["part_of_id"] in counted]
        taken: dict[str, float] = {}
        for one in parts:
            taken[one["part_of_id"]] = taken.get(one["part_of_id"], 0) + one["base_value"]
        return [_less(term, taken.get(term.factors[0].quantity_id or "", 0)) for term in self.terms] if parts else None

    def _over_time(self) -> Iterator[list[Term]]:
        """The terms over one to twelve months, where how many is not printed."""
        times = {part for price in self.prices for part in price.parts if part in _IN_A_YEAR}
        for time in times:
            for number in range(1, _IN_A_YEAR[time] + 1):
                yield [
                    Term(
                        term.price,
                        tuple(
                            Factor(number, factor.unit, None) if factor.quantity_id is None else factor
                            for factor in term.factors
                        ),
                        False,
                    )
                    for term in self.terms
                ]

    def _with_other_counts(self, term: Term) -> Iterator[Term]:
        """A term with each other count in its unit."""
        unit = term.price.unit or ""
        for count in self.counts:
            if in_unit(count["base_unit"], count["subject"], unit) and count["id"] != term.factors[0].quantity_id:
                own = Factor(in_units_of(term.price, count), unit, count["id"])
                yield Term(term.price, (own, *term.factors[1:]), False)
        others = {factor.quantity_id for one in self.terms if one is not term for factor in one.factors}
        listed_with = [
            count
            for count in self.counts
            if count["role"] == "count"
            and count["goal_id"] == term.price.printed[0]["goal_id"]
            and not count["is_part"]
            and count["id"] not in others
        ]
        if term.price.printed[0]["goal_id"] and len(listed_with) > 1:  # 记录仪120台、对讲机60部，单价均为2000元
            together = Factor(sum(count["base_value"] for count in listed_with), unit, listed_with[0]["id"])
            yield Term(term.price, (together, *term.factors[1:]), False)

    def _shares(self) -> list[Factor]:
        """Shares below the whole that goals print and that may be what is paid now: 按80%安排."""
        found = {
            one["base_value"]: Factor(one["base_value"], "%", one["id"])
            for one in self.quantities
            if one["goal_id"] and one["base_unit"] == "%" and 0 < one["base_value"] < 100
        }
        return list(found.values())[:4]

    def _repeats(self) -> list[Factor]:
        """Numbers that may repeat what is paid for though the price does not say so: 3天, 2次, 12个月."""
        units = set(vocabulary.load("quantities")["repeats"])
        found = {
            (one["base_value"], one["base_unit"]): Factor(one["base_value"], one["unit"] or "", one["id"])
            for one in self.counts
            if one["base_unit"] in units and one["base_value"] > 1
        }
        return list(found.values())[:6]

    def is_shared(self) -> bool:
        """Whether somebody else pays a part, by any word of the project."""
        words = [*listed("co-financing"), *listed("shared-money")]
        texts = (self.project["name"] or "", self.goals, *(one["indicator_name"] or "" for one in self.quantities))
        named = any(word in text for text in texts for word in words)
        paid = any(one["payer"] for one in self.quantities if one["base_unit"] in ("元", "%"))
        return named or paid or any(is_of_other_year(one) for one in self.quantities if one["base_unit"] == "元")

    # ---- whether the prices are all there is -------------------------------------------------------------------------

    def has_rest(self) -> bool:
        """Whether a goal says that there is a rest, which is spent on something else."""
        return any(one["role"] == "other" and one["value"] is None for one in self.quantities) or bool(
            named_rest().search(self.goals)
        )

    def covers_all(self) -> bool:
        """Whether the prices are of all that the project does: nothing else is counted, named as a cost, or left unread."""
        return not (
            self._has_other_work() or self._has_narrow_price() or self._names_other_cost() or self._has_unread()
        )

    def _has_other_work(self) -> bool:
        used = {factor.quantity_id for term in self.terms for factor in term.factors}
        values = {(one["base_value"], one["base_unit"]) for one in self.counts if one["id"] in used}
        bases = {unit for _, unit in values}
        for one in self.counts:
            if (
                one["role"] != "count"
                or one["is_part"]
                or one["per"]
                or (one["base_value"], one["base_unit"]) in values
            ):
                continue
            name = (one["subject"] or "") + (one["indicator_name"] or "")
            is_effect = "效益" in (one["level1"] or "") or "满意度" in (one["level1"] or "")
            if one["base_value"] in (0, 1) or is_effect or self._is_how_often(one):
                continue
            if any(word in name for word in listed("whom-it-serves")) or _is_sum_of_counts(one, self.counts, used):
                continue
            if one["base_unit"] not in bases or one["goal_id"]:
                return True
        return False

    def _is_how_often(self, one: TableRow) -> bool:
        """Whether a count says how often the thing is done that the prices are of (培训6期), and is no work of its own."""
        if one["base_unit"] not in vocabulary.load("quantities")["repeats"] or (
            one["base_unit"] == "次" and one["base_value"] > 12
        ):
            return False
        of = [
            half_width(self.project["name"] or ""),
            *(count["subject"] or "" for price in self.prices for count in price.matched),
        ]
        words = one["subject"] or ""
        return any(words[at : at + 2] in name for at in range(len(words) - 1) for name in of)

    def _has_narrow_price(self) -> bool:
        """Whether a price is of an expense that is only a part of what is done: 讲课费, 住宿费."""
        own = half_width(self.project["name"] or "")
        for price in self.prices:
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
        if any(word in self.goals for word in listed("nothing-else")):
            return False
        told = re.sub(r"\((?:已|均)?(?:含|包括|包含)[^()]*\)", "", self.goals)
        return bool(without_number(listed("other-spending")).search(told))

    def _has_unread(self) -> bool:
        """Whether money stands in the goals that was not read as a sure quantity (约3万元)."""
        places = len(money_pattern().findall(self.goals))
        read = sum(1 for one in self.quantities if one["goal_id"] and one["base_unit"] == "元")
        return places > read

    # ---- the row -----------------------------------------------------------------------------------------------------

    def row(self) -> TableRow:
        """The row of `accounts`."""
        found = self.explained()
        how, expression = found or (None, expression_of(self.terms, self._shown_costs()))
        signs = {price.comparator for price in self.prices}
        return {
            "project_id": self.project["id"],
            "document_id": self.project["document_id"],
            "prices": len(self.prices),
            "terms": len(self.terms),
            "comparator": signs.pop() if len(signs) == 1 else None,
            "products_fen": sum(term.fen for term in self.terms) if self.terms else None,
            "others_fen": _fen_of(self.costs),
            "rest_fen": _fen_of(one for one in self.costs if is_the_rest(one)) or None,
            "explained_by": how,
            **stored_columns("expression", expression),
            "is_sure": int(all(term.is_sure for term in self.terms) and len(self.terms) == len(self.prices)),
            "is_minimum": int(any(definite_count(term.price) is None for term in self.terms)),
            "is_shared": int(self.is_shared()),
            "has_rest": int(self.has_rest()),
            "covers_all": int(self.covers_all()),
            **self._said_amount(),
            **self._stated_sum(),
        }

    def _stated_sum(self) -> TableRow:
        """The sum that a goal says its prices come to where they do not, with what they come to."""
        found = stated_sum(self.quantities, self.prices, self.terms, self._repeats())
        texts = expression_of(found[1], ()) if found else {}
        return {
            "stated_in_id": found[0]["id"] if found else None,
            "stated_products_fen": sum(term.fen for term in found[1]) if found else None,
            **stored_columns("stated_expression", texts),
        }

    def _shown_costs(self) -> list[TableRow]:
        """The costs that a finding shows beside the products: all, unless together they would be more than the amount."""
        together = sum(term.fen for term in self.terms) + _fen_of(self.costs)
        is_shown = self.amount is None or together <= self.amount or any(is_the_rest(one) for one in self.costs)
        return self.costs if is_shown else []

    def _said_amount(self) -> TableRow:
        """The one sum of money that the goals say all of it is (共需66万元), and what that leaves to ask."""
        sums = [one for one in self.sums if is_said_to_be_all(one)]
        said = {round(one["base_value"] * 100) for one in sums}
        fen = said.pop() if len(said) == 1 else None
        is_alone = not self.prices and sum(1 for one in (*self.costs, *self.sums) if one["goal_id"]) == 1
        is_whole = fen is not None and (
            bool(whole_sum().search(clause_before(sums[0])))
            or (is_alone and is_what_goals_begin_with(sums[0], self.goals) and not self._goes_on_below(fen))
        )
        return {"said_fen": fen, "said_in_id": sums[0]["id"] if fen is not None else None, "said_of_all": int(is_whole)}

    def _goes_on_below(self, fen: int) -> bool:
        """Whether money that goals begin with is less than the amount, and a further sentence counts more work."""
        sentences = [part for part in re.split(r"[;。\n]", self.goals) if re.search(r"\d", part)]
        return self.amount is not None and fen < self.amount and len(sentences) > 1


def _is_sum_of_counts(one: TableRow, counts: list[TableRow], used: set[str | None]) -> bool:
    """Whether a count is the sum of those that prices are multiplied by (320名 of 一档120名 and 二档200名)."""
    same_unit = {count["base_value"] for count in counts if count["id"] in used and _is_of_unit(count, one)}
    return len(same_unit) > 1 and abs(sum(same_unit) - one["base_value"]) < 0.5


def _less(term: Term, number: float) -> Term:
    """A term with so many fewer of what it counts."""
    first, *others = term.factors
    return Term(term.price, (Factor(first.value - number, first.unit, first.quantity_id), *others), False)


def _is_of_unit(count: TableRow, one: TableRow) -> bool:
    """Whether two numbers are in one unit; 人次 of an indicator may be printed in 次."""
    is_people = "人次" in (one["indicator_name"] or "") and count["base_unit"] in ("人", "人次")
    return is_people or bool(count["base_unit"] == one["base_unit"])


def _fen_of(costs: Iterable[TableRow]) -> int:
    return sum(round(one["base_value"] * 100) for one in costs)


def _subsets(costs: list[TableRow]) -> Iterator[tuple[TableRow, ...]]:
    """No other cost, all of them, then each other choice."""
    yield ()
    for size in range(len(costs), 0, -1):
        yield from islice(combinations(costs, size), 64)


def _some(factors: list[Factor]) -> Iterator[tuple[Factor, ...]]:
    for size in (1, 2):
        yield from combinations(factors, size)
