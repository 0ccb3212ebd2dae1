"""What people write in Markdown, as blocks."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.paper.blocks import Facts, Figure, Heading, Items, Note, Paper, Paragraph, Run, Table
from reports.paper.markdown import blocks_of


def read(text, language="en", level=1):
    return blocks_of(text, language=language, level=level, key_prefix="part")


def words(line):
    return "".join(run.text for run in line)


def text_of(block):
    match block:
        case Heading():
            return block.text
        case Paragraph() | Note():
            return words(block.line)
        case Items():
            return "\n".join(map(words, block.items))
        case Table():
            rows = [" ".join(map(words, row)) for row in block.rows]
            return "\n".join([" ".join(column.title for column in block.columns), *rows])
        case Facts() | Figure():
            raise AssertionError("Markdown makes none")


def test_paragraphs_are_numbered_and_keep_emphasis():
    (block,) = read("Plain *leaning **both*** and `code`\nnext line")
    assert block.is_numbered
    assert block.line == (
        Run("Plain ", lang="en"),
        Run("leaning ", lang="en", emphasis=True),
        Run("both", lang="en", emphasis=True, strong=True),
        Run(" and code next line", lang="en"),
    )


@pytest.mark.parametrize("address", ["https://unece.org/", "http://unece.org/", "mailto:a@unece.org", "/en/countries/"])
def test_links_that_lead_somewhere_safe_stay(address):
    (block,) = read(f"[here]({address})")
    assert block.line == (Run("here", lang="en", url=address),)


@pytest.mark.parametrize("address", ["ftp://unece.org/", "//evil.test/", "relative", "data:text/html,x"])
def test_other_links_are_their_words_and_their_address(address):
    (block,) = read(f"[here]({address})")
    assert not any(run.url for run in block.line)
    assert words(block.line).startswith(("here (", "[here]("))


def test_a_script_as_a_link_stays_the_text_that_it_is():
    (block,) = read("[here](javascript:alert)")
    assert block.line == (Run("[here](javascript:alert)", lang="en"),)


def test_headings_stand_below_the_one_above_and_skip_no_level():
    blocks = read("# One\n\n### Deep\n\n## Two\n\n# Three", level=2)
    assert [(one.text, one.level, one.key) for one in blocks] == [
        ("One", 3, "part-1"),
        ("Deep", 4, "part-2"),
        ("Two", 4, "part-3"),
        ("Three", 3, "part-4"),
    ]
    Paper.of([Heading("a", "a"), Heading("b", "b", 2), *blocks], language="en", title="", running="")


def test_no_heading_is_deeper_than_a_page_knows():
    assert [one.level for one in read("# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5\n\n###### 6")] == [2, 3, 4, 5, 5, 5]


def test_lists_within_lists_are_flattened_with_a_mark():
    (block,) = read("- one\n  - within\n    1. deep\n- two\n\n  more of two")
    assert [words(item) for item in block.items] == ["one", "– within", "1) deep", "two more of two"]
    assert not block.is_ordered


def test_a_list_that_begins_elsewhere_keeps_its_numbers():
    assert [words(item) for item in read("3. three\n4. four")[0].items] == ["3) three", "4) four"]
    assert read("1. one\n2. two")[0].is_ordered


def test_quotes_are_notes_and_html_is_text():
    assert read("> quoted") == (Note((Run("quoted", lang="en"),)),)
    assert text_of(read("<b onclick=x>bold</b>")[0]) == "<b onclick=x>bold</b>"


def test_pictures_are_their_alternative_text():
    assert text_of(read("![what it *shows*](https://evil.test/x.png)")[0]) == "what it shows"


def test_tables_are_tables():
    (block,) = read("| Country | Number |\n|---|---:|\n| Serbia | 12 |")
    assert [(one.title, one.is_number) for one in block.columns] == [("Country", False), ("Number", True)]
    assert [list(map(words, row)) for row in block.rows] == [["Serbia", "12"]]


def test_what_is_nested_without_end_is_plain_text():
    blocks = read("> " * 200 + "deep\n\nafter")
    assert text_of(blocks[-1]) == "after"
    assert "deep" in text_of(blocks[0])


def test_null_characters_are_left_out():
    assert text_of(read("a\x00b")[0]) == "ab"


PIECES = [
    "# ",
    "- ",
    "1. ",
    "> ",
    "**",
    "*",
    "`",
    "[",
    "](",
    ")",
    "!",
    "|",
    "\n",
    "\n\n",
    "    ",
    "<b>",
    "---",
    "~",
    "_",
    "```",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.from_regex(r"[a-zа-я]{1,6} ?", fullmatch=True), max_size=40).map("".join))
def test_whatever_is_written_no_word_is_lost(text):
    blocks = read(text)
    told = " ".join(
        text_of(block) + " " + " ".join(run.url for run in getattr(block, "line", ()) if run.url) for block in blocks
    )
    for word in re.findall(r"[a-zа-я]+", re.sub("[^a-zа-я]+", " ", text)):
        assert word in re.sub("[^a-zа-я]+", "", told) or word in told
    Paper.of([Heading("above", "above"), *blocks], language="en", title="", running="")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_nothing_that_is_written_raises(text):
    read(text)
