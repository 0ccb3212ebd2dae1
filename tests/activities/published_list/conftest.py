import pytest

from activities.published_list import Gazetteer

COUNTRIES = {
    "AL": "Albania; the Republic of Albania; Albanie; Албания",
    "AM": "Armenia; Arménie; Армения",
    "AZ": "Azerbaijan; Azerbaïdjan; Азербайджан",
    "BA": "Bosnia and Herzegovina; Босния и Герцеговина",
    "BG": "Bulgaria; Bulgarie; Болгария",
    "BY": "Belarus; Bélarus; Беларусь; Республика Беларусь",
    "CH": "Switzerland; Suisse; Швейцария",
    "CZ": "Czechia; the Czech Republic",
    "GE": "Georgia; Géorgie; Грузия",
    "HR": "Croatia; Croatie; Хорватия",
    "KG": "Kyrgyzstan; the Kyrgyz Republic; Kyrgyztan; Kirghizistan; Кыргызстан; Кыргызская Республика",
    "KZ": "Kazakhstan; Казахстан",
    "MD": "Republic of Moldova; Moldova; République de Moldova; Республика Молдова; Молдавия",
    "ME": "Montenegro; Monténégro; Черногория",
    "MK": "North Macedonia; the former Yugoslav Republic of Macedonia; Северная Македония; "
    "бывшая югославская Республика Македония",
    "RO": "Romania; Roumanie; Румыния",
    "RS": "Serbia; the Republic of Serbia; Serbie; Сербия",
    "TJ": "Tajikistan; Tadjikistan; Таджикистан",
    "TM": "Turkmenistan; Туркменистан",
    "UA": "Ukraine; Украина",
    "UZ": "Uzbekistan; Ouzbékistan; Узбекистан",
}
GROUPS = {
    "EECCA": "eecca",
    "Eastern Europe, Caucasus and Central Asia": "eecca",
    "SEE": "south-eastern-europe",
    "South-Eastern Europe": "south-eastern-europe",
    "South-East Europe": "south-eastern-europe",
    "Юго-Восточная Европа": "south-eastern-europe",
    "Eastern Europe": "eastern-europe",
    "Восточная Европа": "eastern-europe",
    "Caucasus": "caucasus",
    "Кавказ": "caucasus",
    "Central Asia": "central-asia",
    "Asie centrale": "central-asia",
    "Центральная Азия": "central-asia",
}
CITIES = {"Belgrade": "RS", "Zagreb": "HR", "Minsk": "BY", "Tirana": "AL", "Geneva": "CH", "Baku": "AZ", "Минск": "BY"}


@pytest.fixture(scope="package")
def gazetteer():
    return Gazetteer.of(
        countries=[(name, iso2) for iso2, names in COUNTRIES.items() for name in names.split("; ")],
        groups=GROUPS.items(),
        cities=CITIES.items(),
    )
