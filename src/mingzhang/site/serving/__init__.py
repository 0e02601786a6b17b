"""The server around Datasette: one file at a time, whole; answers that are kept, compressed, bounded and counted.

`edition` is a database as it is served, `swapping` takes the next one in its place, `application` puts the rest around it,
`connections` closes those of slow and silent readers, `processes` runs several servers on one port.
"""
