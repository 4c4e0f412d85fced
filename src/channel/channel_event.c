/* channel_event.c -- what channel hears: callbacks of the platform, and notifications that
 * people also get as app messages. */
#include "channel/channel_event.h"

#include "channel/channel_callback.h"
#include "channel/channel_notice.h"
#include "channel/wecom_callback.h"
#include "channel/wecom_contact.h"
#include "channel/wecom_directory.h"
#include "channel/wecom_group.h"
#include "channel/wecom_tag.h"

enum { WELCOME_RESERVE_MS = 12 * MS_PER_SECOND, SECOND_OVER_MS = 1100 };

/* A callback being carried out. */
typedef struct Carrying {
    Ctx         *cx;
    const Event *event;
    const Json  *fields;
    Connection   connection;
    Str          change_type;
    int64_t      created_at_ms;
    Str          key; /* unique to this try; goes into ids and keys */
    Carried     *carried;
} Carrying;

static Str field(const Carrying *c, const char *name) { return json_str(c->fields, str_of(name)); }

static Code settle(Carrying *c, CallbackState state, const char *reason)
{
    *c->carried = (Carried){ .state = state, .reason = reason };
    return OK;
}

/* ---- contacts ---------------------------------------------------------------- */

static Str callback_json(Carrying *c, Str welcome_code, int64_t deadline_ms)
{
    JsonOut out  = json_out(c->cx->arena, 8 * 1024);
    Str     text = { 0 };
    json_open_object(&out);
    json_pair_str(&out, S("change_type"), c->change_type);
    json_pair_str(&out, S("userid"), field(c, "UserID"));
    json_pair_str(&out, S("external_userid"), field(c, "ExternalUserID"));
    json_pair_str(&out, S("state"), field(c, "State"));
    json_pair_str(&out, S("welcome_code"), welcome_code);
    json_pair_i64(&out, S("created_at_ms"), c->created_at_ms);
    json_pair_i64(&out, S("received_at_ms"), c->event->received_at_ms);
    json_pair_i64(&out, S("deadline_ms"), deadline_ms);
    json_close_object(&out);
    return json_out_done(&out, &text) == OK ? text : (Str){ 0 };
}

static Code require_ids(Carrying *c)
{
    REQUIRE(c->cx, field(c, "ExternalUserID").len > 0, ERR_INVALID, "callback.field_missing");
    REQUIRE(c->cx, field(c, "UserID").len > 0, ERR_INVALID, "callback.field_missing");
    return OK;
}

static Code added(Carrying *c)
{
    const Str     code     = field(c, "WelcomeCode");
    const int64_t deadline = wecom_callback_deadline_ms(c->created_at_ms, c->event->received_at_ms);
    TRY(require_ids(c));
    const Str json = callback_json(c, code, code.len > 0 ? deadline : 0);
    REQUIRE(c->cx, json.len > 0, ERR_INVALID, "callback.malformed");
    const ContactRead read = { .external_userid = field(c, "ExternalUserID"),
                               .callback_json   = json,
                               .key             = c->key,
                               .event_seq       = c->event->seq,
                               .deadline_ms = code.len > 0 ? deadline - WELCOME_RESERVE_MS : 0 };
    TRY(wecom_contact_put_read(c->cx, &c->connection, &read));
    return settle(c, CALLBACK_RECEIVED, NULL);
}

static Code edited(Carrying *c)
{
    TRY(require_ids(c));
    /* A second edit within the same second is told in the same words, and taken for a repeat. */
    const ContactRead read = { .external_userid = field(c, "ExternalUserID"),
                               .key             = c->key,
                               .event_seq       = c->event->seq,
                               .next_at_ms      = c->cx->now_ms + SECOND_OVER_MS };
    TRY(wecom_contact_put_read(c->cx, &c->connection, &read));
    return settle(c, CALLBACK_APPLIED, NULL);
}

