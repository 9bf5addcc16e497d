# bantin: reports of Vietnamese meetings to print, web pages and archives.
#   make demo   install what is missing, build, make the examples' outputs, say where they are
#   make check  the same set-up, then all fast tests
# Sanitizer and other special builds have their own folder: build/san, …

VERSION  := $(shell sed -n 's/.*BANTIN_VERSION "\(.*\)"/\1/p' src/bantin.h)
BUILD    ?= build/normal
CC       ?= cc
PREFIX   ?= /usr/local
DESTDIR  ?=
# The program itself loads little; Pango and cairo come with the print module (src/pdf/pdf.h).
LIGHT    := glib-2.0 libxml-2.0 libcmark libjpeg libpng
HEAVY    := pangocairo pangoft2 fontconfig harfbuzz-subset cairo zlib
# The preview is a module, too (src/serve/serve.h).
WATCH    := gio-unix-2.0
# The archive's index as well (src/archive/index.h).
INDEXING := sqlite3
PACKAGES := $(LIGHT) $(HEAVY) $(WATCH) $(INDEXING)
WARN     := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla
CFLAGS   ?= -O2 -g
override CFLAGS += -std=c11 -fPIC -D_GNU_SOURCE -D_FORTIFY_SOURCE=2 $(WARN) $(EXTRA_CFLAGS)
override CPPFLAGS += -Isrc -I. $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LIGHTLIBS := $(shell pkg-config --libs $(LIGHT) 2>/dev/null) -lm -ldl
HEAVYLIBS := $(shell pkg-config --libs $(HEAVY) $(WATCH) $(INDEXING) 2>/dev/null)
# Of unit tests only: qpdf reads what pdf/ has written.
TESTLIBS := $(shell pkg-config --libs libqpdf 2>/dev/null)
LDFLAGS  += -rdynamic -Wl,--as-needed -Wl,-O1 $(EXTRA_LDFLAGS)

