/* customer_index_sql.h -- what the people index reads, and the feed of changes it follows. */
#ifndef CUSTOMER_CUSTOMER_INDEX_SQL_H
#define CUSTOMER_CUSTOMER_INDEX_SQL_H

#include "customer/customer.h"

typedef struct FeedHead {
    int64_t newest;  /* the highest line there is; 0 if there is none                    */
    int64_t horizon; /* no line below it can still appear                                */
    int64_t floor;   /* lines below it have been forgotten                               */
} FeedHead;
typedef struct FeedLine {
    int64_t seq, tenant_id, customer_id;
    int64_t until_id; /* all from customer_id to this one; 0: customer_id alone */
} FeedLine;

/* Global. */
Code customer_index_sql_head(Ctx *cx, FeedHead *out) MUST_USE;
/* Global: the lines after `after` up to the number `until`, in order: Rows of FeedLine. */
Code customer_index_sql_lines(Ctx *cx, FeedLine after, int64_t until, int64_t limit,
                              Rows *lines) MUST_USE;
/* Global: forgets the lines below `seq`, and raises the floor with them. */
Code customer_index_sql_forget(Ctx *cx, int64_t seq) MUST_USE;
/* Global: takes back a floor above what can be read, after a move to another server. */
Code customer_index_sql_lower_floor(Ctx *cx, int64_t horizon) MUST_USE;

typedef struct IndexedPerson {
    int64_t id;
    Str     search_text;
    bool    is_active;
    AddWay  source;
    int64_t first_added_at_ms, last_event_at_ms;
} IndexedPerson;
typedef struct IndexedRelation {
    int64_t customer_id, staff_id;
    Str     state;
    int64_t added_at_ms, ended_at_ms;
    EndedBy ended_by;
    AddWay  add_way;
} IndexedRelation;
typedef struct IndexedTag {
    int64_t customer_id, tag_id;
} IndexedTag;
typedef struct IndexedPhone {
    int64_t customer_id;
    Str     sealed;
} IndexedPhone;

/* Of who was deleted on request: all by pages, and those listed. */
Code customer_index_sql_erased_next(Ctx *cx, int64_t after_id, int64_t limit,
                                    Rows *persons) MUST_USE;
Code customer_index_sql_erased(Ctx *cx, Str ids_json, Rows *persons) MUST_USE;
/* How many customers the tenant has. */
Code customer_index_sql_count(Ctx *cx, int64_t *count) MUST_USE;
/* The id of the customer so far from the first one, by id; 0 when there are not so many. */
Code customer_index_sql_at(Ctx *cx, int64_t offset, int64_t *id) MUST_USE;
/* The next customers after an id, by id: Rows of IndexedPerson. */
Code customer_index_sql_next(Ctx *cx, int64_t after_id, int64_t limit, Rows *persons) MUST_USE;
/* The customers of `ids_json`, no more than so many that all fits. */
Code customer_index_sql_persons(Ctx *cx, Str ids_json, Rows *persons) MUST_USE;

/* Those customers; without ids all from behind the one to the other. */
typedef struct IndexedWhose {
    Str     ids_json;
    int64_t after_id, last_id;
} IndexedWhose;
/* What belongs to them, each by customer. */
Code customer_index_sql_relations(Ctx *cx, const IndexedWhose *whose, Rows *relations) MUST_USE;
Code customer_index_sql_tags(Ctx *cx, const IndexedWhose *whose, Rows *tags) MUST_USE;
Code customer_index_sql_phones(Ctx *cx, const IndexedWhose *whose, Rows *phones) MUST_USE;

/* Of whom cx->scope_id sees: rows of Customer, in no order. */
Code customer_index_sql_rows(Ctx *cx, Str ids_json, Rows *customers) MUST_USE;
/* The members that cx->scope_id sees; and those of a store, a department with all below it, a
 * region with all below it (0: not asked for) whom the scope sees. */
Code customer_index_sql_scope(Ctx *cx, Ids *staff) MUST_USE;
Code customer_index_sql_members(Ctx *cx, int64_t staff_id, int64_t store_id, int64_t department_id,
                                int64_t region_id, Ids *staff) MUST_USE;

#endif