static Code lost(Carrying *c, const char *by)
{
    Ctx    *cx      = c->cx;
    JsonOut out     = json_out(cx->arena, 8 * 1024);
    Str     payload = { 0 };
    TRY(require_ids(c));
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), c->connection.id);
    json_pair_str(&out, S("corp_id"), c->connection.corp_id);
    json_pair_str(&out, S("userid"), field(c, "UserID"));
    json_pair_str(&out, S("external_userid"), field(c, "ExternalUserID"));
    json_pair_str(&out, S("by"), str_of(by));
    json_pair_i64(&out, S("at_ms"), c->created_at_ms);
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &payload));
    /* The same object as the reads of this contact, so that they are heard in order. */
    const Str object = str_fmt(cx->arena, "contact:%.*s", FMT(field(c, "ExternalUserID")));
    TRY(event_emit(cx, EV_PLATFORM_CONTACT_LOST,
                   (EventDraft){ .id             = str_fmt(cx->arena, "lost:%.*s", FMT(c->key)),
                                 .object         = object,
                                 .source         = S("wecom"),
                                 .occurred_at_ms = c->created_at_ms,
                                 .payload        = payload }));
    return settle(c, CALLBACK_APPLIED, NULL);
}

static Code deleted_by_staff(Carrying *c)
{
    const bool moved = str_equal(field(c, "Source"), S("DELETE_BY_TRANSFER"));
    return lost(c, moved ? "transfer" : "staff");
}

static Code deleted_by_customer(Carrying *c) { return lost(c, "customer"); }

static Code kept(Carrying *c) { return settle(c, CALLBACK_IGNORED, "callback.kept"); }

/* ---- tags and directory --------------------------------------------------------- */

static Code tags_changed(Carrying *c)
{
    TRY(wecom_tag_put_read(c->cx, &c->connection, c->key));
    return settle(c, CALLBACK_APPLIED, NULL);
}

static Code tag_deleted(Carrying *c)
{
    TRY(wecom_tag_emit_deleted(c->cx, &c->connection, field(c, "Id"), c->key));
    return settle(c, CALLBACK_APPLIED, NULL);
}

static Code staff_changed(Carrying *c)
{
    const Str renamed = field(c, "NewUserID");
    const Str userid  = renamed.len > 0 ? renamed : field(c, "UserID");
    REQUIRE(c->cx, userid.len > 0, ERR_INVALID, "callback.field_missing");
    TRY(wecom_directory_put_staff(c->cx, &c->connection, userid, c->key));
    return settle(c, CALLBACK_APPLIED, NULL);
}

static Code staff_deleted(Carrying *c)
{
    TRY(org_staff_mark_left(c->cx, c->connection.id, field(c, "UserID")));
    return settle(c, CALLBACK_APPLIED, NULL);
}

static Code departments_changed(Carrying *c)
{
    TRY(wecom_directory_put_departments(c->cx, &c->connection, c->key));
    return settle(c, CALLBACK_APPLIED, NULL);
}

/* ---- customer groups --------------------------------------------------------- */

/* One element is a text, several are a list. */
static Strs changed_members(Carrying *c)
{
    const Json     *list  = json_get(c->fields, S("MemChangeList"));
    const JsonItems many  = json_items(list, S("Item"));
    const Str       one   = json_str(list, S("Item"));
    Str            *ids   = arena_make(c->cx->arena, Str, many.count + 1);
    size_t          count = 0;
    if (one.len > 0) ids[count++] = one;
    for (size_t i = 0; i < many.count; i++)
        if (many.at[i].kind == JSON_STR) ids[count++] = many.at[i].as.str;
    return (Strs){ ids, count };
}

static Code tell_group(Carrying *c, Str detail, Str how)
{
    const GroupTold told = { .chat_id = field(c, "ChatId"),
                             .detail  = detail,
                             .how     = how,
                             .members = changed_members(c),
                             .at_ms   = c->created_at_ms,
                             .key     = c->key };
    return wecom_group_emit_told(c->cx, &c->connection, &told);
}

static Code group_read(Carrying *c)
{
    /* The platform's own group follows its event a little later. */
    TRY(wecom_group_put_read(c->cx, &c->connection, field(c, "ChatId"), c->key,
                             c->cx->now_ms + SECOND_OVER_MS));
    return settle(c, CALLBACK_APPLIED, NULL);
}

static Code group_updated(Carrying *c)
{
    const Str detail = field(c, "UpdateDetail");
    if (str_equal(detail, S("add_member"))) TRY(tell_group(c, S("joined"), (Str){ 0 }));
    if (str_equal(detail, S("del_member")))
        TRY(tell_group(c, S("left"),
                       str_equal(field(c, "QuitScene"), S("1")) ? S("removed") : S("self")));
    return group_read(c);
}

