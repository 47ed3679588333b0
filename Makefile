# The two commands of the README, `make run` and `make test`, and what a developer needs beside them.

PORT ?= 8000
PYTHON ?=
# A narrower run of the suite: make test ARGS=tests/sls
ARGS ?=

BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder $(ARGS)
APPS := config institution documents kpis sls actionplans
COMPILE := uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url \
	--python-version 3.11 --no-header pyproject.toml

# What the first run compiles the second reads, wherever this is set for all.
unexport PYTHONDONTWRITEBYTECODE

# The worker ends with the server, whose process the shell of the recipe becomes.
WORKER := $(BIN)/python manage.py run_worker --verbosity 0 --beside $$$$

.PHONY: help setup run serve test check bench lock clean

help:
	@echo "make run     the site with demo data at http://localhost:$(PORT)"
	@echo "make test    every test on SQLite, and on PostgreSQL those that ask for a database"
	@echo "make check   lint, format, types, migrations, production settings, routes"
	@echo "make bench   the benchmark, on both databases"
	@echo "make setup   only the Python environment, in .venv"
	@echo "make serve   the site as in production, from the environment (docs/deploy.md)"
	@echo "make lock    newer versions of the locked requirements (needs uv)"
	@echo "make clean   remove what the tools made; data in var/ stays"

setup: .venv/ready

.venv/ready: requirements-dev.txt
	@PYTHON="$(PYTHON)" .ci/setup

run: export KEPT_SITE_URL ?= http://localhost:$(PORT)
run: setup
	@.ci/packages run
	@$(BIN)/python .ci/demo.py $(PORT)
	@$(WORKER) & exec $(BIN)/gunicorn --config config/gunicorn.py --log-level warning --bind 127.0.0.1:$(PORT)

serve: setup
	@.ci/packages run
	@$(BIN)/python manage.py collectstatic --noinput
	@$(WORKER) & exec $(BIN)/gunicorn --config config/gunicorn.py --bind 127.0.0.1:$(PORT)

test: setup
	@.ci/packages test
	@echo "== The whole suite on SQLite"
	env -u DATABASE_URL $(PYTEST)
	@echo "== On PostgreSQL whatever asks for the database; the rest cannot know which one there is"
	@# A narrower run may have nothing that asks (5)
	$(BIN)/python -m tests.databases $(PYTEST) -m database $(if $(ARGS),|| [ $$? = 5 ])

check: setup
	@.ci/packages run
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	git ls-files -z 'templates/*.html' | xargs -0 $(BIN)/djade --check
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py routes --json >/dev/null
	@# As whoever installs it does, with a value of one's own for each change-me
	set -a && own=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') && \
		eval "$$(sed "s/change-me.*/$$own/" docs/production.env)" && \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

bench: setup
	@.ci/packages run
	env -u DATABASE_URL $(BIN)/python -m tests.benchmarks $(ARGS)
	$(BIN)/python -m tests.databases $(BIN)/python -m tests.benchmarks $(ARGS)

lock:
	@command -v uv >/dev/null || { echo "Locking needs uv: python3 -m pip install uv" >&2; exit 1; }
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find $(APPS) tests -name __pycache__ -type d -prune -exec rm -rf {} +
