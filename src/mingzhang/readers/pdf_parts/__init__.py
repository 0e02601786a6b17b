"""Parts of the reader of PDF: its fonts, fields, annotations and pictures, and what the libraries keep inside."""
