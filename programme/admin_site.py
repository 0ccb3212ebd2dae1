"""The secretariat's admin: Django's own, with our landing page, our words and a clear answer to who may not enter."""

import re
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from programme.csv_files import csv_file
from programme.keys import LONGEST
from programme.matrix import ROLE_NAMES, SECRETARIAT, Role, has_role

UNFIT = re.compile(rf"\x00|\d{{{LONGEST + 1}}}")


class PortalAdminConfig(AdminConfig):
    default_site = "programme.admin_site.PortalAdminSite"


class PortalAdminSite(AdminSite):
    site_header = gettext_lazy("The secretariat's workshop")
    site_title = gettext_lazy("Secretariat's workshop")
    index_title = gettext_lazy("What waits")
    enable_nav_sidebar = False
    index_template = "admin/landing.html"
    empty_value_display = "–"
    # The order in which the landing page names the kinds of records; what has another heading follows.
    headings = (
        gettext_lazy("Countries"),
        gettext_lazy("Activities"),
        gettext_lazy("Documents and sources"),
        gettext_lazy("The Programme"),
        gettext_lazy("Self-assessments"),
        gettext_lazy("Progress reports"),
        gettext_lazy("People and access"),
    )

    @property
    def links(self):
        """Pages beside the lists of records, by the heading under which the landing page names them."""
        return {str(self.headings[-1]): [(_("Who may do what"), reverse("admin:permissions"))]}

    def get_urls(self):
        return [
            path("search/", self.admin_view(self.search), name="search"),
            path("permissions/", self.admin_view(self.permissions), name="permissions"),
            path("permissions.csv", self.admin_view(self.permissions_csv), name="permissions-csv"),
            *super().get_urls(),
        ]

    def admin_view(self, view, cacheable=False):
        """Django sends everybody who may not enter to the sign-in; who is signed in already is told why instead."""
        # Models are not there yet when settings load.
        from programme.given_back import when_signed_out
        from programme.refusals import page_to_return_to

        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def inner(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return when_signed_out(request) or self.to_sign_in(page_to_return_to(request))
            if request.user.is_authenticated and not self.has_permission(request):
                return self.refuse(request)
            # Django's filters of a list hand their values to the database as they come, which refuses these.
            if any(UNFIT.search(value) for _name, values in request.GET.lists() for value in values):
                raise BadRequest("A null character or a number too large in the address.")
            return guarded(request, *args, **kwargs)

        return inner

    @method_decorator([never_cache, login_not_required])
    def login(self, request, extra_context=None):
        """There is one sign-in for the whole portal; who is signed in and has no role here is told so."""
        if request.user.is_authenticated:
            return redirect("admin:index") if self.has_permission(request) else self.refuse(request)
        wanted = request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
        return self.to_sign_in(wanted if is_ours else reverse("admin:index"))

    @staticmethod
    def to_sign_in(wanted):
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': wanted}, safe='/')}")

    def logout(self, request, extra_context=None):
        return redirect("account_logout")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def refuse(self, request):
        context = {**self.each_context(request), "title": _("The workshop is the secretariat's"), "user": request.user}
        return TemplateResponse(request, "admin/no_role.html", context, status=403)

    def index(self, request, extra_context=None):
        from programme.histories import recorded_models  # models are not there yet when settings load
        from programme.history_words import recent
        from programme.waiting import what_waits

        seen = [model for model in recorded_models() if self.may_view(request, model)]
        context = {"waiting": what_waits(), "recent": self.with_addresses(recent(10, seen)), **(extra_context or {})}
        return super().index(request, context)

    def may_view(self, request, model):
        """Whether this person may see records of the model; parts of a record are seen with it."""
        admin = self._registry.get(model)
        if admin is not None:
            return admin.has_view_permission(request)
        return request.user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")

    def with_addresses(self, entries):
        """The entries, each with the address of a form: of the record that was changed, or the one it belongs to."""
        found = {}
        targets = [entry.whole or entry for entry in entries]
        for target in targets:
            found.setdefault(target.model, set()).add(target.pk)
        there = {
            model: set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
            for model, keys in found.items()
            if model in self._registry
        }
        for entry, target in zip(entries, targets, strict=True):
            name = f"admin:{target.model._meta.app_label}_{target.model._meta.model_name}_change"
            yield entry, reverse(name, args=[target.pk]) if target.pk in there.get(target.model, ()) else ""

    def get_app_list(self, request, app_label=None):
        """The records grouped as the secretariat thinks of them, not by where their code lives."""
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        groups = {str(heading): [] for heading in self.headings}
        for app in apps:
            for model in app["models"]:
                heading = getattr(self._registry[model["model"]], "heading", app["name"])
                groups.setdefault(str(heading), []).append(model)
        return [
            {
                "name": name,
                "app_label": f"group-{number}",
                "app_url": "",
                "has_module_perms": True,
                "links": self.links.get(name, ()),
                "models": sorted(models, key=lambda one: getattr(self._registry[one["model"]], "position", 50)),
            }
            for number, (name, models) in enumerate(groups.items())
            if models or name in self.links
        ]

    def permissions(self, request):
        """Who may do what, as the matrix has it."""
        from programme.matrix_words import lines  # models are not there yet when settings load

        role = self._role_asked_for(request)
        context = {
            **self.each_context(request),
            "title": _("Who may do what"),
            "role": role,
            "roles": [(one.value, name) for one, name in ROLE_NAMES.items()],
            "rooms": lines(role),
        }
        return TemplateResponse(request, "admin/permissions.html", context)

    def permissions_csv(self, request):
        from programme.matrix_words import table  # models are not there yet when settings load

        role = self._role_asked_for(request)
        return csv_file(table(role), "-".join(["permissions", *([role] if role else [])]))

    @staticmethod
    def _role_asked_for(request):
        """The role that the page is narrowed to. The gate only asks whether somebody is staff (design trap 13)."""
        if not has_role(request.user, *SECRETARIAT):
            raise PermissionDenied
        asked = request.GET.get("role", "")
        if asked and asked not in {role.value for role in Role}:
            raise Http404
        return Role(asked) if asked else None

    def search(self, request):
        """One box for the records that people look for by name."""
        query = request.GET.get("q", "")[:200]
        found = []
        for model, admin in self._registry.items():
            if query.strip() and getattr(admin, "in_quick_search", False) and admin.has_view_permission(request):
                records, _doubles = admin.get_search_results(request, admin.get_queryset(request), query)
                first = list(dict.fromkeys(records.select_related(*admin.list_select_related)[:20]))
                found.append((model._meta, first))
        context = {
            **self.each_context(request),
            "title": _("Search"),
            "query": query,
            "found": [(meta, records) for meta, records in found if records],
        }
        return TemplateResponse(request, "admin/search.html", context)
