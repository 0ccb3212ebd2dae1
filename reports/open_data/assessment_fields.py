"""What the fields of the instrument, of published self-assessments and of action plans mean: see `dictionary`."""

from django.utils.translation import gettext_lazy as _

from assessments.files.rows import KINDS as PARTS_OF_AN_INSTRUMENT
from assessments.models import Action, Challenge, CriterionAnswer, Standing, Wording
from assessments.plans.published_rows import KINDS as PUBLISHED_PARTS_OF_PLANS
from assessments.published_rows import KINDS as PUBLISHED_PARTS
from reports.open_data.dictionary import SURENESS, Field, source, texts

INSTRUMENT = (
    Field("version", "key", _("Code of the version that the part belongs to.")),
    Field("kind", "key", _("What part it is."), choices=tuple(PARTS_OF_AN_INSTRUMENT)),
    Field("code", "key", _("The part's lasting code in its version; of a stage its number.")),
    Field("part_of", "key", _("Code of the area or indicator that it stands below."), null=True),
    Field("text", "text", _("The text in English."), null=True),
    texts("texts", _("The text: title, name, label or wording.")),
    texts("guidance", _("Explanation: how to answer, or when a stage is reached.")),
    texts("evidence", _("What counts as evidence.")),
    texts("legal_basis", _("Articles and annexes of the Convention.")),
    Field(
        "wording",
        "object",
        _("What the wording is in each language; null where nothing more is said than how sure the part is."),
        fields=tuple(
            Field(code, "key", said, null=True, choices=tuple(Wording.values))
            for code, said in (("en", _("In English.")), ("fr", _("In French.")), ("ru", _("In Russian.")))
        ),
    ),
    Field("working_area", "key", _("Key of the working area that an area is about."), null=True),
    Field("cross_cutting_area", "key", _("Key of the cross-cutting area that a question is about."), null=True),
    Field("follows", "key", _("Codes of the indicators of the previous version that it takes up."), many=True),
    source(_("Where the text comes from.")),
    SURENESS,
    Field("url", "link", _("Its place on the page of the version in force."), null=True),
)

ASSESSMENT = (
    Field("country", "country", _("The country that assessed itself.")),
    Field("cycle", "number", _("Number of the cycle of the country.")),
    Field("instrument", "key", _("Code of the version of the instrument that was answered.")),
    Field("kind", "key", _("What part it is; “assessment” is the whole."), choices=PUBLISHED_PARTS),
    Field("code", "key", _("The part's code in the instrument; of the whole the number of the cycle.")),
    Field("part_of", "key", _("Code of the area or indicator that it stands below."), null=True),
    Field("stage", "number", _("Number of the stage of progress at which the country sees itself."), null=True),
    Field(
        "reviewed_stage", "number", _("Number of the stage that reviewers saw and the country agreed with."), null=True
    ),
    Field(
        "answer",
        "key",
        _("Of a criterion whether it is met; of another question what stands instead of an answer."),
        null=True,
        choices=tuple(dict.fromkeys([*CriterionAnswer.Value.values, *Standing.values])),
    ),
    Field("text", "text", _("What the country wrote, in its own language; of evidence its title."), null=True),
    Field("legal_references", "text", _("Acts and articles that the country names."), null=True),
    Field("authorities", "text", _("Authorities that the country names as responsible."), null=True),
    Field("stage_reason", "text", _("Why the stage is another one than in the cycle before."), null=True),
    Field("standing_reason", "text", _("Why the question does not apply."), null=True),
    Field("priority", "key", _("Priority of a challenge."), null=True, choices=tuple(Challenge.Priority.values)),
    Field("needs_assistance", "flag", _("Whether a challenge needs assistance from outside."), null=True),
    Field("evidence", "key", _("Codes of the evidence that an indicator names."), many=True),
    Field("link", "link", _("Address of evidence that is a link."), null=True),
    Field("published_at", "moment", _("When the country published it.")),
    Field("withdrawn_at", "moment", _("When the publication was withdrawn."), null=True),
    Field("withdrawal_note", "text", _("The note that stands in the place of a withdrawn publication."), null=True),
    Field("url", "link", _("The page of the portal about it, in English.")),
)

PLAN = (
    Field("country", "country", _("The country whose plan it is.")),
    Field("cycle", "number", _("Number of the cycle of the country.")),
    Field("instrument", "key", _("Code of the version of the instrument to whose indicators the plan answers.")),
    Field("kind", "key", _("What part it is; “plan” is the whole."), choices=PUBLISHED_PARTS_OF_PLANS),
    Field(
        "code",
        "key",
        _(
            "Of an action its number, of an indicator its code, of what else belongs to an action its number and "
            "place; of the whole the number of the cycle."
        ),
    ),
    Field("part_of", "key", _("Of an action the code of its area, of what belongs to it its number."), null=True),
    Field(
        "text",
        "text",
        _(
            "What the country wrote, in its own language: the plan as a whole, the action, the "
            "challenge, the note on a status."
        ),
        null=True,
    ),
    Field("objective", "text", _("What the action is to achieve."), null=True),
    Field("result", "text", _("The result expected of it."), null=True),
    Field("measure", "text", _("By what its success is measured."), null=True),
    Field("lead", "text", _("The authority that leads."), null=True),
    Field("others", "text", _("Other authorities and partners."), null=True),
    Field("resources", "text", _("The country’s own resources for it."), null=True),
    Field("outcome", "text", _("What came of it, as the evaluation says."), null=True),
    Field("priority", "key", _("Its priority."), null=True, choices=tuple(Challenge.Priority.values)),
    Field(
        "assistance",
        "key",
        _("Whether assistance from outside is needed."),
        null=True,
        choices=tuple(Action.Assistance.values),
    ),
    Field("assistance_kind", "key", _("Kind of assistance."), null=True, choices=tuple(Action.Kind.values)),
    Field(
        "status",
        "key",
        _("How far the action is, on the day of publication or of the change."),
        null=True,
        choices=tuple(Action.Status.values),
    ),
    Field("decision", "key", _("What was decided of it at the end."), null=True, choices=tuple(Action.Decision.values)),
    Field("assistance_words", "text", _("What is needed."), null=True),
    Field("assistance_estimate", "text", _("What it would take, as the country estimates."), null=True),
    Field("assistance_partner", "text", _("Who could help."), null=True),
    Field("starts_on", "date", _("When it starts."), null=True),
    Field("due_on", "date", _("When it should be done."), null=True),
    Field("status_on", "date", _("Since when it stands so."), null=True),
    Field("kind_of_action", "key", _("Kind of action."), null=True, choices=tuple(Action.Kind.values)),
    Field("stage", "number", _("Of an indicator the stage at which the country saw itself."), null=True),
    Field("stage_aimed", "number", _("Number of the stage aimed at."), null=True),
    Field("stage_reached", "number", _("Number of the stage reached, as the evaluation says."), null=True),
    Field("neighbours", "country", _("Neighbouring countries concerned."), many=True),
    Field("published_at", "moment", _("When the country published it.")),
    Field("withdrawn_at", "moment", _("When the publication was withdrawn."), null=True),
    Field("withdrawal_note", "text", _("The note that stands in the place of a withdrawn publication."), null=True),
    Field("url", "link", _("The page of the portal about it, in English.")),
)
