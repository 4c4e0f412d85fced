/* segment_load_sql.c -- every statement that fills the memory of audiences. */
#include "segment/segment_load_sql.h"

#define FOR_MEMORY "memory holds everybody; who asks it is bound by his scope"

// clang-format off
static const Field person_fields[] = {
    FIELD     (LoadPerson, id),
    FIELD     (LoadPerson, name),
    FIELD_ENUM(LoadPerson, gender, gender_words),
    FIELD_ENUM(LoadPerson, kind,   customer_kind_words),
    FIELD_ENUM(LoadPerson, source, add_way_words),
    FIELD     (LoadPerson, is_active),
    FIELD     (LoadPerson, birthday),
    FIELD     (LoadPerson, address),
    FIELD     (LoadPerson, first_added_at_ms),
    FIELD     (LoadPerson, last_event_at_ms),
};
static const Shape person_shape = SHAPE(LoadPerson, person_fields);

static const Field value_fields[] = {
    FIELD(LoadValue, customer_id), FIELD(LoadValue, attribute_id), FIELD(LoadValue, about), FIELD(LoadValue, value),
};
static const Shape value_shape = SHAPE(LoadValue, value_fields);

static const Field tag_fields[] = { FIELD(LoadTag, customer_id), FIELD(LoadTag, tag_id) };
static const Shape load_tag_shape = SHAPE(LoadTag, tag_fields);

static const Field relation_fields[] = {
    FIELD     (LoadRelation, customer_id),
    FIELD     (LoadRelation, staff_id),
    FIELD     (LoadRelation, store_id),
    FIELD     (LoadRelation, state),
    FIELD_ENUM(LoadRelation, add_way, add_way_words),
    FIELD     (LoadRelation, added_at_ms),
};
static const Shape load_relation_shape = SHAPE(LoadRelation, relation_fields);

static const Field event_fields[] = {
    FIELD(LoadEvent, person_id), FIELD(LoadEvent, occurred_at_ms), FIELD(LoadEvent, payload),
};
static const Shape load_event_shape = SHAPE(LoadEvent, event_fields);

static const Field fold_fields[] = { FIELD(LoadFold, from_id), FIELD(LoadFold, into_id) };
static const Shape load_fold_shape = SHAPE(LoadFold, fold_fields);
// clang-format on

static const Query persons = {
    .name     = "segment_load.persons",
    .unscoped = FOR_MEMORY,
    .sql = "SELECT {cols} FROM customer WHERE tenant_id = $1 AND id BETWEEN $2 AND $3 ORDER BY id"
           " LIMIT $4",
    .out = &person_shape,
};

static const Query values_of = {
    .name     = "segment_load.values_of",
    .unscoped = FOR_MEMORY,
    .sql      = "SELECT {cols} FROM customer_attribute WHERE tenant_id = $1"
                " AND customer_id BETWEEN $2 AND $3 ORDER BY customer_id, attribute_id, about",
    .out      = &value_shape,
};

static const Query tags_of = {
    .name     = "segment_load.tags_of",
    .unscoped = FOR_MEMORY,
    .sql      = "SELECT {cols} FROM customer_tag WHERE tenant_id = $1"
                " AND customer_id BETWEEN $2 AND $3 ORDER BY customer_id, tag_id",
    .out      = &load_tag_shape,
};

static const Query relations = {
    .name     = "segment_load.relations",
    .unscoped = FOR_MEMORY,
    .sql      = "SELECT r.customer_id, r.staff_id, coalesce(m.store_id, 0) AS store_id, r.state,"
                " r.add_way, r.added_at_ms FROM customer_relation r LEFT JOIN staff m"
                " ON m.tenant_id = r.tenant_id AND m.id = r.staff_id WHERE r.tenant_id = $1"
                " AND r.ended_at_ms = 0 AND r.customer_id BETWEEN $2 AND $3"
                " ORDER BY r.customer_id, r.staff_id, r.added_at_ms",
    .out      = &load_relation_shape,
};

static const Query events = {
    .name     = "segment_load.events",
    .unscoped = FOR_MEMORY,
    .sql      = "SELECT person_id, occurred_at_ms, '' AS payload FROM event WHERE tenant_id = $1"
                " AND type = $2 AND seq <= $3 AND person_id <> 0",
    .out      = &load_event_shape,
};

static const Query told = {
    .name     = "segment_load.told",
    .unscoped = FOR_MEMORY,
    .sql      = "SELECT {cols} FROM event WHERE tenant_id = $1 AND type = $2 AND seq <= $3"
                " AND person_id <> 0 ORDER BY seq",
    .out      = &load_event_shape,
};

static const Query folds = {
    .name = "segment_load.folds",
    .sql  = "SELECT {cols} FROM event_fold WHERE tenant_id = $1 ORDER BY from_id, into_id",
    .out  = &load_fold_shape,
};

static const Query *const queries[]        = { &persons, &values_of, &tags_of, &relations,
                                               &events,  &told,      &folds };
const SqlList             segment_load_sql = { "segment", queries, COUNT(queries), NULL, 0 };

Code segment_load_sql_persons(Ctx *cx, int64_t from_id, int64_t until_id, int64_t limit, Rows *rows)
{
    return cx_list(cx, &persons, rows, ARGS(V(cx->tenant_id), V(from_id), V(until_id), V(limit)));
}

Code segment_load_sql_values(Ctx *cx, int64_t from_id, int64_t until_id, Rows *rows)
{
    return cx_list(cx, &values_of, rows, ARGS(V(cx->tenant_id), V(from_id), V(until_id)));
}

Code segment_load_sql_tags(Ctx *cx, int64_t from_id, int64_t until_id, Rows *rows)
{
    return cx_list(cx, &tags_of, rows, ARGS(V(cx->tenant_id), V(from_id), V(until_id)));
}

Code segment_load_sql_relations(Ctx *cx, int64_t from_id, int64_t until_id, Rows *rows)
{
    return cx_list(cx, &relations, rows, ARGS(V(cx->tenant_id), V(from_id), V(until_id)));
}

Code segment_load_sql_events(Ctx *cx, Str type, int64_t until_seq, bool with_payload,
                             LoadEach *each, void *with)
{
    return cx_each(cx, with_payload ? &told : &events, each, with,
                   ARGS(V(cx->tenant_id), V(type), V(until_seq)));
}

Code segment_load_sql_folds(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &folds, rows, ARGS(V(cx->tenant_id)));
}
