/* insight_sql.c -- every statement of boards.  They read; nothing here is theirs. */
#include "insight/insight_sql.h"

#include "columnar/columnar.h"
#include "customer/customer.h"
#include "kernel/scope_sql.h"
#include "log/event.h"

// clang-format off
static const Field staff_fields[] = { FIELD_ID(StaffFact, id), FIELD_ID(StaffFact, store_id), FIELD(StaffFact, name) };
static const Shape staff_fact_shape = SHAPE(StaffFact, staff_fields);
static const Field colleague_fields[] = { FIELD_ID(ColleagueFact, id), FIELD(ColleagueFact, userid), FIELD(ColleagueFact, name) };
static const Shape colleague_shape = SHAPE(ColleagueFact, colleague_fields);
static const Field place_fields[] = { FIELD_ID(PlaceFact, id), FIELD_ID(PlaceFact, region_id), FIELD(PlaceFact, name) };
static const Shape place_shape = SHAPE(PlaceFact, place_fields);
static const Field team_fields[] = { FIELD_ID(TeamFact, staff_id), FIELD_ID(TeamFact, department_id) };
static const Shape team_shape = SHAPE(TeamFact, team_fields);
static const Field code_fields[] = { FIELD_ID(CodeFact, id), FIELD(CodeFact, token), FIELD(CodeFact, name) };
static const Shape code_shape = SHAPE(CodeFact, code_fields);
static const Field name_fields[] = { FIELD_ID(NameFact, id), FIELD(NameFact, name), FIELD(NameFact, avatar) };
static const Shape name_shape = SHAPE(NameFact, name_fields);
static const Field named_fields[] = { FIELD_ID(NamedFact, id), FIELD(NamedFact, name) };
static const Shape named_shape = SHAPE(NamedFact, named_fields);
static const Field heard_fields[] = { FIELD(HeardFact, seq) };
static const Shape heard_shape = SHAPE(HeardFact, heard_fields);
static const Field fold_fields[] = { FIELD(ColumnarFold, person_id), FIELD(ColumnarFold, root_id) };
static const Shape fold_shape = SHAPE(ColumnarFold, fold_fields);
typedef struct SeenFact { int64_t customer_id; } SeenFact;
static const Field seen_fields[] = { FIELD(SeenFact, customer_id) };
static const Shape seen_shape = SHAPE(SeenFact, seen_fields);
// clang-format on

static const Query heard = {
    .name     = "insight.heard",
    .sql      = "SELECT seq FROM event WHERE seq > $2 AND tenant_id = $1"
                " AND type IN ('org.changed', 'channel_code.changed') ORDER BY seq LIMIT $3",
    .unscoped = "tells that an answer is out of date, and nobody is told of them",
    .out      = &heard_shape,
};

static const Query folds = {
    .name     = "insight.folds",
    .sql      = "SELECT f.from_id AS person_id, f.into_id AS root_id FROM event_fold f"
                " WHERE f.tenant_id = $1 AND NOT EXISTS (SELECT 1 FROM event_fold g"
                " WHERE g.tenant_id = f.tenant_id AND g.from_id = f.into_id) ORDER BY f.from_id",
    .unscoped = "who is counted as whom; what is counted is asked elsewhere",
    .out      = &fold_shape,
};

static const Query seen = {
    .name = "insight.seen",
    .sql  = "SELECT DISTINCT r.customer_id AS customer_id FROM org_scope s"
            " JOIN customer_relation r ON r.tenant_id = s.tenant_id AND r.staff_id = s.staff_id"
            " AND coalesce(r.ended_by, '') <> 'transfer'"
            " WHERE s.tenant_id = $1 AND s.user_id = $2",
    .out  = &seen_shape,
};

static const Query staff = {
    .name = "insight.staff",
    .sql  = "SELECT {cols} FROM staff m WHERE tenant_id = $1 AND (CAST($2 AS BIGINT) = 0"
            " OR EXISTS (SELECT 1 FROM org_scope s WHERE s.tenant_id = m.tenant_id"
            " AND s.user_id = $2 AND s.staff_id = m.id)) ORDER BY id",
    .out  = &staff_fact_shape,
};

