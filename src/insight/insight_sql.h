/* insight_sql.h -- what boards read. */
#ifndef INSIGHT_INSIGHT_SQL_H
#define INSIGHT_INSIGHT_SQL_H

#include "insight/insight.h"

typedef struct StaffFact {
    int64_t id, store_id;
    Str     name;
} StaffFact;

typedef struct ColleagueFact { /* a member as events call him */
    int64_t id;
    Str     userid, name;
} ColleagueFact;

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

typedef struct NamedFact {
    int64_t id;
    Str     name;
} NamedFact;

/* Tables of what has a name. */
typedef enum InsightNamed {
    NAMED_USER = 1,
    NAMED_STORE,
    NAMED_REGION,
    NAMED_DEPARTMENT,
    NAMED_CODE,
    NAMED_TAG,
    NAMED_SHOP,
    NAMED_SEGMENT,
    NAMED_END
} InsightNamed;

typedef struct HeardFact { /* an event that changes names or places */
    int64_t seq;
} HeardFact;

/* What was told after that place of the log and may change a name or a place: Rows of HeardFact. */
Code insight_sql_heard(Ctx *cx, int64_t after_seq, int64_t limit, Rows *heard) MUST_USE;
/* Members of staff in scope, gone or not: Rows of StaffFact. */
Code insight_sql_staff(Ctx *cx, Rows *staff) MUST_USE;
/* The same as events call them: Rows of ColleagueFact. */
Code insight_sql_colleagues(Ctx *cx, Rows *staff) MUST_USE;
Code insight_sql_stores(Ctx *cx, Rows *stores) MUST_USE; /* Rows of PlaceFact */
Code insight_sql_teams(Ctx *cx, Rows *teams) MUST_USE;   /* Rows of TeamFact  */
Code insight_sql_codes(Ctx *cx, Rows *codes) MUST_USE;   /* Rows of CodeFact  */
/* Names of persons, those who are gone left out: Rows of NameFact. */
Code insight_sql_names(Ctx *cx, Ids people, Rows *names) MUST_USE;
/* Rows of NamedFact; of users, to who sees a part of the brand himself alone. */
Code insight_sql_named(Ctx *cx, InsightNamed of, Ids ids, Rows *names) MUST_USE;
/* Events by their places in the log: Rows of Event.  The caller hides what he is to. */
Code insight_sql_events(Ctx *cx, Ids seqs, Rows *events) MUST_USE;
/* Who was folded into whom, to the last of each chain: Rows of ColumnarFold. */
Code insight_sql_folds(Ctx *cx, Rows *folds) MUST_USE;
/* The persons that cx->scope_id may see; it is not 0. */
Code insight_sql_seen(Ctx *cx, Ids *people) MUST_USE;

#endif
