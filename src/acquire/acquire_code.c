/* The life of a channel code: create, change, pause, copy, delete.  No SQL, JSON or HTTP. */
#include "acquire/acquire_draft.h"
#include "acquire/figure_sql.h"
#include "channel/channel.h"

static Str object_of(Ctx *cx, int64_t id)
{
    return str_fmt(cx->arena, "channel_code:%lld", (long long)id);
}

static Code tell(Ctx *cx, const ChannelCode *code)
{
    JsonOut out = json_out(cx->arena, 4096);
    json_open_object(&out);
    json_pair_id(&out, S("code_id"), code->id);
    json_pair_str(&out, S("code_name"), code->name);
    json_pair_str(&out, S("state"), word_of(&code_state_words, (int)code->state));
    json_close_object(&out);
    Str payload;
    TRY(json_out_done(&out, &payload));
    return event_emit(cx, EV_CHANNEL_CODE_CHANGED,
                      (EventDraft){ .object = object_of(cx, code->id), .payload = payload });
}

static Str or_empty(Str text) { return text.ptr ? text : S(""); }

static void apply(ChannelCode *code, const ChannelCodeDraft *draft)
{
    code->group_id       = draft->group_id;
    code->name           = draft->name;
    code->medium         = or_empty(draft->medium);
    code->allocation     = draft->allocation;
    code->skip_verify    = draft->skip_verify;
    code->remark_pattern = or_empty(draft->remark_pattern);
    code->valid_from_ms  = draft->valid_from_ms;
    code->valid_until_ms = draft->valid_until_ms;
    code->welcome_mode   = draft->welcome_mode;
}

static Code store_lists(Ctx *cx, const ChannelCode *code, const ChannelCodeDraft *draft)
{
    const CodeParts parts = acquire_draft_parts(cx, code->id, draft);
    TRY(acquire_sql_set_parts(cx, (ChannelCodeId){ code->id }, &parts));
    return reach_code_welcome_put(cx, code->id, code->token, code->name, draft->welcome_mode,
                                  &draft->welcome);
}

/* Who does not see all members of a code would drop the others without knowing it. */
static Code check_whole(Ctx *cx, ChannelCodeId id)
{
    int64_t unseen = 0;
    if (cx->scope_id == 0) return OK;
    TRY(acquire_sql_unseen(cx, id, &unseen));
    REQUIRE(cx, unseen == 0, ERR_DENIED, "channel_code.beyond_scope");
    return OK;
}

Code acquire_code_create(Ctx *cx, const ChannelCodeDraft *draft, ChannelCode *out)
{
    TRY(acquire_draft_check(cx, draft));
    Connection connection;
    TRY(channel_connection_default(cx, &connection));

    ChannelCode code = { .id            = cx_new_id(cx),
                         .tenant_id     = cx->tenant_id,
                         .connection_id = connection.id,
                         .state         = CODE_SYNCING,
                         .sync_reason   = S(""),
                         .config_id     = S(""),
                         .qr_url        = S(""),
                         .link          = S(""),
                         .on_platform   = S(""),
                         .created_at_ms = cx->now_ms,
                         .updated_at_ms = cx->now_ms,
                         .revision      = 1 };
    code.token =
        draft->token.len > 0 ? draft->token : str_fmt(cx->arena, "c-%.*s", FMT(cx_token(cx, 16)));
    apply(&code, draft);

    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(acquire_sql_insert(cx, &code));
    TRY(store_lists(cx, &code, draft));
    TRY(acquire_code_refresh(cx, (ChannelCodeId){ code.id }));
    TRY(tell(cx, &code));
    TRY(acquire_code_get(cx, (ChannelCodeId){ code.id }, out));
    return cx_commit(cx, &txn);
}

Code acquire_code_update(Ctx *cx, ChannelCodeId id, int64_t revision, const ChannelCodeDraft *draft,
                         ChannelCode *out)
{
    TRY(acquire_draft_check(cx, draft));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    ChannelCode code;
    TRY(acquire_sql_get(cx, id, &code));
    TRY(check_whole(cx, id));
    apply(&code, draft);

    bool changed = false;
    TRY(acquire_sql_update(cx, &code, revision, &changed));
    REQUIRE(cx, changed, ERR_CONFLICT, "channel_code.changed_meanwhile");
    TRY(store_lists(cx, &code, draft));
    TRY(acquire_code_refresh(cx, id));
    TRY(tell(cx, &code));
    TRY(acquire_code_get(cx, id, out));
    return cx_commit(cx, &txn);
}

