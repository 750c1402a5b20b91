/*
 * knowledge_internal.h
 *		Shared by the files knowledge_*.c.
 */
#ifndef CHIPTRADE_KNOWLEDGE_INTERNAL_H
#define CHIPTRADE_KNOWLEDGE_INTERNAL_H

#include "knowledge.h"

#include "utils/hsearch.h"

/*
 * Run "SELECT columns FROM schema.relation order" over SPI, read-only, and
 * leave the rows in SPI_tuptable; the caller has connected.
 */
extern uint64 knowledge_select(const Knowledge *k, const char *columns,
							   const char *relation, const char *order);

/* column value of a row as text in the knowledge's memory; NULL likewise */
extern char *knowledge_text(const Knowledge *k, uint64 row, int column);

extern void knowledge_load_chips(Knowledge *k);

#endif /* CHIPTRADE_KNOWLEDGE_INTERNAL_H */
