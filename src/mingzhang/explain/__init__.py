"""How documents were read, told to whoever maintains the vocabulary or a site.

`became` says what each character became, `proposals` which word would help most; `lines` tells it in the terminal, `page` as
HTML, `folder` for many files.
"""
