/* customer_merge_sql.c -- every statement of merges and of the review queue. */
#include "customer/customer_merge_sql.h"

#include "customer/customer_sql.h"

#define WHOLE "only who sees the whole brand merges, or a rule that needs all of it"

// clang-format off
static const Field merge_fields[] = {
    FIELD_ID  (CustomerMerge, id),
    FIELD_ID  (CustomerMerge, tenant_id, .flags = SECRET),
    FIELD_ID  (CustomerMerge, into_id),
    FIELD_ID  (CustomerMerge, from_id),
    FIELD     (CustomerMerge, by_rule),
    FIELD     (CustomerMerge, kind),
    FIELD     (CustomerMerge, source),
    FIELD_ID  (CustomerMerge, merged_by),
    FIELD_TIME(CustomerMerge, merged_at_ms),
    FIELD_ID  (CustomerMerge, split_by),
    FIELD_TIME(CustomerMerge, split_at_ms),
};
const Shape customer_merge_shape = SHAPE(CustomerMerge, merge_fields);

static const Field own_fields[] = {
    FIELD_ID  (CustomerOwn, tenant_id),
    FIELD_ID  (CustomerOwn, id),
    FIELD     (CustomerOwn, is_active),
    FIELD_ENUM(CustomerOwn, source, add_way_words),
    FIELD_TIME(CustomerOwn, first_added_at_ms),
    FIELD_TIME(CustomerOwn, last_event_at_ms),
    FIELD     (CustomerOwn, search_text),
    FIELD     (CustomerOwn, plain_text),
};
const Shape customer_own_shape = SHAPE(CustomerOwn, own_fields);

static const Field review_fields[] = {
    FIELD_ID  (MergeReview, id),
    FIELD_ID  (MergeReview, tenant_id, .flags = SECRET),
    FIELD_ID  (MergeReview, a_id),
    FIELD_ID  (MergeReview, b_id),
    FIELD_ENUM(MergeReview, state, merge_review_state_words),
    FIELD     (MergeReview, kind),
    FIELD     (MergeReview, scope),
    FIELD_WITH(MergeReview, lookup, .flags = SECRET),
    FIELD     (MergeReview, source),
    FIELD     (MergeReview, why),
    FIELD     (MergeReview, score),
    FIELD_TIME(MergeReview, asked_at_ms),
    FIELD_ID  (MergeReview, decided_by),
    FIELD_TIME(MergeReview, decided_at_ms),
};
const Shape merge_review_shape = SHAPE(MergeReview, review_fields);

typedef struct IdRow { int64_t id; } IdRow;
static const Field id_fields[] = { FIELD_ID(IdRow, id) };
static const Shape id_shape    = SHAPE(IdRow, id_fields);

typedef struct NumberRow { int64_t number; } NumberRow;
static const Field number_fields[] = { FIELD(NumberRow, number) };
static const Shape number_shape    = SHAPE(NumberRow, number_fields);
// clang-format on

static const Table merge_table  = { "customer_merge", &customer_merge_shape };
static const Table folded_table = { "customer_folded", &customer_shape };
static const Table own_table    = { "customer_own", &customer_own_shape };
static const Table review_table = { "customer_merge_review", &merge_review_shape };

/* ---- rows that follow a person ---------------------------------------------------------- */

#define NOTE "INSERT INTO customer_origin (tenant_id, origin_id, kind, row_id, sub_id, stamp) "
/* What $3 and those folded into him brought. */
#define HIS                                                                                        \
    "o.tenant_id = $1 AND (o.origin_id = $3 OR o.origin_id IN (SELECT f.from_id FROM event_fold f" \
    " WHERE f.tenant_id = $1 AND f.into_id = $3))"
/* Contacts that came back to $3 before. */
#define HIS_CONTACTS                                                                          \
    "(SELECT i.lookup FROM customer_identity i WHERE i.tenant_id = $1 AND i.customer_id = $3" \
    " AND i.kind = 'external_userid')"
