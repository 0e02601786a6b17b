"""What checks read in words: whether two name one thing, which are known, what dates are there for, what is copied."""