SOURCES  := $(sort $(filter-out src/cli/main.c,$(wildcard src/*/*.c)))
OBJECTS  := $(SOURCES:src/%.c=$(BUILD)/%.o)
PRINT    := $(filter $(BUILD)/page/% $(BUILD)/pdf/%,$(OBJECTS))
SERVE    := $(filter $(BUILD)/serve/%,$(OBJECTS))
INDEX    := $(filter $(BUILD)/archive/index_%,$(OBJECTS))
CORE     := $(filter-out $(PRINT) $(SERVE) $(INDEX),$(OBJECTS))
LIBRARY  := $(BUILD)/libbantin.a
PROGRAM  := $(BUILD)/bantin
MODULES  := $(BUILD)/bantin-print.so $(BUILD)/bantin-serve.so $(BUILD)/bantin-index.so
UNITS    := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard tests/unit/test_*.c)))

.PHONY: all setup demo check check-san check-slow check-twice check-faults check-valgrind lint format \
	accept bench fonts fuzz cover examples install uninstall deb check-install clean units man

# build/bantin is the program of the ordinary build.
all: $(PROGRAM) $(MODULES) $(if $(filter build/normal,$(BUILD)),build/bantin)

build/bantin: $(PROGRAM)
	@ln -sfn $(PROGRAM:build/%=%) $@

$(PROGRAM): $(BUILD)/cli/main.o $(CORE)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIGHTLIBS)

# -Bsymbolic: a name that stands in the program and in the module means each one's own.
$(BUILD)/bantin-print.so: $(PRINT)
$(BUILD)/bantin-serve.so: $(SERVE)
$(BUILD)/bantin-index.so: $(INDEX)
$(MODULES):
	$(CC) $(LDFLAGS) -shared -Wl,-Bsymbolic -o $@ $^ $(HEAVYLIBS) $(LIGHTLIBS)

$(LIBRARY): $(OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -Itests -MMD -MP $(LDFLAGS) -o $@ $< -Wl,--whole-archive $(LIBRARY) -Wl,--no-whole-archive $(HEAVYLIBS) $(LIGHTLIBS) $(TESTLIBS) -lcmocka

-include $(OBJECTS:.o=.d) $(BUILD)/cli/main.d $(UNITS:=.d)

units: $(UNITS)

# A recursive call each, so that pkg-config is asked again once the packages are there.
setup:
	@.ci/setup

demo: setup
	@echo "building …"
	@$(MAKE) --no-print-directory -s -j2 all
	@tests/demo $(PROGRAM)

check: setup
	@echo "building …"
	@$(MAKE) --no-print-directory -s -j2 all units
	@BUILD=$(BUILD) tests/run fast

check-san:
	@$(MAKE) --no-print-directory -j2 BUILD=build/san CFLAGS="-O1 -g -fno-omit-frame-pointer" \
		EXTRA_CFLAGS="-fsanitize=address,undefined -fno-sanitize-recover=undefined -U_FORTIFY_SOURCE" EXTRA_LDFLAGS="-fsanitize=address,undefined" all units
	@BUILD=build/san BT_SAN=1 tests/run fast

check-slow: setup
	@.ci/setup slow
	@$(MAKE) --no-print-directory -j2 all units
	@BUILD=$(BUILD) tests/run slow

check-valgrind: units
	@BUILD=$(BUILD) tests/suites/valgrind.slow.sh

# libFuzzer over every tests/fuzz/fuzz_*.c, FUZZ_SECONDS each, from the cases as seeds.
FUZZ_SECONDS ?= 60
FUZZERS := $(patsubst tests/fuzz/%.c,build/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
fuzz: $(FUZZERS)
	@for f in $(FUZZERS); do mkdir -p build/corpus/$$(basename $$f); \
		$$f -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
		build/corpus/$$(basename $$f) tests/cases/read examples/reports 2>&1 | tail -n 12 || exit 1; done

build/fuzz/%: tests/fuzz/%.c $(SOURCES)
	@mkdir -p $(@D)
	clang $(CPPFLAGS) -std=c11 -D_GNU_SOURCE -O1 -g -rdynamic -fsanitize=fuzzer,address,undefined -o $@ $^ $(HEAVYLIBS) $(LIGHTLIBS)

check-twice: all
	@BUILD=$(BUILD) BANTIN=$(CURDIR)/$(PROGRAM) tests/suites/twice.sh

check-faults: all
	@BUILD=$(BUILD) BANTIN=$(CURDIR)/$(PROGRAM) tests/suites/faults.slow.sh

# Lines of each folder that the unit tests run (workers end by _exit and leave no counts).
cover:
	@$(MAKE) --no-print-directory -s -j2 BUILD=build/cover CFLAGS="-O0 -g --coverage" EXTRA_LDFLAGS=--coverage units
	@rm -f $$(find build/cover -name '*.gcda')
	@for u in $(UNITS:$(BUILD)/%=build/cover/%); do $$u >/dev/null 2>&1 || exit 1; done
	@tests/cover build/cover

lint:
	@tests/lint/run

format:
	clang-format -i $$(git ls-files 'src/*.[ch]' 'tests/*.[ch]')

accept:
	@BUILD=$(BUILD) tests/suites/cases.sh --accept "$(CASE)"

bench: all
	@BUILD=$(BUILD) tests/bench

fonts:
	/usr/bin/python3 fonts/make-web.py

examples: all
	@tests/demo $(PROGRAM)

SHARE    = $(DESTDIR)$(PREFIX)/share

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/bantin $(SHARE)/bantin $(SHARE)/man/man1 $(SHARE)/bash-completion/completions
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/bantin
	install -m 644 $(MODULES) $(DESTDIR)$(PREFIX)/lib/bantin/
	cp -R fonts templates $(SHARE)/bantin/
	install -d $(SHARE)/bantin/examples
	cp -R examples/office $(SHARE)/bantin/examples/
	$(PROGRAM) help --man >$(SHARE)/man/man1/bantin.1
	$(PROGRAM) help --completion >$(SHARE)/bash-completion/completions/bantin

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/bantin $(SHARE)/man/man1/bantin.1 $(SHARE)/bash-completion/completions/bantin
	rm -rf $(SHARE)/bantin $(DESTDIR)$(PREFIX)/lib/bantin

check-install: all
	@BUILD=$(BUILD) tests/suites/install.sh

man: all
	$(PROGRAM) help --man >$(BUILD)/bantin.1

deb: all
	@BUILD=$(BUILD) .ci/deb $(VERSION)

clean:
	rm -rf build
