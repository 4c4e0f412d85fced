/* segment_load_sql.h -- what fills the memory of audiences.  Private to segment/. */
#ifndef SEGMENT_SEGMENT_LOAD_SQL_H
#define SEGMENT_SEGMENT_LOAD_SQL_H

#include "segment/segment.h"

/* Own variables of a customer. */
typedef struct LoadPerson {
    int64_t      id;
    Str          name;
    Gender       gender;
    CustomerKind kind;
    AddWay       source;
    bool         is_active;
    Str          birthday, address;
    int64_t      first_added_at_ms, last_event_at_ms;
} LoadPerson;

typedef struct LoadValue {
    int64_t customer_id, attribute_id;
    Str     about, value;
} LoadValue;

typedef struct LoadTag {
    int64_t customer_id, tag_id;
} LoadTag;

typedef struct LoadRelation {
    int64_t customer_id, staff_id, store_id;
    Str     state;
    AddWay  add_way;
    int64_t added_at_ms;
} LoadRelation;

typedef struct LoadEvent {
    int64_t person_id, occurred_at_ms;
    Str     payload; /* where it was asked for */
} LoadEvent;

typedef struct LoadFold {
    int64_t from_id, into_id;
} LoadFold;

typedef Code LoadEach(void *with, const void *row);

/* Customers from `from_id` to `until_id`, the first `limit` of them: Rows of LoadPerson. */
Code segment_load_sql_persons(Ctx *cx, int64_t from_id, int64_t until_id, int64_t limit,
                              Rows *rows) MUST_USE;
/* What those between two ids have, by customer: Rows of LoadValue, LoadTag, LoadRelation (open). */
Code segment_load_sql_values(Ctx *cx, int64_t from_id, int64_t until_id, Rows *rows) MUST_USE;
Code segment_load_sql_tags(Ctx *cx, int64_t from_id, int64_t until_id, Rows *rows) MUST_USE;
Code segment_load_sql_relations(Ctx *cx, int64_t from_id, int64_t until_id, Rows *rows) MUST_USE;
/* Events of a type up to that place in the log, with what they say or without. */
Code segment_load_sql_events(Ctx *cx, Str type, int64_t until_seq, bool with_payload,
                             LoadEach *each, void *with) MUST_USE;
/* Who was folded into whom: Rows of LoadFold. */
Code segment_load_sql_folds(Ctx *cx, Rows *rows) MUST_USE;

extern const SqlList segment_load_sql;

#endif
