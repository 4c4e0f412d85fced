/* window.h -- spans of time in words: "30d", "today", "last_7_days", or from and until. */
#ifndef RULE_WINDOW_H
#define RULE_WINDOW_H

#include "rule/node.h"

typedef enum RuleWindowKind {
    RULE_EVER = 1, /* until now                                                     */
    RULE_ROLLING,  /* `span_ms` up to now                                           */
    RULE_LAST_DAYS, /* `count` whole days before today                              */
    RULE_DAY,      /* the day `count` days before today                             */
    RULE_WEEK,     /* the week `count` weeks before this one; weeks begin on Monday */
    RULE_MONTH,    /* the month `count` months before this one                      */
    RULE_YEAR,     /* the year `count` years before this one                        */
    RULE_FIXED     /* from_ms <= at < until_ms; days as texts begin in the zone     */
} RuleWindowKind;

typedef struct RuleWindow {
    RuleWindowKind kind;
    int64_t        span_ms, count;
    RuleValue      from, until; /* of RULE_FIXED: days, instants, ms; null is open */
} RuleWindow;

/* from_ms <= at < until_ms; nothing after `now_ms` is ever within. */
typedef struct RuleSpan {
    int64_t from_ms, until_ms;
} RuleSpan;

/* Reads a window of a document; false when it is none. */
bool     rule_window_of(RuleValue value, RuleWindow *out);
/* Where it lies now. */
RuleSpan rule_window_span(const RuleWindow *window, int64_t now_ms, Zone zone);
/* What a window may look like, for a refusal. */
Str      rule_window_forms(void);

/* An instant from a day ("2026-11-22", its beginning in the zone), an RFC 3339 text or ms. */
bool rule_instant_of(RuleValue value, Zone zone, int64_t *at_ms);

#endif
