"""How a Word file of the portal looks: styles with language, numbering, and nothing set on single paragraphs."""

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt, RGBColor, Twips

from reports.paper.word_xml import WIDTHS, counted_by, element, name, numbering

LANGUAGES = {"en": "en-GB", "fr": "fr-FR", "ru": "ru-RU"}
FONT = "Times New Roman"  # Word, LibreOffice and UN documents have it, or one of the same widths
INK, SOFT, BRAND = RGBColor(0x14, 0x21, 0x2B), RGBColor(0x4B, 0x5B, 0x67), RGBColor(0x0B, 0x54, 0x78)
NUMBERED, BULLETED, ORDERED = 101, 102, 103  # far from those of the template
HANGING = 624  # twentieths of a point: 11 mm

TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="PaperTable">
  <w:name w:val="Paper table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
  <w:tblPr><w:tblBorders>
    <w:top w:val="single" w:sz="8" w:color="14212B"/><w:bottom w:val="single" w:sz="8" w:color="14212B"/>
    <w:insideH w:val="single" w:sz="4" w:color="D3DCE2"/></w:tblBorders>
    <w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>
      <w:bottom w:w="60" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>
    <w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="6" w:color="14212B"/></w:tcBorders>
      <w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
  <w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr>
</w:style>
"""


def set_styles(document, language):
    lang = LANGUAGES[language]
    styles = document.styles
    defaults = styles.element.find(f".//{name('w:rPrDefault')}/{name('w:rPr')}")
    for one in list(defaults):
        defaults.remove(one)
    defaults.append(element("w:rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT))
    defaults.append(element("w:color", val="14212B"))
    defaults.append(element("w:sz", val=22))
    defaults.append(element("w:szCs", val=22))
    defaults.append(element("w:lang", val=lang, eastAsia=lang, bidi=lang))
    theme = document.settings.element.find(name("w:themeFontLang"))
    if theme is not None:
        document.settings.element.remove(theme)

    normal = _paragraph(styles, "Normal", size=11, after=7, spacing=1.15)
    normal.font.name = FONT
    _paragraph(styles, "Title", size=24, bold=True, after=6, spacing=1.05, keep=True)
    _paragraph(styles, "Subtitle", size=13, color=SOFT, after=16)
    for level, (size, before) in enumerate(((16, 26), (13, 18), (11.5, 14), (11, 12), (11, 12), (11, 12)), start=1):
        _paragraph(styles, f"Heading {level}", size=size, bold=True, before=before, after=8, spacing=1.05, keep=True)
    _paragraph(styles, "Caption", size=10, bold=True, before=12, after=5, spacing=1.05, keep=True)
    _paragraph(styles, "Figure caption", base="Caption", before=4, after=8)
    _paragraph(styles, "Picture", after=0, before=10, keep=True)
    _paragraph(styles, "Numbered paragraph", numbered=NUMBERED)
    _close(_paragraph(styles, "Bulleted", numbered=BULLETED))
    _close(_paragraph(styles, "Ordered", numbered=ORDERED))
    _paragraph(styles, "Table text", size=9.5, after=0, spacing=1.0)
    _paragraph(styles, "Table number", base="Table text").paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _paragraph(styles, "Table note", size=9, color=SOFT, before=4, after=12)
    fact = _paragraph(styles, "Fact", after=5)
    fact.paragraph_format.left_indent, fact.paragraph_format.first_line_indent = Mm(52), Mm(-52)
    fact.paragraph_format.tab_stops.add_tab_stop(Mm(52))
    _paragraph(styles, "Table end", size=4, after=8, spacing=1.0)
    note = _paragraph(styles, "Note", size=10, before=8, after=12)
    _framed(note, left=("24", "6F808C"), fill="F2F5F7")
    note.paragraph_format.left_indent = Mm(3)
    mark = _paragraph(styles, "Mark", size=12, bold=True, after=18)
    _framed(mark, left=("12", "14212B"), top=("12", "14212B"), bottom=("12", "14212B"), right=("12", "14212B"))
    mark.paragraph_format.left_indent, mark.paragraph_format.right_indent = Mm(3), Mm(105)
    _paragraph(styles, "Contents heading", size=13, bold=True, before=20, after=6, keep=True)
    for level in range(1, 4):
        entry = _paragraph(styles, f"TOC {level}", size=10.5, after=2, before=5 if level == 1 else 0)
        entry.paragraph_format.left_indent = Mm(6 * (level - 1))
        entry.paragraph_format.tab_stops.add_tab_stop(Twips(WIDTHS[False]), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    _paragraph(styles, "Footer", size=9, color=SOFT, after=0).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _paragraph(styles, "Header", size=9, color=SOFT, after=0)
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = BRAND, True
    term = styles.add_style("Term", WD_STYLE_TYPE.CHARACTER)
    term.font.color.rgb = SOFT
    styles.element.append(parse_xml(TABLE_STYLE))
    _set_numbering(document)


def _paragraph(
    styles,
    title,
    *,
    base="",
    size=0,
    bold=None,
    color=None,
    before=None,
    after=None,
    spacing=0.0,
    keep=None,
    numbered=0,
):
    try:
        style = styles[title]
    except KeyError:
        style = styles.add_style(title, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[base or "Normal"]
    # What the template says of its letters would else shine through.
    for tag in ("w:rPr", "w:pPr"):
        for old in style.element.findall(name(tag)):
            style.element.remove(old)
    font, format = style.font, style.paragraph_format
    font.bold = bold
    if size:
        font.size = Pt(size)
    if color is not None:
        font.color.rgb = color
    if before is not None:
        format.space_before = Pt(before)
    if after is not None:
        format.space_after = Pt(after)
    if spacing:
        format.line_spacing = spacing
    format.keep_with_next = keep
    if title.startswith("Heading"):
        properties = style.element.get_or_add_pPr()
        properties.append(element("w:outlineLvl", val=int(title[-1]) - 1))
    if numbered:
        properties = style.element.get_or_add_pPr()
        number = element("w:numPr", element("w:numId", val=numbered))
        properties.insert(0, number)
    return style


def _close(style):
    """No space between paragraphs of the same style."""
    style.element.get_or_add_pPr().append(element("w:contextualSpacing"))


def _framed(style, *, fill="", **sides):
    borders = element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            size, color = sides[side]
            borders.append(element(f"w:{side}", val="single", sz=size, space=6, color=color))
    properties = style.element.get_or_add_pPr()
    spacing = properties.find(name("w:spacing"))
    spacing.addprevious(borders)
    if fill:
        spacing.addprevious(element("w:shd", val="clear", color="auto", fill=fill))


def _set_numbering(document):
    root = document.part.numbering_part.element
    for old in list(root):
        root.remove(old)
    root.append(numbering(NUMBERED, "decimal", "%1.", left=0, hanging=0))
    root.append(numbering(BULLETED, "bullet", "•", left=HANGING + 340, hanging=340))
    root.append(numbering(ORDERED, "decimal", "%1.", left=HANGING + 340, hanging=340))
    for number in (NUMBERED, BULLETED, ORDERED):
        root.append(counted_by(number, number))
    return root
