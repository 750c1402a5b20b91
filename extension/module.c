/*
 * module.c
 *		The module's magic block.
 */
#include "compat.h"
#include "fmgr.h"

CT_MODULE_MAGIC;
