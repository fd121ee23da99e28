# What is done again and again; `make` alone names it. All but check and test need .venv, which test makes.
.PHONY: help check test coverage lint bench docs lock

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

check: ## the whole gate; it installs what the system lacks for the tests
	.ci/run

test: ## the README's command: the environment, and all tests
	.ci/run tests

coverage: ## what the tests cover of the format and the application; it fails under 95 %
	.ci/run coverage

lint: ## style, types and layers
	.ci/run lint

bench: ## the figures of docs/speed.md: some minutes on a quiet machine
	.venv/bin/python -m benchmarks.commands
	.venv/bin/python -m benchmarks.engine
	.venv/bin/python -m benchmarks.interface

docs: ## what is made from the program: pages, pictures, man page, completions
	.venv/bin/python docs/rules.py >docs/regles.md.new && mv docs/regles.md.new docs/regles.md
	.venv/bin/python docs/pictures.py docs/pictures
	.venv/bin/python share/make.py

lock: ## uv.lock, once dependencies have changed; uv is on PyPI
	uv lock --no-config --default-index https://pypi.org/simple