#define STAFF_OF(person)                                                                    \
    "(SELECT r.staff_id FROM customer_relation r WHERE r.tenant_id = $1 AND r.customer_id " \
    "= " person ")"

static const Query note_identities = {
    .name     = "customer_merge.note_identities",
    .unscoped = WHOLE,
    .sql      = NOTE "SELECT i.tenant_id, i.customer_id, 'identity', i.id, 0, 0"
                     " FROM customer_identity i WHERE i.tenant_id = $1 AND i.customer_id = $2"
                     " AND NOT EXISTS (SELECT 1 FROM customer_origin o WHERE o.tenant_id = $1"
                     " AND o.kind = 'identity' AND o.row_id = i.id)",
};
/* $3 holds, or claims, the same value. */
#define HE_IS                                                                                 \
    "EXISTS (SELECT 1 FROM customer_identity x WHERE x.tenant_id = $1 AND x.customer_id = $3" \
    " AND x.kind = customer_identity.kind AND x.scope = customer_identity.scope"              \
    " AND x.lookup = customer_identity.lookup AND x.is_holder = customer_identity.is_holder)"
static const Query take_identities = {
    .name     = "customer_merge.take_identities",
    .unscoped = WHOLE,
    .sql = "UPDATE customer_identity SET customer_id = $3 WHERE tenant_id = $1 AND customer_id = $2"
           " AND NOT " HE_IS,
};
static const Query give_identities = {
    .name     = "customer_merge.give_identities",
    .unscoped = WHOLE,
    .sql      = "UPDATE customer_identity SET customer_id = $3 WHERE tenant_id = $1"
                " AND customer_id = $2 AND id IN (SELECT o.row_id"
                " FROM customer_origin o WHERE " HIS " AND o.kind = 'identity')",
};
static const MergeTable identities = { "customer_identity", &note_identities, &take_identities,
                                       &give_identities };

static const Query note_relations = {
    .name     = "customer_merge.note_relations",
    .unscoped = WHOLE,
    .sql      = NOTE "SELECT r.tenant_id, r.customer_id, 'relation', r.id, 0, 0"
                     " FROM customer_relation r WHERE r.tenant_id = $1 AND r.customer_id = $2"
                     " AND NOT EXISTS (SELECT 1 FROM customer_origin o WHERE o.tenant_id = $1"
                     " AND o.kind = 'relation' AND o.row_id = r.id)",
};
static const Query take_relations = {
    .name     = "customer_merge.take_relations",
    .unscoped = WHOLE,
    .sql =
        "UPDATE customer_relation SET customer_id = $3 WHERE tenant_id = $1 AND customer_id = $2",
};
/* Also what his contacts began meanwhile. */
static const Query give_relations = {
    .name     = "customer_merge.give_relations",
    .unscoped = WHOLE,
    .sql      = "UPDATE customer_relation SET customer_id = $3 WHERE tenant_id = $1"
                " AND customer_id = $2 AND (id IN (SELECT o.row_id"
                " FROM customer_origin o WHERE " HIS
           " AND o.kind = 'relation') OR external_userid IN " HIS_CONTACTS ")",
};
static const MergeTable relations = { "customer_relation", &note_relations, &take_relations,
                                      &give_relations };

