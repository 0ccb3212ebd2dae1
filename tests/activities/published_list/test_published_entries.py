"""The 34 entries of the published list, each with what it states, read by hand."""

import pytest

from activities.published_list import parse_list

TEIA = "Industrial Accidents Convention"
FYROM = "the former Yugoslav Republic of Macedonia"
# title | what stands after it | kind | start | end | city, country or online | countries | groups
ENTRIES = f"""
Technical mission to support Montenegro in the implementation of the UNECE Convention on Transboundary Effects of Industrial Accidents | (30 November - 01 December 2021), Podgorica, Montenegro | mission | 2021-11-30 | 2021-12-01 | Podgorica ME | ME |
Sub-Regional Workshop on land-use planning and industrial safety for South-Eastern Europe | (27-29 October 2021), Belgrade, Serbia | workshop | 2021-10-27 | 2021-10-29 | Belgrade RS | | south-eastern-europe
Launch of the National Policy Dialogue in Serbia | (26 October 2021), Belgrade, Serbia | launch | 2021-10-26 | 2021-10-26 | Belgrade RS | RS |
Meeting between representatives of Azerbaijan and the Working Group on Implementation | (21 September 2021), online | meeting | 2021-09-21 | 2021-09-21 | online | AZ |
Sub-Regional Workshop on land-use planning and industrial safety for Eastern Europe and the Caucasus | (22 -24 May 2019), Chisinau, Moldova | workshop | 2019-05-22 | 2019-05-24 | Chisinau MD | | eastern-europe caucasus
Project on National Policy Dialogues for Industrial Safety in Central Asia (Phase I: Launch) | | project | | | | | central-asia
Project on supporting countries of Central Asia in Strengthening the safety of mine tailings | | project | | | | | central-asia
Project to strengthen the safety of mining operations, in particular tailings management facilities (TMFs), in Tajikistan and Central Asia | | project | | | | TJ | central-asia
Project to strengthen the safety of mining operations, in particular tailings management facilities (TMFs), in Kazakhstan and beyond in Central Asia | (December 2017-December 2019) | project | 2017-12 | 2019-12 | | KZ | central-asia
Project on strengthening industrial safety in Central Asia through the implementation of and accession to the Convention | (2016-2019) | project | 2016 | 2019 | | | central-asia
High-level awareness-raising meeting in Ukraine | (19 April 2018), Kyiv, Ukraine | meeting | 2018-04-19 | 2018-04-19 | Kyiv UA | UA |
Awareness-raising workshop for Kyrgyzstan and Uzbekistan on the {TEIA} | (6 June 2018), Geneva, Switzerland | workshop | 2018-06-06 | 2018-06-06 | Geneva CH | KG UZ |
Subregional workshop for South-Eastern Europe on industrial accidents prevention | (21-23 February 2017), Zagreb, Croatia | workshop | 2017-02-21 | 2017-02-23 | Zagreb HR | | south-eastern-europe
Subregional workshop for the Caucasus and Eastern Europe on industrial accidents prevention | (11-13 April 2017), Minsk, Belarus | workshop | 2017-04-11 | 2017-04-13 | Minsk BY | | caucasus eastern-europe
Subregional workshop for Central Asia on industrial accident prevention | (26-28 May 2015), Astana, Kazakhstan | workshop | 2015-05-26 | 2015-05-28 | Astana KZ | | central-asia
Training session on the use of Indicators and Criteria under the {TEIA} | (8 - 9 October 2014), Tirana (Albania) | training | 2014-10-08 | 2014-10-09 | Tirana AL | |
Training session on the use of Indicators and Criteria under the {TEIA} | (30 - 31 October 2014), Baku (Azerbaijan) | training | 2014-10-30 | 2014-10-31 | Baku AZ | |
Workshop on preparation and evaluation of Safety Reports | (27 - 28 February 2014), Skopje (The former Yugoslav Republic of Macedonia) | workshop | 2014-02-27 | 2014-02-28 | Skopje MK | |
Project on hazard and crisis management in the Danube Delta between the Republic of Moldova, Romania and Ukraine | (December 2010 to November 2015) | project | 2010-12 | 2015-11 | | MD RO UA |
Training session on the evaluation of safety reports – on-site inspection for Croatia, the Republic of Serbia and {FYROM} | (22-24 October 2012) | training | 2012-10-22 | 2012-10-24 | | HR RS MK |
Capacity building to enhance development and evaluation of safety reports | (28 - 29 October 2013), Zagreb (Croatia) | capacity-building | 2013-10-28 | 2013-10-29 | Zagreb HR | |
Accession to and implementation of the Convention | (28 - 29 October 2013), Bishkek, Kyrgyz Republic | | 2013-10-28 | 2013-10-29 | Bishkek KG | |
Training session on Safety management system as part of safety reports | (13 - 14 November 2013), Belgrade | training | 2013-11-13 | 2013-11-14 | Belgrade RS | | | country
National training on identification of hazardous activities for Uzbekistan | (6-7 December 2011) | training | 2011-12-06 | 2011-12-07 | | UZ |
Regional training session on identification of hazardous activities for Kyrgyzstan and Tajikistan | (22-23 November 2011) | training | 2011-11-22 | 2011-11-23 | | KG TJ |
Follow-up to the training session on evaluation of safety reports and joint inspection for Croatia, Serbia and {FYROM} | (29-31 March 2011) | training | 2011-03-29 | 2011-03-31 | | HR RS MK | | kind
National training session on the identification of hazardous activities for {FYROM} | (23-24 March 2010) | training | 2010-03-23 | 2010-03-24 | | MK |
National training session on the identification of hazardous activities for the Republic of Moldova | (9-10 March 2010) | training | 2010-03-09 | 2010-03-10 | | MD |
Training session for the evaluation of safety reports for Croatia, Serbia and {FYROM} | (8-9 February 2010) | training | 2010-02-08 | 2010-02-09 | | HR RS MK |
Project for Bulgaria, Romania and Serbia on joint management of transboundary emergencies from spills of hazardous substance into the Danube River | (March to November 2009) | project | 2009-03 | 2009-11 | | BG RO RS |
Training Session on Integrated Approaches to Major Hazard Prevention for the Czech Republic | (11-13 February 2009) | training | 2009-02-11 | 2009-02-13 | | CZ |
Training session on identification of hazardous activities for EECCA and SEE countries | (21-22 October 2008) | training | 2008-10-21 | 2008-10-22 | | | eecca south-eastern-europe
Capacity Building Workshop for the Republic of Moldova | (13-14 December 2007) | workshop | 2007-12-13 | 2007-12-14 | | MD |
Capacity Building Workshop for EECCA and SEE countries | (December 2007) | workshop | 2007-12 | 2007-12 | | | eecca south-eastern-europe
"""  # noqa: E501
ROWS = [[cell.strip() for cell in row.split("|")] + [""] for row in ENTRIES.strip().splitlines()]


