"""Downloads of whole tables, views and queries, all rows of what a page shows: Excel, CSV for Excel, CSV, JSON.

`asked` asks Datasette itself which SQL stands behind an address, `rows` runs it without a limit of rows, the others write:
`excel_csv`, `json_rows`, `workbook`. `routes` are the addresses, `links` what the pages offer.
"""
