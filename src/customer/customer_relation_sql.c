/* customer_relation_sql.c -- every statement of relations and of what was told of them. */
#include "customer/customer_relation_sql.h"

#include "kernel/scope_sql.h"

static const Table relation_table = { "customer_relation", &relation_shape };

static const Query by_id = {
    .name = "customer_relation.by_id",
    .sql  = "SELECT {cols} FROM customer_relation WHERE tenant_id = $1 AND id = $2" SEES_STAFF(
         "$3", "staff_id"),
    .out = &relation_shape,
};

static const Query of_pair = {
    .name     = "customer_relation.of_pair",
    .unscoped = "a consumer or a rule that needs all of it; nothing of it is shown",
    .sql      = "SELECT {cols} FROM customer_relation WHERE tenant_id = $1 AND customer_id = $2"
                " AND staff_id = $3 ORDER BY added_at_ms, id {for_update}",
    .out      = &relation_shape,
};

static const Query open_of_customer = {
    .name     = "customer_relation.open_of_customer",
    .unscoped = "a consumer or a rule that needs all of it; nothing of it is shown",
    .sql      = "SELECT {cols} FROM customer_relation WHERE tenant_id = $1 AND customer_id = $2"
                " AND ended_at_ms = 0 AND (CAST($3 AS BIGINT) = 0 OR connection_id = $3)"
                " ORDER BY added_at_ms, id LIMIT 1000",
    .out      = &relation_shape,
};

static const Query unseen = {
    .name     = "customer_relation.unseen",
    .unscoped = "a consumer or a rule that needs all of it; nothing of it is shown",
    .sql      = "SELECT {cols} FROM customer_relation WHERE tenant_id = $1 AND staff_id = $2"
                " AND ended_at_ms = 0 AND customer_id > $3 AND seen_at_ms < $4 AND added_at_ms < $4"
                " ORDER BY customer_id LIMIT 200",
    .out      = &relation_shape,
};

static const Query move = {
    .name     = "customer_relation.move",
    .unscoped = "a consumer or a rule that needs all of it; nothing of it is shown",
    .sql      = "UPDATE customer_relation SET added_at_ms = $3, is_exact = $4, ended_at_ms = $5,"
                " ended_by = $6, interval_no = $7, revision = revision + 1"
                " WHERE tenant_id = $1 AND id = $2",
};

static const Query show = {
    .name     = "customer_relation.show",
    .unscoped = "what is changed was read within the scope before",
    .sql = "UPDATE customer_relation SET add_way = $3, state = $4, remark = $5, description = $6,"
           " seen_at_ms = $7, revision = revision + 1 WHERE tenant_id = $1 AND id = $2",
};

static const Query delete = {
    .name     = "customer_relation.delete",
    .unscoped = "a consumer or a rule that needs all of it; nothing of it is shown",
    .sql      = "DELETE FROM customer_relation WHERE tenant_id = $1 AND id = $2",
};

static const Query add_fact = {
    .name = "customer_relation.add_fact",
    .sql  = "INSERT INTO customer_relation_fact (tenant_id, customer_id, staff_id, at_ms, kind,"
            " ended_by) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
};

typedef struct FactRow {
    int64_t at_ms;
    Str     kind;
    EndedBy ended_by;
} FactRow;

// clang-format off
static const Field fact_fields[] = {
    FIELD     (FactRow, at_ms),
    FIELD     (FactRow, kind),
    FIELD_ENUM(FactRow, ended_by, ended_by_words),
};
static const Shape fact_shape = SHAPE(FactRow, fact_fields);
// clang-format on

static const Query facts_of_pair = {
    .name     = "customer_relation.facts_of_pair",
    .unscoped = "a consumer or a rule that needs all of it; nothing of it is shown",
    .sql      = "SELECT at_ms, kind, nullif(ended_by, '') AS ended_by FROM customer_relation_fact"
                " WHERE tenant_id = $1 AND customer_id = $2 AND staff_id = $3 ORDER BY at_ms",
    .out      = &fact_shape,
};