def test_the_published_list_has_34_entries():
    assert len(ROWS) == 34


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_published_entry_is_read_in_every_field(gazetteer, row):
    title, after, kind, start, end, place, countries, groups, *doubted = row

    (line,) = parse_list(f"- {title} {after}", gazetteer)

    assert line.verdict == "activity"
    assert line.text == f"{title} {after}".strip()
    assert line.title == title
    assert (line.kind or "") == kind
    assert (str(line.start or ""), str(line.end or "")) == (start, end)
    assert (line.is_online, f"{line.city} {line.country or ''}".strip()) == (
        (True, "") if place == "online" else (False, place)
    )
    assert (line.countries, line.groups) == (tuple(countries.split()), tuple(groups.split()))
    assert {doubt.field for doubt in line.doubts} == set("".join(doubted[:1]).split())


def test_published_entries_stay_apart_in_one_text(gazetteer):
    text = "\n".join(f"- {title} {after}".rstrip() for title, after, *_rest in ROWS)

    lines = parse_list(text, gazetteer)

    assert [line.title for line in lines] == [row[0] for row in ROWS]
    assert [(line.number, line.last_number) for line in lines] == [(number, number) for number in range(1, 35)]
    assert lines[1].place_printed == "Belgrade, Serbia"
    assert lines[15].place_printed == "Tirana (Albania)"
