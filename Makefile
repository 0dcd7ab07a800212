# make demo | test | lint | format | lock | bench | clean          another Python: make test PYTHON=python3.12          one test after another: make test WORKERS=0
.POSIX:

PYTHON = python3
VENV = .venv
BIN = $(VENV)/bin
LOCK_VENV = build/lock
UV = 0.13.9
WORKERS = 2
COMPILE = $(LOCK_VENV)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-header --no-emit-index-url --no-emit-find-links --quiet

all: demo

demo: $(VENV)/installed
	$(BIN)/gouji extract samples/*.pdf --out out/demo --summary --draw out/demo/pictures
	@echo "The records are in out/demo, one JSON file a report; what was seen on the pages is drawn in out/demo/pictures."

test: $(VENV)/tools
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile

lint: $(VENV)/tools build/package/gouji
	@style=0; $(BIN)/ruff check . || style=1; $(BIN)/mypy && exit $$style

format: $(VENV)/tools
	$(BIN)/ruff check --fix --select I .
	$(BIN)/ruff format .

# mypy sees this folder under the name that it is installed by.
build/package/gouji:
	@mkdir -p $(@D)
	@ln -sfn ../.. $@

# The stamp is younger than the lock exactly when what stands in the environment is what the lock says. The lock is whole but for
# requirements-unused.txt, which pip would miss: so no dependencies are sought, and doctor looks whether all that is used is there.
$(VENV)/installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "gouji needs Python 3.11 or newer, '$(PYTHON)' is not: install one and name it, as in  make PYTHON=python3.12" >&2; exit 1; }
	@$(BIN)/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/gouji doctor
	@touch $@

# The developers' tools, and the recogniser's package as a whole, with which its parts are compared.
$(VENV)/tools: requirements-dev.txt $(VENV)/installed
	$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip check
	@$(BIN)/python -c 'import cv2' || { \
	  echo "cv2 lacks a library of the system: on Debian or Ubuntu run  apt-get install libgl1 libglib2.0-0  and make again" >&2; exit 1; }
	@touch $@

# Newest versions that pyproject.toml allows: make lock UPGRADE=--upgrade
# No header and no addresses, so that the file says nothing of the machine that made it.
lock: $(LOCK_VENV)/installed
	$(COMPILE) --extra source --excludes requirements-unused.txt $(UPGRADE) --output-file requirements.txt
	$(COMPILE) --extra dev --constraints requirements.txt $(UPGRADE) --output-file requirements-dev.txt

$(LOCK_VENV)/installed:
	$(PYTHON) -m venv --clear $(LOCK_VENV)
	$(LOCK_VENV)/bin/python -m pip install --disable-pip-version-check --quiet uv==$(UV)
	@touch $@

# Both want a quiet machine: some 15 minutes each. The peers get environments of their own, nothing of which gouji imports.
bench: $(VENV)/tools bench-peers
	$(BIN)/python -m bench.compare

bench-scale: $(VENV)/tools
	$(BIN)/python -m bench.scale

bench-peers: build/peers/paddleocr/installed build/peers/rapidocr/installed build/peers/ocrmypdf/installed

# Six gigabytes, for an attempt that ends at a model which must come from a hub; make bench tells of it where it is installed.
bench-docling: build/peers/docling/installed

# OCRmyPDF also wants the system's tesseract with chi_sim and ghostscript: apt-get install tesseract-ocr-chi-sim ghostscript
build/peers/%/installed: bench/peers/%.txt
	$(PYTHON) -m venv --clear $(@D)
	$(@D)/bin/python -m pip install --disable-pip-version-check --quiet -r $<
	@touch $@

clean:
	rm -rf $(VENV) build dist out gouji.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: all demo test lint format lock bench bench-scale bench-peers bench-docling clean
