/* alert.c -- the rules of alerts: kept, changed, deleted, taken back, tried. */
#include "alert/alert_look.h"
#include "alert/alert_sql.h"
#include "alert/alert_watch.h"

enum { METRIC_BYTES_MAX = 8 * 1024, FILTERS_BYTES_MAX = 32 * 1024 };

/* ---- reading ------------------------------------------------------------------------- */

static Ids ids_of(Ctx *cx, Rows receivers, int64_t alert_id, Str kind)
{
    int64_t *ids   = arena_make(cx->arena, int64_t, receivers.count);
    size_t   count = 0;
    for (size_t i = 0; i < receivers.count; i++) {
        const AlertReceiver *one = ROWS_AT(AlertReceiver, receivers, i);
        if (one->alert_id == alert_id && str_equal(one->kind, kind)) ids[count++] = one->ref_id;
    }
    return (Ids){ ids, count };
}

static void complete(Ctx *cx, Alert *alert, Rows receivers)
{
    alert->user_ids = ids_of(cx, receivers, alert->id, S("user"));
    alert->role_ids = ids_of(cx, receivers, alert->id, S("role"));
    if (alert->is_on)
        alert->next_at_ms = alert_rule_next_ms(alert->every, alert->hour, cx->zone, cx->now_ms);
}

Code alert_list(Ctx *cx, Rows *alerts)
{
    Rows receivers = { 0 };
    TRY(alert_sql_list(cx, alerts));
    TRY(alert_sql_receivers(cx, 0, &receivers));
    for (size_t i = 0; i < alerts->count; i++) complete(cx, ROWS_AT(Alert, *alerts, i), receivers);
    return OK;
}

static Code get_any(Ctx *cx, AlertId id, Alert *out)
{
    bool found     = false;
    Rows receivers = { 0 };
    TRY(alert_sql_find(cx, id.v, out, &found));
    REQUIRE(cx, found, ERR_NOT_FOUND, "not_found");
    TRY(alert_sql_receivers(cx, id.v, &receivers));
    complete(cx, out, receivers);
    return OK;
}

Code alert_get(Ctx *cx, AlertId id, Alert *out)
{
    TRY(get_any(cx, id, out));
    REQUIRE(cx, out->deleted_at_ms == 0, ERR_NOT_FOUND, "not_found");
    return OK;
}

Code alert_firings(Ctx *cx, AlertId id, Str cursor, int64_t limit, Rows *firings, Str *next_cursor)
{
    int64_t       before = 0;
    const int64_t most   = page_limit(limit);
    Alert         known;
    if (id.v != 0) TRY(alert_get(cx, id, &known));
    TRY(page_keys(cx, cursor, INT64_MAX, &before, 1));
    TRY(alert_sql_firings(cx, id.v, before, most + 1, firings));
    if ((int64_t)firings->count <= most) return OK;
    firings->count = (size_t)most;
    *next_cursor =
        page_cursor(cx->arena, &ROWS_AT(AlertFiring, *firings, firings->count - 1)->id, 1);
    return OK;
}

/* ---- writing ------------------------------------------------------------------------- */

static bool is_object(Str json, size_t most)
{
    return str_starts(json, S("{")) && json.len <= most;
}

static Code check_receivers(Ctx *cx, Ids ids, bool are_roles)
{
    int64_t known = 0;
    if (ids.count == 0) return OK;
    TRY(alert_sql_known(cx, ids, are_roles, &known));
    if (known == (int64_t)ids.count) return OK;
    return fail_field(cx, "alert.unknown_receiver", are_roles ? S("role_ids") : S("user_ids"),
                      NULL);
}

/* What people write, checked, into `out`. */
static Code take(Ctx *cx, const Alert *draft, Alert *out)
{
    out->name          = str_trim(draft->name);
    out->metric        = draft->metric;
    out->filters       = draft->filters.ptr ? draft->filters : S("true");
    out->period        = draft->period;
    out->condition     = draft->condition;
    out->base          = draft->base ? draft->base : ALERT_BEFORE;
    out->every         = draft->every;
    out->hour          = draft->every == ALERT_DAILY ? draft->hour : 0;
    out->is_on         = draft->is_on;
    out->threshold     = alert_rule_compares(draft->condition) ? 0 : draft->threshold;
    out->percent       = alert_rule_compares(draft->condition) ? draft->percent : 0;
    out->changed_at_ms = cx->now_ms;
    if (out->name.len == 0) return fail_field(cx, "shape.required", S("name"), NULL);
    if (!is_object(out->metric, METRIC_BYTES_MAX))
        return fail_field(cx, "alert.bad_metric", S("metric"), "{\"metric\": KEY}");
    if (!str_equal(out->filters, S("true")) && !is_object(out->filters, FILTERS_BYTES_MAX))
        return fail_field(cx, "alert.bad_filters", S("filters"), "JsonLogic");
    if (alert_rule_compares(out->condition) && out->percent < 1)
        return fail_field(cx, "alert.needs_percent", S("percent"), "1..100000");
    return OK;
}

