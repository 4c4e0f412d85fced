/* segment.c -- audiences as people keep them: saved, listed, taken anew, looked into. */
#include "segment/segment.h"

#include "segment/segment_find.h"
#include "segment/segment_order.h"
#include "segment/segment_store.h"
#include "wire/wire.h"

enum {
    HISTORY      = 1000,
    TRENDS_MAX   = 500, /* beyond it a list is long enough without */
    SENTENCE_MAX = 16 << 20
};

static Str object_of(Ctx *cx, int64_t id)
{
    return str_fmt(cx->arena, "segment:%lld", (long long)id);
}

/* ---- as it is told ---------------------------------------------------------------------- */

/* What it takes to read a rule is many times the sentence: it goes with each. */
static void say(Ctx *cx, Arena *scratch, const TagLanguage *language, Segment *out)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    arena_reset(scratch);
    if (json_parse(scratch, out->rule, JSON_LIMITS, &json, &error) != OK) return;
    out->sentence_zh =
        str_copy(cx->arena, tagging_language_say(scratch, language, json, RULE_CHINESE));
    out->sentence_en =
        str_copy(cx->arena, tagging_language_say(scratch, language, json, RULE_ENGLISH));
}

static Segment told(Ctx *cx, Arena *scratch, const SegmentHold *hold, const SegmentRow *row,
                    const roaring_bitmap_t *seen)
{
    const SegmentHeld      *held = segment_index_find(hold, row->id);
    const roaring_bitmap_t *set  = held ? crowd_find_segment(hold->crowd, row->id) : NULL;
    Segment                 out  = { .id            = row->id,
                                     .name          = row->name,
                                     .definition    = row->definition,
                                     .kind          = row->kind,
                                     .rule          = row->rule_json,
                                     .pool          = row->pool,
                                     .priority      = row->priority,
                                     .every_hours   = row->every_hours,
                                     .tells         = row->tells,
                                     .state         = set ? SEGMENT_READY : SEGMENT_COUNTING,
                                     .size          = set ? segment_find_count(set, seen) : -1,
                                     .filled_at_ms  = row->filled_at_ms,
                                     .created_by    = row->created_by,
                                     .created_at_ms = row->created_at_ms,
                                     .updated_at_ms = row->updated_at_ms,
                                     .revision      = row->revision };
    if (row->kind == SEGMENT_SCHEDULED)
        out.next_at_ms = row->filled_at_ms + (int64_t)row->every_hours * MS_PER_HOUR;
    if (held && !held->is_good) {
        out.reason = str_of(held->reason);
        out.place  = str_copy(cx->arena, held->place);
    }
    say(cx, scratch, hold->language, &out);
    if (row->origin.len == 0) return out;
    out.origin      = row->origin;
    out.sentence_zh = S("保存名单时选中的人");
    out.sentence_en = S("the people of a list that was saved");
    return out;
}

static SegmentPoint point_of(const SegmentSizeRow *row)
{
    return (SegmentPoint){ row->at_ms, row->size, row->entered, row->gone, row->why };
}

/* Sizes tell of everybody: not for who does not see all. */
static Code add_trends(Ctx *cx, Segment *segments, size_t count)
{
    Rows    rows    = { 0 };
    int64_t from_id = INT64_MAX, until_id = 0;
    if (cx->scope_id || count > TRENDS_MAX) return OK;
    for (size_t i = 0; i < count; i++) {
        if (segments[i].id < from_id) from_id = segments[i].id;
        if (segments[i].id > until_id) until_id = segments[i].id;
    }
    TRY(segment_sql_trends(cx, from_id, until_id, &rows));
    SegmentPoint *points = arena_make(cx->arena, SegmentPoint, rows.count);
    for (size_t i = 0; i < rows.count; i++) points[i] = point_of(ROWS_AT(SegmentSizeRow, rows, i));
    for (size_t i = 0; i < count; i++) {
        size_t from = 0, end = 0;
        while (from < rows.count &&
               ROWS_AT(SegmentSizeRow, rows, from)->segment_id != segments[i].id)
            from++;
        for (end = from; end < rows.count;)
            if (ROWS_AT(SegmentSizeRow, rows, end)->segment_id == segments[i].id)
                end++;
            else
                break;
        segments[i].trend = (Rows){ points + from, end - from };
    }
    return OK;
}

