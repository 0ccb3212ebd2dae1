"""The whole suite: on SQLite, on PostgreSQL, in the browser; says what was left out for want of a program.

With CI=true nothing may be left out: a missing program fails, and so does a test that was skipped in every pass.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

CI = os.environ.get("CI", "").lower() in {"1", "true"}
HERE = Path(__file__).parent
WORKERS = max(2, len(os.sched_getaffinity(0)))
PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", str(WORKERS)]
NOTHING_COLLECTED = 5

PROGRAMS = {
    "Chromium": (["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"], "tests in the browser"),
    "PostgreSQL": (["pg_virtualenv"], "the run on PostgreSQL"),
    "gettext": (["xgettext"], "the test that the catalogues are up to date with the sources"),
    "LibreOffice": (["soffice"], "tests that open the files we write"),
}


def missing_programs():
    return {name for name, (commands, _what) in PROGRAMS.items() if not any(map(shutil.which, commands))}


def passes(missing):
    """What to run: a title, the markers (and options), and the command before pytest."""
    both = "" if "PostgreSQL" in missing else " and not both"
    yield "SQLite", [f"not browser and not formats{both}"], []
    # Test by test, since one file opens every page; and in order, since each worker makes a file's portal anew.
    marks = [mark for mark, program in (("browser", "Chromium"), ("formats", "LibreOffice")) if program not in missing]
    if marks:
        yield f"{' and '.join(marks)}, on SQLite", [" or ".join(marks), "--dist=worksteal"], []
    if "PostgreSQL" not in missing:
        postgresql = [str(HERE / "on-postgresql")]
        yield "PostgreSQL", ["not browser and not formats and not once"], postgresql


def run(title, markers, prefix, report):
    print(f"\n── {title} ──", flush=True)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run([*prefix, *PYTEST, "-m", *markers, f"--junitxml={report}"], env=environment).returncode


def read(report):
    """The outcome of each test of a pass, by its name."""
    if not report.exists():
        return {}
    outcomes = {}
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314  our own pytest wrote it
        found = {child.tag for child in case}
        failed = found & {"failure", "error"}
        outcomes[f"{case.get('classname')}::{case.get('name')}"] = (
            "failed" if failed else "skipped" if "skipped" in found else "passed"
        )
    return outcomes


def main():
    started = time.monotonic()
    missing = missing_programs()
    complaints = [f"{name} is missing." for name in sorted(missing)] if CI else []
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    ran, skipped = set(), set()
    with tempfile.TemporaryDirectory() as folder:
        for number, (title, markers, prefix) in enumerate(passes(missing)):
            report = Path(folder) / f"{number}.xml"
            code = run(title, markers, prefix, report)
            outcomes = read(report)
            for name, outcome in outcomes.items():
                counts[outcome] += 1
                (skipped if outcome == "skipped" else ran).add(name)
            if code not in (0, NOTHING_COLLECTED) and "failed" not in outcomes.values():
                complaints.append(f"The pass on {title} ended with code {code}.")
    if CI:
        complaints += [f"Skipped everywhere: {name}" for name in sorted(skipped - ran)]

    print()
    for name in sorted(missing):
        print(f"{name} is not installed: left out {PROGRAMS[name][1]}.")
    for complaint in complaints:
        print(complaint)
    counted = ", ".join(f"{number} {outcome}" for outcome, number in counts.items())
    print(f"{counted} in {time.monotonic() - started:.0f} s")
    return 1 if counts["failed"] or complaints or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
