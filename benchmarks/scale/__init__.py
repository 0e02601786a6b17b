"""How fast and how large it all is, each figure beside a reference from the same run: `python -m benchmarks.scale 10000`.

`sources` writes disclosures with known truth, as text, workbooks and PDFs; `measuring` runs a command and says what it took;
`building` builds, and loads the finished rows in other ways; `serving` asks our server and stock Datasette for the same
pages; `figures` is the table that is printed. Figures of two runs do not compare, ratios do: machines are shared.
"""
