"""The preparatory phase in the demonstration: two missions to an invented country, its plan, and contacts with it."""

from datetime import timedelta

from countries import basic_task_plans as plans
from countries.demo import key_of
from countries.models import BasicTaskResult, ContactNote, Mission, PlannedTask
from programme.dates import PartialDate
from programme.demo import at
from programme.history import acting
from programme.matrix import Role
from programme.models import BasicTask, Sureness

TEAM = {
    Mission.Kind.FACT_FINDING: "Inspector, environment agency\nFire-safety engineer, civil protection\nSecretariat",
    Mission.Kind.AWARENESS_RAISING: (
        "Prevention expert, labour inspectorate\nPreparedness expert, civil protection\n"
        "Response expert, fire service\nSecretariat"
    ),
}
FINDINGS = {
    "en": "The team spoke with the authorities, two operators and the points of contact.",
    "fr": "L’équipe s’est entretenue avec les autorités, deux exploitants et les points de contact.",
    "ru": "Группа встретилась с органами власти, двумя операторами и пунктами связи.",
}
RECOMMENDED = {
    "en": "An awareness-raising mission should follow.",
    "fr": "Une mission de sensibilisation devrait suivre.",
    "ru": "Следует провести миссию по повышению осведомленности.",
}
FOUND = {
    BasicTaskResult.Result.CARRIED_OUT: {
        "en": "In place, and used.",
        "fr": "En place et utilisé.",
        "ru": "Имеется и применяется.",
    },
    BasicTaskResult.Result.PARTLY: {
        "en": "There is a draft law; the authorities are not yet named.",
        "fr": "Il existe un projet de loi ; les autorités ne sont pas encore désignées.",
        "ru": "Имеется законопроект; органы еще не назначены.",
    },
}
MEASURES = (
    (
        "Adopt the list of hazardous activities by government decree.",
        "Department of prevention, ministry of environment",
    ),
    ("Name the authorities and agree who notifies whom.", "Legal department, ministry of the interior"),
    ("Hold two exercises with the operators in the border region.", "Civil protection agency"),
)
# How long ago, how, about what.
CONTACTS = (
    (300, "letter", "Invitation to the awareness-raising mission; the ministry agreed."),
    (200, "meeting", "Side meeting at the Conference of the Parties: the plan is being written."),
    (60, "phone", "The focal point asks for the example of another country’s decree."),
    (9, "email", "Reminder of the plan’s next due day; the civil protection agency will answer."),
)


def load(country, people, now):
    focal, editor = people[key_of(country, Role.FOCAL_POINT)], people[Role.EDITOR.value]
    tasks = list(BasicTask.objects.all())
    with at(now - timedelta(days=400)), acting(user=editor):
        _mission(country, Mission.Kind.FACT_FINDING, now - timedelta(days=720), tasks)
        raising = _mission(country, Mission.Kind.AWARENESS_RAISING, now - timedelta(days=410), ())
    for days, kind, about in CONTACTS:
        with at(now - timedelta(days=days)), acting(user=editor):
            ContactNote.objects.create(
                country=country,
                contacted_on=(now - timedelta(days=days)).date(),
                kind=kind,
                about=about,
                contacted_by=editor,
            )
    if tasks:
        _plan(country, raising, tasks, focal, now)


def _mission(country, kind, moment, tasks):
    day = PartialDate.of(moment.date())
    texts = {f"findings_{code}": words for code, words in FINDINGS.items()}
    if tasks:
        texts |= {f"recommendations_{code}": words for code, words in RECOMMENDED.items()}
    invented = {"country": country, "sureness": Sureness.UNCONFIRMED}
    mission = Mission.objects.create(kind=kind, start=day, end=day, team=TEAM[kind], **invented, **texts)
    for number, task in enumerate(tasks):
        result = BasicTaskResult.Result.PARTLY if number < len(MEASURES) else BasicTaskResult.Result.CARRIED_OUT
        texts = {f"finding_{code}": words for code, words in FOUND[result].items()}
        BasicTaskResult.objects.create(
            task=task, result=result, mission=mission, judged_by="Mission team", judged_on=day, **invented, **texts
        )
    return mission


def _plan(country, mission, tasks, focal, now):
    with at(now - timedelta(days=180)), acting(user=focal):
        plan = plans.begin(country, mission, language="en")
        values = {
            task.pk: {
                "measure": measure,
                "responsible": responsible,
                "due_on": (now + timedelta(days=60 * number - 50)).date(),
            }
            for number, (task, (measure, responsible)) in enumerate(zip(tasks, MEASURES, strict=False))
        }
        plan = plans.write(plan.pk, version=plan.version, values=values)
        plan = plans.submit(plan.pk, version=plan.version, by=focal)
    with at(now - timedelta(days=20)), acting(user=focal):
        done = {"progress": PlannedTask.Progress.UNDER_WAY, "progress_on": (now - timedelta(days=30)).date()}
        plans.write(plan.pk, version=plan.version, values={tasks[0].pk: done})
