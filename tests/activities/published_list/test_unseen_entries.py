"""Entries as other lists may print them: what is read, and what is doubted."""

import pytest

from activities.published_list import parse_list

# printed | title | kind | start/end | place | countries and groups | doubted fields
ENTRIES = """
Workshop on safety reports (8–9 October 2014), Tirana, Albania | Workshop on safety reports | workshop | 2014-10-08/2014-10-09 | Tirana AL | |
National training for Georgia, 12 May 2016, Tbilisi, Georgia | National training for Georgia | training | 2016-05-12/2016-05-12 | Tbilisi GE | GE |
Tabletop exercise for Serbia and Romania (Oct. 8th, 2014) Belgrade | Tabletop exercise for Serbia and Romania | exercise | 2014-10-08/2014-10-08 | Belgrade RS | RS RO | country
Consultation with Ukraine on legislation (3 March 2016), Kyiv (Ukraine) | Consultation with Ukraine on legislation | consultation | 2016-03-03/2016-03-03 | Kyiv UA | UA |
Advisory services to Armenia (March 2018) | Advisory services to Armenia | advisory | 2018-03/2018-03 | | AM |
Workshop on land-use planning, Minsk, Belarus (11-13 April 2017) | Workshop on land-use planning | workshop | 2017-04-11/2017-04-13 | Minsk BY | |
Workshop on land-use planning, Minsk, Belarus, 11-13 April 2017 | Workshop on land-use planning | workshop | 2017-04-11/2017-04-13 | Minsk BY | |
Seminar for the Kyrgyz Republic, Bishkek, Kyrgyz Republic, 11-13 April 2017 | Seminar for the Kyrgyz Republic | | 2017-04-11/2017-04-13 | Bishkek KG | KG | place
Training on notification held on 12 May 2015 in Minsk, Belarus | Training on notification | training | 2015-05-12/2015-05-12 | Minsk BY | |
12 May 2015: Workshop on notification, Minsk, Belarus | Workshop on notification | workshop | 2015-05-12/2015-05-12 | Minsk BY | |
12 May 2015, Minsk, Belarus: Workshop on notification | Workshop on notification | workshop | 2015-05-12/2015-05-12 | Minsk BY | |
2015 – Workshop on notification in Minsk | Workshop on notification in Minsk | workshop | 2015/2015 | | | place start
Workshop on the 2030 Agenda for Armenia (5 June 2019), Yerevan, Armenia | Workshop on the 2030 Agenda for Armenia | workshop | 2019-06-05/2019-06-05 | Yerevan AM | AM |
Workshop on the 2030 Agenda for Armenia | Workshop on the 2030 Agenda for Armenia | workshop | / | | AM | start
Workshop (Phase II) for Azerbaijan (5-7 June 2019), Baku | Workshop (Phase II) for Azerbaijan | workshop | 2019-06-05/2019-06-07 | Baku AZ | AZ | country
Mission to Tunisia (Tunisia) (5 June 2019) | Mission to Tunisia (Tunisia) | mission | 2019-06-05/2019-06-05 | | TN | countries
Workshop for Armenia, Azerbaijan, Georgia (5 June 2019) | Workshop for Armenia, Azerbaijan, Georgia | workshop | 2019-06-05/2019-06-05 | | AM AZ GE |
Workshop on safety (31 February 2019), Minsk, Belarus | Workshop on safety | workshop | / | Minsk BY | | start
Workshop on safety (29-27 May 2019), Minsk, Belarus | Workshop on safety | workshop | / | Minsk BY | | start
Workshop on safety (12-13 May) | Workshop on safety | workshop | / | | | start
Webinar on mine tailings (12 May 2020), virtual | Webinar on mine tailings | | 2020-05-12/2020-05-12 | online | |
Workshop for Central Asia (12 May 2020), Almaty, Kazakhstan and online | Workshop for Central Asia | workshop | 2020-05-12/2020-05-12 | Almaty KZ online | central-asia |
Workshop on mine tailings (12 May 2020), Geneva, Switzerland (hybrid) | Workshop on mine tailings | workshop | 2020-05-12/2020-05-12 | Geneva CH online | |
Семинар для Сербии и Черногории (8–9 октября 2014 г.), Белград, Сербия | Семинар для Сербии и Черногории | workshop | 2014-10-08/2014-10-09 | Белград RS | RS ME |
Учебная сессия для Республики Молдова (с 8 по 9 октября 2014 года), Кишинев (Республика Молдова) | Учебная сессия для Республики Молдова | training | 2014-10-08/2014-10-09 | Кишинев MD | MD |
Субрегиональное рабочее совещание для стран Центральной Азии (26-28 мая 2015 года), Астана, Казахстан | Субрегиональное рабочее совещание для стран Центральной Азии | workshop | 2015-05-26/2015-05-28 | Астана KZ | central-asia |
Проект для бывшей югославской Республики Македония (март-ноябрь 2009 г.) | Проект для бывшей югославской Республики Македония | project | 2009-03/2009-11 | | MK |
Atelier sur la sécurité industrielle pour la Géorgie (du 8 au 9 octobre 2014), Tbilissi (Géorgie) | Atelier sur la sécurité industrielle pour la Géorgie | workshop | 2014-10-08/2014-10-09 | Tbilissi GE | GE |
Projet sur la sûreté des résidus miniers en Asie centrale (décembre 2017-décembre 2019) | Projet sur la sûreté des résidus miniers en Asie centrale | project | 2017-12/2019-12 | | central-asia |
Réunion de lancement (1er décembre 2021), en ligne | Réunion de lancement | meeting | 2021-12-01/2021-12-01 | online | |
Workshop for Kyrgyztan (5 June 2019) | Workshop for Kyrgyztan | workshop | 2019-06-05/2019-06-05 | | KG |
Workshop for Azerbijan (5 June 2019) | Workshop for Azerbijan | workshop | 2019-06-05/2019-06-05 | | | countries
Joint Ukrainian-Romanian exercise (5 June 2019) | Joint Ukrainian-Romanian exercise | exercise | 2019-06-05/2019-06-05 | | | countries
Workshop on safety (5 June 2019), Vienna, Austria | Workshop on safety | workshop | 2019-06-05/2019-06-05 | Vienna AT | | country
Workshop on safety (5 June 2019), Vienna | Workshop on safety | workshop | 2019-06-05/2019-06-05 | Vienna | | country
Workshop on safety (5 June 2019), Belgrade, Croatia | Workshop on safety | workshop | 2019-06-05/2019-06-05 | Belgrade HR | | country
Workshop on safety (5 June 2019), Palais des Nations, Geneva, Switzerland | Workshop on safety | workshop | 2019-06-05/2019-06-05 | Geneva CH | | city
Workshop on safety (spring 2019) | Workshop on safety (spring 2019) | workshop | 2019/2019 | | | start
Project on tailings (since 2019) | Project on tailings | project | 2019/ | | | start
Project on tailings (until November 2015) | Project on tailings | project | /2015-11 | | | start
Project on tailings (2016-17) | Project on tailings | project | 2016/2017 | | |
Workshop on safety (Minsk, Belarus, 5-6 June 2019) | Workshop on safety | workshop | 2019-06-05/2019-06-06 | Minsk BY | |
Workshop on safety [5-6 June 2019, Minsk, Belarus] | Workshop on safety | workshop | 2019-06-05/2019-06-06 | Minsk BY | |
Workshop on safety for Georgia. Tbilisi, 5-6 June 2019. | Workshop on safety for Georgia. Tbilisi | workshop | 2019-06-05/2019-06-06 | | GE | place
Workshop for Eastern Europe, Caucasus and Central Asia (5 June 2019) | Workshop for Eastern Europe, Caucasus and Central Asia | workshop | 2019-06-05/2019-06-05 | | eecca |
Workshop for Western Balkans (5 June 2019) | Workshop for Western Balkans | workshop | 2019-06-05/2019-06-05 | | | groups
Workshop for Bosnia & Herzegovina (5 June 2019), Sarajevo, Bosnia and Herzegovina | Workshop for Bosnia & Herzegovina | workshop | 2019-06-05/2019-06-05 | Sarajevo BA | BA |
Exercise on the Danube between Bulgaria and Romania (27.05.2009) | Exercise on the Danube between Bulgaria and Romania | exercise | 2009-05-27/2009-05-27 | | BG RO |
Exercise on the Danube (05/06/2009) | Exercise on the Danube | exercise | 2009-06-05/2009-06-05 | | | start
Regional meeting on prevention (28 December - 3 January 2021) | Regional meeting on prevention | meeting | 2020-12-28/2021-01-03 | | | start
Regional meeting on prevention (28 December 2020 – 3 January 2021) | Regional meeting on prevention | meeting | 2020-12-28/2021-01-03 | | |
Réunion sur la prévention (28 décembre 2020 - 10 janvier 2021) | Réunion sur la prévention | meeting | 2020-12-28/2021-01-10 | | |
Совещание по безопасности (28 декабря 2020 – 10 января 2021 года) | Совещание по безопасности | meeting | 2020-12-28/2021-01-10 | | |
Workshop for Serbia funded by Croatia (5 June 2019) | Workshop for Serbia funded by Croatia | workshop | 2019-06-05/2019-06-05 | | RS HR | countries
Workshop on safety (2 May - 4 July 2019), Minsk, Belarus | Workshop on safety | workshop | 2019-05-02/2019-07-04 | Minsk BY | | end
Workshop on safety (5 June 2019), postponed | Workshop on safety postponed | workshop | 2019-06-05/2019-06-05 | | | place status
Project "Improving safety" (Phase 2: 2014 – 2016) | Project "Improving safety" (Phase 2: 2014 – 2016) | project | 2014/2016 | | | start
Training of trainers, Tashkent (Uzbekistan) - 3/4 June 2014 | Training of trainers | training | 2014-06-03/2014-06-04 | Tashkent UZ | | place
Workshop on floods: 12.-14.06.2017 in Minsk | Workshop on floods | workshop | 2017-06-12/2017-06-14 | Minsk BY | | country
Launch event, online (via Zoom), 3 Dec 2020 | Launch event | launch | 2020-12-03/2020-12-03 | online | |
Online training for Azerbaijan (15 September 2020) | Online training for Azerbaijan | training | 2020-09-15/2020-09-15 | | AZ | place
Совещание для Казахстана, Кыргызстана и Таджикистана, Алматы (Казахстан), ноябрь 2018 г. | Совещание для Казахстана, Кыргызстана и Таджикистана | meeting | 2018-11/2018-11 | Алматы KZ | KZ KG TJ | place
Workshop (Chisinau, Moldova) on safety (15 September 2020) | Workshop (Chisinau, Moldova) on safety | workshop | 2020-09-15/2020-09-15 | | MD | countries
Workshop on safety (Tbilisi, Georgia) 11 April 2017 | Workshop on safety | workshop | 2017-04-11/2017-04-11 | Tbilisi GE | | place
Workshop on safety, organised in Minsk in April 2017 | Workshop on safety, organised in Minsk | workshop | 2017-04/2017-04 | | | place
Atelier pour l'Europe du Sud-Est (27-29 octobre 2021), Belgrade (Serbie) | Atelier pour l'Europe du Sud-Est | workshop | 2021-10-27/2021-10-29 | Belgrade RS | | groups
Workshop for Ukraine (15 September 2020), Chisinau, Rep. of Moldova | Workshop for Ukraine | workshop | 2020-09-15/2020-09-15 | Chisinau MD | UA |
Workshop on safety (2017, April 11-13), Minsk, Belarus | Workshop on safety | workshop | 2017-04-11/2017-04-13 | Minsk BY | |
Workshop on safety (11 -13 Apirl 2017), Minsk, Belarus | Workshop on safety (11 -13 Apirl 2017) | workshop | 2017/2017 | Minsk BY | | start
Workshop on alarm plans (10/2013) | Workshop on alarm plans | workshop | 2013-10/2013-10 | | |
Meeting of authorities (3.IV.2014) | Meeting of authorities (3.IV.2014) | meeting | / | | | start
Workshop on crisis management: Chisinau, 3 to 5 June 2011 | Workshop on crisis management: Chisinau | workshop | 2011-06-03/2011-06-05 | | | place
Workshop on safety (second half of 2018) | Workshop on safety (second half of 2018) | workshop | 2018/2018 | | | start
Workshop on safety (week of 11 April 2017) | Workshop on safety (week of 11 April 2017) | workshop | 2017-04-11/2017-04-11 | | | start
Workshop on safety (12 May 2019) (5 June 2019) | Workshop on safety (5 June 2019) | workshop | 2019-05-12/2019-05-12 | | | start place
Workshop on safety (Vienna, 5 June 2019) | Workshop on safety | workshop | 2019-06-05/2019-06-05 | Vienna | | country
Workshop on safety (5-6 and 8 June 2018), Tashkent, Uzbekistan | Workshop on safety | workshop | 2018-06-05/2018-06-08 | Tashkent UZ | | start
Workshop on safety (June 5-6, 2018) - Tashkent, Uzbekistan | Workshop on safety | workshop | 2018-06-05/2018-06-06 | Tashkent UZ | |
Workshop on safety (4th – 5th of June, 2013), Chişinău, Republic of Moldova | Workshop on safety | workshop | 2013-06-04/2013-06-05 | Chişinău MD | |
Workshop on safety (Tuesday 5 June 2018; 9:00-17:00), Tashkent, Uzbekistan | Workshop on safety | workshop | 2018-06-05/2018-06-05 | Tashkent UZ | |
Launch of the project on tailings (2 to 3 May 2018), Dushanbe, Tajikistan | Launch of the project on tailings | launch | 2018-05-02/2018-05-03 | Dushanbe TJ | |
Awareness-raising mission to Turkmenistan (May 2009) | Awareness-raising mission to Turkmenistan | mission | 2009-05/2009-05 | | TM | kind
"""  # noqa: E501
ROWS = [[cell.strip() for cell in row.split("|")] for row in ENTRIES.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:50])
def test_unseen_entry(gazetteer, row):
    printed, title, kind, dates, place, named, doubted = row

    (line,) = parse_list(f"- {printed}", gazetteer)

    assert line.verdict == "activity"
    assert line.title == title
    assert (line.kind or "") == kind
    assert f"{line.start or ''}/{line.end or ''}" == dates
    assert " ".join(filter(None, [line.city, line.country, "online" if line.is_online else ""])) == place
    assert " ".join(line.countries + line.groups) == named
    assert {doubt.field for doubt in line.doubts} == set(doubted.split())


