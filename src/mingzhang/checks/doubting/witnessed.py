"""Accusations whose amount shows which number is wrong, so that the words around it need not be understood."""

from mingzhang.checks.doubting.evidence_read import Ground
from mingzhang.checks.money.witnesses import witness_of


def witnessed_count(ground: Ground) -> str | None:
    """How other printed numbers come to the count that the amount needs (84个 × 2场 = 168场), None where they do not."""
    amount = (ground.project["amount_fen"] or 0) / 100
    if not ground.is_product or not ground.difference or amount <= 0 or amount + ground.difference <= 0:
        return None
    for count in ground.used:
        if count["id"] not in ground.prices and count["goal_id"] in ground.goals:
            needed = count["base_value"] * amount / (amount + ground.difference)
            if found := witness_of(count, needed, ground.quantities, ground.goals[count["goal_id"]]["text"]):
                return found
    return None
