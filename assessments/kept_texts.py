"""Where in this room a text is kept when the session has ended."""

from assessments.models import Action, ActionPlan, AreaAnswer, KeptText
from programme.kept_texts import register

register(KeptText, {AreaAnswer: "area_answer", Action: "action", ActionPlan: "plan"})
