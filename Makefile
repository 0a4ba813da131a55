# Medsoc: `make help` prints what can be done here. Both `run` and `test` install what is missing on a bare Debian 12 with Go.

SHELL  := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# gles keeps the first desktop build short; migrated_fynedo is Fyne's rule that only the drawing goroutine draws.
TAGS   := gles,migrated_fynedo
GO     := go
OUT    := out

# Debian's packages: to build the desk, to draw it without a display, and independent readers of what we print.
BUILD_PACKAGES := gcc pkg-config libgl1-mesa-dev libgles2-mesa-dev libegl1-mesa-dev libgl1-mesa-dri xorg-dev
TEST_PACKAGES  := $(BUILD_PACKAGES) xvfb openbox xdotool x11-xkb-utils x11-utils imagemagick poppler-utils zbar-tools qpdf softhsm2 python3-cbor2 python3-cryptography chromium libnss3-tools openssl

# Peers in the benchmarks: an npm that is there already, from wherever, is kept.
BENCH_PACKAGES := $(shell command -v npm >/dev/null || echo nodejs npm) python3-reportlab chromium
PDFKIT         := pdfkit@0.20.2

.PHONY: help run test check build screens papers bench fuzz clean packages-build packages-test packages-bench

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */  make \1\t/' | expand -t 18

run: ## a demonstration ministry: with a display the desk opens, without one a day's work is done into out/
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
	  $(MAKE) --no-print-directory packages-build bin/medsoc && exec bin/medsoc --demo; \
	else \
	  echo "No display: doing the same day's work without one, into $(OUT)/"; \
	  $(MAKE) --no-print-directory bin/medsoc-cli && exec bin/medsoc-cli demo --out $(OUT); \
	fi

test: packages-test ## everything that is checked: format, vet, staticcheck, all tests, the journey in a real window
	@$(MAKE) --no-print-directory check
	$(GO) test -timeout 20m $$($(GO) list ./... | grep -vE '/ui/|/cmd/medsoc$$')
	$(GO) test -timeout 20m -tags ci ./ui/...
	$(GO) test -timeout 20m -tags $(TAGS) ./cmd/medsoc
	@echo "all tests passed"

check: ## gofmt, vet, staticcheck
	@files=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$files" ]; then echo "not formatted (gofmt -w):"; echo "$$files"; exit 1; fi
	CGO_ENABLED=0 $(GO) vet -tags ci ./...
	CGO_ENABLED=0 $(GO) tool staticcheck -tags ci ./...

build: bin/medsoc bin/medsoc-cli bin/medsoc-registry ## the three programs into bin/

screens: ## every screen as a picture into out/screens/
	MEDSOC_SCREENS=$(CURDIR)/$(OUT)/screens $(GO) test -count=1 -tags ci -run 'TestScreens|TestStart|TestStates' ./cmd/medsoc
	@ls $(OUT)/screens | wc -l | sed 's/$$/ pictures in $(OUT)\/screens/'

papers: ## every kind of paper of every country as picture and document into out/papers/
	MEDSOC_PAPERS=$(CURDIR)/$(OUT)/papers $(GO) test -count=1 -run 'TestPapers|TestABookIsADocument' ./certs/page
	@ls $(OUT)/papers | wc -l | sed 's/$$/ files in $(OUT)\/papers\//'

bench: ## speeds, as ratios against a peer in the same run
	@$(MAKE) --no-print-directory packages-bench || echo "Not every peer could be installed; those are left out"
	MEDSOC_NODE_MODULES=$(CURDIR)/$(OUT)/bench/node_modules $(GO) test -run '^$$' -bench . ./expertise/... ./certs/... ./store/...

fuzz: ## a minute for each fuzz target
	@for p in $$($(GO) list ./expertise/... ./certs/... ./store/... ./assets/...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz' || true); do echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime 60s $$p; done; done

clean: ## remove bin/ and out/
	rm -rf bin $(OUT)

# The programs are rebuilt by Go's own cache, so they are always asked for.
.PHONY: bin/medsoc bin/medsoc-cli bin/medsoc-registry
bin/medsoc:
	@echo "Building the desk; the first time takes a minute or two"
	$(GO) build -tags $(TAGS) -trimpath -ldflags "-s -w" -o $@ ./cmd/medsoc
bin/medsoc-cli bin/medsoc-registry:
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-s -w" -o $@ ./cmd/$(notdir $@)

# Debian packages, asked for only when one is missing.
define install
@missing=""; for p in $(1); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
if [ -n "$$missing" ]; then \
  command -v apt-get >/dev/null || { echo "Install these first:$$missing"; exit 1; }; \
  sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
  echo "Installing:$$missing"; \
  $$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
fi
endef

packages-build:
	$(call install,$(BUILD_PACKAGES))
packages-test:
	$(call install,$(TEST_PACKAGES))
packages-bench:
	$(call install,$(BENCH_PACKAGES))
	@test -d $(OUT)/bench/node_modules/pdfkit || { mkdir -p $(OUT)/bench && npm install --silent --no-fund --no-audit --prefix $(OUT)/bench $(PDFKIT); }

include assets/package/package.mk
