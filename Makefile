# `make run` opens the reader, `make test` runs what CI runs; both install what they need into .venv first.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# So that the first start is as quick as those after it, also where Python is told to leave no bytecode.
COMPILE = @$(BIN)/python -m compileall -q store extract tui

.PHONY: run test check bench model relations clean

run: $(VENV)/installed
	@$(BIN)/spacetui

test: $(VENV)/installed-dev check
	$(BIN)/pytest -n auto --cov --cov-report=term

check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

records: $(VENV)/installed
	$(BIN)/python -m tui.cli.main records check

bench: $(VENV)/installed-dev
	$(BIN)/python -m tests.benchmarks

model: $(VENV)/installed-dev
	$(BIN)/python -m tools.make_model $(MEASURE)

relations: $(VENV)/installed-dev
	$(BIN)/python -m tools.make_relations $(MEASURE)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	$(COMPILE)
	@touch $@

$(VENV)/installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	$(COMPILE)
	@touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) dist .coverage* .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
