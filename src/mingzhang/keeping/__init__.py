"""What a build keeps for the next one: the rows of each document and each picture, while nothing changes that they come from.

`keys` says what rows come from, `rows` is the file that they are kept in, `watching` notices changes. The file is beside the
database, is whole or not there, and may be deleted at any time; a build with it gives the bytes of a build without.
"""

from mingzhang.keeping.keys import digest_of, program
from mingzhang.keeping.rows import Converted, Kept, kept_beside

__all__ = ["Converted", "Kept", "digest_of", "kept_beside", "program"]
