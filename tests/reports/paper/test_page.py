"""A paper as part of a page: sound HTML that says what the paper says."""

import html5lib
import pytest
from django.template.loader import render_to_string
from django.utils import translation

from reports.paper.samples import long_paper, sample_paper
from tests.reports.paper import papers


def drawn(paper, **context):
    with translation.override(paper.language):
        part = render_to_string("reports/paper/paper.html", {"paper": paper, **context})
    page = f'<!doctype html><html lang="en"><head><title>x</title></head><body>{part}</body></html>'
    return html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False).parse(page)


def found(tree, tag, **attributes):
    names = {key.strip("_").replace("_", "-"): value for key, value in attributes.items()}
    return [
        one
        for one in tree.iter()
        if str(one.tag).split("}")[-1] == tag and all(one.get(key) == value for key, value in names.items())
    ]


def text(element):
    return " ".join("".join(element.itertext()).split())


def test_headings_begin_below_the_title_and_the_contents_lead_to_them():
    tree = drawn(papers.every_block())
    assert [text(one) for one in found(tree, "h1")] == ["Progress report"]
    assert [text(one) for one in found(tree, "h2")] == ["Introduction", "Activities", "Annex"]
    assert [text(one) for one in found(tree, "h3")] == ["Of the Programme"]
    ids = {one.get("id") for one in tree.iter()}
    contents = found(tree, "nav")[0]
    assert [text(one) for one in found(contents, "a")] == ["Introduction", "Activities", "Of the Programme", "Annex"]
    assert all(one.get("href")[1:] in ids for one in found(tree, "a") if one.get("href").startswith("#"))


def test_the_title_can_be_left_to_the_page():
    assert not found(drawn(papers.every_block(), untitled=True), "h1")


def test_paragraphs_have_their_numbers_and_can_be_linked_to():
    tree = drawn(papers.every_block())
    assert text(found(tree, "p", id="p2")[0]) == "2. Second: the list strong"
    assert found(tree, "a", href="#p3", aria_label="Paragraph 3.")


def test_tables_have_captions_heads_and_rows_named_by_their_first_cell():
    region = found(drawn(papers.every_block()), "div", aria_labelledby="table-1")[0]
    assert text(found(region, "caption")[0]) == "Table 1. Countries"
    assert region.get("tabindex") == "0"
    assert [text(one) for one in found(region, "th", scope="col")] == ["Country", "Activities"]
    assert [text(one) for one in found(region, "th", scope="row")] == ["Serbia", "Albania", "Total"]


def test_a_figure_has_its_words_its_table_and_its_file():
    tree = drawn(papers.every_block())
    picture = found(tree, "div", role="img")[0]
    assert picture.get("aria-label") == "Most in the second row."
    assert text(found(tree, "figcaption")[0]) == "Figure 1. Activities per year"
    assert found(tree, "div", aria_labelledby="figure-1-table")
    assert found(tree, "a", href="/en/activities-by-year.csv")


def test_an_empty_chart_is_a_sentence():
    tree = drawn(papers.paper(papers.figure(papers.bars((0,)))))
    assert not found(tree, "div", role="img")
    assert "there is nothing to draw" in text(tree if hasattr(tree, "itertext") else tree.getroot())


def test_other_languages_are_marked():
    tree = drawn(papers.every_block())
    assert [text(one) for one in found(tree, "span", lang="fr")] == ["en français"]
    assert found(tree, "article", lang="en")


def test_texts_that_try_to_be_more_are_text():
    tree = drawn(papers.hostile())
    assert not found(tree, "script")
    whole = "".join(tree.itertext() if hasattr(tree, "itertext") else tree.getroot().itertext())
    for one in papers.HOSTILE:
        assert one in whole
    assert papers.LONG_WORD in whole
    assert not any(character in whole for character in "\x00\x01\x0b")
    assert not [one for one in tree.iter() if one.get("style")]


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_samples_are_sound(language):
    drawn(sample_paper(language))
    assert len(long_paper(language).blocks) > 100
