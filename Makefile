# chiptrade: the usual PGXS targets (all, install, installcheck, clean), and
# targets that bring their own server: try "make help".

.DEFAULT_GOAL := all

ifeq ($(wildcard extension/chiptrade.control),)
$(error chiptrade is built in its own folder: copy the checkout for a second build)
endif

# The version is written in the control file and nowhere else.
version_of = $(shell sed -n "s/^default_version *= *'\(.*\)'.*/\1/p" extension/$(1).control)

MODULE_big = chiptrade
EXTENSION = extension/chiptrade extension/chiptrade_data
INSTALL_SQL := extension/chiptrade--$(call version_of,chiptrade).sql
INSTALL_DATA_SQL := extension/chiptrade_data--$(call version_of,chiptrade_data).sql
UPGRADE_SQL := $(sort $(wildcard sql/upgrade/*--*--*.sql))
DATA = $(UPGRADE_SQL)
DATA_built = $(INSTALL_SQL) $(INSTALL_DATA_SQL)

SRCS := $(sort $(wildcard extension/*.c)) $(sort $(wildcard extension/core/*.c))
OBJS = $(SRCS:.c=.o)

# chiptrade.h and what it includes, directly or through another header
own_includes = $(wildcard $(addprefix include/,$(shell sed -n 's/^\#include "\(.*\)"/\1/p' $(1))))
with_includes = $(if $(filter-out $(1),$(call own_includes,$(1))),$(call \
	with_includes,$(sort $(1) $(call own_includes,$(1)))),$(1))
HEADERS = $(if $(wildcard include/chiptrade.h),$(call with_includes,include/chiptrade.h))

PG_CPPFLAGS += -I$(srcdir)/include
# No fused multiply-add: results are the same on every processor.
PG_CFLAGS += -ffp-contract=off

EXTRA_CLEAN = $(wildcard extension/*--*.sql extension/*.bc extension/core/*.bc) \
	build/rows.sql build/data_rows.sql build/server build/unit build/lint build/fuzz
NO_INSTALLCHECK = 1

# These targets find, and where needed install, what they use; they must work
# where there is no pg_config yet, so PGXS stays out of them.
OWN_TARGETS := help demo report report-check psql stop test unit unit-programs lint fuzz bench reference \
	doctor test-versions dist
.PHONY: $(OWN_TARGETS) installcheck FORCE

# ARGS reaches the shell as it was written, dollar signs included.
override ARGS := $(value ARGS)
export PG_CONFIG ARGS TESTS PROVE_FLAGS FUZZ_SECONDS

help:
	@sed -n 's/^#: //p' Makefile

#: Everything at once; these install what they miss (Debian, root or sudo):
#:   make demo            build, install, start a private server, show a report
#:   make report          the same as one HTML file, build/report/report.html (npm)
#:   make report-check    look at it with a browser (chromium)
#:   make psql            open the demo database   (ARGS="-c 'select 1'")
#:   make stop            end the demo server; its data stays in build/demo
#:   make test            the test suite on a fresh private server
#:                        (TESTS=test/sql/a.sql  PROVE_FLAGS=-v)
#:   make unit            only the C unit tests, no server
#:   make lint            warnings as errors, formatting, static analysis
#:   make fuzz            fuzz the parsers         (FUZZ_SECONDS=30)
#:   make bench           the speed measurements on a fresh private server
#:                        (BENCH=bench/policy.sql  ROWS=10000000  ROUNDS=5)
#:   make test-versions   the suite on PostgreSQL 17 and 18 (root, chroots)
#:   make reference       write doc/reference.md from the objects' COMMENTs, and
#:                        the tables of doc/policy.md from the rows
#:   make doctor          what this machine has and lacks; changes nothing
#: The PGXS way, with your own server (PG_CONFIG=..., PGHOST=... PGPORT=...):
#:   make; make install; make installcheck; make clean
demo report report-check psql stop test unit fuzz bench reference:
	@sh test/run.sh $@
lint:
	@sh test/lint.sh
doctor:
	@sh test/doctor.sh
test-versions:
	@sh test/versions.sh
dist:
	@mkdir -p build && git archive --format=tar.gz --prefix=chiptrade-$(call version_of,chiptrade)/ \
		-o build/chiptrade-$(call version_of,chiptrade).tar.gz HEAD && ls build/*.tar.gz

# Unit tests of the plain-C core: a program from every file with a main() that
# prints TAP; the other files of the folder are linked to each of them.
UNIT_MAINS := $(sort $(shell grep -lw '^main' test/unit/*.c 2>/dev/null))
UNIT_OTHERS := $(filter-out $(UNIT_MAINS),$(sort $(wildcard test/unit/*.c)))
UNIT_PROGRAMS := $(UNIT_MAINS:test/unit/%.c=build/unit/%)
UNIT_LINKED := $(patsubst %.c,build/unit/obj/%.o,$(notdir $(UNIT_OTHERS) \
	$(sort $(wildcard extension/core/*.c))))
UNIT_FLAGS = -std=c11 -O1 -g -Wall -Wextra -Werror -ffp-contract=off \
	-Iinclude -Itest/unit $(SANITIZE)

unit-programs: $(UNIT_PROGRAMS)
build/unit/obj/%.o: extension/core/%.c $(wildcard include/*.h) Makefile
	@mkdir -p $(@D)
	$(CC) $(UNIT_FLAGS) -c -o $@ $<
build/unit/obj/%.o: test/unit/%.c $(wildcard include/*.h test/unit/*.h) Makefile
	@mkdir -p $(@D)
	$(CC) $(UNIT_FLAGS) -c -o $@ $<
build/unit/%: build/unit/obj/%.o $(UNIT_LINKED)
	$(CC) $(UNIT_FLAGS) -o $@ $^ -lm
.SECONDARY:

ifneq (,$(filter-out $(OWN_TARGETS),$(or $(MAKECMDGOALS),all)))

PG_CONFIG := $(or $(PG_CONFIG),pg_config)
PG_VERSION := $(shell $(PG_CONFIG) --version 2>/dev/null)
PG_MAJOR := $(shell echo '$(PG_VERSION)' | sed 's/^[^0-9]*\([0-9]*\).*/\1/')
ifeq (,$(PG_MAJOR))
$(error No pg_config found: install the server headers (Debian: postgresql-server-dev-15), set PG_CONFIG, or let "make demo" do it)
endif
ifneq (yes,$(shell test $(PG_MAJOR) -ge 15 && echo yes))
$(error chiptrade needs PostgreSQL 15 or newer, and $(PG_CONFIG) belongs to $(PG_VERSION))
endif

PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

# Calls within the library are direct, and no other library's function of the
# same name can come between.
ifeq ($(PORTNAME), linux)
SHLIB_LINK += -Wl,-Bsymbolic-functions
endif

# Loops over samples: vector code, by the same rules of arithmetic.
extension/core/draws_fit.o extension/core/draws_arith.o \
	extension/core/draws_hash.o extension/core/draws_sum.o: CFLAGS += -O3

# A change of headers, flags or server rebuilds the objects.
$(OBJS) $(OBJS:.o=.bc): $(wildcard include/*.h) Makefile build/server
build/server: FORCE
	@mkdir -p build
	@echo '$(PGXS) $(PG_VERSION)' | cmp -s - $@ || echo '$(PGXS) $(PG_VERSION)' > $@

# The install scripts: parts in the order of their names, then the rows.
ROWS := $(if $(wildcard data/csv2sql.pl),build/rows.sql)
DATA_ROWS := $(if $(wildcard data/market2sql.pl),build/data_rows.sql)
build/rows.sql: data/csv2sql.pl
build/data_rows.sql: data/market2sql.pl
build/rows.sql build/data_rows.sql: data/Rows.pm $(wildcard data/*.csv)
	@mkdir -p build
	perl $(filter %2sql.pl,$^) data > $@.tmp && mv $@.tmp $@

$(INSTALL_SQL): $(sort $(wildcard sql/*.sql)) $(ROWS) extension/chiptrade.control Makefile
	cat $(sort $(wildcard sql/*.sql)) $(ROWS) > $@.tmp && mv $@.tmp $@
$(INSTALL_DATA_SQL): $(sort $(wildcard sql/data/*.sql)) $(DATA_ROWS) \
		extension/chiptrade_data.control Makefile
	cat $(sort $(wildcard sql/data/*.sql)) $(DATA_ROWS) > $@.tmp && mv $@.tmp $@

# The installed extension on a running server, as libpq's environment
# variables name it.  The database chiptrade_regression is made anew.
installcheck:
	@sh test/run.sh installcheck

endif
