"""The secretariat's admin: Django's own, with our landing page and words."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PortalAdminConfig(AdminConfig):
    default_site = "programme.admin_site.PortalAdminSite"


class PortalAdminSite(AdminSite):
    site_header = _("Assistance and Cooperation Programme: the secretariat's workshop")
    site_title = _("Secretariat's workshop")
    index_title = _("What waits")
    enable_nav_sidebar = False
