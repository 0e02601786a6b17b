"""What is read of disclosures in the notation of tests/cases, in every format: exact, refused, lost or wrong."""
