"""Printed numbers beside each other: of one thing, of a whole, a product, a mean, a growth; `same_things`, `shares_of`."""
