"""What the checks find in disclosures in natural wording, how it holds when they are rewritten, and when one number changes."""
