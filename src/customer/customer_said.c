/* customer_said.c -- the events that follow from changed relations, and the notifications. */
#include "customer/customer_said.h"

#include "channel/channel.h"
#include "wire/json.h"
#include "wire/text_codec.h"

enum {
    PAYLOAD_MAX = 16 * 1024,
    NEWS_MS     = MS_PER_DAY, /* a loss that is older is history, not news */
};

static Str text_of_id(Ctx *cx, const char *noun, int64_t id)
{
    return str_fmt(cx->arena, "%s:%lld", noun, (long long)id);
}

static Str source_of(const ContactRead *read)
{
    return read && read->via == VIA_SYNC ? S("sync") : S("wecom");
}

static bool is_offered(const Relation *relation, const ContactRead *read)
{
    return read && read->welcome_code.len && relation->ended_at_ms == 0 &&
           str_equal_nocase(read->callback_userid, relation->staff_userid);
}

static Code added_payload(Ctx *cx, const Customer *customer, const Relation *relation, bool is_new,
                          const ContactRead *read, Str *out)
{
    const bool offered = is_offered(relation, read);
    JsonOut    json    = json_out(cx->arena, PAYLOAD_MAX);
    json_open_object(&json);
    json_pair_id(&json, S("relation_id"), relation->id);
    json_pair_id(&json, S("customer_id"), customer->id);
    json_pair_str(&json, S("customer_name"), customer->name);
    json_pair_id(&json, S("staff_id"), relation->staff_id);
    json_pair_str(&json, S("staff_userid"), relation->staff_userid);
    json_pair_str(&json, S("external_userid"), relation->external_userid);
    json_pair_id(&json, S("connection_id"), relation->connection_id);
    json_pair_str(&json, S("state"), relation->state);
    json_pair_str(&json, S("add_way"), word_of(&add_way_words, (int)relation->add_way));
    json_pair_str(&json, S("welcome_code"), offered ? read->welcome_code : (Str){ 0 });
    json_pair_i64(&json, S("deadline_ms"), offered ? read->deadline_ms : 0);
    json_pair_i64(&json, S("requested_at_ms"), offered ? read->callback_received_at_ms : 0);
    json_pair_bool(&json, S("is_new_customer"), is_new);
    json_pair_i64(&json, S("interval_no"), relation->interval_no);
    json_close_object(&json);
    return json_out_done(&json, out);
}

static Code lost_payload(Ctx *cx, const Customer *customer, const Relation *relation,
                         Str staff_name, Str *out)
{
    JsonOut json = json_out(cx->arena, PAYLOAD_MAX);
    json_open_object(&json);
    json_pair_id(&json, S("relation_id"), relation->id);
    json_pair_id(&json, S("customer_id"), customer->id);
    json_pair_str(&json, S("customer_name"), customer->name);
    json_pair_id(&json, S("staff_id"), relation->staff_id);
    json_pair_str(&json, S("staff_name"), staff_name);
    json_pair_str(&json, S("by"), word_of(&ended_by_words, (int)relation->ended_by));
    json_pair_str(&json, S("state"), relation->state);
    json_pair_i64(&json, S("added_at_ms"), relation->added_at_ms);
    json_pair_i64(&json, S("kept_ms"), relation->ended_at_ms - relation->added_at_ms);
    json_close_object(&json);
    return json_out_done(&json, out);
}

/* A member who lost a customer of late is told, and so are those who look after the members when it
 * was the member who deleted. */
static Code notify(Ctx *cx, const Customer *customer, const Relation *relation, Str staff_name)
{
    const bool by_customer = relation->ended_by == ENDED_BY_CUSTOMER;
    if (!by_customer && relation->ended_by != ENDED_BY_STAFF) return OK;
    if (relation->ended_at_ms < cx->now_ms - NEWS_MS) return OK;
    JsonOut json   = json_out(cx->arena, PAYLOAD_MAX);
    Str     params = { 0 };
    json_open_object(&json);
    json_pair_str(&json, S("customer_name"), customer->name);
    json_pair_str(&json, S("staff_name"), staff_name);
    json_pair_id(&json, S("customer_id"), customer->id);
    json_close_object(&json);
    TRY(json_out_done(&json, &params));
    const NotificationDraft draft = {
        .kind          = by_customer ? S("contact.lost_by_customer") : S("contact.lost_by_staff"),
        .severity      = S("warning"),
        .staff_id      = by_customer ? relation->staff_id : 0,
        .to_holders_of = by_customer ? PERM_UNSET : PERM_USER_WRITE,
        .of_staff_id   = relation->staff_id,
        .params        = params,
        .link          = str_fmt(cx->arena, "/customers/%lld", (long long)customer->id),
        .key           = str_fmt(cx->arena, "contact.lost:%lld", (long long)relation->id),
    };
    return org_notify(cx, &draft);
}

