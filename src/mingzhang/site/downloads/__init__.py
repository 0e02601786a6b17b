"""Downloads of whole tables, views and queries, all rows of what a page shows: Excel, CSV for Excel, CSV, JSON.

`asked` asks Datasette itself which SQL stands behind an address, `rows` runs it without a limit of rows, `text_formats` and
`workbook` write the files, in a worker that does the `jobs`. `routes` are the addresses, `links` what the pages offer.
"""
