/*
 * knowledge_write.c
 *		What the triggers of the knowledge views ask of the server.
 */
#include "compat.h"

#include "access/xact.h"
#include "fmgr.h"

/*
 * knowledge_is_own(writer xid) returns boolean
 *
 * True where the current transaction has this number, or one of its
 * subtransactions that was not rolled back; NULL for NULL, no errors.
 */
PG_FUNCTION_INFO_V1(knowledge_is_own);
Datum
knowledge_is_own(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(
		TransactionIdIsCurrentTransactionId(PG_GETARG_TRANSACTIONID(0)));
}
