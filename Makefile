# Two commands do everything on a bare machine with Python 3.11+: make demo, make test.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test check bench setup lock docs clean
.DEFAULT_GOAL := help

help: ## show what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with pinned dependencies

$(READY): requirements/dev.txt pyproject.toml scripts/setup
	@PYTHON="$(PYTHON)" scripts/setup "$(VENV)"
	@touch $(READY)

demo: $(READY) ## set up, scan examples/ and print the findings
	@scripts/demo "$(BIN)"

test: $(READY) ## set up, then every check and every test
	@scripts/test "$(BIN)"

check: $(READY) ## the quick checks: style, types, layers, fast tests
	@scripts/check "$(BIN)"

bench: $(READY) ## speed as ratios beside references, in one run
	@$(BIN)/python -m bench

docs: $(READY) ## draw the picture and write the generated pages anew
	@$(BIN)/python scripts/docs
	@$(BIN)/python scripts/picture

lock: ## resolve the pinned requirements anew
	@scripts/lock "$(BIN)"

clean: ## remove what was made
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
