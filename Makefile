# `make demo` and `make test` need Python 3.11 or newer and make, nothing else.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
WORKERS ?= 2
BIN := $(VENV)/bin

.PHONY: demo test lint types wheel floors benchmark schema clean help

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.demo ## crawl a publisher from its cassette, write articles.jsonl, show it
	@rm -f articles.jsonl articles.jsonl.state*
	$(BIN)/newsscraper crawl tagesspiegel --replay --keep paywall_teaser -o articles.jsonl
	@$(BIN)/newsscraper show articles.jsonl

test: $(VENV)/.dev ## run the tests
	$(BIN)/pytest -n $(WORKERS) $(ARGS)

lint: $(VENV)/.dev ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## mypy, strict
	$(BIN)/mypy

wheel: $(VENV)/.dev ## build sdist and wheel, install the wheel elsewhere and use it
	$(BIN)/python -m pytest -q tests/test_wheel.py

floors: $(VENV)/.dev ## check quality on ../shared/corpus against benchmarks/floors.toml
	$(BIN)/python benchmarks/floors.py ../shared/corpus

schema: $(VENV)/.demo ## write docs/article.schema.json
	$(BIN)/newsscraper schema -o docs/article.schema.json

clean: ## remove what make made
	rm -rf $(VENV) build dist *.egg-info articles.jsonl

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "newsscraper needs Python 3.11 or newer; found: $$($(PYTHON) --version). Set PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[cassettes]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.demo
