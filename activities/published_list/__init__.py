"""Reading the text of a published list of activities (PRODUCT A7); it writes nothing and knows no database."""

from activities.published_list.parsing import parse_list
from activities.published_list.records import Doubt, Gazetteer, ParsedLine, Verdict

__all__ = ["Doubt", "Gazetteer", "ParsedLine", "Verdict", "parse_list"]
