/* metric.c -- the rules of metrics. */
#include "metric/metric_sql.h"

Code metric_list(Ctx *cx, Rows *metrics)
{
    Rows own = { 0 };
    Vec  all = vec_of(cx->arena, Metric);
    TRY(cx_list(cx, &metric_sql_all, &own, ARGS(V(cx->tenant_id), V(cx->user_id))));
    for (size_t i = 0; i < metric_catalogue_count; i++)
        *VEC_ADD(&all, Metric) = metric_catalogue[i];
    for (size_t i = 0; i < own.count; i++) *VEC_ADD(&all, Metric) = *ROWS_AT(Metric, own, i);
    *metrics = vec_rows(&all);
    return OK;
}

static Code get(Ctx *cx, int64_t id, Metric *out)
{
    TRY(cx_one(cx, &metric_sql_by_id, out, ARGS(V(cx->tenant_id), V(cx->user_id), V(id))));
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

/* A text that may be left out. */
static Str text(Str given) { return given.ptr ? str_trim(given) : S(""); }

static Code check(Ctx *cx, const Metric *draft)
{
    if (text(draft->name_zh).len == 0) return fail_field(cx, "shape.required", S("name_zh"), NULL);
    if (!str_starts(draft->formula, S("{")))
        return fail_field(cx, "metric.bad_formula", S("formula"), "a metric, or {of, over}");
    return OK;
}

Code metric_create(Ctx *cx, const Metric *draft, Metric *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    MetricNumber count  = { 0 };
    Metric       metric = { .id            = cx_new_id(cx),
                            .tenant_id     = cx->tenant_id,
                            .user_id       = cx->user_id,
                            .name_zh       = text(draft->name_zh),
                            .name_en       = text(draft->name_en),
                            .unit          = draft->unit,
                            .about_zh      = text(draft->about_zh),
                            .about_en      = text(draft->about_en),
                            .formula       = draft->formula,
                            .revision      = 1,
                            .created_at_ms = cx->now_ms };
    TRY(check(cx, draft));
    TRY(cx_one(cx, &metric_sql_count, &count, ARGS(V(cx->tenant_id))));
    REQUIRE(cx, count.n < METRICS_MAX, ERR_LIMIT, "metric.too_many");
    TRY(cx_insert(cx, &metric_sql_metric, &metric));
    TRY(get(cx, metric.id, out));
    return cx_commit(cx, &txn);
}

static Code get_own(Ctx *cx, int64_t id, Metric *out)
{
    TRY(get(cx, id, out));
    REQUIRE(cx, out->is_mine, ERR_NOT_FOUND, "not_found");
    return OK;
}

Code metric_update(Ctx *cx, MetricId id, int64_t revision, const Metric *draft, Metric *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Metric  known;
    int64_t changed = 0;
    TRY(get_own(cx, id.v, &known));
    TRY(check(cx, draft));
    TRY(cx_run(cx, &metric_sql_update, &changed,
               ARGS(V(cx->tenant_id), V(cx->user_id), V(id.v), V(revision), V(text(draft->name_zh)),
                    V(text(draft->name_en)), V(word_of(&metric_unit_words, draft->unit)),
                    V(text(draft->about_zh)), V(text(draft->about_en)), V(draft->formula))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "metric.changed_meanwhile");
    TRY(get(cx, id.v, out));
    return cx_commit(cx, &txn);
}

Code metric_delete(Ctx *cx, MetricId id)
{
    Metric known;
    TRY(get_own(cx, id.v, &known));
    return cx_run(cx, &metric_sql_delete, NULL, ARGS(V(cx->tenant_id), V(cx->user_id), V(id.v)));
}

Code metric_find_formula(Ctx *cx, Str key, Str *formula)
{
    const Str prefix = S("own.");
    int64_t   id     = 0;
    Metric    own;
    bool      found = false;
    *formula        = (Str){ 0 };
    for (size_t i = 0; i < metric_catalogue_count; i++)
        if (str_equal(metric_catalogue[i].key, key)) *formula = metric_catalogue[i].formula;
    if (!str_starts(key, prefix) || !str_to_i64(str_slice(key, prefix.len, key.len), &id))
        return OK;
    if (!cx->db) return OK; /* a question is read without a store, too: nobody's own are there */
    TRY(cx_find(cx, &metric_sql_by_id, &own, &found,
                ARGS(V(cx->tenant_id), V(cx->user_id), V(id))));
    if (found) *formula = own.formula;
    return OK;
}
