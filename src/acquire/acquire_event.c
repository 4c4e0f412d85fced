/* What channel codes hear: adds, losses, the platform's answers, and changes of staff. */
#include "acquire/acquire_draft.h"
#include "acquire/acquire_refresh.h"
#include "acquire/figure_sql.h"
#include "customer/customer.h"
#include "org/org.h"
#include "wire/wire.h"

static Code payload_of(Ctx *cx, const Event *event, const Json **out)
{
    JsonError        error;
    const JsonLimits limits = { .bytes = EVENT_PAYLOAD_MAX, .nodes = 10000, .depth = 32 };
    if (json_parse(cx->arena, event->payload, limits, out, &error) == OK) return OK;
    return fail(cx, ERR_INTERNAL, "event.bad_payload", "%s", error.reason);
}

static bool is_at_rest(const ChannelCode *code)
{
    return code->state == CODE_PAUSED || code->state == CODE_EXPIRED || code->state == CODE_DELETED;
}

static Code tell_matched(Ctx *cx, const Event *event, const ChannelCode *code,
                         const MatchRow *match)
{
    JsonOut out = json_out(cx->arena, 4096);
    json_open_object(&out);
    json_pair_id(&out, S("code_id"), code->id);
    json_pair_str(&out, S("code_name"), code->name);
    json_pair_id(&out, S("relation_id"), match->relation_id);
    json_pair_id(&out, S("customer_id"), match->customer_id);
    json_pair_id(&out, S("staff_id"), match->staff_id);
    json_close_object(&out);
    Str payload;
    TRY(json_out_done(&out, &payload));
    return event_emit(
        cx, EV_CHANNEL_CODE_MATCHED,
        (EventDraft){ .id = str_fmt(cx->arena, "matched:%lld", (long long)match->relation_id),
                      .person_id = match->customer_id,
                      .object    = str_fmt(cx->arena, "channel_code:%lld", (long long)code->id),
                      .source    = event->source,
                      .occurred_at_ms = event->occurred_at_ms,
                      .payload        = payload });
}

static Code refresh(Ctx *cx, int64_t code_id)
{
    return acquire_code_refresh(cx, (ChannelCodeId){ code_id });
}

/* Tags and remark of the code, for a friend who was added just now. */
static Code dress(Ctx *cx, const ChannelCode *code, const MatchRow *match, Str customer_name)
{
    Rows chosen = { 0 };
    TRY(acquire_sql_tags(cx, (ChannelCodeId){ code->id }, &chosen));
    int64_t *ids = arena_make(cx->arena, int64_t, chosen.count);
    for (size_t i = 0; i < chosen.count; i++) ids[i] = ROWS_AT(TagRow, chosen, i)->tag_id;
    /* A tag deleted since must not cost the others, nor one that the platform does not know
     * (yet) the count. */
    Rows   tags  = { 0 };
    size_t count = 0;
    TRY(customer_tags_by_ids(cx, (Ids){ ids, chosen.count }, &tags));
    for (size_t i = 0; i < tags.count; i++) {
        const Tag *tag = ROWS_AT(Tag, tags, i);
        if (tag->kind != TAG_CORP || tag->platform_id.len > 0) ids[count++] = tag->id;
    }

    const RelationId relation = { match->relation_id };
    if (count > 0)
        TRY(customer_tag(cx, (CustomerId){ match->customer_id }, relation, (Ids){ ids, count },
                         (Ids){ 0 }, S("channel_code")));
    if (code->remark_pattern.len == 0) return OK;
    Relation row;
    TRY(customer_relation_get(cx, relation, &row));
    if (row.ended_at_ms != 0) return OK;
    return customer_set_remark(cx, relation, acquire_remark(cx, code, customer_name),
                               row.description);
}

static Code count_add(Ctx *cx, const MatchRow *match)
{
    const DayRow delta = { .tenant_id        = cx->tenant_id,
                           .code_id          = match->code_id,
                           .day              = day_of(match->added_at_ms, cx->zone),
                           .staff_id         = match->staff_id,
                           .added            = 1,
                           .last_added_at_ms = match->added_at_ms };
    return figure_sql_count(cx, &delta);
}

/* The code of a token; of a batch of adds most come through the same few. */
static Code find_code(Ctx *cx, Str token, ChannelCode *code, bool *found)
{
    const Str          key  = str_fmt(cx->arena, "channel_code %.*s", FMT(token));
    const ChannelCode *kept = memo_find(cx, key);
    *found                  = kept != NULL;
    if (kept != NULL) *code = *kept;
    if (kept != NULL) return OK;
    TRY(acquire_sql_find_by_token(cx, token, code, found));
    if (*found) memo_keep(cx, key, &channel_code_shape, code);
    return OK;
}

