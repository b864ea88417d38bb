"""Workbooks in other forms than XLSX, written by hand, because no library at hand writes them.

Each holds as little as its format allows ([MS-XLS] and [MS-CFB], [MS-XLSB], OpenDocument 1.3).
"""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Rows = Sequence[Sequence[object]]

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xls(sheets: Mapping[str, Rows], merged: Sequence[tuple[int, int, int]] = ()) -> bytes:
    """Return an old workbook (BIFF8); ``merged`` are (column, first row, last row) of all sheets."""
    names = [struct.pack("<BBBB", 0, 0, len(name), 1) + name.encode("utf-16-le") for name in sheets]
    parts = [_sheet(rows, merged) for rows in sheets.values()]
    start = len(_begin(5)) + sum(8 + len(name) for name in names) + 4
    stream = _begin(5)
    for name, part in zip(names, parts, strict=True):
        stream += _record(0x85, struct.pack("<I", start) + name)
        start += len(part)
    stream += _record(0x0A)
    return compound({"Workbook": b"".join([stream, *parts])})


def _begin(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _sheet(rows: Rows, merged: Sequence[tuple[int, int, int]]) -> bytes:
    found = _begin(0x10)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                found += _record(0x204, place + struct.pack("<HB", len(cell), 1) + text)
            else:
                found += _record(0x203, place + struct.pack("<d", cell))
    if merged:
        spans = (struct.pack("<HHHH", first, last, at, at) for at, first, last in merged)
        found += _record(0xE5, struct.pack("<H", len(merged)) + b"".join(spans))
    return found + _record(0x0A)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file that holds streams, each large enough for sectors of its own."""
    sectors: list[bytes] = [b"", b""]  # the table of sectors and the directory come first
    table = [_FAT, _END]
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for name, content in streams.items():
        padded = content.ljust(max(4096, -(-len(content) // _SECTOR) * _SECTOR), b"\0")
        first = len(sectors)
        sectors += [padded[at : at + _SECTOR] for at in range(0, len(padded), _SECTOR)]
        table += [*range(first + 1, len(sectors)), _END]
        entries.append(_entry(name, 2, first, len(padded)))
    table += [_FREE] * (_SECTOR // 4 - len(table))
    sectors[0] = struct.pack(f"<{len(table)}I", *table)
    sectors[1] = b"".join(entries).ljust(_SECTOR, b"\0")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    return head + struct.pack("<109I", 0, *[_FREE] * 108) + b"".join(sectors)


def _entry(name: str, kind: int, first: int, size: int, child: int = _FREE) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return (
        head
        + struct.pack("<III", _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )


def ods(sheets: Mapping[str, Rows]) -> bytes:
    """Return an OpenDocument spreadsheet."""
    kinds = ("office", "table", "text")
    spaces = " ".join(
        f'xmlns:{kind}="urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"' for kind in kinds
    )
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{"".join(map(_ods_row, rows))}</table:table>'
        for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return _zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": content,
        }
    )


def _ods_row(cells: Sequence[object]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(cell: object) -> str:
    kind = 'string"' if isinstance(cell, str) else f'float" office:value="{cell}"'
    text = escape(str(cell))
    return (
        f'<table:table-cell office:value-type="{kind}><text:p>{text}</text:p></table:table-cell>'
        if cell != ""
        else "<table:table-cell/>"
    )


def _zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsb(sheets: Mapping[str, Rows]) -> bytes:
    """Return a binary workbook."""
    relations = "".join(
        f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.bin" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        for n in range(1, len(sheets) + 1)
    )
    bundle = b"".join(
        _part(156, struct.pack("<II", 0, n) + _wide(f"rId{n}") + _wide(name))
        for n, name in enumerate(sheets, 1)
    )
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    parts: dict[str, str | bytes] = {
        "xl/_rels/workbook.bin.rels": f"<Relationships {space}>{relations}</Relationships>",
        "xl/workbook.bin": _part(131) + _part(143) + bundle + _part(144) + _part(132),
    }
    for n, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{n}.bin"] = _binary_sheet(rows)
    return _zipped(parts)


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _part(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind & 0x7F | 0x80, kind >> 7]) if kind > 127 else bytes([kind])
    size, length = len(content), bytearray()
    while True:
        length.append(size & 0x7F | (0x80 if size > 127 else 0))
        size >>= 7
        if not size:
            return head + bytes(length) + content


def _binary_sheet(rows: Rows) -> bytes:
    width = max(map(len, rows))
    found = _part(129) + _part(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1))
    found += _part(145)
    for row, cells in enumerate(rows):
        found += _part(0, struct.pack("<I", row) + bytes(21))
        for column, cell in enumerate(cells):
            place = struct.pack("<II", column, 0)
            if isinstance(cell, str):
                found += _part(6, place + _wide(cell))
            else:
                found += _part(5, place + struct.pack("<d", cell))
    return found + _part(146) + _part(130)
