"""Parts of the reader of Word files: paragraphs, runs, fields, numbers and styles as Word shows them."""