/* A fact is named by its member and instant. */
static const Query note_facts = {
    .name     = "customer_merge.note_facts",
    .unscoped = WHOLE,
    .sql      = NOTE "SELECT DISTINCT k.tenant_id, k.customer_id, 'fact', k.staff_id, k.at_ms, 0"
                     " FROM customer_relation_fact k WHERE k.tenant_id = $1 AND k.customer_id = $2"
                     " AND NOT EXISTS (SELECT 1 FROM customer_origin o WHERE o.tenant_id = $1"
                     " AND o.kind = 'fact' AND o.row_id = k.staff_id AND o.sub_id = k.at_ms"
                     " AND o.origin_id IN (SELECT f.from_id FROM event_fold f"
                     " WHERE f.tenant_id = $1"
                     " AND f.into_id = $2)) ON CONFLICT DO NOTHING",
};
static const Query take_facts = {
    .name     = "customer_merge.take_facts",
    .unscoped = WHOLE,
    .sql      = "UPDATE customer_relation_fact SET customer_id = $3 WHERE tenant_id = $1"
                " AND customer_id = $2 AND NOT EXISTS (SELECT 1 FROM customer_relation_fact x"
                " WHERE x.tenant_id = $1 AND x.customer_id = $3"
                " AND x.staff_id = customer_relation_fact.staff_id"
                " AND x.at_ms = customer_relation_fact.at_ms)",
};
static const Query give_facts = {
    .name     = "customer_merge.give_facts",
    .unscoped = WHOLE,
    .sql =
        "UPDATE customer_relation_fact SET customer_id = $3 WHERE tenant_id = $1"
        " AND customer_id = $2 AND (EXISTS (SELECT 1"
        " FROM customer_origin o WHERE " HIS
        " AND o.kind = 'fact' AND o.row_id = customer_relation_fact.staff_id"
        " AND o.sub_id = customer_relation_fact.at_ms) OR (staff_id IN " STAFF_OF(
            "$3") " AND staff_id NOT IN " STAFF_OF("$2") "))"
                                                         " AND NOT EXISTS (SELECT 1 FROM "
                                                         "customer_relation_fact x WHERE "
                                                         "x.tenant_id = $1"
                                                         " AND x.customer_id = $3 AND x.staff_id = "
                                                         "customer_relation_fact.staff_id"
                                                         " AND x.at_ms = "
                                                         "customer_relation_fact.at_ms)",
};
static const MergeTable facts = { "customer_relation_fact", &note_facts, &take_facts, &give_facts };

/* A tag is named by itself, its member and the instant it was given. */
#define HE_HAS(person)                                                                        \
    "EXISTS (SELECT 1 FROM customer_tag x WHERE x.tenant_id = $1 AND x.customer_id = " person \
    " AND x.tag_id = customer_tag.tag_id AND x.staff_id = customer_tag.staff_id)"
static const Query note_tags = {
    .name     = "customer_merge.note_tags",
    .unscoped = WHOLE,
    .sql      = NOTE "SELECT t.tenant_id, t.customer_id, 'tag', t.tag_id, t.staff_id, t.at_ms"
                     " FROM customer_tag t WHERE t.tenant_id = $1 AND t.customer_id = $2"
                     " AND NOT EXISTS (SELECT 1 FROM customer_origin o WHERE o.tenant_id = $1"
                     " AND o.kind = 'tag' AND o.row_id = t.tag_id AND o.sub_id = t.staff_id"
                     " AND o.stamp = t.at_ms AND o.origin_id IN (SELECT f.from_id FROM event_fold f"
                     " WHERE f.tenant_id = $1 AND f.into_id = $2)) ON CONFLICT DO NOTHING",
};
/* What both have stays where it is, out of sight. */
static const Query take_tags = {
    .name     = "customer_merge.take_tags",
    .unscoped = WHOLE,
    .sql      = "UPDATE customer_tag SET customer_id = $3 WHERE tenant_id = $1 AND customer_id = $2"
                " AND NOT " HE_HAS("$3"),
};
static const Query give_tags = {
    .name     = "customer_merge.give_tags",
    .unscoped = WHOLE,
    .sql      = "UPDATE customer_tag SET customer_id = $3 WHERE tenant_id = $1 AND customer_id = $2"
                " AND (EXISTS (SELECT 1"
                " FROM customer_origin o WHERE " HIS
           " AND o.kind = 'tag' AND o.row_id = customer_tag.tag_id"
           " AND o.sub_id = customer_tag.staff_id AND o.stamp = customer_tag.at_ms)"
           " OR (staff_id <> 0 AND staff_id IN " STAFF_OF("$3") " AND staff_id NOT IN " STAFF_OF(
               "$2") ")) AND NOT " HE_HAS("$3"),
};
static const MergeTable tags = { "customer_tag", &note_tags, &take_tags, &give_tags };

