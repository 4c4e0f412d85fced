/* insight_sql.h -- what boards read. */
#ifndef INSIGHT_INSIGHT_SQL_H
#define INSIGHT_INSIGHT_SQL_H

#include "insight/insight.h"

typedef struct StaffFact {
    int64_t id, store_id;
    Str     name;
} StaffFact;

typedef struct PlaceFact { /* a store with its region */
    int64_t id, region_id;
    Str     name;
} PlaceFact;

typedef struct TeamFact { /* a member in a department */
    int64_t staff_id, department_id;
} TeamFact;

typedef struct CodeFact {
    int64_t id;
    Str     token, name;
} CodeFact;

typedef struct NameFact {
    int64_t id;
    Str     name, avatar;
} NameFact;

typedef struct HeardFact { /* an event that moves figures */
    int64_t seq, person_id;
} HeardFact;

/* Every span of the tenant, person by person; the text lives until the next one. */
Code insight_sql_spans(Ctx *cx, Code (*each)(void *with, const void *span), void *with) MUST_USE;
/* Of one person: Rows of Span. */
Code insight_sql_spans_of(Ctx *cx, int64_t person_id, Rows *spans) MUST_USE;
/* What was told after that place of the log and may move a figure: Rows of HeardFact. */
Code insight_sql_heard(Ctx *cx, int64_t after_seq, int64_t limit, Rows *heard) MUST_USE;
/* Members of staff in scope, gone or not: Rows of StaffFact. */
Code insight_sql_staff(Ctx *cx, Rows *staff) MUST_USE;
Code insight_sql_stores(Ctx *cx, Rows *stores) MUST_USE; /* Rows of PlaceFact */
Code insight_sql_teams(Ctx *cx, Rows *teams) MUST_USE;   /* Rows of TeamFact  */
Code insight_sql_codes(Ctx *cx, Rows *codes) MUST_USE;   /* Rows of CodeFact  */
/* The name of a person, absent when he is gone. */
Code insight_sql_name(Ctx *cx, int64_t person_id, NameFact *out, bool *found) MUST_USE;

#endif