static const Query colleagues = {
    .name = "insight.colleagues",
    .sql  = "SELECT {cols} FROM staff WHERE tenant_id = $1" SEES_STAFF("$2", "id") " ORDER BY id",
    .out  = &colleague_shape,
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

#define NAMES(listed) "SELECT {cols} FROM customer WHERE tenant_id = $1 AND id IN (" listed ")"
static const Query names_of = {
    .name     = "insight.names_of",
    .sql      = NAMES("SELECT value FROM json_each($2)"),
    .pg       = NAMES("SELECT CAST(value AS BIGINT)"
                            " FROM json_array_elements_text(CAST($2 AS json))"),
    .unscoped = "of persons who were found through a span in scope",
    .out      = &name_shape,
};

#define NAMED(columns, table, more, why)                                                        \
    {                                                                                           \
        .name = "insight.named_" table,                                                         \
        .sql  = "SELECT " columns " FROM " table " WHERE tenant_id = $1"                        \
                " AND id IN (SELECT value FROM json_each($2))" more,                            \
        .pg   = "SELECT " columns " FROM " table " WHERE tenant_id = $1 AND id IN (SELECT"      \
                " CAST(value AS BIGINT) FROM json_array_elements_text(CAST($2 AS json)))" more, \
        .out = &named_shape, .unscoped = why,                                                   \
    }
static const Query named_user =
    NAMED("id, display_name AS name", "org_user", " AND (CAST($3 AS BIGINT) = 0 OR id = $3)",
          "who sees a part is told himself");
static const Query named_store      = NAMED("id, name", "store", "", NULL);
static const Query named_region     = NAMED("id, name", "region", "", NULL);
static const Query named_department = NAMED("id, name", "department", "", NULL);
static const Query named_code       = NAMED("id, name", "channel_code", "", NULL);
static const Query named_tag        = NAMED("id, name", "tag", "", NULL);
static const Query named_shop       = NAMED("id, name", "shop", "", NULL);
static const Query named_segment    = NAMED("id, name", "segment", "", NULL);

#define EVENTS(listed) "SELECT {cols} FROM event WHERE tenant_id = $1 AND seq IN (" listed ")"
static const Query events_of = {
    .name     = "insight.events_of",
    .sql      = EVENTS("SELECT value FROM json_each($2)"),
    .pg       = EVENTS("SELECT CAST(value AS BIGINT)"
                             " FROM json_array_elements_text(CAST($2 AS json))"),
    .unscoped = "of events that were found among those of persons in scope",
    .out      = &event_shape,
};

static const Query *const queries[]   = { &heard,        &staff,
                                          &colleagues,   &stores,
                                          &teams,        &codes,
                                          &names_of,     &folds,
                                          &seen,         &events_of,
                                          &named_user,   &named_store,
                                          &named_region, &named_department,
                                          &named_code,   &named_tag,
                                          &named_shop,   &named_segment };
const SqlList             insight_sql = { "insight", queries, COUNT(queries), NULL, 0 };

Code insight_sql_heard(Ctx *cx, int64_t after_seq, int64_t limit, Rows *rows)
{
    return cx_list(cx, &heard, rows, ARGS(V(cx->tenant_id), V(after_seq), V(limit)));
}

Code insight_sql_staff(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &staff, rows, ARGS(V(cx->tenant_id), V(cx->scope_id)));
}

Code insight_sql_colleagues(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &colleagues, rows, ARGS(V(cx->tenant_id), V(cx->scope_id)));
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

Code insight_sql_names(Ctx *cx, Ids people, Rows *names)
{
    return cx_list(cx, &names_of, names, ARGS(V(cx->tenant_id), V(json_ids(cx->arena, people))));
}

Code insight_sql_named(Ctx *cx, InsightNamed of, Ids ids, Rows *names)
{
    static const Query *const of_table[NAMED_END] = {
        [NAMED_USER] = &named_user,     [NAMED_STORE] = &named_store,
        [NAMED_REGION] = &named_region, [NAMED_DEPARTMENT] = &named_department,
        [NAMED_CODE] = &named_code,     [NAMED_TAG] = &named_tag,
        [NAMED_SHOP] = &named_shop,     [NAMED_SEGMENT] = &named_segment,
    };
    const Str text = json_ids(cx->arena, ids);
    ASSERT(of_table[of] != NULL);
    if (of == NAMED_USER)
        return cx_list(cx, &named_user, names, ARGS(V(cx->tenant_id), V(text), V(cx->scope_id)));
    return cx_list(cx, of_table[of], names, ARGS(V(cx->tenant_id), V(text)));
}

Code insight_sql_events(Ctx *cx, Ids seqs, Rows *events)
{
    return cx_list(cx, &events_of, events, ARGS(V(cx->tenant_id), V(json_ids(cx->arena, seqs))));
}

Code insight_sql_folds(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &folds, rows, ARGS(V(cx->tenant_id)));
}

Code insight_sql_seen(Ctx *cx, Ids *people)
{
    Rows rows = { 0 };
    TRY(cx_list(cx, &seen, &rows, ARGS(V(cx->tenant_id), V(cx->scope_id))));
    int64_t *ids = arena_make(cx->arena, int64_t, rows.count);
    for (size_t i = 0; i < rows.count; i++) ids[i] = ROWS_AT(SeenFact, rows, i)->customer_id;
    *people = (Ids){ ids, rows.count };
    return OK;
}
