# Two commands are enough: `make` builds and serves, `make test` tests. Everything they need is made on the way.
.DEFAULT_GOAL := all
.PHONY: all build demo export serve test lint licences audit bench bench-rooms canary clean docs lock messages pictures

PYTHON ?= python3
BIN := .venv/bin
DATABASE := build/mingzhang.db
PORT ?= 8001

all: build serve

build: .venv/installed
	$(BIN)/mingzhang build -o $(DATABASE)

# A site to try: some hundred made-up disclosures of several counties and years; every page says that they are made up.
demo: .venv/installed
	$(BIN)/python -m benchmarks.disclosures.demo build/demo
	$(BIN)/mingzhang build build/demo -o build/demo.db
	$(BIN)/mingzhang serve build/demo.db -p $(PORT)

export: .venv/installed
	$(BIN)/mingzhang export $(DATABASE) -o build/package

serve: .venv/installed
	$(BIN)/mingzhang serve $(DATABASE) -p $(PORT)

# One process more than there are cores: servers, browsers and writing programs are waited for a fifth of the time.
test: .venv/installed-dev
	$(BIN)/python -m pytest -n $$($(BIN)/python -c 'import os; print(os.cpu_count() + 1)') --dist loadfile --no-loadscope-reorder

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Build and site at SIZE indicators (100000 and 1000000 take their time), each figure beside its reference from the same run;
# then the precision and recall of each check on each set of documents.
SIZE ?= 10000
bench: .venv/installed-dev
	$(BIN)/python -m benchmarks.scale $(SIZE)
	$(BIN)/python -m benchmarks.findings

# Ratios and rates of single rooms, measured in one run; nothing is asserted on time.
bench-rooms: .venv/installed-dev
	$(BIN)/python -m benchmarks.reading_tables
	$(BIN)/python -m benchmarks.hostile_texts
	$(BIN)/python -m benchmarks.reading_pdf
	$(BIN)/python -m benchmarks.checks
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.reading tests/cases/forms_more
	$(BIN)/python -m benchmarks.reading tests/cases/forms_unseen/a
	$(BIN)/python -m benchmarks.reading tests/cases/forms_unseen/b
	$(BIN)/python -m benchmarks.reading tests/cases/forms_unseen/c
	$(BIN)/python -m benchmarks.reading.mutations

# The site's first page on the newest pre-release of Datasette: tells how far it comes, and never fails.
canary: .venv/python
	$(BIN)/python tools/canary.py

clean:
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find build -mindepth 1 ! -name README.md -delete
	find . -name __pycache__ -prune -exec rm -rf {} +

# New versions of what we depend on, with their hashes; in a commit of its own. Needs uv. Without new versions: make lock UPGRADE=
UPGRADE ?= --upgrade
COMPILE := uv pip compile --quiet --universal --python-version 3.11 $(UPGRADE) --no-annotate --generate-hashes \
	--custom-compile-command "make lock" pyproject.toml
lock:
	$(COMPILE) --all-extras -o constraints.txt
	$(COMPILE) --extra all --extra build -c constraints.txt -o requirements.txt

# What we depend on and under which licences; which of it has known faults, where the list of them can be reached.
licences: .venv/installed-dev
	$(BIN)/python tools/supply.py licences

audit: .venv/installed-dev
	$(BIN)/python tools/supply.py audit

# docs/tables.md, from metadata.yml and the schema; docs/checks.md, from the checks.
docs: .venv/installed-dev
	$(BIN)/python tools/make_tables_page.py docs/tables.md
	$(BIN)/python tools/make_checks_page.py docs/checks.md

# The sentences of the site, into the English catalogue.
messages: .venv/installed-dev
	$(BIN)/python tools/collect_messages.py

# The pictures in docs/, from the site as it is. Needs a Chromium.
pictures: .venv/installed-dev build
	$(BIN)/python -m benchmarks.disclosures.demo build/demo
	$(BIN)/mingzhang build build/demo -o build/demo.db
	$(BIN)/python tools/take_pictures.py $(DATABASE) docs/pictures build/demo.db

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed; name one with: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "Python's venv module is missing; on Debian: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

# Every package as it was locked, by its hash; then ours, with nothing fetched for it.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
OURS := $(PIP) --no-deps --no-build-isolation -e .

.venv/installed: .venv/python pyproject.toml requirements.txt
	$(PIP) --require-hashes -r requirements.txt
	$(OURS)
	@touch $@

.venv/installed-dev: .venv/python pyproject.toml constraints.txt
	$(PIP) --require-hashes -r constraints.txt
	$(OURS)
	@touch $@ .venv/installed
