# What a newcomer types. All of it lives in .venv (make bench: .bench-venv too) and .sourcier; the tree stays clean.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help app test test-long fuzz screenshots pictures lint bench corpus constraints clean
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
# Another environment's settings are not ours.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

CORPUS ?= corpus
TESTS ?=
BIN := .venv/bin
INPUTS := pyproject.toml constraints.txt
comma := ,
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

app: .venv/.app ## build the knowledge base of CORPUS (default: corpus) and open the app (PORT=8600 fixes the port)
	@$(BIN)/sourcier build $(CORPUS) || [ $$? -eq 1 ] # 1: built, though a file was refused; the table says which
	@exec $(BIN)/sourcier serve $(if $(PORT),--port $(PORT))

# A file stays on one core: its fixtures are made once. In their order: those that drive a browser begin, and last longest.
test: .venv/.test ## run the tests (TESTS=tests/kb for some of them; about 3 minutes on two cores)
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(TESTS)

test-long: .venv/.test ## all screens and scores in a browser, 200 kills, every write failed, 2,000 mutants (about 20 minutes)
	@SOURCIER_LONG=1 $(BIN)/python -m pytest -n auto -m long $(TESTS)

fuzz: .venv/.fuzz ## the parsers under atheris, SECONDS (60) each, then MUTANTS (10,000) damaged PDFs; kept: artifacts/fuzz
	@$(BIN)/python -m tests.fuzz $(or $(SECONDS),60)
	@$(BIN)/python -m tests.hostile.mutants $(or $(MUTANTS),10000)

screenshots: .venv/.test ## every screen at two widths, light and dark, with a contact sheet in artifacts/screenshots
	@$(BIN)/python -m tests.browser.screenshots $(VIEWS)

pictures: .venv/.test ## take the pictures of the README again, and the walk through the application
	@$(BIN)/python -m tests.browser.pictures

lint: .venv/.lint ## ruff, and mypy --strict on ingest/ and kb/
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy ingest kb

bench: .venv/.test .bench-venv/.ready ## measure, and compare with pymupdf4llm in the same run
	@$(BIN)/python -m benchmarks

corpus: .venv/.corpus ## typeset the demonstration guidelines again from their sources
	@$(BIN)/python -m corpus.typeset

constraints: .venv/.test ## refresh the exact versions in constraints.txt
	@$(BIN)/python -m pip install --quiet --dry-run --ignore-installed --report .venv/closure.json --editable '.[admin,corpus,fuzz,tantivy,test,lint]'
	@$(BIN)/python .ci/constraints.py .venv/closure.json >.venv/constraints.txt
	@mv .venv/constraints.txt constraints.txt

clean: ## remove what make made
	@rm -rf .venv .bench-venv .sourcier artifacts build ./*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- environments: one stamp for each set of extras, renewed when the requirements change -------------------------

.venv/.app: $(INPUTS)
	@$(call install,.,the application)
.venv/.test: $(INPUTS)
	@$(call install,.[corpus$(comma)tantivy$(comma)test],the tests)
.venv/.fuzz: $(INPUTS)
	@$(call install,.[corpus$(comma)tantivy$(comma)test$(comma)fuzz],the fuzzers)
.venv/.lint: $(INPUTS)
	@$(call install,.[corpus$(comma)lint$(comma)tantivy$(comma)test],the linters)
.venv/.corpus: $(INPUTS)
	@$(call install,.[corpus],the typesetter)

.bench-venv/.ready: benchmarks/peers.txt
	@$(call environment,.bench-venv)
	@echo "Installing the programs to compare with into .bench-venv ..."
	@.bench-venv/bin/python -m pip install --quiet --requirement benchmarks/peers.txt
	@touch $@

# install(WHAT, FOR): this project with its extras, editable, at the versions of constraints.txt.
define install
$(call environment,.venv); \
echo "Installing $(2) into .venv (the first time takes a minute or two) ..."; \
$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '$(1)'; \
touch $@
endef

# environment(DIR): an environment in DIR, made with the first Python that is new enough.
define environment
if [ ! -x $(1)/bin/python ]; then \
  found=; \
  for python in $${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do \
    if "$$python" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
  done; \
  if [ -z "$$found" ]; then \
    echo "Sourcier needs Python 3.11 or newer, and there is none on PATH." >&2; \
    echo "Install one (Debian: apt install python3 python3-venv), or name it: make PYTHON=/path/to/python3.12 ..." >&2; \
    exit 1; \
  fi; \
  "$$found" -m venv $(1); \
fi
endef
