# `make` lists the targets. Everything lands in this checkout: the environment in .venv, the documents in .data.

VENV ?= .venv
PYTHONS := $(or $(PYTHON),python3 python3.13 python3.12 python3.11)
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check
COMPILE = $(VENV)/bin/pip-compile --quiet --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host $(if $(UPGRADE),--upgrade)

# No request leaves the machine unless the caller says otherwise.
export DIRECTIVES_DATA ?= $(CURDIR)/.data
export HF_HUB_OFFLINE ?= 1
export TRANSFORMERS_OFFLINE ?= 1
export GRADIO_ANALYTICS_ENABLED ?= False
export ANONYMIZED_TELEMETRY ?= False

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test check format lock bench clean dev

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

install: $(VENV)/.installed ## Create .venv with everything the program needs (PYTHON=… chooses the interpreter)

run: install ## Load the sample documents, print the address and serve (PORT=… chooses the port)
	@$(VENV)/bin/directives ingest evals/corpus
	@$(VENV)/bin/directives serve $(if $(PORT),--port $(PORT))

test: dev ## Install what is missing and run all tests, the browser's included (ARGS="-k words" chooses some)
	@bash tests/install_browser.sh
	$(VENV)/bin/python -m pytest $(ARGS)

check: dev ## Formatter, linter and type checker
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy

format: dev ## Format the code and mend what the linter can
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

# The index may serve a build of torch with a local version; the pin must hold for every index.
lock: dev ## Pin every dependency anew after a change of pyproject.toml (UPGRADE=1 takes the newest; Linux x86-64)
	$(COMPILE) --output-file requirements.lock pyproject.toml
	sed -i 's/^\(torch==[^+]*\)+.*/\1/' requirements.lock
	$(COMPILE) --extra dev --extra bench --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	sed -i 's/^\(torch==[^+]*\)+.*/\1/' requirements-dev.lock

bench: dev ## Measure speed and quality beside other tools (minutes)
	@for file in evals/bench_*.py; do \
		name=$${file##*/}; echo "== $$name"; $(VENV)/bin/python -m "evals.$${name%.py}" || exit 1; \
	done

clean: ## Remove the environment, caches and builds; the documents in .data stay
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

dev: $(VENV)/.installed-dev

# A stamp that is newer than the lock makes a second `make install` a matter of milliseconds.
$(VENV)/.installed: pyproject.toml requirements.lock | $(VENV)/bin/pip
	@echo "Installing what the program needs into $(VENV): a few minutes the first time" >&2
	@$(PIP) install -qq --requirement requirements.lock
	@$(PIP) install -qq --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@echo "Installing what tests and checks need into $(VENV)" >&2
	@$(PIP) install -qq --requirement requirements-dev.lock
	@touch $@

$(VENV)/bin/pip:
	@for python in $(PYTHONS); do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			exec "$$python" -m venv $(VENV); \
		fi; \
	done; \
	echo "directives needs Python 3.11 or newer, and none was found as: $(PYTHONS)." \
		"Install one, or name it: make install PYTHON=/path/to/python3.11" >&2; exit 1
