"""What is known of printed text, whatever it means: offsets, numbers, dates, money words, characters.

Everything here is a pure function over text; nothing knows a form, a check or a page. Forms, parsers, checks, search and the
site read text through this room, so that one text has one reading.
"""
