# `make serve` and `make test` need nothing first but a Debian machine with Python 3.11 or later.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Older releases of pip hold the tools that build the project to the first variable, newer ones to
# the second. The name is relative, for both variables are split at spaces.
INSTALL := env PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
SUDO := $(if $(filter-out 0,$(shell id -u)),sudo)
APT := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get -q
APT_INSTALL := $(if $(SUDO),command -v sudo >/dev/null &&) $(APT) update \
  && $(APT) install -y --no-install-recommends
BROWSERS := chromium chromium-browser google-chrome
CHROMIUM ?= $(or $(SSMFLOW_CHROMIUM),$(firstword \
  $(foreach name,$(BROWSERS),$(shell command -v $(name) 2>/dev/null))))
SERVE := $(if $(PORT),--port '$(PORT)') $(if $(HOST),--host '$(HOST)') $(if $(FLOW),'$(FLOW)')

# Chromium and Jupyter don't start where they can't write in the home folder.
ifneq ($(shell test -w "$$HOME" && echo writable),writable)
export HOME := $(CURDIR)/$(VENV)/home
endif

# An environment serves one folder and one Python: after a move or an upgrade it is made anew.
ifneq ($(shell $(BIN)/python -c 'import pip' 2>/dev/null && cat $(VENV)/made),$(CURDIR))
.PHONY: $(VENV)/made
endif

.DEFAULT_GOAL := help
.PHONY: help serve test lint bench bench-engine bench-serving bench-training room clean browser servers

help:
	@echo 'make serve   run the app; FLOW=file-or-folder PORT=number HOST=address are optional'
	@echo 'make test    lint, then every test, with the browser and the notebooks'
	@echo 'make lint    ruff, mypy and the import contracts'
	@echo 'make bench   measure the engine, serving beside others and training; BENCH="--only ours,dash" is optional'
	@echo 'make room    hold a room of a hundred visitors for ten minutes'
	@echo 'make clean   take away the environment and what the tools left'
	@echo 'All of them but clean make what they need in $(VENV); PYTHON=name chooses the Python.'

serve: $(VENV)/installed
	@exec $(BIN)/python -m ssmflow serve $(SERVE)

test: lint browser servers
	@SSMFLOW_CHROMIUM="$$(command -v '$(CHROMIUM)')" $(BIN)/python -m pytest

lint: $(VENV)/installed-for-tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python -m mypy
	@$(BIN)/lint-imports

bench: bench-engine bench-serving bench-training

bench-engine: $(VENV)/installed
	@$(BIN)/python -m benchmarks.run

bench-serving: $(VENV)/installed-for-tests browser
	@SSMFLOW_CHROMIUM="$$(command -v '$(CHROMIUM)')" $(BIN)/python -m benchmarks.serving.run $(BENCH)

bench-training: $(VENV)/installed-for-tests browser servers
	@SSMFLOW_CHROMIUM="$$(command -v '$(CHROMIUM)')" $(BIN)/python -m benchmarks.training.run

room: $(VENV)/installed-for-tests
	@$(BIN)/python -m benchmarks.serving.room --kill-parent

clean:
	rm -rf $(VENV) ssmflow/serving/built frontend/node_modules build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

browser:
	@$(if $(CHROMIUM),command -v '$(CHROMIUM)' >/dev/null \
	  || { echo 'make: there is no browser $(CHROMIUM)' >&2; exit 2; },$(APT_INSTALL) chromium \
	  || { echo 'make: the tests need Chromium, and it could not be installed' >&2; exit 2; })

# What stands before the app elsewhere, and what checks its unit. A test that misses one says so.
servers:
	@$(if $(shell PATH="$$PATH:/usr/sbin" command -v nginx && command -v systemd-analyze \
	  && command -v openssl && ls /usr/lib/postgresql/*/bin/postgres),true,\
	  $(APT_INSTALL) nginx-light openssl systemd postgresql \
	  || { echo 'make: the tests need nginx, openssl, systemd-analyze and PostgreSQL' >&2; exit 2; })

$(VENV)/installed-for-tests: $(VENV)/installed
	@echo 'Installing what the tests need in $(VENV)'
	@$(INSTALL) --editable '.[test]'
	@touch $@

# What the lean front end is built from.
FRONTEND := $(wildcard frontend/*.* frontend/src/* frontend/shims/*)

$(VENV)/installed: $(VENV)/made pyproject.toml constraints.txt $(FRONTEND)
	@echo 'Installing in $(VENV)'
	@$(INSTALL) --editable .
	@touch $@

# Debian keeps the module that puts pip in a new environment in a package of its own.
$(VENV)/made:
	@command -v '$(PYTHON)' >/dev/null \
	  || { echo 'make: Python 3.11 or later is needed, and there is no $(PYTHON)' >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "make: Python 3.11 or later is needed, this is $$($(PYTHON) -V)" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
	  || { $(APT_INSTALL) \
	    "$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"; } \
	  || { echo 'make: the Debian package python3-venv is needed, and could not be installed' >&2; exit 2; }
	@$(PYTHON) -m venv --clear $(VENV)
	@mkdir -p $(VENV)/home
	@echo '$(CURDIR)' > $@
