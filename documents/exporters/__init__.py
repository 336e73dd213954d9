"""A table as a file: CSV, Excel, Word, JSON, Markdown; each complete, inert, and saying where it comes from."""

from documents.exporters.about import About, Source
from documents.exporters.as_csv import csv_lines, to_csv
from documents.exporters.as_docx import to_docx
from documents.exporters.as_json import to_json
from documents.exporters.as_markdown import to_markdown
from documents.exporters.as_xlsx import to_xlsx
from documents.exporters.formats import BREAKDOWN, CSV, FORMATS, XLSX, Download, Format, downloads
from documents.exporters.large import LARGE, LargeTable
from documents.exporters.texts import CELL_LIMIT, inert

__all__ = [
    "BREAKDOWN",
    "CELL_LIMIT",
    "CSV",
    "FORMATS",
    "LARGE",
    "XLSX",
    "About",
    "Download",
    "Format",
    "LargeTable",
    "Source",
    "csv_lines",
    "downloads",
    "inert",
    "to_csv",
    "to_docx",
    "to_json",
    "to_markdown",
    "to_xlsx",
]