/* ---- reading ----------------------------------------------------------------- */

static Code fill_on_duty(Ctx *cx, ChannelCode *code)
{
    const Json *asked = NULL;
    JsonError   error;
    Vec         list = vec_of(cx->arena, CodePerson);
    if (code->on_platform.len > 0 &&
        json_parse(cx->arena, code->on_platform, JSON_LIMITS, &asked, &error) == OK) {
        const JsonItems items = json_items(asked, S("staff"));
        for (size_t i = 0; i < items.count; i++) {
            int64_t id = 0;
            Staff   staff;
            if (items.at[i].kind != JSON_STR || !str_to_i64(items.at[i].as.str, &id)) continue;
            if (org_staff_get(cx, (StaffId){ id }, &staff) != OK) {
                if (cx->err.code != ERR_NOT_FOUND) return cx->err.code;
                forgive(cx);
                continue;
            }
            *VEC_ADD(&list, CodePerson) = (CodePerson){ id, staff.name, staff.avatar };
        }
    }
    code->on_duty = vec_rows(&list);
    return OK;
}

/* The counts kept with a code are of all its members: a scope has its own. */
static Code fill_seen(Ctx *cx, Rows codes, const IdMap *map, int64_t first, int64_t last)
{
    Rows seen = { 0 };
    TRY(figure_sql_codes_seen(cx, first, last, &seen));
    for (size_t i = 0; i < codes.count; i++) {
        ROWS_AT(ChannelCode, codes, i)->added_count = 0;
        ROWS_AT(ChannelCode, codes, i)->lost_count  = 0;
    }
    for (size_t i = 0; i < seen.count; i++) {
        const DayRow *all  = ROWS_AT(DayRow, seen, i);
        ChannelCode  *code = idmap_find(map, all->code_id);
        if (!code) continue;
        code->added_count = all->added;
        code->lost_count  = all->lost;
    }
    return OK;
}

static Code fill_today(Ctx *cx, Rows codes)
{
    if (codes.count == 0) return OK;
    int64_t first = INT64_MAX, last = 0;
    IdMap  *map = idmap_new(cx->arena);
    for (size_t i = 0; i < codes.count; i++) {
        ChannelCode *code = ROWS_AT(ChannelCode, codes, i);
        first             = code->id < first ? code->id : first;
        last              = code->id > last ? code->id : last;
        (void)idmap_put(map, code->id, code);
    }
    if (cx->scope_id != 0) TRY(fill_seen(cx, codes, map, first, last));
    for (size_t i = 0; i < codes.count; i++) {
        ChannelCode *code = ROWS_AT(ChannelCode, codes, i);
        code->net_count   = code->added_count - code->lost_count;
    }
    Rows days = { 0 };
    TRY(figure_sql_codes_of_day(cx, day_of(cx->now_ms, cx->zone), first, last, &days));
    for (size_t i = 0; i < days.count; i++) {
        const DayRow *day  = ROWS_AT(DayRow, days, i);
        ChannelCode  *code = idmap_find(map, day->code_id);
        if (code) code->added_today = day->added;
    }
    return OK;
}

Code acquire_code_get(Ctx *cx, ChannelCodeId id, ChannelCode *out)
{
    ChannelCode code;
    CodeParts   parts;
    TRY(acquire_sql_get(cx, id, &code));
    TRY(acquire_sql_parts(cx, id, &parts));
    TRY(acquire_draft_fill(cx, &parts, &code));
    TRY(reach_code_welcome_get(cx, id.v, &code.welcome_mode, &code.welcome));
    content_message_urls(cx, &code.welcome);
    TRY(fill_on_duty(cx, &code));
    TRY(fill_today(cx, (Rows){ &code, 1 }));
    *out = code;
    return OK;
}

