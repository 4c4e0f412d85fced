/* alert_cause.h -- what made most of a change: stores, staff, codes …  Private to alert/. */
#ifndef ALERT_ALERT_CAUSE_H
#define ALERT_ALERT_CAUSE_H

#include "alert/alert_rule.h"

enum { CAUSE_DIMENSIONS_MAX = 3, CAUSE_ITEMS_MAX = 5 };

typedef struct CauseItem {
    Str     key, name;     /* name: of staff and stores; else the key itself  */
    int64_t value, before; /* of ratios what is divided                       */
    int64_t share;         /* of the whole change, in ten-thousandths; 0: there was none */
} CauseItem;

typedef struct Cause {
    Str  dimension; /* "staff", "store", "code", "shop", … */
    Rows items;     /* CauseItem, the largest share first */
} Cause;
extern const Shape alert_cause_shape;

/* Asks for the metric by each dimension that its events can be divided by: Rows of Cause, the one
 * whose first item says most first.  None for metrics whose parts make no whole.  Outside a
 * transaction. */
Code alert_cause_find(Ctx *cx, const Alert *alert, AlertSpan now, AlertSpan before,
                      Rows *causes) MUST_USE;
/* The same as JSON. */
Str  alert_cause_json(Arena *arena, Rows causes);

/* Of the parts (FigurePart) of two spans, the items that moved as the whole did, largest first:
 * Rows of CauseItem.  Pure. */
Rows alert_cause_of(Arena *arena, Rows now, Rows before);

#endif
