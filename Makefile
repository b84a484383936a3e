# `make run` shows the product, `make test` proves it. The rest is listed by `make help`.

.DEFAULT_GOAL := help
.PHONY: help run test lint types floors checks tests drills bench bench-data screens fmt

PY := .venv/bin/python

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/.installed ## show the sites: install, database, demo, server; Ctrl-C stops it all
	@$(PY) manage.py run

test: lint types floors checks tests ## everything that must hold before a change goes in

lint: .venv/.installed-dev ## style of the Python and of the templates
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@find templates themes -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +

types: .venv/.installed-dev ## mypy
	@$(PY) -m mypy

floors: .venv/.installed-dev ## which module may import which
	@.venv/bin/lint-imports --no-logo --no-cache

# The second check is what a production start sees; it connects to nothing.
checks: .venv/.installed-dev ## missing migrations, and a clean `check --deploy`
	@$(PY) manage.py makemigrations --check --dry-run
	@DATABASE_URL=postgresql://owner@localhost/newsroom \
		READERS_DATABASE_URL=postgresql://newsroom_readers@localhost/newsroom \
		SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_hex(32))') \
		ADMIN_HOSTS=desk.example.org DEBUG=off TRUSTED_PROXIES= \
		$(PY) manage.py check --deploy --fail-level WARNING

tests: .venv/.installed-dev ## the tests alone; ARGS="-k word" picks some
	@$(PY) -m pytest -q -n 2 --dist worksteal $(ARGS)

drills: .venv/.installed-dev ## the long proofs whole, a line per promise
	@$(PY) -m pytest -q -m drill $(ARGS)

bench: .venv/.installed-dev ## figures: imports, pages, search
	@for script in bench/bench_*.py; do echo "== $$script"; $(PY) "$$script" || exit 1; done

N ?= 20000
bench-data: .venv/.installed-dev ## a newsroom of 50 stations in var/bench; N=1000000 stories
	@$(PY) -m bench.load --count $(N)

screens: .venv/.installed-dev ## pictures of every page and screen
	@$(PY) -m tests.screens

fmt: .venv/.installed-dev ## put Python and templates into the house style
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format .
	@find templates themes -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

# Files that say when the packages were last installed; a changed list, or a new Python, installs again.
.venv/.installed: requirements.txt .venv/bin/python
	@$(PY) newsroom/install.py packages requirements.txt && touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	@$(PY) newsroom/install.py packages requirements-dev.txt && touch $@

.venv/bin/python:
	@for python in "$${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			exec "$$python" newsroom/install.py venv .venv; \
		fi; \
	done; \
	echo "newsroom needs Python 3.11 or newer: install it, or say where it is, as in 'PYTHON=/opt/bin/python3.12 make run'." >&2; \
	exit 1
