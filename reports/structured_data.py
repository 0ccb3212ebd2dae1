"""A published progress report in the words of schema.org."""

from django.utils import timezone

from programme.structured_data import known
from reports.paper.answers import FORMATS


def report_data(report, paper, *, host, files):
    """A Report with its files in each language, `files` being what its page offers."""
    years = report.biennium
    return known(
        at_type="Report",
        name=paper.title,
        url=f"{host}{report.public_url}",
        inLanguage=paper.language,
        datePublished=timezone.localdate(report.published_at).isoformat(),
        temporalCoverage=f"{years.first_day}/{years.last_day}",
        encoding=[
            known(at_type="MediaObject", contentUrl=f"{host}{url}", encodingFormat=FORMATS[format][0], inLanguage=code)
            for format, versions in files
            for code, _name, url in versions
        ],
    )
