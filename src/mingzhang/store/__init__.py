"""Records to SQLite: `schema.sql`, `indexes.sql` and `views/` say what there is, `rows` makes a document's rows,
`database` puts them in, `whole` computes what needs all documents, `search_index` builds the full-text index.
"""
