# Two commands are enough: make demo, make test.
PORT ?= 8000
ARCHIVE_VAR ?= var
export ARCHIVE_VAR PORT

PYTHON_IN := .venv/bin/python
STOP := $(PYTHON_IN) -m policyarchive.postgres stop "$(ARCHIVE_VAR)"
# Runs what follows, then stops the database server unless someone else uses it.
WITH_SERVER := trap '$(STOP)' EXIT; trap 'exit 130' INT TERM HUP;

SURE ?= no

# A folder of its own, so that no benchmark touches the archive.
BENCH_VAR := $(ARCHIVE_VAR)/bench
BENCH_CORPORA ?=
BENCH ?=

.PHONY: demo test check bench bench-desk format lock clean erase help

help:
	@echo "make demo [PORT=8000]  the site on http://127.0.0.1:PORT, until Ctrl-C"
	@echo "make test              every test, on the same PostgreSQL"
	@echo "make check             format, lint, types, imports, migrations, then every test"
	@echo "make bench             speed beside Datasette and plain Django: docs/benchmarks.md"
	@echo "make format            write the format that make check asks for"
	@echo "make lock              choose versions anew, within pyproject.toml"
	@echo "make clean             delete what is rebuilt by itself: .venv, index, caches"
	@echo "make erase SURE=yes    delete the local archive: database, captures, login"

demo:
	@deploy/setup.sh run
	@exec $(PYTHON_IN) manage.py demo

test:
	@deploy/setup.sh dev
	@$(WITH_SERVER) $(PYTHON_IN) -m pytest -n auto

check:
	@deploy/setup.sh dev
	@$(WITH_SERVER) deploy/check.sh

bench bench-desk: export ARCHIVE_VAR := $(BENCH_VAR)
bench bench-desk: export DJANGO_SETTINGS_MODULE := policyarchive.settings
bench bench-desk: export DATABASE_URL :=
bench:
	@deploy/setup.sh run
	@trap '$(PYTHON_IN) -m policyarchive.postgres stop "$(BENCH_VAR)"' EXIT; \
	trap 'exit 130' INT TERM HUP; \
	$(PYTHON_IN) -m benchmarks.speed $(if $(BENCH_CORPORA),--corpora "$(BENCH_CORPORA)") $(BENCH)

bench-desk:
	@deploy/setup.sh run
	@trap '$(PYTHON_IN) -m policyarchive.postgres stop "$(BENCH_VAR)"' EXIT; \
	trap 'exit 130' INT TERM HUP; \
	$(PYTHON_IN) -m benchmarks.desk $(BENCH)

format:
	@deploy/setup.sh dev
	.venv/bin/ruff check --fix-only --quiet .
	.venv/bin/ruff format --quiet .
	git ls-files 'templates/*.html' | xargs .venv/bin/djade --target-version 6.1

# No registry address in the files: each machine asks the one it is set up for.
LOCK := .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.12 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml
lock:
	@deploy/setup.sh dev
	$(LOCK) --output-file requirements/run.txt
	$(LOCK) --group dev --constraint requirements/run.txt --output-file requirements/dev.txt
	$(LOCK:pyproject.toml=benchmarks/speed/datasette.in) --output-file benchmarks/speed/datasette.txt

# Only what is rebuilt by itself; the database and the captures stay.
clean:
	@if [ -x $(PYTHON_IN) ]; then $(STOP); fi
	rm -rf .venv "$(ARCHIVE_VAR)/index" "$(ARCHIVE_VAR)/static"
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

erase:
	@[ "$(SURE)" = yes ] || { echo "This deletes the local archive, database and captures: make erase SURE=yes"; exit 1; }
	@deploy/setup.sh run
	$(PYTHON_IN) -m policyarchive.postgres erase "$(ARCHIVE_VAR)"
	rm -rf "$(ARCHIVE_VAR)/index" "$(ARCHIVE_VAR)/static" "$(ARCHIVE_VAR)/storage" "$(ARCHIVE_VAR)/media"
	rm -f "$(ARCHIVE_VAR)/secret-key"
	$(PYTHON_IN) -m policyarchive.postgres erase "$(BENCH_VAR)"
	rm -rf "$(BENCH_VAR)"