static Rows names_of(Ctx *cx, Rows rows)
{
    TagName *names = arena_make(cx->arena, TagName, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        names[i] =
            (TagName){ ROWS_AT(SegmentRow, rows, i)->id, ROWS_AT(SegmentRow, rows, i)->name };
    return (Rows){ names, rows.count };
}

/* What is known of them without a memory: names and rules, and that they are counted. */
static Code tell_uncounted(Ctx *cx, Rows rows, bool is_every, Segment *all)
{
    TagLanguage language = { 0 };
    SegmentHold nothing  = { .language = &language };
    TRY(tagging_language(cx, &language));
    if (is_every)
        language.segments = names_of(cx, rows);
    else
        TRY(segment_sql_names(cx, &language.segments));
    Arena *scratch = arena_new(SENTENCE_MAX);
    for (size_t i = 0; i < rows.count; i++)
        all[i] = told(cx, scratch, &nothing, ROWS_AT(SegmentRow, rows, i), NULL);
    arena_free(scratch);
    return OK;
}

/* As segment_find_seen(), without waiting for the customers to be loaded. */
static Code find_seen_now(Ctx *cx, const Crowd *crowd, roaring_bitmap_t **seen)
{
    REQUIRE(cx, !cx->scope_id || customer_people_is_loaded(cx), ERR_UNAVAILABLE,
            "customer.index_loading");
    return segment_find_seen(cx, crowd, seen);
}

static Code tell_counted(Ctx *cx, const SegmentHold *hold, Rows rows, bool is_every, Segment *all)
{
    roaring_bitmap_t *seen    = NULL;
    const Code        code    = find_seen_now(cx, hold->crowd, &seen);
    Arena            *scratch = arena_new(SENTENCE_MAX);
    for (size_t i = 0; code == OK && i < rows.count; i++)
        all[i] = told(cx, scratch, hold, ROWS_AT(SegmentRow, rows, i), seen);
    arena_free(scratch);
    if (seen) roaring_bitmap_free(seen);
    segment_index_end(cx);
    if (code == OK || !str_equal(str_of(cx->err.reason), S("customer.index_loading"))) return code;
    forgive(cx); /* who sees a part is told when the customers are loaded */
    segment_index_await_people(cx);
    return tell_uncounted(cx, rows, is_every, all);
}

/* `is_every`: they are all of the tenant. */
static Code tell_all(Ctx *cx, Rows rows, bool is_every, Segment *all)
{
    SegmentHold hold    = { 0 };
    bool        is_held = false;
    if (!rows.count) return OK;
    TRY(segment_index_look(cx, &hold, &is_held));
    TRY(is_held ? tell_counted(cx, &hold, rows, is_every, all)
                : tell_uncounted(cx, rows, is_every, all));
    return add_trends(cx, all, rows.count);
}

Code segment_list(Ctx *cx, Rows *segments)
{
    Rows rows = { 0 };
    TRY(segment_sql_list(cx, &rows));
    *segments = (Rows){ arena_make(cx->arena, Segment, rows.count), rows.count };
    return tell_all(cx, rows, true, segments->at);
}

Code segment_get(Ctx *cx, SegmentId id, Segment *out)
{
    SegmentRow row = { 0 };
    TRY(segment_sql_get(cx, id.v, &row));
    return tell_all(cx, (Rows){ &row, 1 }, false, out);
}

/* After a change: its size is known by then, whatever it takes. */
static Code get_counted(Ctx *cx, int64_t id, Segment *out)
{
    SegmentHold hold  = { 0 };
    SegmentRule rule  = { 0 };
    RuleError   error = { 0 };
    TRY(segment_index_begin(cx, (Str){ 0 }, 0, &hold, &rule, &error));
    segment_index_end(cx);
    return segment_get(cx, (SegmentId){ id }, out);
}

/* ---- saving -------------------------------------------------------------------------------- */

/* For whom the rule holds now, of those who are in none of its pool that come first. */
static Code find_members(Ctx *cx, const SegmentRow *row, const Rows *rows, Ids *ids)
{
    SegmentFound found  = { 0 };
    const Ids    before = segment_order_before(cx->arena, rows, row);
    TRY(segment_find(cx, row->rule_json, row->id, 0, &found));
    if (found.error.reason) return segment_refuse(cx, &found.error);
    segment_find_end(cx, &found);
    /* Everybody is written down, whoever saved it. */
    Ctx own         = *cx;
    own.scope_id    = 0;
    found           = (SegmentFound){ 0 };
    const Code code = segment_find(&own, segment_rule_without(cx->arena, row->rule_json, before),
                                   row->id, 0, &found);
    if (code != OK) cx->err = own.err;
    TRY(code);
    if (found.error.reason) return segment_refuse(cx, &found.error);
    *ids = segment_find_ids(cx->arena, &found);
    segment_find_end(&own, &found);
    return OK;
}

static Code set_timers(Ctx *cx, const SegmentRow *row)
{
    const Str key  = str_fmt(cx->arena, "%lld", (long long)row->id);
    const Str kind = str_of(segment_refresh_timer.word);
    TRY(timer_set(cx, str_of(segment_measure_timer.word), S("all"),
                  (cx->now_ms / MS_PER_HOUR + 1) * MS_PER_HOUR, (Str){ 0 }));
    if (row->kind != SEGMENT_SCHEDULED) return timer_clear(cx, kind, key);
    return timer_set(cx, kind, key, cx->now_ms + (int64_t)row->every_hours * MS_PER_HOUR,
                     (Str){ 0 });
}

static Code say_changed(Ctx *cx, int64_t id)
{
    return event_emit(cx, EV_SEGMENT_CHANGED, (EventDraft){ .object = object_of(cx, id) });
}

static Code check_draft(Ctx *cx, const SegmentDraft *draft)
{
    if (str_trim(draft->name).len == 0) return fail_field(cx, "shape.required", S("name"), NULL);
    if (draft->kind == SEGMENT_SCHEDULED && draft->every_hours < 1)
        return fail_field(cx, "segment.needs_hours", S("every_hours"), "1..8784");
    return OK;
}

static void take_draft(Ctx *cx, const SegmentDraft *draft, SegmentRow *row)
{
    row->name          = str_trim(draft->name);
    row->definition    = draft->definition.ptr ? draft->definition : S("");
    row->kind          = draft->kind;
    row->rule_json     = segment_rule_text(cx->arena, draft->rule);
    row->pool          = draft->pool.ptr ? str_trim(draft->pool) : S("");
    row->priority      = draft->priority;
    row->every_hours   = draft->kind == SEGMENT_SCHEDULED ? draft->every_hours : 0;
    row->tells         = draft->tells;
    row->updated_at_ms = cx->now_ms;
}

/* Whether who is in it follows from something else now. */
static bool is_other(const SegmentRow *was, const SegmentRow *now)
{
    return was->kind != now->kind || !str_equal(was->rule_json, now->rule_json) ||
           !str_equal(was->pool, now->pool) || was->priority != now->priority;
}

static Code write(Ctx *cx, SegmentRow *row, bool is_new, int64_t revision, const Ids *ids)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(is_new ? segment_sql_insert(cx, row) : segment_sql_update(cx, row, revision));
    if (ids) TRY(segment_store_replace(cx, row, *ids, is_new ? S("filled") : S("rule")));
    TRY(set_timers(cx, row));
    TRY(say_changed(cx, row->id));
    return cx_commit(cx, &txn);
}

