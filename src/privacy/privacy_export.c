/* privacy_export.c -- all that is kept of a person as one JSON file.
 *
 * The first step writes what is known, the next ones the events, some hundred a step; each cuts the
 * part to the length the last one saved, so a kill leaves nothing twice.  The file gets its name
 * when it is whole, and goes after a week. */
#include "privacy/privacy_sql.h"

#include "consent/consent.h"
#include "note/note.h"
#include "org/org.h"
#include "shop/shop.h"
#include "sys/file.h"
#include "tagging/tagging.h"
#include "wire/wire.h"

/* Whose job it is decides who may have the file: bulk_job_file_allowed goes by this beginning. */
#define KIND_EXPORT "customer.person_export"

enum { PART_MAX = 64 << 20, KEPT_MS = 7 * 86400000, EVENTS_A_STEP = 200, PAGES_MAX = 1000 };

typedef struct Stand {
    int64_t bytes, events;
    Str     cursor;
    bool    is_begun, is_whole;
} Stand;

static Code parse(Ctx *cx, Str text, const Json **out)
{
    JsonError error = { 0 };
    if (json_parse(cx->arena, text.len ? text : S("{}"), JSON_LIMITS, out, &error) != OK)
        return fail(cx, ERR_INTERNAL, "job.bad_args", "%s", error.reason);
    return OK;
}

/* ---- starting -------------------------------------------------------------------------------- */

static Code keep_file(Ctx *cx, int64_t job_id)
{
    const Str key = str_fmt(cx->arena, "%lld", (long long)job_id);
    return timer_set(cx, str_of(privacy_files_timer.word), key, cx->now_ms + KEPT_MS, S("{}"));
}

Code privacy_export_start(Ctx *cx, CustomerId customer, Job *out)
{
    Customer   known = { 0 };
    const bool clear = cx_may(cx, PERM_CUSTOMER_REVEAL);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_get(cx, customer, &known));
    TRY(org_allowance_take(cx, DEED_EXPORT, 1));
    if (clear) TRY(org_allowance_take(cx, DEED_REVEAL, 1));
    const JobDraft draft = {
        .kind  = S(KIND_EXPORT),
        .title = S("导出个人数据"),
        .unit  = S("event"),
        .args  = str_fmt(cx->arena, "{\"customer_id\":\"%lld\",\"clear\":%s}", (long long)known.id,
                        clear ? "true" : "false"),
    };
    TRY(job_start(cx, draft, out));
    TRY(keep_file(cx, out->id));
    TRY(audit_write(cx, S("customer.person_exported"),
                    str_fmt(cx->arena, "customer:%lld", (long long)known.id), S("ok"),
                    str_fmt(cx->arena, "{\"clear\":%s}", clear ? "true" : "false"), (Str){ 0 }));
    return cx_commit(cx, &txn);
}

/* ---- what is written ------------------------------------------------------------------------- */

static void put_rows(JsonOut *out, Str name, const Shape *shape, Rows rows, Zone zone)
{
    json_key(out, name);
    json_open_array(out);
    for (size_t i = 0; i < rows.count; i++)
        shape_to_json(out, shape, (const char *)rows.at + i * shape->size, zone);
    json_close_array(out);
}

static Code put_notes(Ctx *cx, CustomerId customer, JsonOut *out)
{
    Str cursor = { 0 };
    json_key(out, S("notes"));
    json_open_array(out);
    for (int page = 0; page < PAGES_MAX; page++) {
        Rows rows = { 0 };
        Str  next = { 0 };
        TRY(note_list(cx, customer, cursor, PAGE_LIMIT_MAX, &rows, &next));
        for (size_t i = 0; i < rows.count; i++)
            shape_to_json(out, &note_view_shape, ROWS_AT(NoteView, rows, i), cx->zone);
        if (!next.len) break;
        cursor = next;
    }
    json_close_array(out);
    return OK;
}

static Code put_order(Ctx *cx, int64_t id, JsonOut *out)
{
    OrderView view = { 0 };
    TRY(shop_order_get(cx, (OrderId){ id }, &view));
    json_open_object(out);
    json_key(out, S("order"));
    shape_to_json(out, &order_shape, &view.order, cx->zone);
    put_rows(out, S("lines"), &order_line_shape, view.lines, cx->zone);
    put_rows(out, S("payments"), &payment_shape, view.payments, cx->zone);
    put_rows(out, S("shipments"), &shipment_shape, view.shipments, cx->zone);
    put_rows(out, S("refunds"), &refund_shape, view.refunds, cx->zone);
    json_close_object(out);
    return OK;
}

