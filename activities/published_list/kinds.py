"""The kind of an activity, read from the words of its title."""

import re

from django.utils.translation import gettext_lazy as _

from activities.published_list.records import Doubt

_WORDS = {
    "mission": "mission missions миссия миссии",
    "workshop": "workshop workshops atelier ateliers семинар семинары",
    "training": "training trainings formation formations тренинг тренинги обучение",
    "meeting": "meeting meetings réunion réunions совещание совещания встреча встречи заседание",
    "launch": "launch lancement запуск",
    "consultation": "consultation consultations консультация консультации",
    "advisory": "advisory",
    "exercise": "exercise exercises exercice exercices учение учения",
    "project": "project projects projet projets проект проекты",
}
KIND_OF_WORD = {word: kind for kind, words in _WORDS.items() for word in words.split()}
# Phrases whose single words would say something else.
_PHRASES = [
    (re.compile(r"\bcapacity[ -]building\b", re.IGNORECASE), "capacity-building"),
    (re.compile(r"\brenforcement des capacités\b", re.IGNORECASE), "capacity-building"),
    (re.compile(r"\bнаращивани[ея] потенциала\b", re.IGNORECASE), "capacity-building"),
    (re.compile(r"\bservices? consultatifs?\b", re.IGNORECASE), "advisory"),
    (re.compile(r"\bконсультативн\w+ услуг\w*", re.IGNORECASE), "advisory"),
    (re.compile(r"\b(?:session|cours|atelier) de formation\b", re.IGNORECASE), "training"),
    (re.compile(r"\bучебн\w+ (?:сесси\w+|семинар\w*|курс\w*)", re.IGNORECASE), "training"),
    (re.compile(r"\bрабоч\w+ совещани\w+", re.IGNORECASE), "workshop"),
    (re.compile(r"\bворкшоп\w*", re.IGNORECASE), "workshop"),
]
# What ends the words that say what the activity is: "Training session | on the evaluation …".
_HEAD_ENDS = set(
    "on for of to in between with under at by from about within during through and including "
    "sur pour de du des en au aux entre avec par et à "
    "по для о об в во с со между при на и".split()
)
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
_PREPARATORY = re.compile(r"\b(?:fact-finding|awareness-raising) missions?\b", re.IGNORECASE)
_FIRST_PLURALS = {
    "activities",
    "events",
    "activités",
    "événements",
    "мероприятия",
    "list",
    "liste",
    "перечень",
    "список",
}
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


def find_kind(title: str) -> tuple[str | None, list[Doubt]]:
    """The kind that the head of the title names, or else the first one further on, which is doubted."""
    in_head, further_on = _kinds(title)
    doubts = []
    if _PREPARATORY.search(title):
        doubts.append(
            Doubt("kind", _("Fact-finding and awareness-raising missions are kept as missions of their country."))
        )
    if in_head:
        # English puts the word that counts last ("Capacity building workshop"), French and Russian put it first.
        return in_head[-1] if _is_english(title) else in_head[0], doubts
    if further_on:
        doubts.append(Doubt("kind", _("The kind is taken from a word inside the title.")))
        return further_on[0], doubts
    return None, doubts


def names_kind(title: str) -> bool:
    """Whether the title begins with a kind of activity."""
    return bool(_kinds(title)[0])


def is_heading(title: str) -> bool:
    """Whether a text without a date is the heading of a list ("Workshops", "Activities in 2014")."""
    words = [word.lower() for word in _TOKEN.findall(title) if word[0].isalpha()]
    if len(words) <= 2 or words[0] in _FIRST_PLURALS:
        return True
    plurals = [word for word in words[:4] if word in _FIRST_PLURALS or (word in KIND_OF_WORD and word.endswith("s"))]
    return bool(plurals) and (len(words) <= 6 or words[0] in plurals)


def _kinds(title):
    in_head, further_on = [], []
    head_is_over = False
    phrases = sorted(
        (match.start(), match.end(), kind) for pattern, kind in _PHRASES for match in pattern.finditer(title)
    )
    position = 0
    for token in _TOKEN.finditer(title):
        if token.start() < position:
            continue
        phrase = next((found for found in phrases if found[0] <= token.start() < found[1]), None)
        kind = phrase[2] if phrase else KIND_OF_WORD.get(token[0].lower())
        if phrase:
            position = phrase[1]
        elif token[0].lower() in _HEAD_ENDS or not token[0][0].isalnum():
            head_is_over = head_is_over or token.start() > 0
        if kind:
            (further_on if head_is_over else in_head).append(kind)
    return in_head, further_on


def _is_english(title):
    return bool(_LATIN.match(title.lstrip("“\"'«"))) and not re.match(
        r"(?:atelier|projet|r[ée]union|lancement|exercice)", title, re.I
    )
