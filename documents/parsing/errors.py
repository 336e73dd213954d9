"""The ways a file can fail to be a policy document: a stable code for each, and a sentence for the person who sent it."""

from __future__ import annotations

from types import MappingProxyType

SENTENCES = MappingProxyType(
    {
        # The file as a whole
        "file_unavailable": "文件打不开（{reason}）。请检查路径和权限",
        "too_large": "文件超过 {limit} MB。请拆分后再读",
        "too_long": "文字超过 {limit} 字。请拆分后再读",
        "empty": "文件里没有文字。请检查文件是否完整",
        "damaged": "文件结构已损坏，读不出来。请重新下载，或用原来的软件打开后另存再读",
        "encrypted": "文件设有密码。请去掉密码再读",
        "binary": "这是二进制文件，不是文本。请另存为 .docx 或 UTF-8 编码的 .txt 再读",
        "unknown_encoding": "看不出文字编码，按最接近的 {encoding} 读仍有乱码。请另存为 UTF-8 编码的 .txt 再读",
        # Kinds that are not read
        "legacy_doc": "这是旧版 Word（.doc）或 WPS 文件。请用 Word 或 WPS 打开，另存为 .docx 再读",
        "rtf": "这是 RTF 文件。请用 Word 或 WPS 打开，另存为 .docx 再读",
        "ofd": "这是 OFD 版式文件。请用 OFD 阅读器打开，另存为带文字层的 PDF，或复制文字存为 .txt 再读",
        "odt": "这是 OpenDocument 文件。请另存为 .docx 再读",
        "macro_document": "这是带宏的 Word 文件（.docm）。请另存为 .docx 再读",
        "spreadsheet": "这是 Excel 表格，不是文件正文。请把正文另存为 .docx 或 .txt 再读",
        "presentation": "这是演示文稿，不是文件正文。请把正文另存为 .docx 或 .txt 再读",
        "mht": "这是单个文件网页（.mht）。请用浏览器打开，另存为 .html 再读",
        "image": "这是图片，没有文字。请先做文字识别，校对后存为 .docx 或 .txt 再读",
        "xml_data": "这是 XML 数据，不是文件正文。请把正文另存为 .docx 或 .txt 再读",
        "other_archive": "这是 RAR、7z 或 gzip 压缩包。请解压，或改用 ZIP 再读",
        "zip_archive": "这是 ZIP 压缩包。请解压后逐个读，或用 load_documents 载入",
        # ZIP archives, and the packages that Word files are
        "damaged_archive": "压缩结构已损坏，打不开。请重新下载，或用原来的软件打开后另存再读",
        "too_many_members": "内含文件超过 {limit} 个。请拆分后再读",
        "expanded_too_large": "解压后超过 {limit} MB。请拆分后再读",
        "ratio": "压缩比超过 {limit} 倍，可能是解压炸弹。请解压后再读",
        "overlap": "压缩包内的文件互相重叠，可能是解压炸弹。请重新压缩再读",
        "too_deep": "压缩包套压缩包超过 {limit} 层。请解压后再读",
        "link_inside": "压缩包里有指向别处的链接。请去掉链接再读",
        "compression_method": "压缩方法不是常用的 Deflate。请用普通 ZIP 重新压缩再读",
        # Word files
        "doctype_refused": "文件内部有 DOCTYPE 声明，Word 不会写出这样的文件，可能有害。请用 Word 打开后另存再读",
        "include_refused": "文件内部有 XInclude 引用，Word 不会写出这样的文件，可能有害。请用 Word 打开后另存再读",
        "xml_encoding_refused": "文件内部的 XML 不是 UTF-8 或 UTF-16 编码，Word 不会写出这样的文件，可能有害。请用 Word 打开后另存再读",
        "remote_template": "文件引用网络上的模板，可能有害。请在 Word 中换用本机模板，另存为 .docx 再读",
        "embedded_document": "文件内嵌别的文件，其中文字读不到。请用 Word 打开，待文字显示后另存为 .docx 再读",
        "word_without_text": "文件里没有文字，可能只有图片。请先做文字识别，校对后存为 .docx 或 .txt 再读",
        # Web pages
        "too_many_elements": "网页标签超过 {limit} 个。请在浏览器中打开，复制正文存为 .txt 再读",
        "nested_too_deep": "标签嵌套过深或文字过长。请打开后复制正文，存为 .txt 再读",
        "damaged_page": "网页结构读不出来。请在浏览器中打开，复制正文存为 .txt 再读",
        "page_without_text": "网页里没有文字，正文可能由脚本载入。请在浏览器中打开，复制正文存为 .txt 再读",
        # PDFs
        "damaged_pdf": "PDF 已损坏，打不开。请重新下载，或另存为 .docx 再读",
        "too_many_pages": "页数超过 {limit} 页。请拆分后再读",
        "page_too_dense": "一页文字超过 {limit} 字。请拆分后再读",
        "no_text_layer": "这份 PDF 没有文字层，是扫描件。请先做文字识别（OCR），校对后存为 .docx 或 .txt 再读",
        "garbled_fonts": "这份 PDF 的字体没有编码对照，读出来是乱码。请先做文字识别（OCR），或向来源索取 .docx 再读",
        # Readable, but no policy document
        "not_a_policy": "没有读到政策文件的标题、文号、落款或编号章节。请确认这是政策文件的正文，而不是新闻或表格",
        "not_chinese": "文中汉字不足两成，目前只读中文。请换用政策文件的中文本",
        # The parser was stopped
        "parser_timeout": "解析用时超过上限，已停止，文件可能过大或结构异常。请拆分，或另存为 .txt 再读",
        "parser_memory": "解析所需内存超过上限，已停止，文件可能过大或结构异常。请拆分，或另存为 .txt 再读",
        "parser_crash": "解析时意外中止，文件可能已损坏。请用原来的软件打开后另存再读",
        "parser_fault": "解析规则出错，已跳过。请查看日志，并把文件交给维护者",
    }
)
"""Every code with its sentence: what is wrong, and what to do. Codes are kept; sentences may become better."""


class ParsingError(Exception):
    """Base of all refusals: `code` is a key of SENTENCES, the message its sentence behind the name of the file.

    Example: str(EmptyFile("empty", name="空.txt")) is 空.txt：文件里没有文字。请检查文件是否完整.
    """

    def __init__(self, code: str, *, name: str, **details: str | int) -> None:
        super().__init__(f"{name}：{SENTENCES[code].format(**details)}")
        self.code = code
        self.name = name
        self.details = details

    @property
    def coded(self) -> str:
        """The message on one line, with its code at the end: what the commands print."""
        return f"{' '.join(str(self).split())}（代码 {self.code}）"


class UnreadableFile(ParsingError):
    """The file cannot be opened, is too large, or is of a kind that is not read."""


class EmptyFile(ParsingError):
    """The file holds no text."""


class UnknownEncoding(ParsingError):
    """The bytes are no text in any encoding that could be told with confidence."""


class NotAPolicy(ParsingError):
    """The text is readable but shows no sign of a policy document."""


class ParserStopped(UnreadableFile):
    """The child process that parsed was stopped: the code says by what (parser_timeout, parser_memory …)."""


CLASSES: MappingProxyType[str, type[ParsingError]] = MappingProxyType(
    {kind.__name__: kind for kind in (UnreadableFile, EmptyFile, UnknownEncoding, NotAPolicy, ParserStopped)}
)
"""The classes by name, so that a refusal can be made again on the other side of a process."""
