"""How documents were read, told to a maintainer: `lines` for the terminal, `page` as HTML."""