static SegmentRow new_row(Ctx *cx)
{
    return (SegmentRow){ .tenant_id     = cx->tenant_id,
                         .id            = cx_new_id(cx),
                         .created_by    = cx->user_id,
                         .created_at_ms = cx->now_ms,
                         .origin        = S(""),
                         .revision      = 1 };
}

Code segment_save(Ctx *cx, SegmentId id, const SegmentDraft *draft, Segment *out)
{
    Rows       rows   = { 0 };
    Ids        ids    = { 0 };
    SegmentRow was    = { 0 };
    const bool is_new = id.v == 0;
    TRY(check_draft(cx, draft));
    TRY(segment_sql_list(cx, &rows));
    REQUIRE(cx, !is_new || rows.count < SEGMENTS_MAX, ERR_LIMIT, "segment.too_many");
    if (!is_new) TRY(segment_sql_get(cx, id.v, &was));
    SegmentRow row = was;
    if (is_new) row = new_row(cx);
    take_draft(cx, draft, &row);
    const bool fills = is_new || is_other(&was, &row);
    if (fills) row.origin = S(""); /* from now on its rule tells who is in it */
    if (fills) TRY(find_members(cx, &row, &rows, &ids));
    TRY(write(cx, &row, is_new, draft->revision, fills ? &ids : NULL));
    return get_counted(cx, row.id, out);
}