static Code group_dismissed(Carrying *c)
{
    TRY(tell_group(c, S("dismissed"), (Str){ 0 }));
    return settle(c, CALLBACK_APPLIED, NULL);
}

/* ---- the table -------------------------------------------------------------------- */

typedef struct Reaction {
    const char *event, *change_type;
    Code (*run)(Carrying *c);
} Reaction;

// clang-format off
/* What is not listed is kept, shown, and ignored. */
static const Reaction reactions[] = {
    { "change_external_contact", "add_external_contact",      added               },
    { "change_external_contact", "add_half_external_contact", added               },
    { "change_external_contact", "edit_external_contact",     edited              },
    { "change_external_contact", "del_external_contact",      deleted_by_staff    },
    { "change_external_contact", "del_follow_user",           deleted_by_customer },
    { "change_external_contact", "transfer_fail",             kept                },
    { "change_external_contact", "msg_audit_approved",        kept                },
    { "change_external_tag",     "create",                    tags_changed        },
    { "change_external_tag",     "update",                    tags_changed        },
    { "change_external_tag",     "shuffle",                   tags_changed        },
    { "change_external_tag",     "delete",                    tag_deleted         },
    { "change_external_chat",    "create",                    group_read          },
    { "change_external_chat",    "update",                    group_updated       },
    { "change_external_chat",    "dismiss",                   group_dismissed     },
    { "change_contact",          "create_user",               staff_changed       },
    { "change_contact",          "update_user",               staff_changed       },
    { "change_contact",          "delete_user",               staff_deleted       },
    { "change_contact",          "create_party",              departments_changed },
    { "change_contact",          "update_party",              departments_changed },
    { "change_contact",          "delete_party",              departments_changed },
};
// clang-format on

static const Reaction *reaction_to(Str event, Str change_type)
{
    for (size_t i = 0; i < COUNT(reactions); i++)
        if (str_equal(event, str_of(reactions[i].event)) &&
            str_equal(change_type, str_of(reactions[i].change_type)))
            return &reactions[i];
    return NULL;
}

static const CallbackReactor *reactor_of(const Ctx *cx, Str source)
{
    const Services *services = cx->services;
    for (size_t i = 0; i < services->reactor_count; i++)
        if (str_equal(source, str_of(services->reactors[i]->source))) return services->reactors[i];
    return NULL;
}

Code channel_event_carry_out(Ctx *cx, const Event *event, const Json *payload, int32_t attempt,
                             Carried *out)
{
    const CallbackReactor *reactor = reactor_of(cx, event->source);
    if (reactor) return reactor->carry_out(cx, event, payload, attempt, out);
    const Str       change_type = json_str(payload, S("change_type"));
    const Reaction *reaction    = reaction_to(json_str(payload, S("event")), change_type);
    Carrying        c = { .cx = cx, .event = event, .change_type = change_type, .carried = out };
    if (!reaction) return settle(&c, CALLBACK_IGNORED, "callback.not_used");
    const int64_t id   = json_i64(payload, S("connection_id"), 0);
    const Code    code = channel_connection_get(cx, (ConnectionId){ id }, &c.connection);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        return settle(&c, CALLBACK_IGNORED, "connection.gone");
    }
    TRY(code);
    c.fields        = json_get(payload, S("fields"));
    c.created_at_ms = event->occurred_at_ms;
    c.key = attempt > 1 ? str_fmt(cx->arena, "callback:%lld:%d", (long long)event->seq, attempt)
                        : str_fmt(cx->arena, "callback:%lld", (long long)event->seq);
    return reaction->run(&c);
}

/* ---- hearing -------------------------------------------------------------------------- */

static Code hear(Ctx *cx, const Event *event)
{
    if (str_equal(event->type, event_word(EV_NOTIFICATION_SENT)))
        return channel_notice_send(cx, event);
    if (str_equal(event->type, event_word(EV_QUOTA_NEAR))) return channel_notice_quota(cx, event);
    return channel_callback_apply(cx, event);
}

static const char *const types[] = { "callback.received", "notification.sent",
                                     "platform.quota_near", NULL };

static const Consumer channel_consumer       = { .name = "channel", .types = types, .hear = hear };
const Consumer *const channel_consumers[]    = { &channel_consumer };
const size_t          channel_consumer_count = COUNT(channel_consumers);
