"""Components by what people notice: the words, the language they are marked with, where links lead."""

import re
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from programme.dates import PartialDate
from programme.models import Claim, Document, DocumentVersion, Sureness, TextMark
from programme.punctuation import enumerated, labelled
from programme.style_guide import Rows, SampleForm


def shown(source, language="en", address=None, **context):
    """What a template gives in a language, spaces set right."""
    with translation.override(language):
        if address:
            request = RequestFactory().get(address)
            text = Template(source).render(RequestContext(request, context))
        else:
            text = Template(source).render(Context(context))
    return re.sub(r"\s+", " ", text).strip()


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def record(**fields):
    return SimpleNamespace(**{"title_en": "", "title_fr": "", "title_ru": ""} | fields)


# Texts in languages


def test_text_in_the_language_of_the_page_bears_no_mark():
    assert shown('{% translated record "title" %}', "fr", record=record(title_fr="Atelier")) == "Atelier"


def test_text_of_another_language_says_so_and_is_marked_for_screen_readers():
    html = shown('{% translated record "title" %}', "fr", record=record(title_en="Workshop"))
    assert html.startswith('<span lang="en">Workshop</span>')
    assert words(html).startswith("Workshop (")


def test_title_that_nobody_translated_is_shown_as_published():
    only = record(published_title="Workshop", published_language="en")
    assert shown('{% translated record "title" %}', "en", record=only) == "Workshop"
    assert shown('{% translated record "title" %}', "ru", record=only).startswith('<span lang="en">Workshop</span>')


def test_published_title_in_the_language_of_the_page_comes_before_another_language():
    both = record(title_fr="Atelier", published_title="Workshop", published_language="en")
    assert shown('{% translated record "title" %}', "en", record=both) == "Workshop"


def test_missing_text_shows_nothing():
    assert shown('{% translated record "title" %}', record=record()) == ""


@pytest.mark.parametrize("field", ["title_en", "title_ru"])
def test_text_is_escaped_in_any_language(field):
    html = shown(
        '{% translated record "title" mark=True %}', record=record(**{field: "<script>alert(1)</script> & co"})
    )
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in html
    assert "<script" not in html


def test_our_translation_says_so_only_when_asked():
    mark = TextMark(field="title", language="en", mark=TextMark.Mark.TRANSLATION)
    ours = record(title_en="Workshop", text_marks=[mark])
    assert words(shown('{% translated record "title" mark=True %}', record=ours)) == "Workshop (our translation)"
    assert shown('{% translated record "title" %}', record=ours) == "Workshop"


def test_mark_of_another_language_or_field_is_not_shown():
    marks = [
        TextMark(field="title", language="fr", mark=TextMark.Mark.TRANSLATION),
        TextMark(field="city", language="en", mark=TextMark.Mark.TRANSLATION),
        TextMark(field="title", language="en", mark=TextMark.Mark.OFFICIAL),
    ]
    official = record(title_en="Workshop", text_marks=marks)
    assert shown('{% translated record "title" mark=True %}', record=official) == "Workshop"


def test_plain_text_has_no_markup():
    assert shown('{{ record|plainly:"title" }}', "fr", record=record(title_en="A & B")) == "A &amp; B"


def test_country_name_is_marked_with_its_language():
    country = SimpleNamespace(name_en="Serbia", name_fr="", name_ru="")
    assert shown("{% country_name country %}", "ru", country=country).startswith('<span lang="en">Serbia</span>')


# Dates


def test_single_day_is_a_moment():
    day = PartialDate(2021, 11, 30)
    assert shown("{% dates a b %}", a=day, b=day) == '<time datetime="2021-11-30">30 November 2021</time>'


def test_month_is_never_shown_as_a_day():
    month = PartialDate(2017, 12)
    html = shown("{% dates a b %}", a=month, b=month)
    assert html == '<time datetime="2017-12">December 2017</time>'


def test_interval_is_written_as_people_do():
    start, end = PartialDate(2021, 11, 30), PartialDate(2021, 12, 1)
    assert shown("{% dates a b %}", a=start, b=end) == "30 November – 1 December 2021"


def test_half_known_interval_says_which_half():
    assert shown("{% dates a b %}", a=None, b=PartialDate(2019, 5)) == "until May 2019"


def test_unknown_date_says_so():
    assert words(shown("{% dates a b %}", a=None, b=None)) == "date not stated"
    assert words(shown("{% partial_date a %}", a=None)) == "date not stated"
    assert shown('{% partial_date a "" %}', a=None) == ""