/* Those of them who are customers now, rising. */
static Code keep_customers(Ctx *cx, Ids people, Ids *out)
{
    SegmentHold hold  = { 0 };
    SegmentRule rule  = { 0 };
    RuleError   error = { 0 };
    TRY(segment_index_begin(cx, (Str){ 0 }, 0, &hold, &rule, &error));
    roaring_bitmap_t *set = roaring_bitmap_create();
    for (size_t i = 0; i < people.count; i++) {
        const uint32_t person = crowd_number(hold.crowd, people.at[i]);
        if (person != CROWD_NONE && roaring_bitmap_contains(crowd_everybody(hold.crowd), person))
            roaring_bitmap_add(set, person);
    }
    *out = segment_index_ids(cx->arena, hold.crowd, set);
    roaring_bitmap_free(set);
    segment_index_end(cx);
    return OK;
}

Code segment_save_people(Ctx *cx, const SegmentPeopleDraft *draft, Ids people, Segment *out)
{
    /* No rule tells who they are: that of nobody stands there. */
    const SegmentDraft fixed = { .name       = draft->name,
                                 .definition = draft->definition,
                                 .kind       = SEGMENT_FIXED,
                                 .rule       = S("false") };
    Rows               rows  = { 0 };
    Ids                ids   = { 0 };
    SegmentRow         row   = new_row(cx);
    ASSERT(draft->origin.len > 0);
    TRY(check_draft(cx, &fixed));
    TRY(segment_sql_list(cx, &rows));
    REQUIRE(cx, rows.count < SEGMENTS_MAX, ERR_LIMIT, "segment.too_many");
    take_draft(cx, &fixed, &row);
    row.origin = draft->origin;
    TRY(keep_customers(cx, people, &ids));
    TRY(write(cx, &row, true, 0, &ids));
    return get_counted(cx, row.id, out);
}

Code segment_delete(Ctx *cx, SegmentId id, int64_t revision)
{
    SegmentRow  row   = { 0 };
    SegmentHold hold  = { 0 };
    SegmentRule rule  = { 0 };
    RuleError   error = { 0 };
    bool        asked = false;
    TRY(segment_sql_get(cx, id.v, &row));
    TRY(segment_index_begin(cx, (Str){ 0 }, 0, &hold, &rule, &error));
    for (size_t i = 0; i < hold.count; i++) {
        const SegmentHeld *other = &hold.segments[i];
        const bool         mate  = other->row.pool.len && str_equal(other->row.pool, row.pool);
        for (size_t k = 0; !mate && k < other->rule.segments.count; k++)
            asked = asked || other->rule.segments.at[k] == id.v;
    }
    segment_index_end(cx);
    REQUIRE(cx, !asked, ERR_CONFLICT, "segment.in_use");
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(segment_sql_delete(cx, id.v, revision));
    TRY(timer_clear(cx, str_of(segment_refresh_timer.word),
                    str_fmt(cx->arena, "%lld", (long long)id.v)));
    TRY(say_changed(cx, id.v));
    return cx_commit(cx, &txn);
}