const MergeTable *const customer_merge_own_tables[]    = { &identities, &relations, &facts, &tags };
const size_t            customer_merge_own_table_count = COUNT(customer_merge_own_tables);

static const Query forget_origin = {
    .name     = "customer_merge.forget_origin",
    .unscoped = WHOLE,
    .sql      = "DELETE FROM customer_origin WHERE tenant_id = $1 AND origin_id = $2",
};

/* ---- persons ------------------------------------------------------------------------------ */

static const Query hold = {
    .name     = "customer_merge.hold",
    .unscoped = WHOLE,
    .sql      = "SELECT {cols} FROM customer WHERE tenant_id = $1 AND id = $2 {for_update}",
    .out      = &customer_shape,
};
static const Query gone = {
    .name     = "customer_merge.gone",
    .unscoped = WHOLE,
    .sql      = "DELETE FROM customer WHERE tenant_id = $1 AND id = $2",
};
static const Query folded = {
    .name     = "customer_merge.folded",
    .unscoped = WHOLE,
    .sql      = "SELECT {cols} FROM customer_folded WHERE tenant_id = $1 AND id = $2",
    .out      = &customer_shape,
};
static const Query back = {
    .name     = "customer_merge.back",
    .unscoped = WHOLE,
    .sql      = "DELETE FROM customer_folded WHERE tenant_id = $1 AND id = $2",
};
static const Query shared_staff = {
    .name     = "customer_merge.shared_staff",
    .unscoped = WHOLE,
    .sql      = "SELECT a.staff_id AS id FROM customer_relation a JOIN customer_relation b"
                " ON b.tenant_id = a.tenant_id AND b.staff_id = a.staff_id AND b.customer_id = $3"
                " WHERE a.tenant_id = $1 AND a.customer_id = $2 LIMIT 1",
    .out      = &id_shape,
};
static const Query shift_tags = {
    .name     = "customer_merge.shift_tags",
    .unscoped = WHOLE,
    .sql      = "UPDATE tag SET customer_count = customer_count + $3 WHERE tenant_id = $1 AND id IN"
                " (SELECT l.tag_id FROM customer_tag l WHERE l.tenant_id = $1"
                " AND l.customer_id = $2)",
};
static const Query below = {
    .name     = "customer_merge.below",
    .unscoped = WHOLE,
    .sql      = "SELECT f.from_id AS id FROM event_fold f JOIN customer_folded c"
                " ON c.tenant_id = f.tenant_id AND c.id = f.from_id"
                " WHERE f.tenant_id = $1 AND f.into_id = $2 ORDER BY f.from_id LIMIT 10000",
    .out      = &id_shape,
};
static const Query above = {
    .name     = "customer_merge.above",
    .unscoped = WHOLE,
    .sql      = "SELECT into_id AS id FROM event_fold WHERE tenant_id = $1 AND from_id = $2"
                " ORDER BY into_id LIMIT 10000",
    .out      = &id_shape,
};
static const Query last_below = {
    .name     = "customer_merge.last_below",
    .unscoped = WHOLE,
    .sql      = "SELECT coalesce(max(c.last_event_at_ms), 0) AS number FROM event_fold f"
                " JOIN customer_folded c ON c.tenant_id = f.tenant_id AND c.id = f.from_id"
                " WHERE f.tenant_id = $1 AND f.into_id = $2",
    .out      = &number_shape,
};
static const Query own = {
    .name     = "customer_merge.own",
    .unscoped = WHOLE,
    .sql      = "SELECT {cols} FROM customer_own WHERE tenant_id = $1 AND id = $2",
    .out      = &customer_own_shape,
};
static const Query touch_own = {
    .name     = "customer_merge.touch_own",
    .unscoped = WHOLE,
    .sql      = "UPDATE customer_own SET last_event_at_ms = $3 WHERE tenant_id = $1 AND id = $2",
};
static const Query drop_own = {
    .name     = "customer_merge.drop_own",
    .unscoped = WHOLE,
    .sql      = "DELETE FROM customer_own WHERE tenant_id = $1 AND id = $2",
};
static const Query set_derived = {
    .name     = "customer_merge.set_derived",
    .unscoped = WHOLE,
    .sql      = "UPDATE customer SET last_event_at_ms = $4,"
                " is_active = EXISTS (SELECT 1 FROM customer_relation r WHERE r.tenant_id = $1"
                "  AND r.customer_id = $2 AND r.ended_at_ms = 0),"
                " first_added_at_ms = coalesce((SELECT min(r.added_at_ms) FROM customer_relation r"
                "  WHERE r.tenant_id = $1 AND r.customer_id = $2), 0),"
                " source = coalesce((SELECT r.add_way FROM customer_relation r WHERE"
                " r.tenant_id = $1"
                "  AND r.customer_id = $2 ORDER BY r.added_at_ms, r.id LIMIT 1), $3)"
                " WHERE tenant_id = $1 AND id = $2",
};

