# Everything a person does in a checkout. `make` alone lists the targets.
# Needs Python >= 3.11 with pip and venv, and make; the rest comes into .venv, and nothing is written elsewhere.

.DEFAULT_GOAL := help
.PHONY: help run report test lint docs bench backtest oracle fuzz postgres soak load screenshots lighthouse texts lock clean venv venv-run
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME
export LOG HTML OPEN PORT PYTHON

BIN := .venv/bin
LIFTERS ?= ../shared/data/lifters.parquet
CACHE := .cache
KEPT := accounts api api_requests coaching gym imports knowledge leaving lost_messages postgres statements sync
ENVIRONMENT := sh tools/environment.sh
# The tests run side by side already: threads of the linear algebra would only stand in each other's way.
export OPENBLAS_NUM_THREADS := 1
export HYPOTHESIS_STORAGE_DIRECTORY := $(CACHE)/hypothesis

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-25s%s\n", $$1, $$2 }' Makefile

run: venv-run ## Start the app with a demo lifter and an import box; PORT=8000, OPEN=0 leaves the browser alone
	@exec $(BIN)/python tools/app.py

report: venv-run ## Report on LOG=my_export.csv, or on a demo lifter; HTML=file says where, OPEN=0 leaves it closed
	@sh tools/report.sh

# The tests build the documentation too, with the same strictness.
test: venv lint ## Check style, types, layers and docs, and run the tests
	$(BIN)/pytest -n 2 --dist loadgroup
	@echo "And what the app keeps, on PostgreSQL:"
	@$(BIN)/python tools/postgres.py $(BIN)/pytest -n 2 --dist loadgroup $(KEPT:%=tests/web/test_%.py)

lint: venv ## Check style, types and layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --cache-dir $(CACHE)/import-linter

docs: venv ## Build the documentation into docs/_build/html
	$(BIN)/sphinx-build -q -E -W --keep-going -b html -d $(CACHE)/sphinx docs docs/_build/html
	@echo "The documentation is in docs/_build/html/index.html"

bench: venv ## Run the benchmarks
	@for script in benchmarks/benchmark_*.py; do echo "$$script"; $(BIN)/python "$$script" || exit 1; done

backtest: venv ## Forecast a table of LIFTERS in five folds, and leave out each part of the model in turn
	$(BIN)/momentary backtest "$(LIFTERS)" --folds 5
	$(BIN)/python benchmarks/ablation.py "$(LIFTERS)"

oracle: venv ## Check the fast posterior against NUTS and by simulation: half an hour
	$(BIN)/python benchmarks/oracle_calibration.py
	$(BIN)/python benchmarks/oracle_agreement.py

fuzz: venv ## Run the slow tests too: thousands of mutated exports
	$(BIN)/pytest -n 2 --dist loadgroup -m slow

postgres: venv ## Run all tests of the app that need no server of their own on PostgreSQL
	$(BIN)/python tools/postgres.py $(BIN)/pytest -n 2 --dist loadgroup tests/web \
	    --ignore tests/web/test_server.py --ignore tests/web/test_learning_server.py --ignore tests/web/browser

soak: venv ## Kill the app's processes at random while lifters log: ten minutes
	$(BIN)/pytest -m slow tests/web/test_soak.py

screenshots: venv ## Make pictures of every page of the app in .cache/screenshots
	$(BIN)/python tools/screenshots.py $(CACHE)/screenshots

lighthouse: venv ## Ask Lighthouse about the pages that a lifter stands before; needs npm
	$(BIN)/python tools/lighthouse.py

load: venv ## Let fifty lifters log at once on a server of their own: five minutes
	$(BIN)/python benchmarks/load_lifters.py

texts: venv ## Read what is to be translated into the catalogues, and compile them; needs gettext
	$(BIN)/python tools/texts.py

lock: venv ## Choose the newest allowed versions and write locks/
	sh tools/lock.sh

clean: ## Remove .venv, the caches and everything that was built
	rm -rf .venv $(CACHE) docs/_build reports dist

venv: ## Make .venv with the tools and tests
	@$(ENVIRONMENT) dev

venv-run:
	@$(ENVIRONMENT) run
