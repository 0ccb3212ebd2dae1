"""Roles and what each may do with the records of the portal. `sync_roles` makes the groups from this."""

from django.utils.translation import gettext_lazy as _

EDITOR = "secretariat-editor"
ADMINISTRATOR = "secretariat-administrator"

ROLE_NAMES = {EDITOR: _("Secretariat editor"), ADMINISTRATOR: _("Secretariat administrator")}
STAFF_ROLES = frozenset({EDITOR, ADMINISTRATOR})

# The record itself: these apps' models, but for what the administrator alone keeps.
RECORD_APPS = frozenset({"programme", "countries", "activities", "assessments", "reports"})
ADMINISTRATORS_ONLY = frozenset({"programme.user", "auth.group", "programme.programmename"})
# Kept by the portal alone: nobody edits them, whatever the role.
NOBODYS = frozenset({"programme.loadedrecord", "programme.oldaddress", "activities.reach", "programme.recordversion"})


def grants(role, model_label, action):
    """Whether this role may do `action` (view, add, change, delete) with records of this model (`app.model`)."""
    if model_label in NOBODYS or model_label.split(".")[1].startswith("historical"):
        return action == "view" and model_label.split(".")[0] in RECORD_APPS
    if model_label in ADMINISTRATORS_ONLY:
        return role == ADMINISTRATOR
    return role in STAFF_ROLES and model_label.split(".")[0] in RECORD_APPS
