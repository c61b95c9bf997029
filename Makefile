# Needs only Python 3.11 or later. `make demo` and `make test` set everything up.

PYTHON := $(shell .ci/find-python)
BIN := .venv/bin

.PHONY: setup demo test lint bench docs lock constraints clean

setup: .venv/ready

.venv/ready: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "cleanbill needs Python 3.11 or later with venv; none was found."; exit 2; }
	@echo "Setting up with $(PYTHON) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --require-hashes -r constraints.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup
	@$(BIN)/cleanbill data build
	@$(BIN)/cleanbill demo

test: setup
	@$(BIN)/cleanbill data build
	@$(BIN)/pytest

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@CLEANBILL_SECRET_KEY=unused $(BIN)/mypy # the settings of the site are read; no key is to be made for that
	@$(BIN)/lint-imports

bench: setup
	@$(BIN)/cleanbill data build
	@for bench in benchmarks/code_set.py benchmarks/search.py benchmarks/claims.py benchmarks/x12.py benchmarks/peers.py \
	  benchmarks/notes.py benchmarks/negation.py benchmarks/tables.py; do \
	  echo "== $$bench =="; $(BIN)/python $$bench || exit 1; echo; done

docs: setup
	@$(BIN)/cleanbill rules --write docs/rules
	@$(BIN)/python docs/picture.py
	@$(BIN)/typer cleanbill.cli.app utils docs --name cleanbill --output docs/reference/commands.md

lock: setup
	@$(BIN)/cleanbill rules --lock > src/cleanbill/rules/rules.lock.new
	@mv src/cleanbill/rules/rules.lock.new src/cleanbill/rules/rules.lock

constraints:
	@UV_PYTHON_DOWNLOADS=never uv lock --quiet
	@UV_PYTHON_DOWNLOADS=never uv export --quiet --all-extras --no-emit-project --no-header --no-annotate -o constraints.txt

clean:
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