/* ---- merges -------------------------------------------------------------------------------- */

static const Query by_id = {
    .name     = "customer_merge.by_id",
    .unscoped = WHOLE,
    .sql      = "SELECT {cols} FROM customer_merge WHERE tenant_id = $1 AND id = $2 {for_update}",
    .out      = &customer_merge_shape,
};
static const Query of_folded = {
    .name     = "customer_merge.of_folded",
    .unscoped = "whom an old id stands for; who may see him is asked afterwards",
    .sql      = "SELECT {cols} FROM customer_merge WHERE tenant_id = $1 AND from_id = $2"
                " AND split_at_ms = 0",
    .out      = &customer_merge_shape,
};
static const Query set_split = {
    .name     = "customer_merge.set_split",
    .unscoped = WHOLE,
    .sql      = "UPDATE customer_merge SET split_at_ms = $3, split_by = $4 WHERE tenant_id = $1"
                " AND id = $2 AND split_at_ms = 0",
};
static const Query merged = {
    .name     = "customer_merge.merged",
    .unscoped = "of a customer that was read within the scope",
    .sql      = "SELECT m.id AS merge_id, m.from_id AS customer_id, c.name AS name,"
                " c.avatar AS avatar, m.by_rule AS by_rule, m.kind AS kind, m.source AS source,"
                " u.display_name AS merged_by_name, m.merged_at_ms AS merged_at_ms"
                " FROM event_fold f"
                " JOIN customer_merge m ON m.tenant_id = f.tenant_id AND m.from_id = f.from_id"
                " AND m.split_at_ms = 0"
                " JOIN customer_folded c ON c.tenant_id = f.tenant_id AND c.id = f.from_id"
                " LEFT JOIN org_user u ON u.tenant_id = m.tenant_id AND u.id = m.merged_by"
                " WHERE f.tenant_id = $1 AND f.into_id = $2 ORDER BY m.id LIMIT 200",
    .out      = &merged_view_shape,
};

/* ---- the review queue ----------------------------------------------------------------------- */

