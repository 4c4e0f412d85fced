/* spend_set.h -- one cell set, for sheets and files.  Private to spend/. */
#ifndef SPEND_SPEND_SET_H
#define SPEND_SPEND_SET_H

#include "spend/spend.h"

/* The cell of `next` is worth that from now on, in the open transaction; until its end nobody else
 * sets it.  `was`: before, zero if nothing.  A difference is an event and counted in `sheet`; who
 * says what it is worth already has said it last, and nothing else happens. */
Code spend_set_cell(Ctx *cx, Spend *next, int64_t day, Spend *was, SpendSheet *sheet) MUST_USE;

#endif
