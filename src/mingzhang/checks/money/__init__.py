"""What the prices and counts of a project come to, beside its amount: the tables `prices`, `accounts` and `rests`."""
