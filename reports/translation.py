"""Which texts of this room exist in three languages. Histories are registered after them (design trap 5)."""

from modeltranslation.translator import TranslationOptions, translator

from programme.history import record
from reports.models import ProgressReport, ReportSection

translator.register(
    ProgressReport, type("ProgressReportTranslation", (TranslationOptions,), {"fields": ("correction",)})
)
translator.register(ReportSection, type("ReportSectionTranslation", (TranslationOptions,), {"fields": ("text",)}))

# The public sees frozen copies only; the steps that publish one say so themselves.
record(ProgressReport, published=False)
record(ReportSection, published=False)