static Code put_orders(Ctx *cx, CustomerId customer, JsonOut *out)
{
    OrderFilter filter = { .customer_id = customer.v, .limit = PAGE_LIMIT_MAX };
    json_key(out, S("orders"));
    json_open_array(out);
    for (int page = 0; page < PAGES_MAX; page++) {
        Rows rows = { 0 };
        Str  next = { 0 };
        TRY(shop_order_list(cx, &filter, &rows, &next));
        for (size_t i = 0; i < rows.count; i++)
            TRY(put_order(cx, ROWS_AT(Order, rows, i)->id, out));
        if (!next.len) break;
        filter.cursor = next;
    }
    json_close_array(out);
    return OK;
}

static Code put_kept(Ctx *cx, CustomerId customer, JsonOut *out)
{
    Rows stays = { 0 }, fans = { 0 }, raws = { 0 }, welcomes = { 0 };
    TRY(privacy_sql_stays(cx, customer, &stays));
    TRY(privacy_sql_fans(cx, customer, &fans));
    TRY(privacy_sql_raws(cx, customer, &raws));
    TRY(privacy_sql_welcomes(cx, customer, &welcomes));
    put_rows(out, S("group_chats"), &exported_stay_shape, stays, cx->zone);
    put_rows(out, S("official_accounts"), &exported_fan_shape, fans, cx->zone);
    put_rows(out, S("raw_values"), &exported_raw_shape, raws, cx->zone);
    put_rows(out, S("welcomes"), &exported_welcome_shape, welcomes, cx->zone);
    return OK;
}

static Code put_identities(Ctx *cx, CustomerId customer, bool clear, JsonOut *out)
{
    Rows values = { 0 };
    if (!clear) return OK; /* the masked ones stand under why_one */
    TRY(customer_identity_values(cx, customer, &values));
    put_rows(out, S("identities"), &identity_value_shape, values, cx->zone);
    return OK;
}

/* All but the events, without the bracket that ends it. */
static Code known_of(Ctx *cx, CustomerId customer, bool clear, Str *out)
{
    CustomerAttributes attributes = { 0 };
    TagReasons         tags       = { 0 };
    Consents           consents   = { 0 };
    JsonOut            json       = json_out(cx->arena, PART_MAX);
    TRY(attribute_view(cx, customer, &attributes));
    TRY(tagging_reasons(cx, customer, &tags));
    TRY(consent_view(cx, customer, &consents));
    json_open_object(&json);
    json_key(&json, S("made_at"));
    json_put_time(&json, cx->now_ms, cx->zone);
    json_pair_bool(&json, S("in_clear"), clear);
    TRY(customer_export(cx, customer, &json));
    TRY(put_identities(cx, customer, clear, &json));
    json_key(&json, S("attributes"));
    shape_to_json(&json, &customer_attributes_shape, &attributes, cx->zone);
    json_key(&json, S("tags"));
    shape_to_json(&json, &tag_reasons_shape, &tags, cx->zone);
    json_key(&json, S("consents"));
    shape_to_json(&json, &consents_shape, &consents, cx->zone);
    TRY(put_notes(cx, customer, &json));
    TRY(put_orders(cx, customer, &json));
    TRY(put_kept(cx, customer, &json));
    json_close_object(&json);
    if (json_out_done(&json, out) != OK)
        return fail(cx, ERR_LIMIT, "privacy.too_large", "customer %lld", (long long)customer.v);
    out->len--; /* the bracket: events follow */
    return OK;
}

static Code events_of(Ctx *cx, CustomerId customer, Stand *stand, Str *out)
{
    Rows   rows = { 0 };
    Str    next = { 0 };
    StrBuf text = strbuf(cx->arena, PART_MAX);
    TRY(event_history(cx, customer.v, S(""), stand->cursor, EVENTS_A_STEP, &rows, &next));
    for (size_t i = 0; i < rows.count; i++) {
        JsonOut json = json_out(cx->arena, 2 * EVENT_PAYLOAD_MAX);
        Str     one  = { 0 };
        shape_to_json(&json, &event_shape, ROWS_AT(Event, rows, i), cx->zone);
        TRY(json_out_done(&json, &one));
        strbuf_add(&text, stand->events++ ? S(",\n") : S("\n"));
        strbuf_add(&text, one);
    }
    stand->cursor   = next;
    stand->is_whole = next.len == 0;
    if (stand->is_whole) strbuf_add(&text, S("\n]}\n"));
    *out = strbuf_str(&text);
    return OK;
}

/* ---- the file
 * ------------------------------------------------------------------------------------- */

