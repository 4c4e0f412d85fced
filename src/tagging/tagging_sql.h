/* tagging_sql.h -- the statements of typed tags. */
#ifndef TAGGING_TAGGING_SQL_H
#define TAGGING_TAGGING_SQL_H

#include "tagging/tagging.h"

typedef struct TagDetail {
    int64_t tenant_id, tag_id;
    TagType type;
    Str     category;
    int64_t owner_id;
    Str     definition, review_on;
    int32_t expires_days;
    Str     values_json, rule_json;
    bool    is_on;
    Str     reads;
    int64_t updated_at_ms, revision;
} TagDetail;
extern const Shape tag_detail_shape;

typedef struct TagHolding {
    int64_t tenant_id, id, customer_id, tag_id;
    Str     value, source, why_json;
    int64_t since_ms, until_ms;
    Str     ended_by;
    int64_t replaced_by, expires_at_ms;
} TagHolding;
extern const Shape tag_holding_shape;

/* What a rule said when it gave a tag. */
typedef struct TagWhy {
    Str  sentence_zh, sentence_en;
    Rows facts; /* of TagFact */
} TagWhy;
extern const Shape tag_why_shape, tag_fact_shape;

typedef struct TagPlace {
    int64_t tag_id, group_id;
    Str     name, group_name;
    TagKind kind;
    int64_t customer_count;
    bool    is_exclusive;
} TagPlace;

/* Another number whenever rules or attributes changed. */
Code tagging_sql_stamp(Ctx *cx, int64_t *stamp) MUST_USE;
/* Rows of TagDetail. */
Code tagging_sql_details(Ctx *cx, Rows *rows) MUST_USE;
Code tagging_sql_insert(Ctx *cx, const TagDetail *detail) MUST_USE;
/* ERR_CONFLICT "tagging.changed_meanwhile". */
Code tagging_sql_update(Ctx *cx, const TagDetail *detail, int64_t revision) MUST_USE;
/* All tags of the library in its order: Rows of TagPlace. */
Code tagging_sql_places(Ctx *cx, Rows *places) MUST_USE;
Code tagging_sql_set_exclusive(Ctx *cx, TagGroupId group, bool is_exclusive) MUST_USE;

/* Holds now, of him and those folded into him: Rows of TagHolding. */
Code tagging_sql_held(Ctx *cx, int64_t customer_id, Rows *holdings) MUST_USE;
/* Ended, newest first. */
Code tagging_sql_history(Ctx *cx, int64_t customer_id, int64_t limit, Rows *holdings) MUST_USE;
Code tagging_sql_hold(Ctx *cx, const TagHolding *holding) MUST_USE;
/* Ends the open interval of him and those folded into him. */
Code tagging_sql_end(Ctx *cx, int64_t customer_id, int64_t tag_id, Str ended_by,
                     int64_t replaced_by) MUST_USE;
/* What stands in it is said anew, with nothing ended. */
Code tagging_sql_retell(Ctx *cx, int64_t id, Str why_json, int64_t expires_at_ms) MUST_USE;

/* 0: none. */
Code tagging_sql_due(Ctx *cx, int64_t customer_id, int64_t *due_at_ms) MUST_USE;
Code tagging_sql_set_due(Ctx *cx, int64_t customer_id, int64_t due_at_ms) MUST_USE;
Code tagging_sql_drop_due(Ctx *cx, int64_t customer_id) MUST_USE;
/* The next customers in the order of their ids. */
Code tagging_sql_customers(Ctx *cx, int64_t after, int64_t limit, Ids *ids) MUST_USE;
/* The tags he has. */
Code tagging_sql_tags_of(Ctx *cx, int64_t customer_id, Ids *tag_ids) MUST_USE;
Code tagging_sql_customer_count(Ctx *cx, int64_t *count) MUST_USE;

#endif