static const Query review_find = {
    .name     = "customer_merge.review_find",
    .unscoped = WHOLE,
    .sql      = "SELECT {cols} FROM customer_merge_review WHERE tenant_id = $1 AND a_id = $2"
                " AND b_id = $3 AND kind = $4 AND scope = $5 AND lookup = $6",
    .out      = &merge_review_shape,
};
static const Query review_of_pair = {
    .name     = "customer_merge.review_of_pair",
    .unscoped = WHOLE,
    .sql      = "SELECT id FROM customer_merge_review WHERE tenant_id = $1 AND a_id = $2"
                " AND b_id = $3 AND state <> 'accepted' LIMIT 1",
    .out      = &id_shape,
};
static const Query review_by_id = {
    .name     = "customer_merge.review_by_id",
    .unscoped = WHOLE,
    .sql      = "SELECT {cols} FROM customer_merge_review WHERE tenant_id = $1 AND id = $2"
                " {for_update}",
    .out      = &merge_review_shape,
};
static const Query review_page = {
    .name     = "customer_merge.review_page",
    .unscoped = WHOLE,
    .sql      = "SELECT {cols} FROM customer_merge_review WHERE tenant_id = $1 AND state = $2"
                " AND id < $3 ORDER BY id DESC LIMIT $4",
    .out      = &merge_review_shape,
};
static const Query review_count = {
    .name     = "customer_merge.review_count",
    .unscoped = WHOLE,
    .sql      = "SELECT count(*) AS number FROM customer_merge_review WHERE tenant_id = $1"
                " AND state = 'open'",
    .out      = &number_shape,
};
static const Query review_decide = {
    .name     = "customer_merge.review_decide",
    .unscoped = WHOLE,
    .sql      = "UPDATE customer_merge_review SET state = $4, decided_by = $5, decided_at_ms = $6"
                " WHERE tenant_id = $1 AND a_id = $2 AND b_id = $3 AND state = 'open'",
};

#define HIM_AND_HIS                                                                 \
    "(SELECT CAST($2 AS BIGINT) AS id UNION ALL SELECT f.from_id FROM event_fold f" \
    " WHERE f.tenant_id = $1 AND f.into_id = $2)"
static const Query close_reviews = {
    .name     = "customer_merge.close_reviews",
    .unscoped = WHOLE,
    .sql      = "UPDATE customer_merge_review SET state = 'accepted', decided_by = $3,"
                " decided_at_ms = $4 WHERE tenant_id = $1 AND state = 'open'"
                " AND a_id IN " HIM_AND_HIS " AND b_id IN " HIM_AND_HIS,
};

static const Query *const queries[] = {
    &close_reviews,
    &note_identities,
    &take_identities,
    &give_identities,
    &note_relations,
    &take_relations,
    &give_relations,
    &note_facts,
    &take_facts,
    &give_facts,
    &note_tags,
    &take_tags,
    &give_tags,
    &forget_origin,
    &hold,
    &gone,
    &folded,
    &back,
    &shared_staff,
    &shift_tags,
    &below,
    &above,
    &last_below,
    &own,
    &touch_own,
    &drop_own,
    &set_derived,
    &by_id,
    &of_folded,
    &set_split,
    &merged,
    &review_find,
    &review_of_pair,
    &review_by_id,
    &review_page,
    &review_count,
    &review_decide,
};
static const Table *const tables[] = { &merge_table, &folded_table, &own_table, &review_table };
const SqlList             customer_merge_sql = SQL_LIST("customer", queries, tables);

/* ---- calls ----------------------------------------------------------------------------------- */

Code customer_merge_sql_note(Ctx *cx, const Query *query, int64_t of)
{
    return cx_run(cx, query, NULL, ARGS(V(cx->tenant_id), V(of)));
}

Code customer_merge_sql_run(Ctx *cx, const Query *query, int64_t from, int64_t into)
{
    return cx_run(cx, query, NULL, ARGS(V(cx->tenant_id), V(from), V(into)));
}

Code customer_merge_sql_forget_origin(Ctx *cx, int64_t id)
{
    return cx_run(cx, &forget_origin, NULL, ARGS(V(cx->tenant_id), V(id)));
}