static const char *path_of(Ctx *cx, int64_t job_id, const char *ending)
{
    return str_fmt(cx->arena, "%s/jobs/%lld.%s", cx->services->data_dir, (long long)job_id, ending)
        .ptr;
}

static Code append(Ctx *cx, const Job *job, Stand *stand, Str text)
{
    TRY(dir_make(str_fmt(cx->arena, "%s/jobs", cx->services->data_dir).ptr));
    FileWriter *out = file_writer_open(path_of(cx, job->id, "part"), stand->bytes);
    if (!out) return fail(cx, ERR_UNAVAILABLE, "bulk.not_written", "%s", file_error());
    file_writer_add(out, text);
    const Code code = file_writer_sync(out);
    stand->bytes    = file_writer_at(out);
    file_writer_close(out);
    REQUIRE(cx, code == OK, ERR_UNAVAILABLE, "bulk.not_written");
    return OK;
}

static Code save(Ctx *cx, Job *job, const Stand *stand)
{
    JsonOut out = json_out(cx->arena, 4096);
    json_open_object(&out);
    json_pair_bool(&out, S("begun"), stand->is_begun);
    json_pair_bool(&out, S("whole"), stand->is_whole);
    json_pair_i64(&out, S("bytes"), stand->bytes);
    json_pair_i64(&out, S("events"), stand->events);
    json_pair_str(&out, S("cursor"), stand->cursor);
    json_close_object(&out);
    TRY(json_out_done(&out, &job->checkpoint));
    job->done = stand->events;
    return job_save(cx, job);
}

static Code finish(Ctx *cx, Job *job, int64_t customer_id)
{
    const char *part = path_of(cx, job->id, "part"), *whole = path_of(cx, job->id, "json");
    /* Killed behind the renaming: it is there already. */
    if (file_exists(part) && file_rename(part, whole) != OK)
        return fail(cx, ERR_UNAVAILABLE, "bulk.not_written", "%s", file_error());
    job->total  = job->done;
    job->result = str_fmt(cx->arena, "{\"file\":\"jobs/%lld.json\",\"name\":\"person-%lld.json\"}",
                          (long long)job->id, (long long)customer_id);
    TRY(keep_file(cx, job->id));
    return job_save(cx, job);
}

static Code step(Ctx *cx, Job *job, bool *more)
{
    const Json *args = NULL, *at = NULL;
    Str         text = { 0 };
    TRY(parse(cx, job->args, &args));
    TRY(parse(cx, job->checkpoint, &at));
    const CustomerId customer = { json_i64(args, S("customer_id"), 0) };
    const bool       clear    = json_bool(args, S("clear"), false);
    Stand            stand    = { .bytes    = json_i64(at, S("bytes"), 0),
                                  .events   = json_i64(at, S("events"), 0),
                                  .cursor   = json_str(at, S("cursor")),
                                  .is_begun = json_bool(at, S("begun"), false),
                                  .is_whole = json_bool(at, S("whole"), false) };
    /* Rights may have gone since it was started. */
    REQUIRE(cx, job->created_by == 0 || cx_may(cx, PERM_CUSTOMER_EXPORT), ERR_DENIED,
            "export.not_clear");
    REQUIRE(cx, !clear || job->created_by == 0 || cx_may(cx, PERM_CUSTOMER_REVEAL), ERR_DENIED,
            "export.not_clear");
    if (clear)
        cx->masks =
            (Masks){ MASK_CLEAR, MASK_CLEAR, MASK_CLEAR, MASK_CLEAR, MASK_CLEAR, MASK_CLEAR };
    *more = !stand.is_whole;
    if (!*more) return finish(cx, job, customer.v);
    if (!stand.is_begun) {
        TRY(known_of(cx, customer, clear, &text));
        TRY(append(cx, job, &stand, str_fmt(cx->arena, "%.*s,\"events\":[", FMT(text))));
        stand.is_begun = true;
    } else {
        TRY(events_of(cx, customer, &stand, &text));
        TRY(append(cx, job, &stand, text));
    }
    return save(cx, job, &stand);
}

const JobKind privacy_export_job = { KIND_EXPORT, step };

static Code fire(Ctx *cx, const Timer *timer)
{
    int64_t id = 0;
    if (!str_to_i64(timer->key, &id)) return OK;
    IGNORE(file_remove(path_of(cx, id, "json"))); /* it may never have been made */
    IGNORE(file_remove(path_of(cx, id, "part"))); /* as above */
    return OK;
}

const TimerKind privacy_files_timer = { "privacy.files", fire };
