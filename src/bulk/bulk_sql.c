/* bulk_sql.c -- every statement of bulk work but imports. */
#include "bulk/bulk_sql.h"

static const Query *const queries[] = { NULL };
const SqlList             bulk_sql  = { "bulk", queries, 0, NULL, 0 };
