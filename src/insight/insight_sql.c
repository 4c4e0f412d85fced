/* insight_sql.c -- every statement of boards.  They read; nothing here is theirs. */
#include "insight/insight_sql.h"

#include "customer/customer.h"

typedef struct SpanRow {
    int64_t customer_id, staff_id, added_at_ms, ended_at_ms;
    EndedBy ended_by;
    AddWay  add_way;
    Str     state;
} SpanRow;

// clang-format off
static const Field span_fields[] = {
    FIELD_ID  (SpanRow, customer_id),
    FIELD_ID  (SpanRow, staff_id),
    FIELD     (SpanRow, added_at_ms),
    FIELD     (SpanRow, ended_at_ms),
    FIELD_ENUM(SpanRow, ended_by, ended_by_words),
    FIELD_ENUM(SpanRow, add_way,  add_way_words),
    FIELD     (SpanRow, state),
};
static const Shape span_shape = SHAPE(SpanRow, span_fields);

static const Field staff_fields[] = { FIELD_ID(StaffFact, id), FIELD_ID(StaffFact, store_id), FIELD(StaffFact, name) };
static const Shape staff_fact_shape = SHAPE(StaffFact, staff_fields);
static const Field place_fields[] = { FIELD_ID(PlaceFact, id), FIELD_ID(PlaceFact, region_id), FIELD(PlaceFact, name) };
static const Shape place_shape = SHAPE(PlaceFact, place_fields);
static const Field team_fields[] = { FIELD_ID(TeamFact, staff_id), FIELD_ID(TeamFact, department_id) };
static const Shape team_shape = SHAPE(TeamFact, team_fields);
static const Field code_fields[] = { FIELD_ID(CodeFact, id), FIELD(CodeFact, token), FIELD(CodeFact, name) };
static const Shape code_shape = SHAPE(CodeFact, code_fields);
static const Field name_fields[] = { FIELD_ID(NameFact, id), FIELD(NameFact, name), FIELD(NameFact, avatar) };
static const Shape name_shape = SHAPE(NameFact, name_fields);
static const Field heard_fields[] = { FIELD(HeardFact, seq), FIELD_ID(HeardFact, person_id) };
static const Shape heard_shape = SHAPE(HeardFact, heard_fields);
// clang-format on

static const Query all_spans = {
    .name     = "insight.all_spans",
    .sql      = "SELECT {cols} FROM customer_relation WHERE tenant_id = $1 ORDER BY customer_id",
    .unscoped = "of the whole tenant; a lens of the staff in scope lies over them",
    .out      = &span_shape,
};

static const Query spans_of = {
    .name     = "insight.spans_of",
    .sql      = "SELECT {cols} FROM customer_relation WHERE tenant_id = $1 AND customer_id = $2",
    .unscoped = "of the whole tenant; a lens of the staff in scope lies over them",
    .out      = &span_shape,
};

static const Query heard = {
    .name     = "insight.heard",
    .sql      = "SELECT seq, person_id FROM event WHERE seq > $2 AND tenant_id = $1"
                " AND type IN ('contact.added', 'contact.lost', 'customer.created',"
                " 'customer.changed', 'org.changed', 'channel_code.matched',"
                " 'channel_code.changed')"
                " ORDER BY seq LIMIT $3",
    .unscoped = "tells whose spans to read again, and nobody is told of them",
    .out      = &heard_shape,
};

static const Query staff = {
    .name = "insight.staff",
    .sql  = "SELECT {cols} FROM staff m WHERE tenant_id = $1 AND (CAST($2 AS BIGINT) = 0"
            " OR EXISTS (SELECT 1 FROM org_scope s WHERE s.tenant_id = m.tenant_id"
            " AND s.user_id = $2 AND s.staff_id = m.id)) ORDER BY id",
    .out  = &staff_fact_shape,
};

static const Query stores = {
    .name = "insight.stores",
    .sql  = "SELECT {cols} FROM store WHERE tenant_id = $1 ORDER BY id",
    .out  = &place_shape,
};

static const Query teams = {
    .name     = "insight.teams",
    .sql      = "SELECT {cols} FROM staff_department WHERE tenant_id = $1 ORDER BY staff_id",
    .unscoped = "joined with the staff in scope",
    .out      = &team_shape,
};

static const Query codes = {
    .name = "insight.codes",
    .sql  = "SELECT {cols} FROM channel_code WHERE tenant_id = $1 ORDER BY id",
    .out  = &code_shape,
};

static const Query name_of = {
    .name     = "insight.name_of",
    .sql      = "SELECT {cols} FROM customer WHERE tenant_id = $1 AND id = $2",
    .unscoped = "of a person who was found through a span in scope",
    .out      = &name_shape,
};

static const Query *const queries[]   = { &all_spans, &spans_of, &heard, &staff,
                                          &stores,    &teams,    &codes, &name_of };
const SqlList             insight_sql = { "insight", queries, COUNT(queries), NULL, 0 };

static Span span_of(const SpanRow *row)
{
    return (Span){ .person_id   = row->customer_id,
                   .staff_id    = row->staff_id,
                   .added_at_ms = row->added_at_ms,
                   .ended_at_ms = row->ended_at_ms,
                   .ended_by    = (int32_t)row->ended_by,
                   .add_way     = (int32_t)row->add_way,
                   .state       = row->state };
}

typedef struct Each {
    Code (*each)(void *with, const void *span);
    void *with;
} Each;

static Code each_span(void *with, const void *row)
{
    const Each *each = with;
    const Span  span = span_of(row);
    return each->each(each->with, &span);
}

Code insight_sql_spans(Ctx *cx, Code (*each)(void *with, const void *span), void *with)
{
    Each to = { each, with };
    return cx_each(cx, &all_spans, each_span, &to, ARGS(V(cx->tenant_id)));
}

Code insight_sql_spans_of(Ctx *cx, int64_t person_id, Rows *spans)
{
    Rows rows = { 0 };
    TRY(cx_list(cx, &spans_of, &rows, ARGS(V(cx->tenant_id), V(person_id))));
    Span *list = arena_make(cx->arena, Span, rows.count);
    for (size_t i = 0; i < rows.count; i++) list[i] = span_of(ROWS_AT(SpanRow, rows, i));
    *spans = (Rows){ list, rows.count };
    return OK;
}

Code insight_sql_heard(Ctx *cx, int64_t after_seq, int64_t limit, Rows *rows)
{
    return cx_list(cx, &heard, rows, ARGS(V(cx->tenant_id), V(after_seq), V(limit)));
}

Code insight_sql_staff(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &staff, rows, ARGS(V(cx->tenant_id), V(cx->scope_id)));
}

Code insight_sql_stores(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &stores, rows, ARGS(V(cx->tenant_id)));
}

Code insight_sql_teams(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &teams, rows, ARGS(V(cx->tenant_id)));
}

Code insight_sql_codes(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &codes, rows, ARGS(V(cx->tenant_id)));
}

Code insight_sql_name(Ctx *cx, int64_t person_id, NameFact *out, bool *found)
{
    return cx_find(cx, &name_of, out, found, ARGS(V(cx->tenant_id), V(person_id)));
}
