"""What the prices and counts of a project come to beside its amount: one row a project with a price, in the table `accounts`.

The amount may be explained in several ways: by the products of prices and counts, with printed other costs on top, over so
many months or times, or by the share of one level. Whatever explains it is a reconciliation or leaves nothing to say. Only
what no reading explains, where all that is printed was understood and the prices cover the whole project, is a contradiction.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from sqlite_utils import Database

from mingzhang.checks.money.coverage import MoneyCoverage
from mingzhang.checks.money.equations import wrong_equation
from mingzhang.checks.money.phrases import (
    clause_before,
    is_said_to_be_all,
    is_the_rest,
    is_what_goals_begin_with,
    says_sum,
    whole_sum,
)
from mingzhang.checks.money.prices import (
    QUANTITIES,
    definite_count,
)
from mingzhang.checks.money.project_money import ProjectMoney, fen_of_costs
from mingzhang.checks.money.readings import MoneyReadings
from mingzhang.checks.money.stated import stated_sum
from mingzhang.checks.money.terms import expression_of
from mingzhang.checks.money.witnesses import witness_of
from mingzhang.dictionary.languages import stored_columns
from mingzhang.store.database import insert
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import half_width


def fill_accounts(database: Database) -> None:
    """Fills the table `accounts` from `quantities`, `projects`, `goals` and `amounts`.

    One project at a time is in memory: of a million indicators all of them were 400 MB.
    """
    for project_id, group in groupby(database.query(QUANTITIES), key=itemgetter("project_id")):
        (project,) = database.query("SELECT * FROM projects WHERE id = ?", [project_id])
        row = account_row(project, list(group), _goals_text(database, project_id), _other_amounts(database, project))
        if row:
            insert(database, "accounts", [row])


def _goals_text(database: Database, project_id: str) -> str:
    """The goals of a project for the year as one text."""
    query = "SELECT text FROM goals WHERE project_id = ? AND coalesce(scope, 'year') = 'year' ORDER BY sequence"
    return "\n".join(text for (text,) in database.conn.execute(query, [project_id]) if text is not None)


def _other_amounts(database: Database, project: TableRow) -> list[int]:
    """The money that a sheet prints beside the amount of its project: adjusted, spent, of the whole project, of one source."""
    query = "SELECT amount_fen FROM amounts WHERE project_id = :id AND amount_fen > 0 AND amount_fen <> :amount_fen ORDER BY id"
    found = database.conn.execute(query, {"id": project["id"], "amount_fen": project["amount_fen"]})
    return list(dict.fromkeys(fen for (fen,) in found))


def account_row(
    project: TableRow, quantities: list[TableRow], goals: str, other_amounts: Sequence[int] = ()
) -> TableRow | None:
    """The row of a project, None where no price is printed.

    `quantities` are those of the year, `goals` the goals' text;
    `other_amounts` are what its sheet prints beside the amount, in fen.
    """
    money = ProjectMoney(project, quantities, half_width(goals), other_amounts)
    return _row(money) if money.prices or money.sums or wrong_equation(quantities) else None


def _row(money: ProjectMoney) -> TableRow:
    """The row of `accounts`."""
    coverage = MoneyCoverage(money)
    explained = MoneyReadings(money).explained()
    how, expression = explained or (None, expression_of(money.terms, _shown_costs(money)))
    signs = {price.comparator for price in money.prices}
    return {
        "project_id": money.project["id"],
        "document_id": money.project["document_id"],
        "prices": len(money.prices),
        "terms": len(money.terms),
        "comparator": signs.pop() if len(signs) == 1 else None,
        "products_fen": sum(term.fen for term in money.terms) if money.terms else None,
        "others_fen": fen_of_costs(money.costs),
        "rest_fen": fen_of_costs(one for one in money.costs if is_the_rest(one)) or None,
        "explained_by": how,
        **stored_columns("expression", expression),
        "is_sure": int(all(term.is_sure for term in money.terms) and len(money.terms) == len(money.prices)),
        "is_minimum": int(any(definite_count(term.price) is None for term in money.terms)),
        "is_shared": int(coverage.is_shared()),
        "has_rest": int(coverage.has_rest()),
        "covers_all": int(coverage.covers_all() or (not explained and _is_witnessed(money))),
        **_said_amount(money),
        **_stated_sum(money),
    }


def _is_witnessed(money: ProjectMoney) -> bool:
    """Whether the amount shows that one count is wrong, so that other numbers beside the price are no other work."""
    counts = {one["id"]: one for one in money.quantities if one["goal_id"]}
    together = sum(term.fen for term in money.terms)
    for term in money.terms if money.amount else ():
        count = counts.get(term.factors[0].quantity_id or "")
        left = (money.amount or 0) - (together - term.fen)
        needed = count["base_value"] * left / term.fen if count and term.fen else 0
        if count and needed > 0 and witness_of(count, needed, money.quantities, count["goal_text"]):
            return True
    return False


def _stated_sum(money: ProjectMoney) -> TableRow:
    """The sum that a goal says its prices come to where they do not, with what they come to."""
    found = stated_sum(money.quantities, money.prices, money.terms, MoneyReadings(money).repeats(), money.amount)
    texts = expression_of(found.terms, found.costs) if found else {}
    together = sum(term.fen for term in found.terms) + fen_of_costs(found.costs) if found else None
    return {
        "stated_in_id": found.printed["id"] if found else None,
        "stated_products_fen": together,
        **stored_columns("stated_expression", texts),
    }


def _shown_costs(money: ProjectMoney) -> list[TableRow]:
    """The costs that a finding shows beside the products: all, unless together they would be more than the amount."""
    together = sum(term.fen for term in money.terms) + fen_of_costs(money.costs)
    is_shown = money.amount is None or together <= money.amount or any(is_the_rest(one) for one in money.costs)
    return money.costs if is_shown else []


def _said_amount(money: ProjectMoney) -> TableRow:
    """The one sum of money that the goals say all of it is (共需66万元), and what that leaves to ask."""
    sums = [one for one in money.sums if is_said_to_be_all(one)]
    said = {round(one["base_value"] * 100) for one in sums}
    fen = said.pop() if len(said) == 1 else None
    is_alone = not money.prices and sum(1 for one in (*money.costs, *money.sums) if one["goal_id"]) == 1
    is_whole = (
        fen is not None
        and not _is_sum_of_some(money, fen)
        and not _is_changed(money, fen)
        and (
            bool(whole_sum().search(clause_before(sums[0])))
            or (says_sum(clause_before(sums[0]).strip()) and _is_share_of_other_money(money))
            or (is_alone and is_what_goals_begin_with(sums[0], money.goals) and not _goes_on_below(money, fen))
        )
    )
    return {"said_fen": fen, "said_in_id": sums[0]["id"] if fen is not None else None, "said_of_all": int(is_whole)}


def _is_changed(money: ProjectMoney, fen: int) -> bool:
    """Whether a sum differs from the amount by what goals print beside it: 年初预算50万元，调减5万元, an amount of 45."""
    printed = {
        round(one["base_value"] * 100) for one in money.quantities if one["goal_id"] and one["base_unit"] == "元"
    }
    return money.amount is not None and abs(money.amount - fen) in printed


def _is_share_of_other_money(money: ProjectMoney) -> bool:
    """Whether the amount is a printed share of printed money: 8000万元贷款，年贴息率2%, and an amount of 160万元."""
    in_goals = [one for one in money.quantities if one["goal_id"]]
    rates = [one["base_value"] for one in in_goals if one["base_unit"] == "%"]
    values = [one["base_value"] for one in in_goals if one["base_unit"] == "元"]
    return any(abs(value * rate - (money.amount or 0)) <= money.allowed for value in values for rate in rates)


def _is_sum_of_some(money: ProjectMoney, fen: int) -> bool:
    """Whether a sum is that of some of the products, one behind the other: 省市两级共需26万元, and a third one of 20万元."""
    products = [term.fen for term in money.terms]
    runs = (sum(products[first:last]) for first in range(len(products)) for last in range(first + 1, len(products) + 1))
    return len(products) > 1 and fen in runs and fen != sum(products)


def _goes_on_below(money: ProjectMoney, fen: int) -> bool:
    """Whether money that goals begin with is less than the amount, and a further sentence counts more work."""
    sentences = [part for part in re.split(r"[;。\n]", money.goals) if re.search(r"\d", part)]
    return money.amount is not None and fen < money.amount and len(sentences) > 1
