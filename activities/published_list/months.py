"""Month names as lists print them: in full, short and in the Russian cases."""

_ENGLISH_AND_FRENCH = [
    "january jan janvier janv",
    "february feb febr février fevrier févr fevr fév",
    "march mar mars",
    "april apr avril avr",
    "may mai",
    "june jun juin",
    "july jul juillet juil",
    "august aug août aout",
    "september sep sept septembre",
    "october oct octobre",
    "november nov novembre",
    "december dec décembre decembre déc",
]
_RUSSIAN = [
    "январь января январе янв",
    "февраль февраля феврале фев февр",
    "март марта марте мар",
    "апрель апреля апреле апр",
    "май мая мае",
    "июнь июня июне",
    "июль июля июле",
    "август августа августе авг",
    "сентябрь сентября сентябре сен сент",
    "октябрь октября октябре окт",
    "ноябрь ноября ноябре ноя нояб",
    "декабрь декабря декабре дек",
]

MONTHS = {
    name: number
    for names in (_ENGLISH_AND_FRENCH, _RUSSIAN)
    for number, forms in enumerate(names, start=1)
    for name in forms.split()
}
