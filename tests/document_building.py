"""Small writers of office files, PDFs and archives for the tests; what they hold is invented."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(files: Iterable[tuple[str, bytes | str]]) -> bytes:
    """Return a ZIP archive of the files, in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(files: Iterable[tuple[str, bytes]], mode: str = "w:gz") -> bytes:
    """Return a tar archive of the files, in order."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


# -- Word --------------------------------------------------------------------------------------


def paragraph(text: str, style: str = "", *, item: bool = False, hidden: bool = False) -> str:
    """Return one paragraph; a style called "Heading1" makes it a heading."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += "<w:numPr/>" if item else ""
    run = "<w:rPr><w:vanish/></w:rPr>" if hidden else ""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{run}<w:t>{escape(text)}</w:t></w:r></w:p>"


def word_table(rows: Sequence[Sequence[str]]) -> str:
    """Return a table; a cell "text>2" covers two columns, "^" continues the cell above."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(map(_word_cell, row))}</w:tr>" for row in rows) + "</w:tbl>"


def _word_cell(cell: str) -> str:
    text, _, span = cell.partition(">")
    properties = f'<w:gridSpan w:val="{span}"/>' if span else ""
    if text == "^":
        return f"<w:tc><w:tcPr>{properties}<w:vMerge/></w:tcPr><w:p/></w:tc>"
    properties += '<w:vMerge w:val="restart"/>' if text.endswith("!") else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text.rstrip('!'))}</w:tc>"


def docx(*blocks: str, parts: Iterable[tuple[str, str]] = ()) -> bytes:
    """Return a Word document of paragraphs and tables."""
    body = f"<w:document {W}><w:body>{''.join(blocks)}</w:body></w:document>"
    return zipped([("[Content_Types].xml", "<Types/>"), ("word/document.xml", body), *parts])


# -- workbooks ---------------------------------------------------------------------------------

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"


def xlsx(
    sheets: dict[str, Sequence[Sequence[str | float]]], merged: Sequence[str] = (), state: str = "visible"
) -> bytes:
    """Return a workbook; `merged` ranges are of every sheet, `state` is the last sheet's."""
    names = list(sheets)
    states = ["visible"] * (len(names) - 1) + [state]
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SHEET_TYPE}"/>'
        for n in range(1, len(names) + 1)
    )
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}" state="{shown}"/>'
        for n, (name, shown) in enumerate(zip(names, states, strict=True), start=1)
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_R}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    parts = [
        ("[Content_Types].xml", f'<Types xmlns="{_P}/content-types">'
         f'<Default Extension="xml" ContentType="{_BOOK_TYPE}"/>'
         f'<Override PartName="/xl/workbook.xml" ContentType="{_BOOK_TYPE}"/>{types}</Types>'),
        ("_rels/.rels", f'<Relationships xmlns="{_P}/relationships">'
         f'<Relationship Id="b" Type="{_R}/officeDocument"'
         ' Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", f'<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets>{listed}</sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels",
         f'<Relationships xmlns="{_P}/relationships">{related}</Relationships>'),
    ]  # fmt: skip
    for number, rows in enumerate(sheets.values(), start=1):
        parts.append((f"xl/worksheets/sheet{number}.xml", _sheet(rows, merged)))
    return zipped(parts)


def _sheet(rows: Sequence[Sequence[str | float]], merged: Sequence[str]) -> str:
    body = "".join(f'<row r="{r}">{"".join(_sheet_cell(r, c, v) for c, v in enumerate(row))}</row>'
                   for r, row in enumerate(rows, start=1))  # fmt: skip
    merges = "".join(f'<mergeCell ref="{place}"/>' for place in merged)
    tail = f'<mergeCells count="{len(merged)}">{merges}</mergeCells>' if merged else ""
    return f'<worksheet xmlns="{_S}"><sheetData>{body}</sheetData>{tail}</worksheet>'


def _sheet_cell(row: int, column: int, value: str | float) -> str:
    place = f"{chr(65 + column)}{row}"
    if value == "":
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


# -- PDF ---------------------------------------------------------------------------------------


_SHADING = (
    "<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 400 0] /Function"
    " << /FunctionType 2 /Domain [0 1] /C0 [0.5 0.3 0] /C1 [0 0 0] /N 1 >> >>"
)


