# The portal in two commands: `make run` and `make test`. Needs git, make and Python 3.11 or later with venv.

PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
BIN := .venv/bin

# A stamp carries the checksum of the lock it stands for, so that a changed lock installs anew and nothing else does.
RUN_STAMP := .venv/.run-$(shell cksum < requirements.lock | tr ' ' '-')
DEV_STAMP := .venv/.dev-$(shell cksum < requirements-dev.lock | tr ' ' '-')
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes

CATALOGUES := $(wildcard locale/*/LC_MESSAGES/django.po)
TEMPLATES = $(shell find templates -name '*.html')

# What Python compiled once is kept, whatever the machine prefers: each worker of each pass of the tests reads all of it.
unexport PYTHONDONTWRITEBYTECODE

# `prepare_run` prints the address it will be served on.
export PORT
run test test-quick check check-static fmt messages bench screenshots hooks: export PORTAL_ENV := development

.DEFAULT_GOAL := help
.PHONY: help run test test-quick check check-static fmt messages bench screenshots hooks clean

help: ## Say what there is
	@echo "make <target>, where <target> is one of:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '%-14s %s\n' "$$name" "$$text"; done

run: $(RUN_STAMP) $(CATALOGUES:.po=.mo) ## Serve the portal with the Programme's record on 127.0.0.1 (PORT=8000; DEMO=1: three invented countries)
	@$(BIN)/python manage.py prepare_run
	@exec $(BIN)/python manage.py runserver --noreload 127.0.0.1:$(PORT)

test: $(DEV_STAMP) $(CATALOGUES:.po=.mo) ## Run every test: on SQLite, on PostgreSQL where installed, in the browser where installed
	@$(BIN)/python .ci/suite.py

test-quick: $(DEV_STAMP) $(CATALOGUES:.po=.mo) ## Run the tests once on SQLite, without browser, formats and long walks
	@$(BIN)/pytest -q -n auto -m "not browser and not formats and not long"

check: check-static test ## Run all that the reviewers run

check-static: $(DEV_STAMP) ## Check format, style, templates, import order, types and migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run

fmt: $(DEV_STAMP) ## Format code and templates, mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djade --target-version 5.2 $(TEMPLATES)

messages: $(DEV_STAMP) ## Bring the French and Russian catalogues up to date with the sources (needs gettext)
	@command -v xgettext >/dev/null || { echo "make messages needs gettext: install the package gettext of your system." >&2; exit 1; }
	$(BIN)/python manage.py makemessages -l fr -l ru --no-obsolete --add-location file --ignore .venv --ignore var --ignore tests
	@$(MAKE) --no-print-directory $(CATALOGUES:.po=.mo)

bench: $(RUN_STAMP) ## Measure lists, boards and reports with generated records in scratch databases
	$(BIN)/python manage.py benchmark
	@if command -v pg_virtualenv >/dev/null; then .ci/on-postgresql $(BIN)/python manage.py benchmark; \
	else echo "PostgreSQL is not installed: measured on SQLite only."; fi

screenshots: $(DEV_STAMP) $(CATALOGUES:.po=.mo) ## Make the pictures in docs/screenshots anew (needs Chromium)
	@$(BIN)/python .ci/screenshots.py

hooks: $(DEV_STAMP) ## Let git run the quick checks before each commit
	$(BIN)/pre-commit install

clean: ## Remove the virtual environment, the local database and caches
	rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete

%.mo: %.po $(RUN_STAMP)
	@$(BIN)/pybabel -q compile -i $< -o $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or later is needed; $(PYTHON) is `$(PYTHON) --version 2>&1 || true`. Name another: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "$(PYTHON) has no venv: install it first (on Debian and Ubuntu the package python3-venv)." >&2; exit 1; }
	@echo "Making a virtual environment in .venv …"
	@$(PYTHON) -m venv .venv

$(RUN_STAMP): requirements.lock | $(BIN)/python
	@echo "Installing what the portal needs (once) …"
	@$(INSTALL) -r requirements.lock
	@rm -f .venv/.run-* && touch $@

$(DEV_STAMP): requirements-dev.lock | $(RUN_STAMP)
	@echo "Installing what the tests need (once) …"
	@$(INSTALL) -r requirements-dev.lock
	@rm -f .venv/.dev-* && touch $@
