"""The package for Python: `import mingzhang`, then `mingzhang.read(path)`, `mingzhang.build(…)`, `mingzhang.open(database)`.

docs/python.md shows it; its examples are tests. Everything else in the package may change without notice.
"""

from mingzhang.api.data import Data, open_data
from mingzhang.api.documents import build_database, read_document

__all__ = ["Data", "build_database", "open_data", "read_document"]
