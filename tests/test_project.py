"""What holds for the project as a whole, whatever it does."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.core.management import call_command
from django.template import engines

BASE = Path(__file__).resolve().parent.parent
ROOMS = ["reports", "assessments", "activities", "countries", "programme"]
LANGUAGES = ["fr", "ru"]

LONGEST = 400
# Files that may be longer, each with the reason.
LONG_FILES: dict[str, str] = {
    "tests/activities/published_entries.py": "one table of the 34 published entries, made by hand and read as a whole",
}


def our_files(*endings):
    """Files that people write, from the rooms and their surroundings."""
    places = [*ROOMS, "templates", "static", "tests", ".ci"]
    for place in places:
        for path in sorted((BASE / place).rglob("*")):
            parts = path.relative_to(BASE).parts
            if path.suffix in endings and not {"migrations", "vendor", "__pycache__"} & set(parts):
                yield path


def name_of(path):
    return path.relative_to(BASE).as_posix()


def run(*command, cwd=BASE, **environment):
    """A child process with nothing of ours in its environment but what is given."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(command, cwd=cwd, env=kept | environment, capture_output=True, text=True, check=False)


def manage(*arguments, cwd=BASE, **environment):
    return run(sys.executable, "manage.py", *arguments, cwd=cwd, **environment)


# Django's own checks


def test_system_checks_pass():
    call_command("check", fail_level="WARNING")


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_template_compiles():
    templates = [path for path in our_files(".html", ".txt", ".xml") if path.is_relative_to(BASE / "templates")]
    assert templates
    for path in templates:
        engines["django"].get_template(path.relative_to(BASE / "templates").as_posix())


# Settings


def test_every_variable_read_is_in_the_example():
    read = set()
    for path in (BASE / "programme").glob("*.py"):
        read |= set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', path.read_text()))
        read |= set(re.findall(r'\bnumber\("([A-Z_]+)"', path.read_text()))
    example = set(re.findall(r"^#?([A-Z_]+)=", (BASE / ".env.example").read_text(), re.MULTILINE))
    assert read - example == set()
    assert example - read == set()


# Locks


def requirements(lock):
    """Each requirement of a lock with the lines that belong to it."""
    text = re.sub(r"^\s*#.*\n", "", (BASE / lock).read_text(), flags=re.MULTILINE)
    return re.split(r"\n(?=\S)", text.strip())


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_names_no_address_and_hashes_everything(lock):
    text = (BASE / lock).read_text()
    assert "://" not in text
    assert re.findall(r"^\s*(?:-i|-f|--\w*(?:index|find|host)\S*)", text, re.MULTILINE) == []
    assert [line for line in requirements(lock) if "--hash=sha256:" not in line or "==" not in line] == []


def test_locks_agree_on_versions():
    pins = {}
    for lock in ("requirements.lock", "requirements-dev.lock"):
        pins[lock] = dict(line.split()[0].split("==") for line in requirements(lock))
    portal, development = pins.values()
    assert portal.items() <= development.items()


# Messages


def catalogue(language, base=BASE):
    path = base / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def texts(value):
    return list(value) if isinstance(value, tuple | list) else [value]


