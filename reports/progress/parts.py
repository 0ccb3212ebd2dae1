"""The parts of a progress report in their order: each has what is computed and what staff write (PRODUCT F1).

The real headings of past reports could not be read; these are our reconstruction (`domain/programme.md` 4.3).
"""

from django.utils.translation import gettext_lazy as _

PARTS = {
    "introduction": _("Introduction and mandate"),
    "activities": _("Activities"),
    "phases": _("Where the countries stand"),
    "missions": _("Missions of the preparatory phase"),
    "assessments": _("Self-assessments and action plans"),
    "reach": _("Countries reached and not reached"),
    "not-held": _("Planned and not held"),
    "contributions": _("Contributions"),
    "needs": _("Needs and next steps"),
    "disagreements": _("Where sources disagree"),
    "annex": _("Annex: all activities"),
}
# The annex is a table and nothing else.
WRITTEN = tuple(key for key in PARTS if key != "annex")
