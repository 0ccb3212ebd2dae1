"""The page in the admin on which a published list is pasted, looked at line by line, and confirmed (PRODUCT A7)."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from activities.addresses import LONGEST_SLUG
from activities.list_import import (
    LARGEST_TEXT,
    MOST_LINES,
    UnreadableList,
    decode_list,
    import_lines,
    understand,
)
from activities.models import Activity
from programme.date_format import format_date_range
from programme.models import Document, Sureness

USUAL_SOURCE = "implementation-phase"
MOST_IN_ADDRESS = 200
LONGEST_IN_ADDRESS = 600  # characters of a line, which an address holds several times, encoded
LONGEST_TITLE = 500


class ListForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Text of the list"),
        widget=forms.Textarea(attrs={"rows": 14}),
        required=False,
        strip=False,
        help_text=gettext_lazy("Copied from the page or the document, one activity a line. Or upload a file below."),
    )
    file = forms.FileField(
        label=gettext_lazy("Text file"),
        required=False,
        help_text=gettext_lazy("A .txt file in UTF-8 of at most 1 MB, instead of pasting."),
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
        error_messages={"empty": gettext_lazy("The list holds nothing.")},
    )
    source: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Source"),
        queryset=Document.objects.all(),
        help_text=gettext_lazy("The document or page that prints the list. Add it under Documents if it is not there."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the list"), choices=settings.LANGUAGES, widget=forms.RadioSelect, initial="en"
    )
    first_line = forms.IntegerField(
        label=gettext_lazy("Line that the text begins with"),
        initial=1,
        min_value=1,
        max_value=30_000,
        help_text=gettext_lazy(
            "1 for a whole page; for a part of it the number of its first line, so that lines are cited rightly."
        ),
    )

    def clean(self):
        """Reads the list into `published`; a file goes before what is pasted."""
        super().clean()
        file = self.cleaned_data.get("file")
        if self.errors:
            return
        try:
            if file and file.size > LARGEST_TEXT:
                raise UnreadableList(_("The list is longer than 1 MB. Import it in parts."))
            text = decode_list(file.read()) if file else self.cleaned_data["text"]
            where = {name: self.cleaned_data[name] for name in ("language", "first_line")}
            self.published = understand(text, **where)
        except UnreadableList as refusal:
            self.add_error("file" if file else "text", str(refusal.message))
        else:
            self.cleaned_data["text"] = text


class ListImport:
    """Adds the page to the list of activities. Goes before `ImportExport`."""

    import_export_change_list_template = "admin/activities/activities.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.import_list_view)
        return [path("import-list/", view, name="activities_activity_import_list"), *super().get_urls()]

    def import_list_view(self, request):
        # The admin's own gate only asks whether somebody is staff (design trap 13).
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        if request.method != "POST":
            usual = Document.objects.filter(slug=USUAL_SOURCE).first()
            return self.list_page(request, "list_import.html", form=ListForm(initial={"source": usual}))
        form = ListForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.list_page(request, "list_import.html", form=form)
        if "confirm" in request.POST:
            return self.confirm_list(request, form)
        return self.list_preview(request, form)

    def list_preview(self, request, form, *, chosen=None, notice=""):
        published = form.published
        if chosen is None:
            chosen = {line.number for line in published.to_take}
        return self.list_page(
            request,
            "list_import_preview.html",
            form=form,
            published=published,
            lines=[shown(line, line.number in chosen) for line in published.activities if not line.is_known],
            known=[line for line in published.activities if line.is_known],
            others=self.other_lines(form),
            unsure=[line for line in published.to_take if line.doubts],
            blocked=[line for line in published.activities if line.blocks and not line.is_known],
            kept={name: form.cleaned_data[name] for name in ("text", "language", "first_line")},
            source=form.cleaned_data["source"],
            is_public=bool(request.POST.get("publish")),
            notice=notice,
        )

    def other_lines(self, form):
        """What does not read as an activity, each with where somebody takes it in by hand, or with what it became."""
        others = form.published.others
        held = Activity.objects.filter(source_text__in={line.parsed.text for line in others}).order_by("-pk")
        held_by_text = {activity.source_text: activity for activity in held}
        add = reverse("admin:activities_activity_add")
        return [
            {
                "line": line,
                "already": held_by_text.get(line.parsed.text),
                "add_url": f"{add}?{urlencode(as_typed(line, form.cleaned_data))}" if is_addable(line) else "",
            }
            for line in others
        ]

    def confirm_list(self, request, form):
        numbers = {int(number) for number in request.POST.getlist("line") if number.isdecimal() and len(number) < 7}
        if not numbers:
            return self.list_preview(request, form, chosen=numbers, notice=_("Choose at least one line to import."))
        result = import_lines(
            form.cleaned_data["text"],
            numbers,
            source=form.cleaned_data["source"],
            language=form.cleaned_data["language"],
            first_line=form.cleaned_data["first_line"],
            publish=bool(request.POST.get("publish")),
            user=request.user,
            agreed=request.POST.get("agreed", ""),
        )
        if result.is_stale:
            form.published = result.published
            notice = _(
                "The record has changed since you looked at the list, and nothing was written. Please look again."
            )
            return self.list_preview(request, form, chosen=numbers, notice=notice)
        return self.list_done(request, result.created, form.cleaned_data["source"])

    def list_done(self, request, created, source):
        address = reverse("admin:activities_activity_changelist")
        if not created:
            messages.info(request, _("Nothing was added: every line chosen is in the record already."))
            return HttpResponseRedirect(address)
        said = ngettext(
            "One activity was added from “{source}” and is shown below.",
            "{count} activities were added from “{source}” and are shown below.",
            len(created),
        ).format(count=len(created), source=source)
        if not created[0].is_published:
            hidden = _("Only the secretariat sees them until they are made public.")
            said = f"{said} {hidden}"
        messages.success(request, said)
        if len(created) <= MOST_IN_ADDRESS:
            address = f"{address}?id__in={','.join(str(activity.pk) for activity in created)}"
        return HttpResponseRedirect(address)

    def list_page(self, request, template, **context):
        request.current_app = self.admin_site.name
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import of a published list"),
            "media": self.media,
            "most_lines": MOST_LINES,
        }
        return TemplateResponse(request, f"admin/activities/{template}", {**shared, **context})


def is_addable(line):
    return 0 < len(line.parsed.text) <= LONGEST_IN_ADDRESS


def as_typed(line, asked):
    """What a new activity made of the line is filled in with; kind, days and place are for its maker to say."""
    source, language = asked["source"], asked["language"]
    title = line.parsed.text[:LONGEST_TITLE].strip()
    return {
        f"title_{language}": title,
        "published_title": title,
        "published_language": language,
        "slug": slugify(title)[:LONGEST_SLUG].strip("-") or f"{source.slug}-line-{line.number}",
        "source": source.pk,
        "source_locator": f"line {line.number}",
        "source_position": line.number,
        "source_text": line.parsed.text,
        "sureness": Sureness.OFFICIAL,
    }


def shown(line, is_chosen):
    """A line for the page: what was understood, as people write it."""
    parsed, activity = line.parsed, line.activity
    place = ", ".join(str(part) for part in (parsed.city, activity.place_country) if part)
    if activity.is_online:
        place = _("online")
    return {
        "line": line,
        "is_chosen": is_chosen and line.can_be_taken,
        "kind": activity.kind,
        "dates": format_date_range(parsed.start, parsed.end),
        "place": place or parsed.place_printed,
        "named": line.countries,
        "groups": line.groups,
        "field": f"line-{line.number}",
    }
