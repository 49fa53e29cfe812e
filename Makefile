# Two commands on a fresh machine: `make run` and `make test` do all the set-up.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
export SOURCELINE_STORE ?= data/store

.PHONY: run test soak check bench eval browser lock clean

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Sourceline needs Python 3.11 or newer: make run PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: install it (Debian: apt-get install python3-venv) and try again."; exit 1; }
	@touch $@

$(VENV)/installed: $(VENV)/python requirements.txt
	@echo "Installing Sourceline's libraries into $(VENV) (first time: a minute or two) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	@echo "Installing the development tools ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(VENV)/installed
	@$(BIN)/python -m loaders start
	@echo "Sourceline runs at http://127.0.0.1:$(PORT)  (stop with Ctrl-C)"
	@exec $(BIN)/python -m streamlit run dashboard/serve.py --server.port $(PORT) --server.headless true

browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium for the browser tests ..."; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; \
	  else \
	    echo "The browser tests need Chromium, and installing it needs root. Run: sudo apt-get install chromium   then: make test"; exit 1; \
	  fi; }

test: $(VENV)/installed-dev browser
	$(BIN)/python -m pytest tests -n auto --dist loadfile

# The full forms of the tests of hostile files and faults: about an hour.
soak: $(VENV)/installed-dev
	$(BIN)/python -m tests.soak

check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m loaders lexicons
	$(BIN)/python -m pytest tests/test_architecture.py

bench: $(VENV)/installed-dev browser
	$(BIN)/python -m benchmarks

eval: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.evaluate

lock: $(VENV)/installed-dev
	$(BIN)/pip-compile --quiet --strip-extras --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --annotation-style=line -o requirements.txt requirements.in
	$(BIN)/pip-compile --quiet --strip-extras --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --annotation-style=line -o requirements-dev.txt requirements-dev.in

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