static Code hear_added(Ctx *cx, const Event *event, const Json *payload)
{
    const Str state = json_str(payload, S("state"));
    if (state.len == 0) return OK;
    ChannelCode code;
    bool        found = false;
    TRY(find_code(cx, state, &code, &found));
    if (!found) return OK;

    const MatchRow match  = { .tenant_id   = cx->tenant_id,
                              .relation_id = json_i64(payload, S("relation_id"), 0),
                              .code_id     = code.id,
                              .customer_id = json_i64(payload, S("customer_id"), 0),
                              .staff_id    = json_i64(payload, S("staff_id"), 0),
                              .added_at_ms = event->occurred_at_ms };
    bool           is_new = false;
    TRY(figure_sql_match(cx, &match, &is_new));
    if (!is_new) return OK;
    TRY(count_add(cx, &match));
    TRY(tell_matched(cx, event, &code, &match));

    /* History read from the platform is counted, but it is too late to act on it. */
    if (str_equal(event->source, S("sync")) || code.state == CODE_DELETED) return OK;
    if (!is_at_rest(&code)) TRY(dress(cx, &code, &match, json_str(payload, S("customer_name"))));
    return memo_once(cx, refresh, code.id);
}

static Code hear_lost(Ctx *cx, const Event *event, const Json *payload)
{
    MatchRow match;
    bool     found = false, changed = false;
    TRY(figure_sql_find_match(cx, json_i64(payload, S("relation_id"), 0), &match, &found));
    if (!found) return OK;
    TRY(figure_sql_lose(cx, match.relation_id, event->occurred_at_ms, &changed));
    if (!changed) return OK;
    const DayRow delta = { .tenant_id = cx->tenant_id,
                           .code_id   = match.code_id,
                           .day       = day_of(event->occurred_at_ms, cx->zone),
                           .staff_id  = match.staff_id,
                           .lost      = 1 };
    return figure_sql_count(cx, &delta);
}

static Code hear_settled(Ctx *cx, const Json *payload)
{
    Str     object = json_str(payload, S("object"));
    int64_t id     = 0;
    if (!str_starts(object, S("channel_code:"))) return OK;
    const Str  kind    = json_str(payload, S("kind"));
    const bool is_save = str_equal(kind, S("wecom.save_contact_way"));
    if (!is_save && !str_equal(kind, S("wecom.read_contact_way"))) return OK;
    if (!str_to_i64(str_slice(object, S("channel_code:").len, object.len), &id)) return OK;
    const Json     *json   = json_get(payload, S("answer"));
    const WayAnswer answer = { .is_done     = str_equal(json_str(payload, S("state")), S("done")),
                               .reason      = json_str(payload, S("reason")),
                               .config_id   = json_str(json, S("config_id")),
                               .qr_url      = json_str(json, S("qr_code")),
                               .link        = json_str(json, S("link")),
                               .link_reason = json_str(json, S("link_reason")) };
    return is_save ? acquire_refresh_settled(cx, (ChannelCodeId){ id }, &answer)
                   : acquire_refresh_link(cx, (ChannelCodeId){ id }, &answer);
}

/* Somebody left, came back or may no longer have customers: decide every code anew. */
static Code hear_org(Ctx *cx)
{
    enum { CODES_A_PAGE = 200 };
    const CodeFilter all    = { 0 };
    int64_t          before = INT64_MAX;
    for (;;) {
        Rows codes = { 0 };
        TRY(acquire_sql_list(cx, &all, before, CODES_A_PAGE, &codes));
        for (size_t i = 0; i < codes.count; i++)
            TRY(acquire_code_refresh(cx, (ChannelCodeId){ ROWS_AT(ChannelCode, codes, i)->id }));
        if (codes.count < CODES_A_PAGE) return OK;
        before = ROWS_AT(ChannelCode, codes, codes.count - 1)->id;
    }
}

static Code hear(Ctx *cx, const Event *event)
{
    if (str_equal(event->type, event_word(EV_ORG_CHANGED))) {
        memo_forget(cx); /* every code is decided anew */
        return hear_org(cx);
    }
    const Json *payload = NULL;
    TRY(payload_of(cx, event, &payload));
    if (str_equal(event->type, event_word(EV_CONTACT_ADDED))) return hear_added(cx, event, payload);
    if (str_equal(event->type, event_word(EV_CONTACT_LOST))) return hear_lost(cx, event, payload);
    memo_forget(cx); /* the platform's answer becomes part of its code */
    return hear_settled(cx, payload);
}

static const char *const types[] = { "contact.added", "contact.lost", "platform.effect_settled",
                                     "org.changed", NULL };
const Consumer           acquire_consumer = {
              .name = "acquire", .types = types, .hear = hear, .gather_ms = 50
};
