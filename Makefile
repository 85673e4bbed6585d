# The commands of Recul. `make run` and `make test` need git, make and python3-venv; they fetch the rest themselves.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DATA ?= data
VENV := .venv
WORKERS ?= 3
# one file is never split: what its tests share is made once
PYTEST := pytest -n $(WORKERS) --dist loadfile

SHELL := /bin/bash
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
.DEFAULT_GOAL := help
.PHONY: help run test lint types browser bench vendor fuzz screenshots system

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 14

run: $(VENV)/.run  ## serve Recul on http://HOST:PORT, data in ./data
	@echo 'Recul: http://$(HOST):$(PORT), data in $(DATA)'
	@recul serve --host $(HOST) --port $(PORT) --data-dir $(DATA)

test: system lint types $(VENV)/.test node_modules/.installed  ## everything that must pass
	$(PYTEST)

lint: $(VENV)/.test  ## the rules of writing
	ruff check .
	ruff format --check .

types: $(VENV)/.test node_modules/.installed  ## the types of Python, then those of the browser
	mypy
	npx --no-install tsc --noEmit

browser: system $(VENV)/.test node_modules/.installed  ## the journeys in a real browser only
	$(PYTEST) tests/browser

bench: system $(VENV)/.test node_modules/.installed  ## speed and size, as ratios within one run
	python -m bench

vendor: node_modules/.installed  ## copy the third-party browser modules again from their exact versions
	node scripts/vendor.mjs

fuzz: $(VENV)/.test node_modules/.installed  ## ten times more hostile cases than `make test`
	RECUL_FUZZ=10 pytest tests/crypto tests/interop tests/attacks

screenshots: system $(VENV)/.test node_modules/.installed  ## take the pictures of docs/screenshots again
	python -m scripts.screenshots

system:
	scripts/install-test-system

$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/pip
	pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.test: $(VENV)/.run
	pip install --quiet --upgrade 'pip>=25.1'
	pip install --quiet --constraint constraints.txt --group test --group lint
	touch $@

node_modules/.installed: package.json package-lock.json | $(VENV)/.test
	scripts/install-node
	npm ci --ignore-scripts --no-audit --no-fund
	touch $@
