# What people and CI run. The work is done by the small scripts in scripts/, each of which says at its top what it does and why.
# `make` alone lists the targets.

.DEFAULT_GOAL := help
.PHONY: help setup run site build watch fmt lint test test-rust test-verdicts test-js test-e2e firefox bench mutants guards deny

help: ## List the targets
	@awk -F':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Install what is missing, build, and serve a demo on http://127.0.0.1:3000
	@scripts/run.sh

test: ## Everything CI runs
	@scripts/test.sh

setup: ## Install the pinned tools into the project (.tools, end2end/node_modules)
	@scripts/setup.sh build test

site: ## Server (dev profile) and site: target/debug/portico, target/site
	@scripts/setup.sh build
	@scripts/site.sh dev

build: ## Server (release profile) and site: target/release/portico, target/site
	@scripts/setup.sh build
	@scripts/site.sh release

watch: ## Rebuild and reload on every change (builds cargo-leptos the first time, about 10 min)
	@scripts/setup.sh build watch
	@scripts/watch.sh

fmt: ## Format the Rust code
	@cargo fmt --all

lint: ## Format check, clippy (native and wasm), cargo doc; warnings are errors
	@scripts/test.sh format clippy doc

test-rust: ## Rust tests on SQLite and on a PostgreSQL of their own; ARGS="url_rule" goes to nextest
	@scripts/test.sh rust

test-verdicts: ## Do both builds of the form validator, native and wasm, agree on 10,000 forms?
	@scripts/test.sh verdicts

test-js: ## Tests of the JavaScript packages
	@scripts/test.sh js

test-e2e: ## Browser tests; ARGS="name.spec.ts" goes to Playwright
	@scripts/test.sh site e2e

firefox: ## Tries what `make site` has built in Firefox (docs/BROWSERS.md); PART=receiver or PART=specs for their tests
	@scripts/firefox.sh $(PART)

bench: ## Benchmarks: decisions (criterion), the manifest against static bytes on SQLite and PostgreSQL, the receiver against DOMRemoteReceiver, a form against @rjsf/core
	@cargo bench -p portico-sdk --bench decisions $(ARGS)
	@scripts/with-postgres.sh cargo bench -p portico --bench manifest
	@scripts/bench-receiver.sh
	@scripts/bench-forms.sh

guards: ## Take away one guard at a time; a test has to notice
	@scripts/guards.sh $(ARGS)

mutants: ## Mutation tests of the code that decides about security
	@scripts/mutants.sh $(ARGS)

deny: ## Licences, bans and duplicate versions (builds cargo-deny the first time)
	@scripts/install-tool.sh cargo-deny
	@PATH="$(CURDIR)/.tools/bin:$$PATH" cargo-deny --workspace check licenses bans sources
