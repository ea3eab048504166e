# The commands of Kikitori. `make help` lists them.

# One target folder outside the checkout, so that every clone on this machine shares what is already built.
export CARGO_TARGET_DIR ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/kikitori/target

DATA ?= ./data
FILE ?=
TEXT ?=
BY ?=

.DEFAULT_GOAL := help
.PHONY: help demo test bench scale fmt

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Build, fill ./data with an invented survey and start the service on 127.0.0.1:8080
	@scripts/install-packages demo
	@echo "Building Kikitori (the first time takes 10 to 30 minutes; progress below) ..."
	@cargo build --release --locked --package server
	@exec "$(CARGO_TARGET_DIR)/release/kikitori" demo --data "$(DATA)"

test: ## Run every check: format, lint, documentation, unit, service (SQLite, PostgreSQL) and browser tests
	@scripts/test

bench: ## Compare with mecab and Python: make bench FILE=texts.csv TEXT=column [BY=column]
	@test -n "$(FILE)" -a -n "$(TEXT)" || { echo "usage: make bench FILE=texts.csv TEXT=column [BY=column]" >&2; exit 2; }
	@scripts/install-packages bench
	@cargo build --release --locked --package server
	@scripts/benchmark.sh "$(FILE)" "$(TEXT)" $(if $(BY),"$(BY)")

scale: ## Measure time and memory on 10,000 to 1,000,000 invented texts, and coding rules on 12 MB
	@scripts/benchmark-scale

fmt: ## Format the Rust code
	@cargo fmt --all