Code customer_merge_sql_hold(Ctx *cx, int64_t id, Customer *out, bool *found)
{
    return cx_find(cx, &hold, out, found, ARGS(V(cx->tenant_id), V(id)));
}

Code customer_merge_sql_folded(Ctx *cx, int64_t id, Customer *out, bool *found)
{
    return cx_find(cx, &folded, out, found, ARGS(V(cx->tenant_id), V(id)));
}

Code customer_merge_sql_fold(Ctx *cx, const Customer *as_it_was)
{
    ASSERT(as_it_was->tenant_id == cx->tenant_id);
    TRY(cx_insert(cx, &folded_table, as_it_was));
    return cx_run(cx, &gone, NULL, ARGS(V(cx->tenant_id), V(as_it_was->id)));
}

Code customer_merge_sql_unfold(Ctx *cx, const Customer *as_it_was)
{
    ASSERT(as_it_was->tenant_id == cx->tenant_id);
    TRY(customer_sql_insert_all(cx, (Rows){ (void *)(uintptr_t)as_it_was, 1 }));
    return cx_run(cx, &back, NULL, ARGS(V(cx->tenant_id), V(as_it_was->id)));
}

Code customer_merge_sql_shared_staff(Ctx *cx, int64_t a, int64_t b, bool *shared)
{
    IdRow row = { 0 };
    return cx_find(cx, &shared_staff, &row, shared, ARGS(V(cx->tenant_id), V(a), V(b)));
}

Code customer_merge_sql_shift_tags(Ctx *cx, int64_t id, int64_t delta)
{
    return cx_run(cx, &shift_tags, NULL, ARGS(V(cx->tenant_id), V(id), V(delta)));
}

static Code list_ids(Ctx *cx, const Query *query, int64_t id, Ids *ids)
{
    Rows rows = { 0 };
    TRY(cx_list(cx, query, &rows, ARGS(V(cx->tenant_id), V(id))));
    int64_t *at = arena_make(cx->arena, int64_t, rows.count);
    for (size_t i = 0; i < rows.count; i++) at[i] = ROWS_AT(IdRow, rows, i)->id;
    *ids = (Ids){ at, rows.count };
    return OK;
}

Code customer_merge_sql_below(Ctx *cx, int64_t id, Ids *ids)
{
    return list_ids(cx, &below, id, ids);
}

Code customer_merge_sql_above(Ctx *cx, int64_t id, Ids *ids)
{
    return list_ids(cx, &above, id, ids);
}

Code customer_merge_sql_last_below(Ctx *cx, int64_t id, int64_t *at_ms)
{
    NumberRow row = { 0 };
    TRY(cx_one(cx, &last_below, &row, ARGS(V(cx->tenant_id), V(id))));
    *at_ms = row.number;
    return OK;
}

Code customer_merge_sql_own(Ctx *cx, int64_t id, CustomerOwn *out, bool *found)
{
    return cx_find(cx, &own, out, found, ARGS(V(cx->tenant_id), V(id)));
}

Code customer_merge_sql_add_own(Ctx *cx, const CustomerOwn *row)
{
    ASSERT(row->tenant_id == cx->tenant_id);
    return cx_insert(cx, &own_table, row);
}

Code customer_merge_sql_touch_own(Ctx *cx, int64_t id, int64_t at_ms)
{
    return cx_run(cx, &touch_own, NULL, ARGS(V(cx->tenant_id), V(id), V(at_ms)));
}

Code customer_merge_sql_drop_own(Ctx *cx, int64_t id)
{
    return cx_run(cx, &drop_own, NULL, ARGS(V(cx->tenant_id), V(id)));
}

Code customer_merge_sql_set_derived(Ctx *cx, int64_t id, AddWay source, int64_t at_ms)
{
    return cx_run(cx, &set_derived, NULL,
                  ARGS(V(cx->tenant_id), V(id), V(word_of(&add_way_words, (int)source)), V(at_ms)));
}

