/* spend_set.h -- one cell set, for sheets and files.  Private to spend/. */
#ifndef SPEND_SPEND_SET_H
#define SPEND_SPEND_SET_H

#include "spend/spend.h"

/* The cell of `next` is worth that from now on, in the open transaction; `was`: before.  A
 * difference is an event and counted in `sheet`.  ERR_CONFLICT "spend.changed_meanwhile". */
Code spend_set_cell(Ctx *cx, Spend *next, int64_t day, int64_t *was, SpendSheet *sheet) MUST_USE;

#endif
