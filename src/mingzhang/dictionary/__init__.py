"""What tables and columns are, and what they are called in each language: metadata.yml as typed records."""