static Code created(Ctx *cx, const Customer *customer, const ContactRead *read, EventDraft *out)
{
    JsonOut json = json_out(cx->arena, PAYLOAD_MAX);
    json_open_object(&json);
    json_pair_id(&json, S("customer_id"), customer->id);
    json_pair_str(&json, S("name"), customer->name);
    json_pair_str(&json, S("source"), word_of(&add_way_words, (int)customer->source));
    json_close_object(&json);
    *out = (EventDraft){ .id             = text_of_id(cx, "customer.created", customer->id),
                         .type           = event_word(EV_CUSTOMER_CREATED),
                         .person_id      = customer->id,
                         .object         = text_of_id(cx, "customer", customer->id),
                         .source         = source_of(read),
                         .occurred_at_ms = customer->last_event_at_ms };
    return json_out_done(&json, &out->payload);
}

static EventDraft relation_event(Ctx *cx, const Customer *customer, const Relation *relation,
                                 EventType type, const ContactRead *read, const char *noun)
{
    const bool by_staff = type == EV_CONTACT_LOST && relation->ended_by == ENDED_BY_STAFF;
    return (EventDraft){
        .id             = text_of_id(cx, noun, relation->id),
        .type           = event_word(type),
        .person_id      = customer->id,
        .actor          = by_staff ? text_of_id(cx, "staff", relation->staff_id)
                                   : text_of_id(cx, "customer", customer->id),
        .object         = text_of_id(cx, "relation", relation->id),
        .source         = source_of(read),
        .occurred_at_ms = type == EV_CONTACT_LOST ? relation->ended_at_ms : relation->added_at_ms,
    };
}

static Code lost(Ctx *cx, const Customer *customer, const Relation *relation,
                 const ContactRead *read, EventDraft *out)
{
    Staff staff = { 0 };
    TRY(org_staff_get(cx, (StaffId){ relation->staff_id }, &staff));
    *out = relation_event(cx, customer, relation, EV_CONTACT_LOST, read, "contact.lost");
    TRY(lost_payload(cx, customer, relation, staff.name, &out->payload));
    return notify(cx, customer, relation, staff.name);
}

Code customer_said_changes(Ctx *cx, const Customer *customer, bool is_new, const Vec *changes,
                           const ContactRead *read)
{
    EventDraft *drafts = arena_make(cx->arena, EventDraft, 1 + 2 * changes->count);
    size_t      count  = 0;
    if (is_new) TRY(created(cx, customer, read, &drafts[count++]));
    for (size_t i = 0; i < changes->count; i++) {
        const RelationChange *change = VEC_AT(*changes, RelationChange, i);
        if (change->is_added) {
            EventDraft *draft = &drafts[count++];
            *draft = relation_event(cx, customer, &change->relation, EV_CONTACT_ADDED, read,
                                    "contact.added");
            TRY(added_payload(cx, customer, &change->relation, is_new, read, &draft->payload));
        }
        if (change->is_ended) TRY(lost(cx, customer, &change->relation, read, &drafts[count++]));
    }
    return count ? event_append_all(cx, drafts, count, NULL) : OK;
}

Code customer_said_offer(Ctx *cx, const Customer *customer, const Relation *relation,
                         const ContactRead *read)
{
    EventDraft draft =
        relation_event(cx, customer, relation, EV_CONTACT_ADDED, read, "contact.welcome_offered");
    draft.id =
        str_fmt(cx->arena, "contact.welcome_offered:%lld:%.*s", (long long)relation->id,
                FMT(str_prefix_bytes(digest_hex(cx->arena, sha256(read->welcome_code)), 32)));
    draft.type           = S("contact.welcome_offered");
    draft.occurred_at_ms = read->callback_at_ms;
    TRY(added_payload(cx, customer, relation, false, read, &draft.payload));
    return event_append(cx, &draft, NULL);
}

Code customer_said_written(Ctx *cx, CustomerId id, Strs fields, int64_t revision)
{
    JsonOut json    = json_out(cx->arena, PAYLOAD_MAX);
    Str     payload = { 0 };
    json_open_object(&json);
    json_pair_id(&json, S("customer_id"), id.v);
    json_key(&json, S("fields"));
    json_open_array(&json);
    for (size_t i = 0; i < fields.count; i++) json_put_str(&json, fields.at[i]);
    json_close_array(&json);
    if (revision) json_pair_i64(&json, S("revision"), revision);
    json_close_object(&json);
    TRY(json_out_done(&json, &payload));
    return event_emit(cx, EV_CUSTOMER_CHANGED,
                      (EventDraft){ .person_id = id.v,
                                    .object    = text_of_id(cx, "customer", id.v),
                                    .payload   = payload });
}

Code customer_said_changed(Ctx *cx, CustomerId id, Strs fields)
{
    return customer_said_written(cx, id, fields, 0);
}
