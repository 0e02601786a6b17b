"""A page that is a picture, as geometry: its rules and its characters, for `readers/printed/` to make tables and lines of.

`upright` turns and straightens the picture, `ink` parts its print from seals, `rules` finds the rules of its tables,
`segments` the pieces of printed lines, `recogniser` reads each piece by a model, `twice` compares what two models read, and
`page` does all of it. `pictures` cuts out what a reader sees of a cell. `settings` has the thresholds. It needs the extra
`ocr`; what stands here is imported only once a picture has to be read.
"""
