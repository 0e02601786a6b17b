"""The directory of an OLE compound file, the container of Office and WPS documents before 2007 and of locked ones since.

What such a file is, shows in the streams at its top. Their names also occur further down, where a workbook is embedded in a
letter, so looking for the bytes of a name would mistake one for the other.
"""

import struct

COMPOUND_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_ENTRY = 0xFFFFFFFF
_LAST_SECTOR = 0xFFFFFFFA  # this and all above mark ends and free sectors
_FIRST_OF_DIRECTORY, _FIRST_OF_SHORT = 48, 60  # where the header names the first sector of a chain
_ENTRY_BYTES = 128
_HEADER_TABLE = 109  # sectors of the allocation table that the header itself names


def top_streams(data: bytes) -> dict[str, int]:
    """Names of the streams and storages at the top, each with the offset in the file where it begins.

    Raises ValueError when the file is damaged. Short streams are stored elsewhere; their offset means nothing.
    """
    try:
        size = 1 << struct.unpack_from("<H", data, 30)[0]
        if size not in (512, 4096):
            raise ValueError("no sectors")
        directory = b"".join(data[(one + 1) * size : (one + 2) * size] for one in _chain(data, size))
        return {name: (sector + 1) * size for name, sector in _children(directory)}
    except (struct.error, IndexError) as error:
        raise ValueError("cut off") from error


def has_circle(data: bytes) -> bool:
    """Whether the sectors of short streams follow each other in a circle: xlrd goes round in it until no memory is left."""
    try:
        size = 1 << struct.unpack_from("<H", data, 30)[0]
        sectors = _chain(data, size, _FIRST_OF_SHORT) if size in (512, 4096) else []
        table = [n for one in sectors for n in struct.unpack_from(f"<{size // 4}I", data, (one + 1) * size)]
    except (struct.error, IndexError):
        return False  # damaged in another way, which xlrd tells itself
    except ValueError:
        return True
    return _goes_round(table)


def _goes_round(table: list[int]) -> bool:
    seen_from = [-1] * len(table)
    for start in range(len(table)):
        sector = start
        while sector < len(table) and seen_from[sector] == -1:
            seen_from[sector] = start
            sector = table[sector]
        if sector < len(table) and seen_from[sector] == start:
            return True
    return False


def _chain(data: bytes, size: int, first: int = _FIRST_OF_DIRECTORY) -> list[int]:
    """The sectors of the directory, or of another chain that the header begins, in their order."""
    table = _allocation_table(data, size)
    sector = struct.unpack_from("<I", data, first)[0]
    chain: list[int] = []
    while sector < _LAST_SECTOR:
        if len(chain) > len(table):
            raise ValueError("a circle")
        chain.append(sector)
        sector = table[sector]
    return chain


def _allocation_table(data: bytes, size: int) -> list[int]:
    """For each sector the one that follows it."""
    sectors = list(struct.unpack_from(f"<{_HEADER_TABLE}I", data, 76))
    further = struct.unpack_from("<I", data, 68)[0]
    while further < _LAST_SECTOR and len(sectors) * size < len(data) + _HEADER_TABLE * size:
        *named, further = struct.unpack_from(f"<{size // 4}I", data, (further + 1) * size)
        sectors += named
    table: list[int] = []
    for sector in sectors:
        if sector < _LAST_SECTOR:
            table += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    return table


def _children(directory: bytes) -> list[tuple[str, int]]:
    """Name and first sector of each entry right below the root: a tree of siblings."""
    waiting = [struct.unpack_from("<I", directory, 76)[0]]
    seen: set[int] = set()
    entries: list[tuple[str, int]] = []
    while waiting:
        entry = waiting.pop()
        if entry == _NO_ENTRY or entry in seen:
            continue
        seen.add(entry)
        offset = entry * _ENTRY_BYTES
        length, left, right = (
            *struct.unpack_from("<H", directory, offset + 64),
            *struct.unpack_from("<II", directory, offset + 68),
        )
        name = directory[offset : offset + max(length - 2, 0)].decode("utf-16-le", "replace")
        entries.append((name, struct.unpack_from("<I", directory, offset + 116)[0]))
        waiting += [left, right]
    return entries
