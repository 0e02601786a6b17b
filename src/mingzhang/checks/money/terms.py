"""A price with the factors that it is multiplied by, and how such products are shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from mingzhang.checks.money.prices import Price, money_text
from mingzhang.dictionary.languages import Texts
from mingzhang.store.rows import TableRow
from mingzhang.text.money import yuan
from mingzhang.text.numerals import plain_number


@dataclass(frozen=True, slots=True)
class Factor:
    """A number that a price is multiplied by, and what it counts."""

    value: float
    unit: str
    quantity_id: str | None  # None where it is not printed (12 months of a year)


@dataclass(frozen=True, slots=True)
class Term:
    """A price with all its factors; `is_sure` when each of them is printed as definite and no other fits."""

    price: Price
    factors: tuple[Factor, ...]
    is_sure: bool

    @property
    def fen(self) -> int:
        """What it comes to."""
        value = float(self.price.fen)
        for factor in self.factors:
            value *= factor.value / 100 if factor.unit == "%" else factor.value
        return round(value)


def unit_shown(price: Price, count: TableRow) -> str:
    """The unit of a count beside a price: as it is printed where that says more (1200 批次, of a price for 批)."""
    unit = price.unit or ""
    return str(count["unit"]) if unit and str(count["unit"] or "").startswith(unit) else unit


def expression_of(terms: Iterable[Term], costs: Iterable[TableRow]) -> Texts:
    """The arithmetic in words, by language: 8 人 × 2800 元 × 12 个月 + 其他 0.60 万元."""
    chinese = [_term_text(term) for term in terms] + [money_text(round(one["base_value"] * 100)) for one in costs]
    english = [_english_term_text(term) for term in terms] + [yuan(round(one["base_value"] * 100)) for one in costs]
    return {"zh": " + ".join(chinese), "en": " + ".join(english)}


def _term_text(term: Term) -> str:
    first, *others = term.factors
    classifier = "个" if first.unit in ("点位", "班") else ""  # 45 个点位, 54 个班
    unit = f" {classifier}{first.unit}" if first.unit else ""
    further = "".join(f" × {_number_of(factor)}" for factor in others)
    return f"{plain_number(first.value)}{unit} × {money_text(term.price.fen)}{further}"


def _number_of(factor: Factor) -> str:
    """A factor as it is printed: 12 个月, 80%."""
    return f"{plain_number(factor.value)}{'' if factor.unit == '%' else ' '}{factor.unit}"


def _english_term_text(term: Term) -> str:
    first, *others = term.factors
    further = "".join(f" × {plain_number(factor.value)}{'%' * (factor.unit == '%')}" for factor in others)
    return f"{plain_number(first.value)} × {yuan(term.price.fen)}{further}"