# Punctuation


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Former name: Swaziland; Ngwane"), ("fr", "Former name\u00a0: Swaziland\u00a0; Ngwane")],
)
def test_colon_and_semicolon_stand_as_the_language_sets_them(language, said):
    source = "{{ label }}{% colon %}{{ first }}{% semicolon %}{{ second }}"
    with translation.override(language):
        html = Template(source).render(Context({"label": "Former name", "first": "Swaziland", "second": "Ngwane"}))
        assert labelled("Former name", enumerated(["Swaziland", "Ngwane"])) == said
    assert html == said


def test_templates_leave_colons_after_values_to_the_language():
    """Within a message the translator sets them; between two values the tags `colon` and `semicolon` do."""
    bare = re.compile(r"[}%]\}(</\w+>)?[:;](\s|</)|>[:;] \{[{%]")
    message = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}|{#.*?#}|{% translate .*?%}", re.DOTALL)
    found = []
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.html")):
        if bare.search(message.sub("{%%}", path.read_text())):
            found.append(path.name)
    assert found == []


# Searching


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Workshop in Chișinău", "chisinau", ["Chișinău"]),
        ("Семинар в Сербии", "сербия", ["Серб"]),
        ("Safety report, safety REPORTS", "report", ["report", "REPORT"]),
        ("One two three", "three one", ["One", "three"]),
        ("Nothing here", "", []),
        ("Nothing here", "absent", []),
        ("ECE/CP.TEIA/38", "teia", ["TEIA"]),
    ],
)
def test_highlight_marks_what_the_search_found(text, query, found):
    html = shown("{% highlight text query %}", text=text, query=query)
    assert re.findall("<mark>(.*?)</mark>", html) == found
    assert words(html) == text


def test_highlight_escapes_around_and_inside_what_it_found():
    html = shown("{% highlight text query %}", text="<b>bold</b> & more", query="bold")
    assert html == "&lt;b&gt;<mark>bold</mark>&lt;/b&gt; &amp; more"


# Sources and sureness


def source(**fields):
    document = Document(slug="introduction", title_en="Introduction page")
    return Claim(**{"source": document, "source_locator": "line 2"} | fields)


def test_source_names_document_place_and_date():
    html = shown('{% include "components/source.html" with fact=fact only %}', fact=source(as_of=PartialDate(2024, 2)))
    assert words(html) == "Source: Introduction page, line 2, as of February 2024"
    assert 'href="/en/documents/introduction/"' in html


def test_source_quotes_what_is_printed_and_escapes_it():
    html = shown('{% include "components/source.html" with fact=fact only %}', fact=source(source_text="A <b> B"))
    assert "<blockquote" in html
    assert "A &lt;b&gt; B" in html


def test_fact_without_source_says_so():
    html = shown('{% include "components/source.html" with fact=fact only %}', fact=source(source=None))
    assert words(html) == "No source recorded"


@pytest.mark.parametrize("sureness", [one for one in Sureness if one != Sureness.OFFICIAL])
@pytest.mark.django_db
def test_doubt_is_said_in_words_and_leads_to_its_meaning(sureness):
    template = '{% include "components/sureness.html" with sureness=key label=label only %}'
    html = shown(template, key=sureness.value, label=sureness.label)
    assert str(sureness.label) in words(html)
    assert f'href="#sureness-{sureness.value}"' in html
    legend = shown('{% include "components/footer.html" %}', address="/en/")
    assert f'id="sureness-{sureness.value}"' in legend


def test_official_fact_bears_no_mark():
    template = '{% include "components/sureness.html" with sureness="official" label="official" only %}'
    assert shown(template) == ""


def test_field_source_shows_what_each_source_says_of_the_field():
    claims = {"city": [source(value="Prague", sureness="secondary")], "start": []}
    activity = SimpleNamespace(sources_of=claims.get)
    assert words(shown('{% field_source activity "city" %}', activity=activity)) == (
        "Introduction page, line 2: Prague How sure: from a secondary source"
    )
    assert shown('{% field_source activity "start" %}', activity=activity) == ""


# States


def test_phase_is_open_where_sources_disagree_and_unstated_where_none_speaks():
    template = '{% include "components/phase.html" with entry=None conflict=conflict only %}'
    assert words(shown(template, conflict=True)) == "To be confirmed: sources disagree"
    assert words(shown(template, conflict=False)) == "Phase not stated"


def test_status_that_is_not_known_says_so():
    assert words(shown('{% include "components/status.html" with status="" label="" only %}')) == "Status not stated"


# Documents