def test_place_named_inside_the_title_is_doubted(gazetteer):
    (line,) = parse_list("- Meeting of focal points in Tirana, Albania", gazetteer)

    assert (line.city, line.country, line.countries) == ("Tirana", "AL", ("AL",))
    assert {doubt.field for doubt in line.doubts} == {"place", "countries"}


@pytest.mark.parametrize(
    "date",
    "12 Jan 2015|12th of January 2015|January 12, 2015|Jan. 12 2015|12 janvier 2015|12 января 2015 г.|2015-01-12"
    "|12.01.2015|12 января 2015|Monday, 12 January 2015|12.1.2015".split("|"),
)
def test_one_day_in_many_forms(gazetteer, date):
    (line,) = parse_list(f"- Workshop for Serbia ({date}), Belgrade, Serbia", gazetteer)

    assert (str(line.start), str(line.end), line.city) == ("2015-01-12", "2015-01-12", "Belgrade")
    assert line.doubts == ()


@pytest.mark.parametrize(
    "date",
    "30 November - 2 December 2015|30 Nov. to 2 Dec. 2015|30 November 2015 – 2 December 2015"
    "|November 30 - December 2, 2015"
    "|from 30 November to 2 December 2015|30 novembre-2 décembre 2015|du 30 novembre au 2 décembre 2015"
    "|30 ноября – 2 декабря 2015 года|с 30 ноября по 2 декабря 2015 г.|30.11-02.12.2015|2015-11-30/2015-12-02".split(
        "|"
    ),
)
def test_days_of_two_months_in_many_forms(gazetteer, date):
    (line,) = parse_list(f"- Workshop for Serbia ({date})", gazetteer)

    assert (str(line.start), str(line.end)) == ("2015-11-30", "2015-12-02")
    assert line.doubts == ()
