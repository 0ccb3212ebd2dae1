"""Samples of this room's pictures for the style guide. They state no fact."""

from datetime import date
from types import SimpleNamespace

from django.utils.translation import gettext as _

from assessments.cycle_shown import STEPS, AreaInCycle, CycleShown
from programme.sections import Section, section


def sample_cycle():
    """An area at each of the three steps, the last of them since no known day."""
    name = _("Name")
    days = (date(2021, 5, 4), date(2021, 9, 1), None)
    areas = [SimpleNamespace(code=f"A{step}", name_en=name, name_fr=name, name_ru=name) for step in STEPS]
    return CycleShown(
        1,
        [
            AreaInCycle(area, step, _("What is reached"), day, _("What comes next"))
            for area, step, day in zip(areas, STEPS, days, strict=True)
        ],
    )


@section("style-guide", order=25)
def cycle_sample(_nothing, request):
    return Section("assessments/cycle_sample.html", {"cycle": sample_cycle()})
