# Everything here does its own set-up from a machine with python3 (3.11 or newer), pip, venv and make.
# Nothing is installed outside this folder, except by `make e2e-system` (Debian packages for the browser tests).

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .tools/bin/uv
RUN := .venv/bin

export UV_PYTHON ?= $(PYTHON)
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
# Trust what the machine trusts: many employers sign their own traffic.
export UV_SYSTEM_CERTS ?= 1

.DEFAULT_GOAL := help
.PHONY: help install run rules check format test e2e e2e-system bench evaluate train teams-package parity gallery clean

help:  ## Show what can be made
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12 …")'
	@$(PYTHON) -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

# The bot alone, exactly as locked. `--inexact` leaves development tools that are already there in place.
.venv/.bot: pyproject.toml uv.lock | $(UV)
	@echo "Installing the bot into .venv …"
	@$(UV) sync --quiet --frozen --no-default-groups --inexact
	@touch $@

.venv/.dev: pyproject.toml uv.lock | $(UV)
	@echo "Installing the bot and its development tools into .venv …"
	@$(UV) sync --quiet --frozen --inexact
	@touch $@ .venv/.bot

.venv/.e2e: pyproject.toml uv.lock | $(UV)
	@$(UV) sync --quiet --frozen --inexact --group e2e
	@touch $@ .venv/.dev .venv/.bot

.venv/.train: pyproject.toml uv.lock | $(UV)
	@$(UV) sync --quiet --frozen --inexact --group train
	@touch $@ .venv/.dev .venv/.bot

install: .venv/.bot  ## Install the bot into .venv

run: .venv/.bot  ## Start the bot with its local web page: no account, server or configuration needed
	@$(RUN)/tbyl serve

format: .venv/.dev  ## Put the code in shape
	@$(RUN)/ruff format .
	@$(RUN)/ruff check --fix .

rules: .venv/.dev  ## Write the page of all rules, nlp/rules/RULES.md
	@$(RUN)/tbyl rules document

check: .venv/.dev  ## Format, lint, types, import contracts, rules, container files
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/tbyl rules lint
	$(RUN)/tbyl rules document --check
	$(RUN)/hadolint Dockerfile

test: .venv/.dev  ## All tests that need neither a browser nor another program
	$(RUN)/python -m pytest --ignore=tests/e2e --numprocesses=4 --dist=loadfile --cov --cov-report=term

e2e-system: ## Install Debian's Chromium and Node.js for the end-to-end tests (needs root)
	sh tests/e2e/install-system.sh

e2e: .venv/.e2e  ## Drive the web page in Chromium and the Teams client emulator
	sh tests/e2e/install-node.sh
	$(RUN)/python -m pytest -m e2e tests/e2e

bench: .venv/.dev  ## Measure speed and memory, as ratios within one run
	$(RUN)/python -m tests.bench

evaluate: pyproject.toml uv.lock | $(UV)  ## Measure and write docs/evaluation.md (many minutes); FILES="a.jsonl b.jsonl" adds texts from elsewhere
	@$(UV) sync --quiet --frozen --inexact --group evaluation
	$(RUN)/python -m nlp.evaluation.report $(FILES)

train: .venv/.train  ## Train the learned part from the repository's corpus
	$(RUN)/python -m nlp.learned.train

teams-package: .venv/.bot  ## Make the Teams app package
	$(RUN)/tbyl teams-package

parity: .venv/.dev  ## Write the page of what people can do where, docs/parity.md
	@$(RUN)/python -m handlers.offers

gallery: pyproject.toml uv.lock | $(UV)  ## Picture every answer and card on each platform, docs/gallery.md
	@$(UV) sync --quiet --frozen --inexact --group e2e
	@sh tests/e2e/install-node.sh
	@$(RUN)/python -m tests.e2e.take_gallery

clean:  ## Remove everything that was made here
	rm -rf .venv .tools node_modules artifacts .coverage htmlcov .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
