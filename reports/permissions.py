"""Who may do what with progress reports: everybody reads what is published, the secretariat makes them."""

from programme.matrix import EVERYBODY, SECRETARIAT, register, rights
from reports.states import PUBLIC

REPORT, SECTION, COPY = "reports.progressreport", "reports.reportsection", "reports.reportcopy"

register(
    *rights(REPORT, "read", EVERYBODY - SECRETARIAT, PUBLIC),
    # Who may take a step, whenever: the table of steps says from which states.
    *rights(REPORT, "read change build freeze take-back publish begin-corrigendum", SECRETARIAT),
    *rights(f"{SECTION} {COPY}", "read", SECRETARIAT),
    *rights(SECTION, "change", SECRETARIAT),
)
