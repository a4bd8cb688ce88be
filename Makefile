PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint types tests models clean

run: $(VENV)/ready ## check the sample draft with the embedded models
	$(BIN)/mtqa check fixtures/drafts --fail-on critical || test $$? -eq 1

test: lint types tests ## lint, types, and the whole test suite

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/ready
	$(BIN)/mypy

tests: $(VENV)/ready
	tools/browser.sh
	$(BIN)/pytest

$(VENV)/ready: pyproject.toml
	command -v $(PYTHON) >/dev/null && $(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	$(BIN)/mtqa models pull
	touch $@

clean:
	rm -rf $(VENV)
