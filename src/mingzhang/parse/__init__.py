"""Text to values: pure functions over one cell's or one sentence's text. No cells, no records, no files.

Whatever they find they return as `Piece`s: offsets into the text given, so that each value can be led back to its
characters.
"""
