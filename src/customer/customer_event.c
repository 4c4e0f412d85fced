/* customer_event.c -- what this slice hears: payloads into structs, handed to the rules. */
#include "customer/customer_contact.h"
#include "customer/customer_merge.h"
#include "customer/tag.h"
#include "wire/json.h"

enum { SYNCED_WAIT_MS = 10000 };

static Code parse(Ctx *cx, const Event *event, const Json **out)
{
    const JsonLimits limits = { .bytes = EVENT_PAYLOAD_MAX, .nodes = 200000, .depth = 64 };
    JsonError        error  = { 0 };
    const Code       code   = json_parse(cx->arena, event->payload, limits, out, &error);
    if (code != OK) return fail(cx, code, "event.malformed", "%s", error.reason);
    return OK;
}

/* Whom it told of was deleted on request: heard again, it tells nothing. */
static bool is_erased(const Json *payload) { return json_bool(payload, S("erased"), false); }

static Strs texts_of(Arena *arena, const Json *object, Str key)
{
    const JsonItems items = json_items(object, key);
    Str            *texts = arena_make(arena, Str, items.count);
    size_t          count = 0;
    for (size_t i = 0; i < items.count; i++)
        if (items.at[i].kind == JSON_STR && items.at[i].as.str.len)
            texts[count++] = items.at[i].as.str;
    return (Strs){ texts, count };
}

/* ---- platform.contact_read ---------------------------------------------------- */

static ContactSide side_of(Arena *arena, const Json *json)
{
    return (ContactSide){ .userid         = json_str(json, S("userid")),
                          .remark         = json_str(json, S("remark")),
                          .description    = json_str(json, S("description")),
                          .state          = json_str(json, S("state")),
                          .createtime_ms  = json_i64(json, S("createtime_ms"), 0),
                          .add_way        = add_way_of_platform(json_i64(json, S("add_way"), 0)),
                          .tag_ids        = texts_of(arena, json, S("tag_ids")),
                          .remark_mobiles = texts_of(arena, json, S("remark_mobiles")) };
}

static void read_contact(const Json *contact, ContactRead *read)
{
    const int64_t type    = json_i64(contact, S("type"), 0);
    read->external_userid = json_str(contact, S("external_userid"));
    read->name            = json_str(contact, S("name"));
    read->avatar          = json_str(contact, S("avatar"));
    read->unionid         = json_str(contact, S("unionid"));
    read->position        = json_str(contact, S("position"));
    read->corp_name       = json_str(contact, S("corp_name"));
    read->gender          = (Gender)value_of(&gender_words, json_str(contact, S("gender")));
    if (type) read->kind = type == 2 ? CUSTOMER_WECOM : CUSTOMER_WECHAT;
}

static void read_callback(const Json *callback, ContactRead *read)
{
    read->change_type             = json_str(callback, S("change_type"));
    read->callback_userid         = json_str(callback, S("userid"));
    read->callback_state          = json_str(callback, S("state"));
    read->welcome_code            = json_str(callback, S("welcome_code"));
    read->callback_at_ms          = json_i64(callback, S("created_at_ms"), 0);
    read->callback_received_at_ms = json_i64(callback, S("received_at_ms"), read->callback_at_ms);
    read->deadline_ms             = json_i64(callback, S("deadline_ms"), 0);
    if (!read->external_userid.len)
        read->external_userid = json_str(callback, S("external_userid"));
}

static Code hear_contact_read(Ctx *cx, const Event *event)
{
    const Json *json = NULL;
    ContactRead read = { .at_ms = event->occurred_at_ms };
    TRY(parse(cx, event, &json));
    if (is_erased(json)) return OK;
    const JsonItems sides = json_items(json, S("relations"));
    read.connection_id    = json_i64(json, S("connection_id"), 0);
    read.corp_id          = json_str(json, S("corp_id"));
    read.via              = (ContactVia)value_of(&contact_via_words, json_str(json, S("via")));
    read.is_complete      = json_bool(json, S("complete"), false);
    read.is_degraded      = json_bool(json, S("degraded"), false);
    read_contact(json_get(json, S("contact")), &read);
    read_callback(json_get(json, S("callback")), &read);
    read.sides = arena_make(cx->arena, ContactSide, sides.count);
    for (size_t i = 0; i < sides.count; i++) {
        const ContactSide side = side_of(cx->arena, &sides.at[i]);
        if (side.userid.len) read.sides[read.side_count++] = side;
    }
    return customer_contact_read(cx, &read);
}