def placeholders(text):
    return set(re.findall(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}", text.replace("%%", "")))


def messages(language, base=BASE):
    return [message for message in catalogue(language, base) if message.id]


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_has_nothing_empty_or_fuzzy(language):
    found = messages(language)
    assert found
    assert not catalogue(language).fuzzy, "a header marked fuzzy keeps the whole catalogue from being compiled"
    assert [message.id for message in found if message.fuzzy] == []
    assert [message.id for message in found if not all(texts(message.string))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_has_every_plural_form(language):
    forms = catalogue(language).num_plurals
    plurals = [message for message in messages(language) if message.pluralizable]
    assert [message.id for message in plurals if len(texts(message.string)) != forms] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_keeps_placeholders(language):
    wrong = []
    for message in messages(language):
        singular, *plural = (placeholders(text) for text in texts(message.id))
        # French says "one" of 0 and 1 only and may leave the number out; Russian says it of 21 too and may not.
        allowed = [plural[0], singular] if plural and language == "fr" else plural or [singular]
        wrong += [text for text in texts(message.string) if placeholders(text) not in allowed]
    assert wrong == []


def test_russian_is_written_without_yo():
    """As United Nations documents are: in the catalogue, the longer texts, the glossary and the record."""
    found = [text for message in messages("ru") for text in texts(message.string) if "ё" in text.lower()]
    record = [path for kind in ("yaml", "csv", "json", "geojson") for path in (BASE / "data").rglob(f"*.{kind}")]
    for path in [*(BASE / "programme" / "texts").glob("*.*"), BASE / "docs" / "glossary.md", *record]:
        found += [f"{name_of(path)}: {line}" for line in path.read_text().splitlines() if "ё" in line.lower()]
    assert found == []


def test_french_sets_a_space_that_does_not_break_before_its_marks():
    said = [text for message in messages("fr") for text in texts(message.string)]
    assert [text for text in said if re.search(r" [:;!?»](?!\S)|« ", text)] == []


def test_french_names_the_programme_and_its_areas_as_the_glossary_does():
    said = [text for message in messages("fr") for text in texts(message.string)]
    assert [
        text for text in said if re.search(r"Programme d.assistance|domaines? de travail", text, re.IGNORECASE)
    ] == []


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed")
def test_catalogues_are_up_to_date_with_the_sources(tmp_path):
    unwanted = shutil.ignore_patterns("__pycache__", "*.mo")
    for place in [*ROOMS, "templates", "locale"]:
        shutil.copytree(BASE / place, tmp_path / place, ignore=unwanted)
    shutil.copy(BASE / "manage.py", tmp_path)
    kept = {language: {(m.id, m.context) for m in messages(language, tmp_path)} for language in LANGUAGES}
    outcome = manage("makemessages", "-l", "fr", "-l", "ru", "--no-obsolete", cwd=tmp_path, PORTAL_ENV="development")
    assert outcome.returncode == 0, outcome.stderr
    for language in LANGUAGES:
        found = {(m.id, m.context) for m in messages(language, tmp_path)}
        assert found - kept[language] == set(), "run `make messages` and translate what is new"
        assert kept[language] - found == set(), "run `make messages`: these are no longer used"


# Rooms and files


def room_of(model):
    return ROOMS.index(model._meta.app_label) if model._meta.app_label in ROOMS else None


def test_no_link_points_to_the_left():
    """A foreign key stands on the record further left: an activity knows nothing of assessments (ADR 1)."""
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.auto_created or not field.is_relation or field.related_model is None:
                continue
            here, there = room_of(model), room_of(field.related_model)
            if here is not None and there is not None and there < here:
                wrong.append(f"{field} → {field.related_model._meta.label}")
    assert wrong == []


def test_import_order_names_every_room():
    tools = tomllib.loads((BASE / "pyproject.toml").read_text())["tool"]
    layers = next(contract for contract in tools["importlinter"]["contracts"] if contract["type"] == "layers")
    assert layers["layers"] == ROOMS
    assert [config.name for config in apps.get_app_configs() if config.name in ROOMS] == ROOMS


def test_rooms_keep_the_import_order():
    outcome = run(str(Path(sys.executable).parent / "lint-imports"), "--no-cache")
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_check_runs_every_tool():
    recipe = run("make", "-n", "check").stdout
    missing = [
        "ruff format --check",
        "ruff check",
        "djade",
        "lint-imports",
        "mypy",
        "makemigrations --check",
        "suite.py",
    ]
    assert [tool for tool in missing if tool not in recipe] == []


def test_no_file_is_long_without_a_reason():
    long = defaultdict(int)
    for path in our_files(".py", ".html", ".css", ".js"):
        lines = len(path.read_text().splitlines())
        if lines > LONGEST:
            long[name_of(path)] = lines
    assert {name: lines for name, lines in long.items() if name not in LONG_FILES} == {}
    assert sorted(set(LONG_FILES) - set(long)) == [], "no longer long: take it off the list"


def test_templates_hold_no_inline_script_or_style():
    """The content security policy would drop them; data for scripts stands in `data-` attributes."""
    forbidden = re.compile(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    wrong = []
    for path in our_files(".html"):
        if path.parent.name == "mail":
            continue  # programs for mail know no style sheets
        text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(), flags=re.DOTALL)
        wrong += [f"{name_of(path)}: {found.group().strip()}" for found in forbidden.finditer(text)]
    assert wrong == []


def test_no_component_of_the_public_pages_is_styled_where_the_public_does_not_get_it():
    """`writing.css` goes to who is signed in only: what `site.css` styles too would look different to others."""
    css = BASE / "static" / "css"
    parts = {
        sheet: "".join(
            (css / part).read_text() for part in re.findall(r'"(components/[^"]+)"', (css / sheet).read_text())
        )
        for sheet in ("site.css", "writing.css")
    }
    public = set(re.findall(r"^\.([\w-]+)", parts["site.css"], re.MULTILINE))
    alone = set(re.findall(r"^\.([\w-]+)(?=\s*[,{])", parts["writing.css"], re.MULTILINE))
    assert public & alone == set()


def test_pages_load_nothing_from_another_host():
    loads = re.compile(
        r"<(?:script|img|iframe|source|video|audio)[^>]*\ssrc=\"?(?:https?:)?//|<link[^>]*\shref=\"?(?:https?:)?//"
    )
    imports = re.compile(r"(?:url\(|@import\s+)['\"]?(?:https?:)?//")
    wrong = [name_of(path) for path in our_files(".html") if loads.search(path.read_text())]
    wrong += [name_of(path) for path in our_files(".css") if imports.search(path.read_text())]
    assert wrong == []


def test_documentation_links_lead_somewhere():
    pages = [*BASE.glob("*.md"), *(BASE / "docs").rglob("*.md")]
    wrong = []
    for page in pages:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text()):
            if "://" not in target and not (page.parent / target).exists():
                wrong.append(f"{name_of(page)}: {target}")
    assert wrong == []


def test_every_decision_is_listed():
    decisions = BASE / "docs" / "adr"
    listed = re.findall(r"\((\d{4}-[^)]+)\)", (decisions / "README.md").read_text())
    assert listed == sorted(path.name for path in decisions.glob("[0-9]*.md"))
