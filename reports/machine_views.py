"""What machines that read the site ask for first: where they may go and which pages there are."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap, views
from django.db.models import Max
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation

from activities.models import Activity
from assessments.models import PlanPublication, Publication
from countries.models import Country
from programme.models import Document
from programme.page_cache import record_stands
from programme.page_urls import EXPLAINED
from reports.models import ProgressReport

LISTS = (
    "home",
    "countries",
    "activities",
    "calendar",
    "documents",
    "progress-reports",
    "programme-indicators",
    "programme-needs",
    "status",
    "data",
    "data-iati",
)


class PortalSitemap(Sitemap):
    """Each page in each language, each naming the others and the address that leads to the reader's own."""

    i18n = alternates = x_default = True


class Lists(PortalSitemap):
    """Pages that gather from the whole record and change with it."""

    def items(self):
        return list(LISTS)

    def location(self, item):
        return reverse(item)

    def lastmod(self, item):
        return self._changed_at

    def get_urls(self, *args, **kwargs):
        _number, self._changed_at = record_stands()
        return super().get_urls(*args, **kwargs)

    def get_latest_lastmod(self):
        return record_stands()[1]


class Explained(PortalSitemap):
    """Prose of our own; when it last changed is known to no record."""

    def items(self):
        return [name for _address, name in EXPLAINED]

    def location(self, item):
        return reverse(item)


class Countries(PortalSitemap):
    def items(self):
        return Country.objects.only("slug", "updated_at").order_by("iso2")

    def lastmod(self, country):
        return country.updated_at


class Activities(PortalSitemap):
    def items(self):
        return Activity.objects.published().only("slug", "updated_at").order_by("pk")

    def lastmod(self, activity):
        return activity.updated_at


class Documents(PortalSitemap):
    def items(self):
        return Document.objects.only("slug").order_by("pk")

    def lastmod(self, document):
        return self._changed.get(document.pk)

    def get_urls(self, *args, **kwargs):
        changes = Document.history.model.objects.order_by().values("id")
        self._changed = dict(changes.annotate(changed_at=Max("history_date")).values_list("id", "changed_at"))
        return super().get_urls(*args, **kwargs)

    def get_latest_lastmod(self):
        return Document.history.aggregate(changed_at=Max("history_date"))["changed_at"]


class Assessments(PortalSitemap):
    """What countries published of their self-assessments and did not withdraw."""

    def items(self):
        found = Publication.objects.in_force().select_related("submission__assessment__cycle__country")
        return list({one.submission.assessment_id: one for one in reversed(found)}.values())

    def location(self, publication):
        cycle = publication.submission.assessment.cycle
        return reverse("published-assessment", args=[cycle.country.slug, cycle.number])

    def lastmod(self, publication):
        return publication.at


class Plans(PortalSitemap):
    """What countries published of their action plans and did not withdraw."""

    def items(self):
        found = PlanPublication.objects.in_force().select_related("plan__cycle__country")
        return list({one.plan_id: one for one in reversed(found)}.values())

    def location(self, publication):
        cycle = publication.plan.cycle
        return reverse("published-plan", args=[cycle.country.slug, cycle.number])

    def lastmod(self, publication):
        return publication.at


class Reports(PortalSitemap):
    """The progress reports in force, and those that were corrected at the addresses that they keep."""

    def items(self):
        return ProgressReport.objects.public().newest_first()

    def location(self, report):
        return report.public_url

    def lastmod(self, report):
        return report.published_at


SITEMAPS = {
    "lists": Lists,
    "programme": Explained,
    "countries": Countries,
    "activities": Activities,
    "assessments": Assessments,
    "plans": Plans,
    "reports": Reports,
    "documents": Documents,
}


@login_not_required
def sitemap_index(request):
    return views.index(
        request,
        SITEMAPS,
        template_name="reports/sitemap_index.xml",
        sitemap_url_name="sitemap-section",
    )


@login_not_required
def sitemap_section(request, section):
    return views.sitemap(request, SITEMAPS, section=section, template_name="reports/sitemap.xml")


@login_not_required
def robots(request):
    """Searching and signing in lead to no page that is not in the sitemap."""
    closed = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            closed += [reverse("admin:index"), reverse("search"), reverse("style-guide")]
    lines = [
        "User-agent: *",
        *(f"Disallow: {address}" for address in closed),
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
