"""Who may do what with the records of this room. Every room asks `may` and `within`, which know all rooms' rows."""

from programme.matrix import (
    EVERYBODY,
    ROLE_NAMES,
    SECRETARIAT,
    Role,
    Scope,
    Standing,
    may,
    register,
    rights,
    standing_source,
    within,
)

__all__ = ["ADMINISTRATOR", "EDITOR", "STAFF_ROLES", "Role", "Scope", "kept_record", "may", "within"]

EDITOR, ADMINISTRATOR = Role.EDITOR, Role.ADMINISTRATOR
# The roles that are groups; every other role comes from a mandate or a seat in a body, which end by themselves.
STAFF_ROLES = {role: ROLE_NAMES[role] for role in (EDITOR, ADMINISTRATOR)}


def kept_record(things, states=None):
    """The rows of the published record: everybody reads it (in these states), the secretariat keeps it."""
    return [
        *rights(things, "read", EVERYBODY - SECRETARIAT, states),
        *rights(things, "read add change delete", SECRETARIAT),
    ]


register(
    *kept_record(
        """programme.workingarea programme.crosscuttingarea programme.basictask programme.body programme.meeting
        programme.document programme.documentversion programme.claim programme.textmark"""
    ),
    *rights("programme.programmename", "read", EVERYBODY),
    *rights("programme.programmename", "add change delete", ADMINISTRATOR),
    *rights("programme.user", "read add change delete recover erase", ADMINISTRATOR),
    *rights("programme.message", "read", SECRETARIAT),
    *rights("programme.message", "resend", SECRETARIAT, {"failed", "suppressed"}),
    # Made by `sync_roles` from the code, shown and never edited.
    *rights("auth.group", "read", ADMINISTRATOR),
    # Nobody edits or deletes what was uploaded or taken away.
    *rights("programme.storedfile programme.download", "read", SECRETARIAT),
    # Kept by the portal for itself: nobody edits them, whatever the role.
    *rights("programme.loadedrecord programme.oldaddress programme.recordversion", "read", SECRETARIAT),
)


@standing_source
def secretariat(user):
    """The roles that a person has in the secretariat: groups; who can do everything on the server is administrator."""
    names = set(user.roles) | ({ADMINISTRATOR} if user.is_superuser else set())
    return [Standing(Role(name)) for name in sorted(names) if name in STAFF_ROLES]
