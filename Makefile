# Guanjia: every target sets itself up. Needs git, make, Python ≥ 3.11 and Node ≥ 20. Stamps lie in .cache/.
# Works with GNU make 3.81 (macOS, untried) and newer.

.DEFAULT_GOAL := help
.PHONY: again help setup run test check fix api docs pictures package deploy rollback releases admin \
	month summary backup restore cost bench clock clean
.SUFFIXES:

QUIETLY := infra/local/setup/quietly
PY := .venv/bin/python
VENV := .cache/venv.stamp
NODE := .cache/node.stamp
ENGINE := .cache/engine.stamp
PAGE := .cache/page.stamp
FONTS := .cache/fonts.stamp
FACES := chalicelib/documents/fonts
CHROMIUM_PATH := .cache/chromium.path
PAGE_SOURCES := $(wildcard frontend/*.html frontend/*.ts frontend/*.json) \
	$(shell find frontend/src frontend/public 2>/dev/null | sed 's/ /\\ /g')

# A stamp counts only while what it stands for is there: $(call unless,files) is a reason to make it again.
unless = $(if $(wildcard $(1)),,again)

# Standard output belongs to the programs: month, summary and bench end it with a line of JSON.
MAKEFLAGS += --no-print-directory

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18
	@echo '  Variables: PORT=8000 DATA_DIR=.data DEMO=0 (an empty start) DYNAMODB_ENDPOINT=… (another engine)'

setup: $(VENV) $(ENGINE) $(FONTS) $(PAGE) ## install and build everything that `run` needs

run: $(VENV) $(ENGINE) $(FONTS) $(PAGE) ## run the whole system at http://127.0.0.1:8000
	@exec $(PY) -m infra.local.run

test: $(VENV) $(ENGINE) $(FONTS) $(PAGE) $(CHROMIUM_PATH) ## run every test
	@CHROMIUM="$$(cat $(CHROMIUM_PATH))" $(PY) -m pytest -n 2 --dist loadfile
	@cd frontend && npm test --silent

check: $(VENV) $(NODE) ## format, lint, types, import floors, API drift
	@$(PY) -m ruff format --check --quiet . || { echo 'not formatted; run: make fix' >&2; exit 1; }
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy --no-error-summary
	@.venv/bin/lint-imports >.cache/imports.log 2>&1 || { cat .cache/imports.log; exit 1; }
	@cd frontend && npm run --silent lint && npm run --silent typecheck
	@infra/local/setup/drift
	@echo 'check: all is well'

fix: $(VENV) ## format the Python code and mend what can be mended
	@$(PY) -m ruff format . && $(PY) -m ruff check --fix .

api: $(VENV) $(NODE) ## generate the API description and the page's types from the routes
	@$(PY) -m infra.openapi > .cache/openapi.json && cp .cache/openapi.json frontend/src/api/openapi.json
	@cd frontend && npm run --silent api -- src/api/openapi.json

docs: $(VENV) ## draw the tables of ARCHITECTURE.md from the code
	@$(PY) -m infra.drawn

pictures: $(VENV) $(ENGINE) $(FONTS) $(PAGE) $(CHROMIUM_PATH) ## take the pictures of README.md from the demo office
	@CHROMIUM="$$(cat $(CHROMIUM_PATH))" $(PY) -m infra.local.pictures

package: $(VENV) $(FONTS) ## make build/guanjia.zip and build/template.json for AWS; JSON is the last line
	@$(PY) -m infra.package

deploy: package $(PAGE) ## release to AWS: STAGE=prod REGION=…; DRY=1 only says what it would do; see infra/runbook.md
	@exec $(PY) -m infra.deploy up

rollback: $(VENV) ## release an earlier version again: STAGE=… REGION=… TO=one of `make releases`
	@exec $(PY) -m infra.deploy back

releases: $(VENV) ## list the versions that can be gone back to: STAGE=… REGION=…
	@exec $(PY) -m infra.deploy list

admin: $(VENV) $(ENGINE) ## the first administrator, or one more: PHONE=…, and STAGE=… REGION=… ORIGIN=… in AWS
	@exec $(PY) -m infra.deploy.admin

month: $(VENV) $(ENGINE) $(FONTS) ## bill a month headless: WORKBOOK=path PERIOD=2026-10; JSON is the last line
	@exec $(PY) -m infra.local.month --workbook "$$WORKBOOK" --period "$$PERIOD"

summary: $(VENV) $(ENGINE) ## print the figures of existing data: DATA_DIR=path; JSON is the last line
	@exec $(PY) -m infra.local.summary

backup: $(VENV) $(ENGINE) ## keep a copy of the data: TO=path.tar (else .backups/), DATA_DIR=path; JSON is the last line
	@TO="$$TO" exec $(PY) -m infra.local.backup

restore: $(VENV) $(ENGINE) ## make data of such a copy: FROM=path.tar DATA_DIR=an-empty-directory
	@FROM="$$FROM" exec $(PY) -m infra.local.restore

cost: $(VENV) $(ENGINE) ## what AWS would charge for 1,000 households a month; JSON is the last line
	@exec $(PY) -m tests.bench cost

bench: $(VENV) $(ENGINE) $(FONTS) $(PAGE) $(CHROMIUM_PATH) ## measure; QUICK=1 in a minute; JSON is the last line
	@CHROMIUM="$$(cat $(CHROMIUM_PATH))" exec $(PY) -m tests.bench

clock: $(VENV) ## move the developer's clock: FORWARD=30m, 12h or 3d
	@$(PY) -m infra.local.clock "$$FORWARD"

clean: ## remove everything that was installed or built (not the data)
	rm -rf .venv .cache frontend/node_modules frontend/dist infra/local/node_modules infra/fonts/node_modules $(FACES) build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV): requirements.txt requirements-dev.txt $(call unless,.venv/bin/python)
	@$(QUIETLY) 'Python packages (.venv)' infra/local/setup/venv && touch $@

$(NODE): frontend/package-lock.json $(call unless,frontend/node_modules/.package-lock.json)
	@$(QUIETLY) 'page packages (frontend/node_modules)' infra/local/setup/node frontend && touch $@

$(ENGINE): infra/local/package-lock.json $(VENV) $(call unless,infra/local/node_modules/@dynoxide .cache/ministack/bin)
	@$(QUIETLY) 'the local engine' sh -c 'infra/local/setup/node infra/local && $(PY) -m infra.local.engine' && touch $@

# The packages (104 MB) go once the faces are cut; a newer .venv is no reason to fetch them again.
$(FONTS): infra/fonts/package-lock.json infra/fonts/cut.py $(call unless,$(FACES)/everyday.ttf) \
		$(call unless,$(FACES)/rare.ttf) $(call unless,$(FACES)/OFL.txt) | $(VENV)
	@$(QUIETLY) 'the typeface of the papers' sh -c 'infra/local/setup/node infra/fonts && $(PY) -m infra.fonts.cut' \
		&& rm -rf infra/fonts/node_modules && touch $@

$(PAGE): $(NODE) $(PAGE_SOURCES) $(call unless,frontend/dist/index.html)
	@$(QUIETLY) 'the page (frontend/dist)' npm --prefix frontend run build && touch $@

$(CHROMIUM_PATH): $(VENV) $(if $(shell test -x "$$(cat $(CHROMIUM_PATH) 2>/dev/null)" && echo there),,again)
	@$(QUIETLY) 'Chromium for the browser tests' infra/local/setup/chromium $@
