"""The rows of documents of many regions as Parquet, a file for each table, year and region, written by those who read them.

`layout` says where what lies and what a dataset says of itself, `columns` how a row becomes one of Parquet and a row again,
`writing` makes a dataset, `reading` gives its documents to a build, `across` runs checks over it with DuckDB.
"""