/* ---- taken anew ----------------------------------------------------------------------------- */

static Code take_anew(Ctx *cx, SegmentRow *row, Str why)
{
    Rows rows = { 0 };
    Ids  ids  = { 0 };
    TRY(segment_sql_list(cx, &rows));
    TRY(find_members(cx, row, &rows, &ids));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(segment_store_replace(cx, row, ids, why));
    TRY(set_timers(cx, row));
    TRY(say_changed(cx, row->id));
    return cx_commit(cx, &txn);
}

Code segment_refresh(Ctx *cx, SegmentId id, Segment *out)
{
    SegmentRow row = { 0 };
    TRY(segment_sql_get(cx, id.v, &row));
    REQUIRE(cx, row.kind != SEGMENT_LIVE, ERR_INVALID, "segment.always_live");
    REQUIRE(cx, row.origin.len == 0, ERR_INVALID, "segment.of_people");
    TRY(take_anew(cx, &row, S("hand")));
    return get_counted(cx, id.v, out);
}

static Code fire_refresh(Ctx *cx, const Timer *timer)
{
    SegmentRow row = { 0 };
    int64_t    id  = 0;
    if (!str_to_i64(timer->key, &id) || !cx->services->segments) return OK;
    if (segment_sql_get(cx, id, &row) != OK) {
        if (cx->err.code != ERR_NOT_FOUND) return cx->err.code;
        forgive(cx);
        return OK;
    }
    if (row.kind != SEGMENT_SCHEDULED) return OK;
    const Code code = take_anew(cx, &row, S("schedule"));
    if (code != ERR_INVALID) return code;
    /* Its rule no longer makes sense: the page says so; it is tried again the next time. */
    forgive(cx);
    return set_timers(cx, &row);
}

const TimerKind segment_refresh_timer = { "segment.refresh", fire_refresh };

/* The sizes of the hour; again in an hour while there is any. */
static Code fire_measure(Ctx *cx, const Timer *timer)
{
    Rows        rows  = { 0 };
    SegmentHold hold  = { 0 };
    SegmentRule rule  = { 0 };
    RuleError   error = { 0 };
    (void)timer;
    TRY(segment_sql_list(cx, &rows));
    if (!rows.count || !cx->services->segments) return OK;
    TRY(segment_index_begin(cx, (Str){ 0 }, 0, &hold, &rule, &error));
    int64_t *sizes = arena_make(cx->arena, int64_t, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const roaring_bitmap_t *set =
            crowd_find_segment(hold.crowd, ROWS_AT(SegmentRow, rows, i)->id);
        sizes[i] = set ? (int64_t)roaring_bitmap_get_cardinality(set) : -1;
    }
    segment_index_end(cx);
    for (size_t i = 0; i < rows.count; i++)
        if (sizes[i] >= 0)
            TRY(segment_store_measure(cx, ROWS_AT(SegmentRow, rows, i), sizes[i], S("hour")));
    return timer_set(cx, str_of(segment_measure_timer.word), S("all"),
                     (cx->now_ms / MS_PER_HOUR + 1) * MS_PER_HOUR, (Str){ 0 });
}

const TimerKind segment_measure_timer = { "segment.measure", fire_measure };

/* ---- who is in it ---------------------------------------------------------------------------- */

/* The ids of its set, rising. */
static Code members_of(Ctx *cx, SegmentId id, Ids *ids)
{
    SegmentHold hold  = { 0 };
    SegmentRule rule  = { 0 };
    RuleError   error = { 0 };
    TRY(segment_index_begin(cx, (Str){ 0 }, 0, &hold, &rule, &error));
    const SegmentHeld      *held = segment_index_find(&hold, id.v);
    const roaring_bitmap_t *set  = held ? crowd_find_segment(hold.crowd, id.v) : NULL;
    if (set) *ids = segment_index_ids(cx->arena, hold.crowd, set);
    segment_index_end(cx);
    REQUIRE(cx, set != NULL, ERR_NOT_FOUND, "segment.not_found");
    return OK;
}

