/* report_filter.h -- the filter of a board as conditions, and which of them a tile's events cannot
 * meet.  Private to report/. */
#ifndef REPORT_REPORT_FILTER_H
#define REPORT_REPORT_FILTER_H

#include "report/report.h"
#include "wire/wire.h"

enum { REPORT_CONDITIONS_MAX = 20, REPORT_PROPERTIES_MAX = 10 };

typedef struct ReportFilter {
    const Json  *range;      /* NULL: each tile its own                      */
    QueryCompare compare;    /* 0: each tile its own                         */
    const Json  *channels;   /* NULL or a list                               */
    TargetOwner  owner_kind; /* 0: whose it is does not matter               */
    int64_t      owner_id;
    const Json  *filters; /* NULL: none                                   */
} ReportFilter;

/* One condition of the whole board. */
typedef struct ReportCondition {
    Str  json;
    Strs properties; /* it asks for: without "property."                      */
    bool asks_who;   /* of the person                                         */
    bool is_owner;   /* whose the events are                                  */
    Str  missing;    /* judged: "person", or the property; absent: it applies */
} ReportCondition;

/* What events of a type carry. */
typedef struct ReportCarrier {
    Str     type;
    int64_t events, people;
    int64_t with[REPORT_PROPERTIES_MAX]; /* events with the n-th property      */
} ReportCarrier;

/* "board.bad_filter" with the member. */
Code report_filter_read(Ctx *cx, Str text, ReportFilter *out) MUST_USE;
/* The conditions of `filters` and channels, one by one, what they ask found. */
Code report_filter_conditions(Ctx *cx, const ReportFilter *filter, Vec *conditions) MUST_USE;
/* Adds whose the events are. */
Code report_filter_add_owner(Ctx *cx, Vec *conditions, Str json) MUST_USE;
/* Whether what events carry decides of any. */
bool report_filter_needs_carriers(Rows conditions);
/* All properties the conditions ask for, each once. */
Strs report_filter_properties(Arena *arena, Rows conditions);
/* Sets `missing`: of what named types each that happened must carry, of all types (none named)
 * some.
 */
void report_filter_judge(Rows conditions, Strs properties, Strs types, Rows carriers);

#endif