def test_language_versions_tell_link_not_available_and_unknown_apart():
    versions = [
        DocumentVersion(language="en", availability="available", url="https://unece.org/a?b=1&c=2"),
        DocumentVersion(language="fr", availability="not-available"),
    ]
    document = record(title_en="A & B", versions=Rows(versions))
    html = shown('{% include "components/language_versions.html" with document=document only %}', document=document)
    assert [words(item) for item in re.findall("<li>(.*?)</li>", html)] == ["ENG: A &amp; B", "FRE n/a", "RUS unknown"]
    assert 'href="https://unece.org/a?b=1&amp;c=2" hreflang="en"' in html


def test_language_versions_fill_three_cells():
    document = record(title_en="A", versions=Rows([]))
    template = '{% include "components/language_versions.html" with document=document cells=True only %}'
    assert shown(template, document=document).count("<td") == 3


# Lists


def test_pagination_keeps_the_question():
    page = Paginator(range(200), 10).page(7)
    template = '{% include "components/pagination.html" with page_obj=page_obj only %}'
    html = shown(template, address="/en/activities/?q=safety&country=RS&page=7", page_obj=page)
    links = re.findall(r'href="([^"]+)"', html)
    assert links[0] == "?q=safety&amp;country=RS&amp;page=6"
    assert links[-1] == "?q=safety&amp;country=RS&amp;page=8"
    assert re.findall(r'page=(\d+)" aria-current="page"', html) == ["7"]
    assert words(html).count("…") == 2


def test_pagination_is_silent_on_a_single_page():
    page = Paginator(range(5), 10).page(1)
    template = '{% include "components/pagination.html" with page_obj=page_obj only %}'
    assert shown(template, address="/en/", page_obj=page) == ""


def test_chip_says_what_it_removes():
    html = shown('{% include "components/chips.html" with chips=chips only %}', chips=[("<Serbia>", "?q=a&b=1")])
    assert "Remove the filter: &lt;Serbia&gt;" in words(html)
    assert 'href="?q=a&amp;b=1"' in html


def test_facet_ties_each_box_to_its_label():
    options = [
        {"value": "RS", "label": "Serbia <SR>", "count": 0, "selected": True},
        {"value": "AL", "label": "Albania", "count": None, "selected": False},
    ]
    template = '{% include "components/facet.html" with name="country" title="Country" options=options only %}'
    html = shown(template, options=options)
    assert re.findall(r'<input type="checkbox" name="country" value="(\w+)" id="([\w-]+)"( checked)?>', html) == [
        ("RS", "facet-country-RS", " checked"),
        ("AL", "facet-country-AL", ""),
    ]
    assert [words(label) for label in re.findall("<label.*?</label>", html)] == ["Serbia &lt;SR&gt; – 0", "Albania"]


def test_table_scrolls_in_a_region_named_by_its_caption():
    html = shown('{% data_table id="t" caption=caption %}<tbody></tbody>{% end_data_table %}', caption="A < B")
    assert 'role="region" aria-labelledby="t" tabindex="0"' in html
    assert '<caption id="t">A &lt; B</caption>' in html
    assert "<tbody></tbody>" in html


# Forms


def test_field_ties_help_and_error_to_its_input():
    html = shown("{{ form.text.as_field_group }}", form=SampleForm({}, auto_id="id_%s"))
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', html)[1].split()
    assert described == ["id_text_helptext", "id_text_error"]
    assert all(f'id="{id}"' in html for id in described)
    assert '<label for="id_text">A short text</label>' in html


def test_group_of_boxes_has_a_legend():
    html = shown("{{ form.several.as_field_group }}", form=SampleForm())
    assert "<fieldset" in html
    assert "<legend>Any of several</legend>" in html


def test_partial_date_says_what_each_part_is():
    html = shown("{{ form.date.as_field_group }}", form=SampleForm({"date_year": "2021"}))
    assert re.findall(r'aria-label="([^"]+)"', html) == ["Year", "Month, if known", "Day, if known"]
    assert 'value="2021"' in html


def test_error_summary_leads_to_the_fields():
    form = SampleForm({"date_year": "2021", "date_day": "30"}, auto_id="id_%s")
    html = shown('{% include "components/error_summary.html" with form=form only %}', form=form)
    fields = shown("{{ form }}", form=form)
    targets = re.findall(r'href="#([^"]+)"', html)
    assert targets == ["id_text", "id_choice", "id_several_0", "id_confirmed", "id_date_0"]
    assert all(f'id="{target}"' in fields for target in targets)
    assert "Choose the month as well" in words(html)