Code segment_has(Ctx *cx, SegmentId id, CustomerId customer, bool *has)
{
    SegmentHold hold  = { 0 };
    SegmentRule rule  = { 0 };
    RuleError   error = { 0 };
    TRY(customer_merge_resolve(cx, &customer));
    TRY(segment_index_begin(cx, (Str){ 0 }, 0, &hold, &rule, &error));
    const roaring_bitmap_t *set    = crowd_find_segment(hold.crowd, id.v);
    const uint32_t          person = crowd_number(hold.crowd, customer.v);
    const bool              known  = segment_index_find(&hold, id.v) != NULL;
    *has = set && person != CROWD_NONE && roaring_bitmap_contains(set, person);
    segment_index_end(cx);
    REQUIRE(cx, known, ERR_NOT_FOUND, "segment.not_found");
    return OK;
}

Code segment_ids(Ctx *cx, SegmentId id, int64_t after, size_t limit, Ids *ids)
{
    Ids    all   = { 0 };
    size_t first = 0;
    TRY(members_of(cx, id, &all));
    while (first < all.count && all.at[first] <= after) first++;
    *ids = (Ids){ all.at + first, all.count - first < limit ? all.count - first : limit };
    return OK;
}

Code segment_people(Ctx *cx, SegmentId id, SegmentResult *out)
{
    Ids ids = { 0 };
    TRY(members_of(cx, id, &ids));
    return customer_people_keep(cx, (int64_t *)(uintptr_t)ids.at, ids.count, &out->result_id,
                                &out->total);
}

Code segment_export(Ctx *cx, SegmentId id, const ExportDraft *draft, bool english, Job *out)
{
    SegmentResult result = { 0 };
    ExportDraft   all    = *draft;
    TRY(segment_people(cx, id, &result));
    all.selection = (BulkSelection){ .result_id = result.result_id };
    return bulk_export_start(cx, &all, english, out);
}

Code segment_changes(Ctx *cx, SegmentId id, Str cursor, int64_t limit, Rows *items,
                     Str *next_cursor)
{
    SegmentRow row  = { 0 };
    Rows       rows = { 0 };
    int64_t    keys[1];
    TRY(segment_sql_get(cx, id.v, &row));
    TRY(page_keys(cx, cursor, INT64_MAX, keys, COUNT(keys)));
    limit = page_limit(limit);
    TRY(segment_sql_changes(cx, id.v, keys[0], limit + 1, &rows));
    *next_cursor = (Str){ 0 };
    if ((int64_t)rows.count > limit) {
        rows.count           = (size_t)limit;
        const int64_t last[] = { ROWS_AT(SegmentChangeRow, rows, rows.count - 1)->id };
        *next_cursor         = page_cursor(cx->arena, last, 1);
    }
    SegmentChange *all = arena_make(cx->arena, SegmentChange, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const SegmentChangeRow *one      = ROWS_AT(SegmentChangeRow, rows, i);
        Customer                customer = { 0 };
        if (customer_get(cx, (CustomerId){ one->customer_id }, &customer) != OK) forgive(cx);
        all[i] = (SegmentChange){ one->id,    one->customer_id, customer.name,
                                  one->at_ms, one->entered,     one->why };
    }
    *items = (Rows){ all, rows.count };
    return OK;
}

Code segment_history(Ctx *cx, SegmentId id, Rows *points)
{
    SegmentRow row  = { 0 };
    Rows       rows = { 0 };
    TRY(segment_sql_get(cx, id.v, &row));
    *points = (Rows){ 0 };
    if (cx->scope_id) return OK;
    TRY(segment_sql_sizes(cx, id.v, HISTORY, &rows));
    SegmentPoint *all = arena_make(cx->arena, SegmentPoint, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        all[rows.count - 1 - i] = point_of(ROWS_AT(SegmentSizeRow, rows, i));
    *points = (Rows){ all, rows.count };
    return OK;
}
