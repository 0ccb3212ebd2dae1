"""What is done with reports beside their steps: the history tells it (PRODUCT A9)."""

from programme.deeds import Deed, register
from reports.models import ReportCopy


def _number(copy):
    return str(copy.number)


# A frozen copy is told by the step that froze it.
register(Deed(ReportCopy.objects.filter(kind=ReportCopy.Kind.KEPT).defer("content"), "keep_copy", "report", _number))