/* ---- the other ends of a contact ------------------------------------------------- */

static Code hear_contact_lost(Ctx *cx, const Event *event)
{
    const Json *json = NULL;
    TRY(parse(cx, event, &json));
    if (is_erased(json)) return OK;
    const EndedBy     by   = (EndedBy)value_of(&ended_by_words, json_str(json, S("by")));
    const ContactLost lost = { .connection_id   = json_i64(json, S("connection_id"), 0),
                               .at_ms           = json_i64(json, S("at_ms"), event->occurred_at_ms),
                               .corp_id         = json_str(json, S("corp_id")),
                               .userid          = json_str(json, S("userid")),
                               .external_userid = json_str(json, S("external_userid")),
                               .by              = by ? by : ENDED_BY_SYSTEM };
    REQUIRE(cx, lost.userid.len > 0, ERR_INVALID, "customer.userid_missing");
    return customer_contact_lost(cx, &lost);
}

static Code end_unseen(Ctx *cx, const Json *json)
{
    return customer_contact_synced(cx, json_i64(json, S("connection_id"), 0),
                                   json_str(json, S("userid")), json_i64(json, S("seen_at_ms"), 0));
}

static Code wait_for_the_rest(Ctx *cx, const Json *json, int64_t told_at_ms)
{
    JsonOut       out           = json_out(cx->arena, 4096);
    Str           payload       = { 0 };
    const Str     userid        = json_str(json, S("userid"));
    const int64_t connection_id = json_i64(json, S("connection_id"), 0);
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), connection_id);
    json_pair_str(&out, S("userid"), userid);
    json_pair_i64(&out, S("seen_at_ms"), json_i64(json, S("seen_at_ms"), 0));
    json_pair_i64(&out, S("told_at_ms"), told_at_ms);
    json_close_object(&out);
    TRY(json_out_done(&out, &payload));
    const Str key = str_fmt(cx->arena, "%lld:%.*s", (long long)connection_id, FMT(userid));
    return timer_set(cx, str_of(customer_synced_timer.word), key, cx->now_ms + SYNCED_WAIT_MS,
                     payload);
}

/* SQLite's log is heard in one order: all that the sync showed has been taken.  The parts of
 * PostgreSQL's are not, so the end waits until every one has come so far. */
static Code hear_contacts_synced(Ctx *cx, const Event *event)
{
    const Json *json = NULL;
    TRY(parse(cx, event, &json));
    if (db_engine(cx->db) == DB_SQLITE) return end_unseen(cx, json);
    return wait_for_the_rest(cx, json, event->received_at_ms);
}

static Code is_heard_until(Ctx *cx, int64_t at_ms, bool *heard)
{
    Rows states = { 0 };
    *heard      = true;
    TRY(consumer_states(cx, &states));
    for (size_t i = 0; i < states.count; i++) {
        const ConsumerState *state = ROWS_AT(ConsumerState, states, i);
        if (str_equal(state->name, str_of(customer_consumer.name)))
            *heard = state->oldest_at_ms == 0 || state->oldest_at_ms > at_ms;
    }
    return OK;
}

static Code fire_synced(Ctx *cx, const Timer *timer)
{
    const Event told  = { .payload = timer->payload };
    const Json *json  = NULL;
    bool        heard = false;
    TRY(parse(cx, &told, &json));
    const int64_t told_at_ms = json_i64(json, S("told_at_ms"), 0);
    TRY(is_heard_until(cx, told_at_ms, &heard));
    return heard ? end_unseen(cx, json) : wait_for_the_rest(cx, json, told_at_ms);
}

const TimerKind customer_synced_timer = { "customer.synced", fire_synced };

/* ---- the tag library ---------------------------------------------------------------- */

