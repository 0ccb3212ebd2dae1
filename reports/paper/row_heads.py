"""Says in a PDF that the first cell of each row of a table is the heading of its row.

typst writes it by itself where its feature `a11y-extras` is on, which its Python package cannot ask for yet: so the
structure that it wrote is changed here, and the table of objects at the end of the file is made anew. A cell then
says no more by which column's heading it stands: readers find both headings by their scope.
"""

import re

_END = re.compile(rb"startxref\n(\d+)\n%%EOF\s*$")
_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_ENTRY = 20  # bytes
_ROW = re.compile(rb"\d+ 0 obj\n<</Type/StructElem/S/TR/P \d+ 0 R/K\[(\d+ 0 R(?: \d+ 0 R)+)\]")
_DATA = b"/Type/StructElem/S/TD/"
_HEADERS = re.compile(rb"/Headers\[[^\]]*\]")


def with_row_heads(pdf: bytes) -> bytes:
    """The file as typst wrote it, with a heading to each row of data; a row of one cell has none."""
    end = _END.search(pdf, max(0, len(pdf) - 64))
    table = _TABLE.match(pdf, int(end[1])) if end else None
    if end is None or table is None:
        raise ValueError("typst wrote its table of objects in another way")
    at, first = table.start(), table.end()
    entries = (first + number * _ENTRY for number in range(int(table[1])))
    places = [int(pdf[entry : entry + 10]) for entry in entries]
    in_order = sorted(range(1, len(places)), key=places.__getitem__)
    ends = [*(places[number] for number in in_order[1:]), at]
    objects = {number: pdf[places[number] : until] for number, until in zip(in_order, ends, strict=True)}
    for row in [found for one in objects.values() if (found := _ROW.match(one))]:
        heading, *others = (int(key) for key in re.findall(rb"(\d+) 0 R", row[1]))
        if _DATA in objects[heading]:
            objects[heading] = (
                objects[heading].replace(b"/S/TD/", b"/S/TH/", 1).replace(b"/O/Table", b"/O/Table/Scope/Row", 1)
            )
            for other in others:
                objects[other] = _HEADERS.sub(b"", objects[other], count=1)
    trailer = pdf[first + len(places) * _ENTRY : end.start()]
    return _written(pdf[: places[in_order[0]]], objects, trailer)


def _written(begin, objects, trailer):
    parts, at, places = [begin], len(begin), {}
    for number, content in objects.items():
        places[number] = at
        parts.append(content)
        at += len(content)
    entries = [b"0000000000 65535 f\r\n", *(b"%010d 00000 n\r\n" % places[number] for number in sorted(places))]
    parts += [b"xref\n0 %d\n" % len(entries), *entries, trailer, b"startxref\n%d\n%%%%EOF" % at]
    return b"".join(parts)
