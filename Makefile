PYTHON ?= python3
OUT ?= out
SEEDS ?= 200
KILLS ?= 20
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo run test lint format bench simulate crash lock clean

help:  ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 18

# The environment is made again only when the lock changed.
.venv/runtime: requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements-dev.lock .venv/runtime
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: .venv/runtime  ## the sample township in your browser; HEADLESS=1 OUT=dir runs one whole morning and writes its files
	$(BIN)/chenjian demo $(if $(HEADLESS),--headless --out $(OUT))

run: .venv/runtime  ## the real bot, with the settings of .env
	$(BIN)/chenjian run

# What is compiled is kept whatever the environment says: each process, and each program that the
# tests start, would compile everything again.
test: .venv/dev  ## all tests
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 5 --dist worksteal

lint: .venv/dev  ## ruff and mypy strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/dev  ## let ruff put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/dev  ## measure the speed against the goals, ten minutes; writes bench.json
	$(BIN)/python -m benchmarks

simulate: .venv/dev  ## whole school days in virtual time with faults and kills; SEEDS=n of them
	$(BIN)/python -m tests.simulation --seeds $(SEEDS)

crash: .venv/dev  ## the real process under SIGKILL while teachers answer; KILLS=n times
	$(BIN)/python -m tests.crash --kills $(KILLS)

lock:  ## resolve the requirements anew (needs uv); the locks hold hashes and no address
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --group build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --group build --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock

clean:  ## remove the environment and everything made
	rm -rf .venv out bench.json .mypy_cache .pytest_cache .ruff_cache
