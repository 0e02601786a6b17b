"""Downloads as jobs of a worker: rows become text or a workbook there, so that the server only passes bytes on."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingzhang.site.downloads.rows import Batch, batches
from mingzhang.site.downloads.text_formats import excel_csv, json_array, json_lines, plain_csv
from mingzhang.site.sql.frames import FrameKind, encoded
from mingzhang.site.sql.jobs import TooLarge

_FORMATS: dict[str, Callable[[Sequence[str], Iterator[Batch]], Iterator[str]]] = {
    "csv": plain_csv,
    "excel_csv": excel_csv,
    "json": json_array,
    "json_lines": json_lines,
}


@dataclass(frozen=True, slots=True)
class TextDownload:
    """All rows of a statement in a text format; `heads` are the columns, or what they are called. Raises TooLarge."""

    sql: str
    parameters: Any
    heads: list[str]
    format: str
    most_bytes: int
    has_head: bool = True

    def run(self, connection: sqlite3.Connection) -> Iterator[tuple[FrameKind, bytes]]:
        """A chunk for each batch of rows."""
        size = 0
        texts = _FORMATS[self.format](self.heads, batches(connection.execute(self.sql, self.parameters)))
        if not self.has_head:
            next(texts)
        for text in texts:
            chunk = text.encode("utf-8", "replace")
            size += len(chunk)
            if size > self.most_bytes:
                raise TooLarge
            yield FrameKind.CHUNK, chunk


@dataclass(frozen=True, slots=True)
class WorkbookDownload:
    """All rows of a statement as a workbook at `path`."""

    sql: str
    parameters: Any
    path: Path
    columns: list[Any]
    labels: list[str]
    about: Any
    language: str

    def run(self, connection: sqlite3.Connection) -> Iterator[tuple[FrameKind, bytes]]:
        """One value, when it is written."""
        # Here, because only workers that write workbooks need them.
        from mingzhang.site.downloads.workbook import write_rows_workbook
        from mingzhang.site.language import say_in

        rows = batches(connection.execute(self.sql, self.parameters))
        write_rows_workbook(self.path, self.columns, self.labels, rows, self.about, say_in(self.language))
        yield FrameKind.VALUE, encoded(True)
