"""What changed, told as text, as JSON and as an Atom entry."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from mingzhang.export.comparing import Difference, value_in_a_line
from mingzhang.export.differing import REASONS, ChangedNumber, DatabaseDifferences
from mingzhang.text.money import exact_yuan


def as_lines(found: DatabaseDifferences) -> Iterator[str]:
    """The differences as text: numbers that changed first, then documents, then each record of documents that both have."""
    if not found.records:
        yield "no differences"
        return
    if found.numbers:
        yield "published numbers that have changed:"
        yield from (f"  {_number_sentence(one)}" for one in found.numbers)
    for what in ("added", "removed"):
        for document in found.documents(what):
            yield f"{what}: document {document}: {_counted(found, what, document)}"
    whole = {*found.documents("added"), *found.documents("removed")}
    yield from (one.sentence() for one in found.records if one.document_id not in whole)
    yield _sum(found)


def _number_sentence(one: ChangedNumber) -> str:
    moved = f" (now {one.new_record_id})" if one.new_record_id not in (None, one.record_id) else ""
    old, new = _number_shown(one.field, one.old), _number_shown(one.field, one.new)
    return f"{one.table} {one.record_id}{moved}: {one.field} {old} -> {new}: {REASONS[one.why]}"


def _number_shown(field: str, value: Any) -> str:
    return exact_yuan(value) if field.endswith("_fen") and value is not None else value_in_a_line(value)


def _counted(found: DatabaseDifferences, what: str, document: str) -> str:
    counts = Counter(one.table for one in found.records if one.document_id == document and one.what == what)
    named = (f"{table.replace('_', ' ')} {counts[table]}" for table in counts if table != "documents")
    return ", ".join(named) or "nothing in it"


def _sum(found: DatabaseDifferences) -> str:
    counts = Counter(one.what for one in found.records)
    records = ", ".join(f"{counts[what]} {what}" for what in ("added", "removed", "changed"))
    return f"records: {records}; published numbers changed: {len(found.numbers)}"


def as_json(found: DatabaseDifferences) -> str:
    """The differences as JSON, every record with its fields as [old, new]."""
    content = {
        "summary": {what: sum(one.what == what for one in found.records) for what in ("added", "removed", "changed")},
        "numbers": [asdict(one) for one in found.numbers],
        "records": [_as_object(one) for one in found.records],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _as_object(one: Difference) -> dict[str, Any]:
    fields = {name: [_plain(old), _plain(new)] for name, (old, new) in one.fields.items()}
    return {"what": one.what, "table": one.table, "id": one.record_id, "document_id": one.document_id, "fields": fields}


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def as_atom_entry(found: DatabaseDifferences, updated: str) -> str:
    """The differences as an entry of an Atom feed (RFC 4287). `updated` is its time; its id is made of what changed."""
    lines = list(as_lines(found))
    digest = hashlib.sha256(as_json(found).encode()).hexdigest()
    new, numbers = len(found.documents("added")), len(found.numbers)
    return "\n".join(
        [
            '<entry xmlns="http://www.w3.org/2005/Atom">',
            f"  <id>urn:sha256:{digest}</id>",
            f"  <title>{new} new documents, {numbers} published numbers changed</title>",
            f"  <updated>{escape(updated)}</updated>",
            "  <author><name>mingzhang</name></author>",
            f'  <content type="text">{escape(_printable(chr(10).join(lines)))}</content>',
            "</entry>",
        ]
    )


def _printable(text: str) -> str:
    """A text without the characters that XML 1.0 does not have."""
    return "".join(one if one in "\n\t" or one.isprintable() else "\ufffd" for one in text)


def changed_at(path: Path) -> str:
    """When a file was last written, as Atom writes a time."""
    return datetime.fromtimestamp(int(path.stat().st_mtime), UTC).isoformat()
