"""A table as a Word file that can be handed in: title, what is shown, guard, table, sources, how to cite it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any
from urllib.parse import urljoin

import docx
from django.utils.translation import gettext as _
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.pkgwriter import PackageWriter
from docx.oxml.ns import qn
from docx.shared import Mm

from documents.exporters.about import About
from documents.exporters.paper import MARGIN, Paper, paper_for, parts
from documents.exporters.texts import visible
from documents.exporters.word_parts import ACCENT, GREY, HEI, WARNING, Look, Words, element, field, paragraph, run
from documents.exporters.word_table import WordTable, appended
from documents.tables import Column, Table

TEXT = Look(10.5)
SMALL = Look(9)
TITLE = Look(18, HEI, bold=True)
HEADING = Look(12, HEI, bold=True)
FOLLOWED = ("http://", "https://")


def to_docx(table: Table, *, about: About, more: Sequence[Table] = (), summary: Sequence[str] = ()) -> bytes:
    """The table as a Word file on lying A4 or A3, whatever its columns need; every text whole.

    More columns than one sheet holds follow as further parts, each beginning with the fixed columns. A `summary`
    stands above the table as numbered sentences, `more` tables follow it, each under its title.
    """
    columns = table.printed
    file = _WordFile(about, paper_for(columns))
    file.begin(table)
    if summary:
        file.summary(summary)
        file.heading(table.title)
    several = parts(columns, fixed=table.fixed_columns)
    for number, some in enumerate(several, start=1):
        if len(several) > 1:
            file.heading(_part_words(number, some[table.fixed_columns :]))
        file.table(table, some)
    for other in more:
        file.heading(other.title)
        file.table(other, other.printed)
    file.end(table)
    return file.saved()


class _WordFile:
    """The file while it is being written."""

    def __init__(self, about: About, paper: Paper) -> None:
        self.about = about
        self.paper = paper
        self.document = docx.Document()
        self.body = self.document.element.body
        self.links: dict[str, str] = {}
        _speak_chinese(self.document)
        self._set_page()

    def _set_page(self) -> None:
        section = self.document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(self.paper.width), Mm(self.paper.height)
        section.left_margin = section.right_margin = Mm(MARGIN)
        section.top_margin, section.bottom_margin = Mm(MARGIN), Mm(MARGIN + 2)
        section.header_distance = section.footer_distance = Mm(8)
        footer = section.footer.paragraphs[0]._p
        footer.getparent().replace(footer, self._footer())

    def _footer(self) -> Any:
        look = SMALL.but(colour=GREY)
        version = _("语料版本%(version)s，%(day)s导出") % {
            "version": self.about.corpus_version,
            "day": self.about.exported_on.isoformat(),
        }
        made = paragraph([Words(f"{version}　　{_('第')}", look)], align="center")
        made.append(field("PAGE", look))
        made.append(run(Words(_("页，共"), look)))
        made.append(field("NUMPAGES", look))
        made.append(run(Words(_("页"), look)))
        return made

    def begin(self, table: Table) -> None:
        """Title, what is shown, and what must be known before anything is compared."""
        title = self.about.title or str(table.title)
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = visible(title)[:255], "", ""
        properties.created = properties.modified = datetime.combine(self.about.exported_on, time())
        self.add(paragraph([Words(title, TITLE)], align="center", after=4))
        said = self.about.said or str(table.said)
        self.add(paragraph([Words(said, TEXT.but(colour=GREY))], align="center", after=4))
        for notice in self.about.notices:
            self.add(paragraph([Words(notice, TEXT.but(colour=WARNING))], align="center", after=4))

    def summary(self, sentences: Sequence[str]) -> None:
        """What the tables come to, a numbered sentence each."""
        self.heading(_("摘要"))
        for number, sentence in enumerate(sentences, start=1):
            self.add(paragraph([Words(f"{number}. ", TEXT), Words(sentence, TEXT)], after=2))

    def heading(self, words: str) -> None:
        """A line above a part."""
        self.add(paragraph([Words(words, HEADING)], before=8, after=4, with_next=True))

    def table(self, table: Table, columns: tuple[Column, ...]) -> None:
        """The rows under these columns."""
        self.add(WordTable(replace(table, columns=columns), self.paper, self.link).made())

    def end(self, table: Table) -> None:
        """Sources, notes, how to cite it: behind the table, so that the table begins on the first page."""
        if self.about.sources:
            self.heading(_("所列的文件"))
            for number, source in enumerate(self.about.sources, start=1):
                link = self.link(source.address)
                words = Words(source.citation, SMALL.but(colour=ACCENT) if link else SMALL, link)
                self.add(paragraph([Words(f"{number}. ", SMALL), words]))
        self.heading(_("说明"))
        for label, note in self._notes(table):
            self.add(paragraph([Words(f"{label}　", SMALL.but(bold=True)), Words(note, SMALL)], after=1))

    def _notes(self, table: Table) -> Iterator[tuple[str, str]]:
        """What is not said above the table already, the lines of one label together."""
        known = (_("内容"), _("可比性"), _("文件"))
        together: dict[str, list[str]] = {}
        for label, words in self.about.lines(said=str(table.said), rows=len(table.rows)):
            if label not in known:
                together.setdefault(label, []).append(words)
        yield from ((label, "".join(several)) for label, several in together.items())
        yield from ((_("说明"), str(note)) for note in table.notes)

    def link(self, address: str) -> str | None:
        """The key of a relationship to this address, seen from the page; nothing for what is no page of the web."""
        if not address:
            return None
        address = urljoin(self.about.address, address)
        if not address.startswith(FOLLOWED) or address != visible(address):
            return None
        if address not in self.links:
            relate = self.document.part.relate_to
            self.links[address] = relate(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self.links[address]

    def add(self, made: Any) -> None:
        """Put an element at the end."""
        appended(self.body, made)

    def saved(self) -> bytes:
        """The bytes of the file."""
        stream = io.BytesIO()
        package = self.document.part.package
        for part in package.parts:
            part.before_marshal()
        PackageWriter.write(stream, package.rels, package.parts)
        return stream.getvalue()


def _speak_chinese(document: Any) -> None:
    """Tell Word that the text is Chinese: where lines may break, which font stands for what has none."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in [*defaults.findall(qn("w:lang")), *defaults.findall(qn("w:rFonts"))]:
        defaults.remove(old)
    defaults.insert(0, element("w:rFonts", ascii="Times New Roman", hAnsi="Times New Roman", eastAsia="宋体"))
    defaults.append(element("w:lang", val="zh-CN", eastAsia="zh-CN"))


def _part_words(number: int, columns: tuple[Column, ...]) -> str:
    first_lines = dict.fromkeys(str(column.heading).split("\n", maxsplit=1)[0] for column in columns)
    names = "、".join(first_lines)
    return _("第%(number)d部分：%(names)s") % {"number": number, "names": names}
