"""This room's part of the demonstration: a published progress report, and a draft of the next one."""

from datetime import timedelta

from programme.dates import Biennium
from programme.demo import at
from programme.history import acting
from programme.matrix import Role
from programme.models import User
from reports.progress import writing

PUBLISHED, DRAFT = Biennium(2021), Biennium(2023)
TEXTS = {
    "introduction": {
        "en": "Demonstration text. It stands here to show where the secretariat introduces the biennium.",
        "fr": "Texte de démonstration. Il montre où le secrétariat présente l’exercice biennal.",
        "ru": "Демонстрационный текст. Он показывает, где секретариат описывает двухгодичный период.",
    },
    "activities": {
        "en": "Demonstration text.\n\n- A first remark on the activities\n- A **second** one",
        "fr": "Texte de démonstration.\n\n- Une première remarque sur les activités\n- Une **deuxième**",
        "ru": "Демонстрационный текст.\n\n- Первое замечание о мероприятиях\n- **Второе** замечание",
    },
    "needs": {
        "en": "Demonstration text. What should follow is written here.",
        "fr": "Texte de démonstration. La suite à donner est décrite ici.",
        "ru": "Демонстрационный текст. Здесь описываются дальнейшие шаги.",
    },
}


def load(people, now):
    """Written, frozen and published by what the pages call; the draft lacks a language, as drafts do."""
    editor = User.objects.get(pk=people[Role.EDITOR.value].pk)  # read anew: what somebody may do is kept with them
    with at(now - timedelta(days=220)), acting(user=editor):
        report = written(writing.begin(PUBLISHED, by=editor), TEXTS, editor)
    with at(now - timedelta(days=200)), acting(user=editor):
        writing.freeze(report.pk, by=editor)
    with at(now - timedelta(days=190)), acting(user=editor):
        writing.publish(report.pk, by=editor)
    with at(now - timedelta(days=12)), acting(user=editor):
        draft = writing.begin(DRAFT, by=editor)
        written(draft, {"introduction": {"en": TEXTS["introduction"]["en"]}}, editor)
        writing.keep(draft.pk, by=editor)
    with at(now - timedelta(days=3)), acting(user=editor):
        text = f"{TEXTS['introduction']['en']} A sentence was added afterwards."
        written(draft, {"introduction": {"en": text, "fr": TEXTS["introduction"]["fr"]}}, editor)


def written(report, texts, by):
    for key, languages in texts.items():
        section = report.sections.get(key=key)
        values = section.values() | {f"text_{code}": text for code, text in languages.items()}
        writing.save_section(section, values, seen=section.version, by=by)
    return report