static const Query *const queries[] = { &by_id, &of_pair, &open_of_customer, &unseen,       &move,
                                        &show,  &delete,  &add_fact,         &facts_of_pair };
static const Table *const tables[]  = { &relation_table };
const SqlList             customer_relation_sql = SQL_LIST("customer", queries, tables);

Code customer_relation_sql_get(Ctx *cx, int64_t id, Relation *out)
{
    bool found = false;
    TRY(cx_find(cx, &by_id, out, &found, ARGS(V(cx->tenant_id), V(id), V(cx->scope_id))));
    if (!found)
        return fail(cx, ERR_NOT_FOUND, "relation.not_found", "relation %lld", (long long)id);
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code customer_relation_sql_of_pair(Ctx *cx, int64_t customer_id, int64_t staff_id, Rows *rows)
{
    return cx_list(cx, &of_pair, rows, ARGS(V(cx->tenant_id), V(customer_id), V(staff_id)));
}

Code customer_relation_sql_open(Ctx *cx, int64_t customer_id, int64_t connection_id, Rows *rows)
{
    return cx_list(cx, &open_of_customer, rows,
                   ARGS(V(cx->tenant_id), V(customer_id), V(connection_id)));
}

Code customer_relation_sql_unseen(Ctx *cx, int64_t staff_id, int64_t after, int64_t seen_at_ms,
                                  Rows *rows)
{
    return cx_list(cx, &unseen, rows, ARGS(V(cx->tenant_id), V(staff_id), V(after), V(seen_at_ms)));
}

Code customer_relation_sql_insert(Ctx *cx, const Relation *relation)
{
    ASSERT(relation->tenant_id == cx->tenant_id);
    return memo_insert(cx, &relation_table, (Rows){ (void *)(uintptr_t)relation, 1 }, false);
}

Code customer_relation_sql_move(Ctx *cx, const Relation *relation)
{
    return cx_run(cx, &move, NULL,
                  ARGS(V(cx->tenant_id), V(relation->id), V(relation->added_at_ms),
                       V(relation->is_exact), V(relation->ended_at_ms),
                       V(word_of(&ended_by_words, (int)relation->ended_by)),
                       V((int64_t)relation->interval_no)));
}

Code customer_relation_sql_show(Ctx *cx, const Relation *relation)
{
    return cx_run(cx, &show, NULL,
                  ARGS(V(cx->tenant_id), V(relation->id),
                       V(word_of(&add_way_words, (int)relation->add_way)), V(relation->state),
                       V(relation->remark), V(relation->description), V(relation->seen_at_ms)));
}

Code customer_relation_sql_delete(Ctx *cx, int64_t id)
{
    return cx_run(cx, &delete, NULL, ARGS(V(cx->tenant_id), V(id)));
}

Code customer_relation_sql_add_fact(Ctx *cx, const Relation *pair, const Fact *fact)
{
    const bool is_end = fact->kind == FACT_ENDED;
    const Str  by     = is_end ? word_of(&ended_by_words, (int)fact->by) : S("");
    return cx_run(cx, &add_fact, NULL,
                  ARGS(V(cx->tenant_id), V(pair->customer_id), V(pair->staff_id), V(fact->at_ms),
                       V(is_end ? S("end") : S("start")), V(by)));
}

Code customer_relation_sql_facts(Ctx *cx, int64_t customer_id, int64_t staff_id, Rows *facts)
{
    Rows rows = { 0 };
    TRY(cx_list(cx, &facts_of_pair, &rows, ARGS(V(cx->tenant_id), V(customer_id), V(staff_id))));
    Fact *list = arena_make(cx->arena, Fact, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const FactRow *row = ROWS_AT(FactRow, rows, i);
        list[i]            = (Fact){ .at_ms = row->at_ms,
                                     .kind  = row->ended_by ? FACT_ENDED : FACT_TOLD,
                                     .by    = row->ended_by };
    }
    *facts = (Rows){ list, rows.count };
    return OK;
}
