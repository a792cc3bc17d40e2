# Two commands are enough: `make run` serves the sample district, `make test` runs all tests.
# Each prepares a private environment in .venv first. Needs Python 3.11+, pip and make.
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
# A file is one worker's, and files come in the order of tests/conftest.py. Of all tests three workers
# keep two cores busy: one often waits for a browser, a network, a process that was killed.
BY_FILE := --dist loadfile --no-loadscope-reorder

.PHONY: run test quick check fix bench faults pictures lock deliver clean

run: .venv/ready-run
	$(BIN)/roadmap demo --port $(PORT)

test: .venv/ready-dev
	$(BIN)/python -m pytest -n 3 $(BY_FILE)

quick: .venv/ready-dev
	$(BIN)/python -m pytest -q -n 2 $(BY_FILE) -m "not slow and not browser and not office and not postgres and not fault"

check: .venv/ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_architecture.py

fix: .venv/ready-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/ready-dev
	$(BIN)/python -m bench

faults: .venv/ready-dev
	$(BIN)/python -m bench.faults
	ROADMAP_RETURNS_IN_TESTS=300 ROADMAP_ROUNDS_IN_TESTS=20 $(BIN)/python -m pytest -q tests/browser/test_mass_intake.py tests/browser/test_two_people.py

pictures: .venv/ready-dev
	$(BIN)/python -m docs.pictures

lock: .venv/ready-dev
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet --output-file requirements-dev.lock

deliver: .venv/ready-dev
	$(BIN)/python -m deploy.freeze --out dist --system linux
	$(BIN)/python -m deploy.freeze --out dist --system windows

clean:
	rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/ready-run: .venv/bin/python requirements.lock pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

.venv/ready-dev: .venv/bin/python requirements-dev.lock pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@ .venv/ready-run
