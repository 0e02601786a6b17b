"""What is printed on a page, as geometry, to lines and tables: nothing here knows a file format.

`glyphs` are characters with their places, `lines` puts them into lines, `columns` into the order in which columns are read,
`wrapping` joins the lines of a cell to its text, `cells` finds the cells between the rules of a page, `grids` follows the
tables over the pages, `furniture` knows what stands on every page, and `layout` makes a Reading of it all.
"""
