"""Who may do what with progress reports: everybody reads what is published, the secretariat makes them."""

from programme.matrix import COUNTRY_ROLES, EVERYBODY, SECRETARIAT, Scope, register, rights
from reports.states import PUBLIC

REPORT, SECTION, COPY = "reports.progressreport", "reports.reportsection", "reports.reportcopy"

register(
    *rights(REPORT, "read", EVERYBODY - SECRETARIAT, PUBLIC),
    # Who may take a step, whenever: the table of steps says from which states.
    *rights(REPORT, "read change build freeze take-back publish begin-corrigendum", SECRETARIAT),
    *rights(f"{SECTION} {COPY}", "read", SECRETARIAT),
    *rights(SECTION, "change", SECRETARIAT),
)

register(
    # All of a country as one archive: of what is in it each part asks for itself. Members of the two bodies read what
    # they review on its pages and need no copy of a country to take along (ADR 25).
    *rights("countries.country", "take-archive", COUNTRY_ROLES, scope=Scope.OWN),
    *rights("countries.country", "take-archive", SECRETARIAT),
)