Code customer_merge_sql_insert(Ctx *cx, const CustomerMerge *merge)
{
    ASSERT(merge->tenant_id == cx->tenant_id);
    return cx_insert(cx, &merge_table, merge);
}

Code customer_merge_sql_get(Ctx *cx, int64_t id, CustomerMerge *out)
{
    bool found = false;
    TRY(cx_find(cx, &by_id, out, &found, ARGS(V(cx->tenant_id), V(id))));
    if (!found) return fail(cx, ERR_NOT_FOUND, "merge.not_found", "merge %lld", (long long)id);
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code customer_merge_sql_of(Ctx *cx, int64_t from_id, CustomerMerge *out, bool *found)
{
    return cx_find(cx, &of_folded, out, found, ARGS(V(cx->tenant_id), V(from_id)));
}

Code customer_merge_sql_set_split(Ctx *cx, int64_t id, bool *changed)
{
    int64_t count = 0;
    TRY(cx_run(cx, &set_split, &count,
               ARGS(V(cx->tenant_id), V(id), V(cx->now_ms), V(cx->user_id))));
    *changed = count == 1;
    return OK;
}

Code customer_merge_sql_merged(Ctx *cx, int64_t id, Rows *rows)
{
    return cx_list(cx, &merged, rows, ARGS(V(cx->tenant_id), V(id)));
}

Code customer_merge_sql_review_add(Ctx *cx, const MergeReview *review, bool *is_new)
{
    int64_t inserted = 0;
    ASSERT(review->tenant_id == cx->tenant_id && review->a_id < review->b_id);
    TRY(cx_insert_all(cx, &review_table, (Rows){ (void *)(uintptr_t)review, 1 }, true, &inserted));
    *is_new = inserted == 1;
    return OK;
}

Code customer_merge_sql_review_find(Ctx *cx, const MergeReview *like, MergeReview *out)
{
    bool found = false;
    *out       = (MergeReview){ 0 };
    return cx_find(cx, &review_find, out, &found,
                   ARGS(V(cx->tenant_id), V(like->a_id), V(like->b_id), V(like->kind),
                        V(like->scope), V(like->lookup)));
}

Code customer_merge_sql_review_of_pair(Ctx *cx, int64_t a, int64_t b, bool *found)
{
    IdRow row = { 0 };
    return cx_find(cx, &review_of_pair, &row, found,
                   ARGS(V(cx->tenant_id), V(a < b ? a : b), V(a < b ? b : a)));
}

Code customer_merge_sql_review_get(Ctx *cx, int64_t id, MergeReview *out)
{
    bool found = false;
    TRY(cx_find(cx, &review_by_id, out, &found, ARGS(V(cx->tenant_id), V(id))));
    if (!found)
        return fail(cx, ERR_NOT_FOUND, "merge_review.not_found", "review %lld", (long long)id);
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code customer_merge_sql_review_page(Ctx *cx, Str state, int64_t after, int64_t limit, Rows *rows)
{
    return cx_list(cx, &review_page, rows, ARGS(V(cx->tenant_id), V(state), V(after), V(limit)));
}

Code customer_merge_sql_review_count(Ctx *cx, int64_t *count)
{
    NumberRow row = { 0 };
    TRY(cx_one(cx, &review_count, &row, ARGS(V(cx->tenant_id))));
    *count = row.number;
    return OK;
}

Code customer_merge_sql_close_reviews(Ctx *cx, int64_t id)
{
    return cx_run(cx, &close_reviews, NULL,
                  ARGS(V(cx->tenant_id), V(id), V(cx->user_id), V(cx->now_ms)));
}

Code customer_merge_sql_review_decide(Ctx *cx, int64_t a, int64_t b, Str state)
{
    return cx_run(cx, &review_decide, NULL,
                  ARGS(V(cx->tenant_id), V(a), V(b), V(state), V(cx->user_id), V(cx->now_ms)));
}