def pdf(
    pages: Sequence[str], *, extra: str = "", form: str = "", matrix: str = "1 0 0 1 0 0", encoding: str = ""
) -> bytes:
    """Return a PDF of pages 400 by 600 points, each given as drawing operators.

    `form` are those of a form /X that pages may paint, `matrix` is the form's own, `encoding` the font's;
    /S is a shading from brown to black.
    """
    encoded = f" /Encoding /{encoding}" if encoding else ""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica{encoded} >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets: list[int] = []
    bodies: list[bytes] = [body.encode("latin-1") for body in objects]
    for number, operators in enumerate(pages):
        packed = zlib.compress(operators.encode("latin-1"))
        used = f"/Font << /F 3 0 R >> /XObject << /X {4 + 2 * len(pages)} 0 R >> /Shading << /S {_SHADING} >>"
        page = (f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents {5 + 2 * number} 0 R"
                f" /Resources << {used} >> {extra} >>")  # fmt: skip
        bodies.append(page.encode("latin-1"))
        head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode("latin-1")
        bodies.append(head + packed + b"\nendstream")
    bodies.append(
        f"<< /Type /XObject /Subtype /Form /BBox [-2000 -2000 2000 2000] /Matrix [{matrix}]"
        f" /Resources << /Font << /F 3 0 R >> >> /Length {len(form)} >>\nstream\n{form}\nendstream".encode()
    )
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    out += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer << /Size {len(offsets) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def text_at(x: float, y: float, text: str, *, size: float = 10, mode: int = 0, gray: float = 0) -> str:
    """Return operators that write text; `y` counts from the top, mode 3 is invisible."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT {gray} g {mode} Tr /F {size} Tf {x} {600 - y} Td ({escaped}) Tj ET\n"


def ruled_table(
    left: float, top: float, widths: Sequence[float], rows: Sequence[Sequence[str]], height: float = 20
) -> str:
    """Return operators that draw a grid and write its cells."""
    edges = [left + sum(widths[:n]) for n in range(len(widths) + 1)]
    bottom = top + height * len(rows)
    out = "0.5 w\n"
    for edge in edges:
        out += f"{edge} {600 - top} m {edge} {600 - bottom} l S\n"
    for row in range(len(rows) + 1):
        y = 600 - top - row * height
        out += f"{edges[0]} {y} m {edges[-1]} {y} l S\n"
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            out += text_at(edges[column] + 3, top + row * height + 14, cell, size=8) if cell else ""
    return out


# -- older Word --------------------------------------------------------------------------------


def doc(paragraphs: Sequence[tuple[str, str, str]], *, flags: int = 0) -> bytes:
    """Return a Word 97 document; a paragraph is its text, its end mark and "", "cell", "row" or "heading"."""
    text = "".join(content + mark for content, mark, _ in paragraphs)
    body = text.encode("utf-16-le")
    start = 1024
    places = [start]
    for content, mark, _ in paragraphs:
        places.append(places[-1] + 2 * len(content + mark))
    page = bytearray(512)
    page[511] = len(paragraphs)
    struct.pack_into(f"<{len(places)}I", page, 0, *places)
    changes = {"": b"\0\0", "heading": b"\1\0", "cell": b"\0\0\x16\x24\1", "row": b"\0\0\x16\x24\1\x17\x24\1"}
    offset = 510
    for index, (_, _, kind) in enumerate(paragraphs):
        change = changes[kind] + bytes(len(changes[kind]) % 2 == 0)
        offset -= len(change) + 1 + (len(change) + 1) % 2
        page[offset] = (len(change) + 1) // 2
        page[offset + 1 : offset + 1 + len(change)] = change
        page[4 * len(places) + 13 * index] = offset // 2
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, start, 0)
    clx = b"\1\2\0ab" + b"\2" + struct.pack("<I", len(pieces)) + pieces
    papx = struct.pack("<III", places[0], places[-1], 1)
    main = bytearray(512)
    struct.pack_into("<H", main, 0, 0xA5EC)
    struct.pack_into("<H", main, 10, 0x0200 | flags)
    struct.pack_into("<II", main, 0x01A2, 0, len(clx))
    struct.pack_into("<II", main, 0x0102, len(clx), len(papx))
    return compound({"WordDocument": bytes(main) + bytes(page) + body, "1Table": clx + papx})


def compound(streams: dict[str, bytes]) -> bytes:
    """Return a compound file of streams, the short ones among the small sectors."""
    small = b""
    sectors: list[bytes] = []
    chain: list[int] = []
    entries = []

    def store(content: bytes) -> int:
        first = len(sectors)
        parts = [content[n : n + 512].ljust(512, b"\0") for n in range(0, len(content), 512)]
        sectors.extend(parts)
        chain.extend([*range(first + 1, first + len(parts)), 0xFFFFFFFE])
        return first

    for name, content in streams.items():
        padded = content.ljust(4096, b"\0") if len(content) > 512 else content
        if len(padded) >= 4096:
            entries.append((name, 2, store(padded), len(padded)))
        else:
            entries.append((name, 2, len(small) // 64, len(content)))
            small += content.ljust(-(-len(content) // 64) * 64, b"\0")
    mini_chain = _mini_chain([size for _, _, _, size in entries if size < 4096])
    root = store(small) if small else 0xFFFFFFFE
    mini = store(mini_chain) if small else 0xFFFFFFFE
    listed = [("Root Entry", 5, root, len(small)), *entries]
    directory = store(b"".join(_entry(*entry) for entry in listed))
    table = len(sectors)
    fat = struct.pack(f"<{len(chain) + 1}I", *chain, 0xFFFFFFFD).ljust(512, b"\xff")
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<9I", 0, 1, directory, 0, 4096, mini, 1, 0xFFFFFFFE, 0)
    return header + struct.pack("<109I", table, *[0xFFFFFFFF] * 108) + b"".join(sectors) + fat


def _mini_chain(sizes: list[int]) -> bytes:
    numbers: list[int] = []
    for size in sizes:
        count = -(-size // 64)
        numbers += [*range(len(numbers) + 1, len(numbers) + count), 0xFFFFFFFE]
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
    return entry.ljust(116, b"\0") + struct.pack("<III", first, size, 0)