static LibraryGroup group_of(Arena *arena, const Json *json, Str id, Str name)
{
    const JsonItems items = json_items(json, S("tags"));
    LibraryGroup    group = { .platform_id = json_str(json, id),
                              .name        = json_str(json, name),
                              .sort        = json_i64(json, S("order"), 0),
                              .tags        = arena_make(arena, LibraryTag, items.count) };
    for (size_t i = 0; i < items.count; i++) {
        const LibraryTag tag = { .platform_id = json_str(&items.at[i], S("id")),
                                 .name        = json_str(&items.at[i], S("name")),
                                 .sort        = json_i64(&items.at[i], S("order"), 0) };
        if (tag.platform_id.len && tag.name.len) group.tags[group.tag_count++] = tag;
    }
    return group;
}

static Code hear_tags_changed(Ctx *cx, const Event *event)
{
    const Json *json = NULL;
    memo_forget(cx); /* rows of tags that were read before it */
    TRY(parse(cx, event, &json));
    const JsonItems groups  = json_items(json, S("groups"));
    Library         library = { .connection_id = json_i64(json, S("connection_id"), 0),
                                .groups        = arena_make(cx->arena, LibraryGroup, groups.count),
                                .is_complete   = json_bool(json, S("complete"), false),
                                .deleted       = texts_of(cx->arena, json, S("deleted")) };
    for (size_t i = 0; i < groups.count; i++) {
        const LibraryGroup group = group_of(cx->arena, &groups.at[i], S("id"), S("name"));
        if (group.platform_id.len && group.name.len) library.groups[library.group_count++] = group;
    }
    return tag_library_take(cx, &library);
}

static Code hear_converted(Ctx *cx, const Json *json, const Event *event)
{
    const Json *answer = json_get(json, S("answer"));
    return customer_pending_take(
        cx, &(PendingAnswer){ .object          = json_str(json, S("object")),
                              .corp_id         = json_str(answer, S("corp_id")),
                              .external_userid = json_str(answer, S("external_userid")),
                              .pending_id      = json_str(answer, S("pending_id")),
                              .at_ms = json_i64(json, S("settled_at_ms"), event->occurred_at_ms) });
}

static Code hear_effect_settled(Ctx *cx, const Event *event)
{
    const Json *json = NULL;
    TRY(parse(cx, event, &json));
    const Str object = json_str(json, S("object"));
    if (str_starts(object, S("customer_convert:"))) return hear_converted(cx, json, event);
    Str        id      = object;
    const Str  noun    = str_cut(&id, ':');
    TagSettled settled = { .is_group = str_equal(noun, S("tag_group")),
                           .is_done  = str_equal(json_str(json, S("state")), S("done")),
                           .reason   = json_str(json, S("reason")),
                           .detail   = json_str(json, S("detail")) };
    if (!settled.is_group && !str_equal(noun, S("tag"))) return OK;
    if (!str_to_i64(id, &settled.id)) return OK;
    settled.answer =
        group_of(cx->arena, json_get(json, S("answer")), S("group_id"), S("group_name"));
    return tag_library_settled(cx, &settled);
}

/* ---- customer.claimed ----------------------------------------------------------------- */

static Code hear_claimed(Ctx *cx, const Event *event)
{
    const Json *json = NULL;
    TRY(parse(cx, event, &json));
    return customer_merge_hear_claim(cx, (CustomerId){ event->person_id },
                                     json_i64(json, S("identity_id"), 0));
}

static Code hear_merged(Ctx *cx, const Event *event)
{
    const Json *json = NULL;
    if (db_engine(cx->db) == DB_SQLITE) return OK; /* one transaction after the other */
    TRY(parse(cx, event, &json));
    return customer_merge_gather(cx, (MergeId){ json_i64(json, S("merge_id"), 0) });
}

/* ---- the table ------------------------------------------------------------------------ */

static const char *const types[] = {
    "platform.contact_read",    "platform.contact_lost",
    "platform.contacts_synced", "platform.tags_changed",
    "platform.effect_settled",  "customer.claimed",
    "customer.merged",          NULL,
};

static Code hear(Ctx *cx, const Event *event)
{
    static Code (*const hearers[])(Ctx *, const Event *) = {
        hear_contact_read,   hear_contact_lost, hear_contacts_synced, hear_tags_changed,
        hear_effect_settled, hear_claimed,      hear_merged,
    };
    for (size_t i = 0; types[i]; i++)
        if (str_equal(event->type, str_of(types[i]))) return hearers[i](cx, event);
    return OK;
}

const Consumer customer_consumer = { .name = "customer", .types = types, .hear = hear };
