"""Small PDFs, Word files and archives of invented text, made for one test each."""

import io
import zipfile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

WIDTH, HEIGHT = 595, 842
LEFT, TOP, SIZE, LEADING = 90, 742, 16, 28
PER_LINE = 26


def pdf_of(pages, *, encrypt=False, extra=b""):
    """A PDF whose pages hold the given (x, y, size, text) pieces, in a font every reader knows without embedding."""
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /ItalicAngle 0 /Ascent 880 /Descent -120 "
        b"/CapHeight 700 /StemV 90 /FontBBox [-25 -254 1000 880] >>",
    )
    numbers = [6 + 2 * index for index in range(len(pages))]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        *font,
    ]
    for number, pieces in zip(numbers, pages, strict=True):
        content = b"\n".join(_piece(*piece) for piece in pieces)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % (WIDTH, HEIGHT, number + 1)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _assembled(objects, encrypt=encrypt) + extra


def _piece(x, y, size, text):
    if text == "□":
        return b"0.5 g %d %d 200 200 re f" % (x, y)
    if text in "─│":
        wide, high = (size, 0.5) if text == "─" else (0.5, size)
        return b"0 g %g %g %g %g re f" % (x, y, wide, high)
    return b"BT /F1 %g Tf %g %g Td <%s> Tj ET" % (size, x, y, text.encode("utf-16-be").hex().encode())


def _assembled(objects, *, encrypt):
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    secret = (
        b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]"
        % (b"41" * 32, b"42" * 32)
        if encrypt
        else b""
    )
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, secret, start))
    return out.getvalue()


def set_page(paragraphs, *, number=None, head=None):
    """Pieces of one page set as GB/T 9704 has it: two characters indent, wrapped at the margin, — 3 — at the foot."""
    pieces, y = [], TOP
    if head:
        pieces.append((LEFT, HEIGHT - 40, 9, head))
    for paragraph in paragraphs:
        text, first = paragraph, True
        while text:
            room = PER_LINE - 2 if first else PER_LINE
            pieces.append((LEFT + (2 * SIZE if first else 0), y, SIZE, text[:room]))
            text, first, y = text[room:], False, y - LEADING
    if number is not None:
        pieces.append((270, 50, 12, f"— {number} —"))
    return pieces


def docx_of(*paragraphs):
    """A Word file of plain paragraphs."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data, name, content):
    """The package with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.namelist():
            if part != name:
                after.writestr(part, before.read(part))
        after.writestr(name, content)
    return out.getvalue()


def part_of(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def zip_of(files, *, method=zipfile.ZIP_DEFLATED):
    """An archive of name -> bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            member = (
                name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0))
            )
            archive.writestr(member, content, compress_type=method)
    return out.getvalue()


def add_list(document, *levels):
    """A list definition with (format, text) per level; returns the id that paragraphs point to."""
    root = document.part.numbering_part.element
    key = 90 + len(root)
    inner = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for index, (kind, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">{inner}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'))
    return key


def add_numbered(document, text, *, key, level=0):
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>')
    )
    return paragraph