static void add_receivers(Ctx *cx, int64_t alert_id, Str kind, Ids ids, Vec *to)
{
    for (size_t i = 0; i < ids.count; i++)
        *VEC_ADD(to, AlertReceiver) = (AlertReceiver){
            .tenant_id = cx->tenant_id, .alert_id = alert_id, .kind = kind, .ref_id = ids.at[i]
        };
}

static Code set_receivers(Ctx *cx, int64_t alert_id, const Alert *draft)
{
    Vec rows = vec_of(cx->arena, AlertReceiver);
    TRY(check_receivers(cx, draft->user_ids, false));
    TRY(check_receivers(cx, draft->role_ids, true));
    add_receivers(cx, alert_id, S("user"), draft->user_ids, &rows);
    add_receivers(cx, alert_id, S("role"), draft->role_ids, &rows);
    return alert_sql_set_receivers(cx, alert_id, vec_rows(&rows));
}

static Str object_of(Ctx *cx, int64_t id)
{
    return str_fmt(cx->arena, "alert:%lld", (long long)id);
}

static Code say_changed(Ctx *cx, int64_t id)
{
    return event_emit(cx, EV_ALERT_CHANGED, (EventDraft){ .object = object_of(cx, id) });
}

static Code require_room(Ctx *cx)
{
    int64_t count = 0;
    TRY(alert_sql_count(cx, &count));
    REQUIRE(cx, count < ALERTS_MAX, ERR_LIMIT, "alert.too_many");
    return OK;
}

Code alert_create(Ctx *cx, const Alert *draft, Alert *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Alert alert = { .id            = cx_new_id(cx),
                    .tenant_id     = cx->tenant_id,
                    .user_id       = cx->user_id,
                    .reason        = S(""),
                    .revision      = 1,
                    .created_at_ms = cx->now_ms };
    TRY(take(cx, draft, &alert));
    TRY(require_room(cx));
    TRY(alert_sql_insert(cx, &alert));
    TRY(set_receivers(cx, alert.id, draft));
    TRY(alert_watch_begin(cx, &alert));
    TRY(say_changed(cx, alert.id));
    TRY(get_any(cx, (AlertId){ alert.id }, out));
    return cx_commit(cx, &txn);
}

/* Whether what is asked, or when it is broken, is another thing now. */
static bool is_other(const Alert *was, const Alert *now)
{
    return !str_equal(was->metric, now->metric) || !str_equal(was->filters, now->filters) ||
           was->period != now->period || was->condition != now->condition ||
           was->threshold != now->threshold || was->percent != now->percent ||
           was->base != now->base;
}

static Code require_own(Ctx *cx, AlertId id, Alert *out)
{
    TRY(get_any(cx, id, out));
    REQUIRE(cx, out->may_edit, ERR_DENIED, "alert.not_yours");
    return OK;
}

Code alert_update(Ctx *cx, AlertId id, int64_t revision, const Alert *draft, Alert *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Alert known, next;
    bool  is_done = false;
    TRY(alert_get(cx, id, &known));
    REQUIRE(cx, known.may_edit, ERR_DENIED, "alert.not_yours");
    next = known;
    TRY(take(cx, draft, &next));
    if (is_other(&known, &next) || !next.is_on) {
        next.is_firing      = false;
        next.fired_until_ms = 0;
        TRY(alert_sql_end_firings(cx, id.v));
    }
    TRY(alert_sql_update(cx, &next, revision, &is_done));
    REQUIRE(cx, is_done, ERR_CONFLICT, "alert.changed_meanwhile");
    TRY(set_receivers(cx, id.v, draft));
    TRY(alert_watch_begin(cx, &next));
    TRY(say_changed(cx, id.v));
    TRY(get_any(cx, id, out));
    return cx_commit(cx, &txn);
}

Code alert_delete(Ctx *cx, AlertId id)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Alert known;
    TRY(require_own(cx, id, &known));
    REQUIRE(cx, known.deleted_at_ms == 0, ERR_NOT_FOUND, "not_found");
    TRY(alert_sql_set_deleted(cx, id.v, cx->now_ms));
    TRY(alert_sql_end_firings(cx, id.v));
    known.is_on = false;
    TRY(alert_watch_begin(cx, &known));
    TRY(say_changed(cx, id.v));
    return cx_commit(cx, &txn);
}

Code alert_restore(Ctx *cx, AlertId id, Alert *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(require_own(cx, id, out));
    if (out->deleted_at_ms == 0) return cx_commit(cx, &txn);
    TRY(require_room(cx));
    TRY(alert_sql_set_deleted(cx, id.v, 0));
    TRY(alert_watch_begin(cx, out));
    TRY(say_changed(cx, id.v));
    TRY(get_any(cx, id, out));
    return cx_commit(cx, &txn);
}

Code alert_try(Ctx *cx, const Alert *draft, AlertLook *out)
{
    Alert alert = { .tenant_id = cx->tenant_id, .user_id = cx->user_id };
    TRY(take(cx, draft, &alert));
    return alert_look(cx, &alert, true, out);
}
