"""A page that is a picture, as geometry: its rules and its characters, for `readers/printed/` to make tables and lines of.

`upright` turns and straightens the picture, `ink` parts its print from seals, `rules` finds the rules of its tables,
`segments` the pieces of printed lines; `seen_page` holds these together. `way_up` tells which way up it is read, `recogniser`
reads each piece (cut out by `line_pictures`) by a model, `twice` compares what two models read, `figures` tells which figures
may have lost a mark, `fineness` and `unclear` which characters the picture does not show clearly, `doubtful` which cells may
not be whole, and `page` does all of it. `pictures` cuts out what a reader sees of a cell. `settings` has the thresholds.
It needs the extra `ocr`; what stands here is imported only once a picture has to be read.
"""
