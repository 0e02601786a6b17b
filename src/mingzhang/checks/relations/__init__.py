"""What the numbers of one sentence come to, by their units and the words between them, beside the number that says so."""
