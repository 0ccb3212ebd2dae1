"""The places of the builder whose texts are kept for a day when the session has ended."""

from programme.kept_texts import register
from reports.models import KeptReportText, ProgressReport, ReportSection

register(KeptReportText, {ReportSection: "section", ProgressReport: "report"})
