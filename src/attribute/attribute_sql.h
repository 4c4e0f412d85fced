/* attribute_sql.h -- the statements of attributes and their evidence. */
#ifndef ATTRIBUTE_ATTRIBUTE_SQL_H
#define ATTRIBUTE_ATTRIBUTE_SQL_H

#include "attribute/attribute.h"

/* An attribute as it is kept. */
typedef struct AttributeRow {
    int64_t       id, tenant_id;
    Str           key, name;
    AttributeType type;
    Str           unit, category, definition, owner;
    bool          is_personal;
    Str           choices_json, policy_json;
    int64_t       updated_at_ms, revision;
} AttributeRow;
extern const Shape attribute_row_shape;

typedef struct AttributePlace {
    int64_t customer_id, attribute_id;
    Str     about;
} AttributePlace;

/* Rows of AttributeRow. */
Code attribute_sql_list(Ctx *cx, Rows *rows) MUST_USE;
/* How many have a value of each, as Rows of AttributeRow with id and revision as the count. */
Code attribute_sql_counts(Ctx *cx, Rows *rows) MUST_USE;
Code attribute_sql_insert(Ctx *cx, const AttributeRow *row) MUST_USE;
/* ERR_CONFLICT "attribute.changed_meanwhile". */
Code attribute_sql_update(Ctx *cx, const AttributeRow *row, int64_t revision) MUST_USE;
/* The same. */
Code attribute_sql_delete(Ctx *cx, AttributeId id, int64_t revision) MUST_USE;
Code attribute_sql_is_used(Ctx *cx, AttributeId id, bool *used) MUST_USE;

/* Makes others wait who decide the same. */
Code attribute_sql_hold(Ctx *cx, const AttributePlace *place) MUST_USE;
/* Evidence that counts at an instant, newest first, at most `limit`; of those folded into him too.
 */
Code attribute_sql_counting(Ctx *cx, const AttributePlace *place, int64_t at_ms, int64_t limit,
                            Rows *evidence) MUST_USE;
/* When the next of it is over; 0: none. */
Code attribute_sql_next_end(Ctx *cx, const AttributePlace *place, int64_t after_ms,
                            int64_t *at_ms) MUST_USE;
Code attribute_sql_find_ref(Ctx *cx, const Evidence *evidence, Evidence *out, bool *found) MUST_USE;
Code attribute_sql_find_evidence(Ctx *cx, int64_t id, Evidence *out, bool *found) MUST_USE;
Code attribute_sql_tell(Ctx *cx, const Evidence *evidence) MUST_USE;
/* Writes value, source, instants, confidence and place of a saying that is there. */
Code attribute_sql_retell(Ctx *cx, const Evidence *evidence) MUST_USE;
Code attribute_sql_end(Ctx *cx, int64_t id) MUST_USE;
/* What a source said of this, so far, that has not ended; others than `keep`. */
Code attribute_sql_end_source(Ctx *cx, const Evidence *keep) MUST_USE;
/* What a ref said of a person and still counts: Rows of Evidence. */
Code attribute_sql_of_ref(Ctx *cx, int64_t customer_id, Str ref, Rows *evidence) MUST_USE;
/* Newest first, of those folded into him too. */
Code attribute_sql_evidence(Ctx *cx, int64_t customer_id, int64_t limit, Rows *evidence) MUST_USE;
/* Each attribute of which anything was said of him, or which he has: Rows of AttributePlace. */
Code attribute_sql_places(Ctx *cx, int64_t customer_id, Rows *places) MUST_USE;
/* The next persons of whom something was said of an attribute. */
Code attribute_sql_persons(Ctx *cx, AttributeId id, int64_t after, int64_t limit,
                           Ids *customer_ids) MUST_USE;

/* What is kept as counting for a person. */
Code attribute_sql_find_value(Ctx *cx, const AttributePlace *place, CustomerAttribute *out,
                              bool *found) MUST_USE;
Code attribute_sql_set_value(Ctx *cx, const CustomerAttribute *value) MUST_USE;
Code attribute_sql_drop_value(Ctx *cx, const AttributePlace *place) MUST_USE;
/* Rows of CustomerAttribute. */
Code attribute_sql_values(Ctx *cx, int64_t customer_id, Rows *values) MUST_USE;

#endif
