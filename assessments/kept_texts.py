"""The places of this room whose texts are kept for a day when the session has ended."""

from assessments.models import Action, ActionPlan, AreaAnswer, KeptText
from programme.kept_texts import data_of, forget, keep, offered, register, writer_mark, writer_of

__all__ = ("data_of", "forget", "keep", "offered", "writer_mark", "writer_of")

register(KeptText, {AreaAnswer: "area_answer", Action: "action", ActionPlan: "plan"})