Code acquire_code_list(Ctx *cx, const CodeFilter *filter, Rows *items, Str *next_cursor)
{
    const int64_t limit     = page_limit(filter->limit);
    int64_t       before_id = 0;
    TRY(page_keys(cx, filter->cursor, INT64_MAX, &before_id, 1));
    TRY(acquire_sql_list(cx, filter, before_id, limit + 1, items));

    *next_cursor = (Str){ 0 };
    if (items->count > (size_t)limit) {
        items->count = (size_t)limit;
        *next_cursor = page_cursor(cx->arena, &ROWS_AT(ChannelCode, *items, limit - 1)->id, 1);
    }
    for (size_t i = 0; i < items->count; i++)
        TRY(fill_on_duty(cx, ROWS_AT(ChannelCode, *items, i)));
    return fill_today(cx, *items);
}

/* As JSON, not by commas: a name may have one in it. */
static Code check_names(Ctx *cx, Str text)
{
    const Json *names = NULL;
    JsonError   error = { 0 };
    bool        fits  = json_parse(cx->arena, text, JSON_LIMITS, &names, &error) == OK &&
                names->kind == JSON_ARRAY && names->count <= CODE_NAMES_MAX;
    for (uint32_t i = 0; fits && i < names->count; i++) fits = names->as.first[i].kind == JSON_STR;
    return fits ? OK : fail_field(cx, "channel_code.bad_names", S("names"), "[\"a\",\"b\"], 0..50");
}

Code acquire_code_names(Ctx *cx, const CodeNamesQuery *query, Rows *names)
{
    if (query->ids.count > 0 || query->token.len > 0)
        return acquire_sql_names_of(cx, query->ids, query->token, names);
    if (query->names.len > 0) {
        TRY(check_names(cx, query->names));
        return acquire_sql_names_exact(cx, query->names, names);
    }
    return acquire_sql_names_like(cx, query->q, page_limit(query->limit), names);
}

/* ---- moves ------------------------------------------------------------------- */

static Code move(Ctx *cx, ChannelCodeId id, bool to_pause, ChannelCode *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    ChannelCode code;
    TRY(acquire_sql_get_to_change(cx, id, &code));
    TRY(check_whole(cx, id));
    const bool can_pause = code.state == CODE_ACTIVE || code.state == CODE_DEGRADED ||
                           code.state == CODE_SYNCING || code.state == CODE_FAILED;
    REQUIRE(cx, to_pause ? can_pause : code.state == CODE_PAUSED, ERR_CONFLICT,
            "channel_code.bad_move");
    code.state = to_pause ? CODE_PAUSED : CODE_SYNCING;
    TRY(acquire_sql_set_platform(cx, &code));
    TRY(acquire_code_refresh(cx, id));
    TRY(tell(cx, &code));
    TRY(acquire_code_get(cx, id, out));
    return cx_commit(cx, &txn);
}

Code acquire_code_pause(Ctx *cx, ChannelCodeId id, ChannelCode *out)
{
    return move(cx, id, true, out);
}

Code acquire_code_resume(Ctx *cx, ChannelCodeId id, ChannelCode *out)
{
    return move(cx, id, false, out);
}

Code acquire_code_copy(Ctx *cx, ChannelCodeId id, ChannelCode *out)
{
    ChannelCode code;
    TRY(acquire_code_get(cx, id, &code));
    ChannelCodeDraft draft = acquire_draft_of(&code);
    const Str        head  = str_prefix_chars(code.name, 55);
    draft.name             = str_fmt(cx->arena, "%.*s(副本)", FMT(head));
    return acquire_code_create(cx, &draft, out);
}

Code acquire_code_delete(Ctx *cx, ChannelCodeId id, int64_t revision)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    ChannelCode code;
    TRY(acquire_sql_get_to_change(cx, id, &code));
    TRY(check_whole(cx, id));
    bool changed = false;
    TRY(acquire_sql_update(cx, &code, revision, &changed));
    REQUIRE(cx, changed, ERR_CONFLICT, "channel_code.changed_meanwhile");

    if (code.config_id.len > 0)
        TRY(channel_delete_contact_way(cx, (ConnectionId){ code.connection_id }, code.config_id,
                                       object_of(cx, id.v)));
    code.state = CODE_DELETED;
    TRY(acquire_sql_set_platform(cx, &code));
    TRY(reach_code_welcome_delete(cx, id.v));
    TRY(timer_clear(cx, S("channel_code.duty"), str_fmt(cx->arena, "%lld", (long long)id.v)));
    TRY(tell(cx, &code));
    return cx_commit(cx, &txn);
}
