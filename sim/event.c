/* event.c -- callback messages in plain XML, one copy per app. */
#include "sim/event.h"

#include "sim/ids.h"
#include "sim/pump.h"

enum { XML_MAX = 256 << 10, WELCOME_MS = 20000, FIELDS_MAX = 24 };

static void put_field(StrBuf *xml, Arena *arena, const EventField *field)
{
    if (field->value.ptr == NULL) return;
    if (field->is_raw || field->is_number) {
        strbuf_fmt(xml, "<%s>%.*s</%s>", field->name, FMT(field->value), field->name);
    } else {
        strbuf_fmt(xml, "<%s>%.*s</%s>", field->name, FMT(xml_cdata(arena, field->value)),
                   field->name);
    }
}

typedef struct Head {
    App        *app;
    Str         from;
    const char *type, *event, *change;
    Str         about;
    BurstItem  *item;
    int64_t     at_s; /* 0 = now */
} Head;

static void post(const Head *head, const EventField *fields, size_t count)
{
    World *world = head->app->corp->world;
    if (world->is_replaying || world->pump == NULL) return;
    Arena           *scratch  = arena_new(1u << 20);
    StrBuf           xml      = strbuf(scratch, XML_MAX);
    const int64_t    at_s     = head->at_s ? head->at_s : world_now_s(world);
    const Str        now      = str_fmt(scratch, "%lld", (long long)at_s);
    const EventField common[] = {
        { .name = "ToUserName", .value = head->app->corp->corp_id },
        { .name = "FromUserName", .value = head->from },
        { .name = "CreateTime", .value = now, .is_number = true },
        { .name = "MsgType", .value = str_of(head->type) },
        { .name = "Event", .value = str_of(head->event) },
        { .name = "ChangeType", .value = str_of(head->change) },
    };
    strbuf_add(&xml, S("<xml>"));
    for (size_t i = 0; i < COUNT(common); i++) put_field(&xml, scratch, &common[i]);
    for (size_t i = 0; i < count; i++) put_field(&xml, scratch, &fields[i]);
    strbuf_add(&xml, S("</xml>"));
    pump_post(world->pump, &(Notice){ .app    = head->app,
                                      .event  = head->event ? head->event : head->type,
                                      .change = head->change,
                                      .about  = head->about,
                                      .xml    = strbuf_str(&xml),
                                      .item   = head->item });
    arena_free(scratch);
}

static bool hears(const App *app, unsigned may)
{
    return app->callback.is_set && (may == 0 || (app->may & may) != 0);
}

static Str issue_code(App *app, Welcome *welcome, BurstItem *item)
{
    World       *world = app->corp->world;
    WelcomeCode *code  = arena_make(world->arena, WelcomeCode, 1);
    code->welcome      = welcome;
    code->app          = app;
    code->item         = item;
    code->code = ids_text(world->arena, app->corp->seed, world_number(world), "CALLBACK", 35);
    strmap_put(world->welcome_by_code, code->code, code);
    return code->code;
}

static void tell_customer(const Relation *relation, const char *change, bool welcome, int64_t at_s,
                          const EventField *fields, size_t count)
{
    Corp      *corp            = relation->member->corp;
    World     *world           = corp->world;
    Arena     *scratch         = arena_new(1u << 20);
    const Str  external        = world_external_userid(scratch, relation->customer);
    Welcome   *codes           = NULL;
    EventField all[FIELDS_MAX] = {
        { .name = "UserID", .value = relation->member->userid },
        { .name = "ExternalUserID", .value = external },
    };
    ASSERT(count + 3 <= FIELDS_MAX);
    for (size_t i = 0; i < count; i++) all[2 + i] = fields[i];
    const Str about = str_fmt(scratch, "%.*s %.*s %.*s", FMT(relation->member->userid),
                              FMT(external), FMT(relation->customer->name));
    LIST_EACH(App, app, corp->apps)
    {
        if (!hears(app, MAY_CUSTOMERS) || !world_app_sees(app, relation->member)) continue;
        size_t used = 2 + count;
        if (welcome && !relation->member->has_welcome) {
            if (codes == NULL) {
                codes           = arena_make(world->arena, Welcome, 1);
                codes->relation = (Relation *)(uintptr_t)relation;
                codes->until_ms = world_now_ms(world) + WELCOME_MS;
            }
            all[used++] = (EventField){ .name  = "WelcomeCode",
                                        .value = issue_code(app, codes, world->burst_item) };
        }
        post(&(Head){ .app    = app,
                      .from   = S("sys"),
                      .type   = "event",
                      .event  = "change_external_contact",
                      .change = change,
                      .about  = about,
                      .item   = welcome ? world->burst_item : NULL,
                      .at_s   = at_s },
             all, used);
    }
    arena_free(scratch);
}

void event_customer(const Relation *relation, const char *change, bool welcome,
                    const EventField *fields, size_t count)
{
    tell_customer(relation, change, welcome, 0, fields, count);
}

void event_customer_past(const Relation *relation, const char *change, int64_t at_s,
                         const EventField *fields, size_t count)
{
    tell_customer(relation, change, false, at_s, fields, count);
}

void event_group_past(const Group *group, const char *change, int64_t at_s,
                      const EventField *fields, size_t count)
{
    EventField all[FIELDS_MAX] = { { .name = "ChatId", .value = group->chat_id } };
    ASSERT(count + 1 <= FIELDS_MAX);
    for (size_t i = 0; i < count; i++) all[1 + i] = fields[i];
    LIST_EACH(App, app, group->corp->apps)
    {
        if (!hears(app, MAY_CUSTOMERS) || !world_app_sees(app, group->owner)) continue;
        post(&(Head){ .app    = app,
                      .from   = S("sys"),
                      .type   = "event",
                      .event  = "change_external_chat",
                      .change = change,
                      .about  = group->name,
                      .at_s   = at_s },
             all, count + 1);
    }
}

void event_group(const Group *group, const char *change, const EventField *fields, size_t count)
{
    event_group_past(group, change, 0, fields, count);
}

void event_link(Corp *corp, const char *change, Str link_id)
{
    const EventField fields[] = { { .name = "LinkId", .value = link_id } };
    LIST_EACH(App, app, corp->apps)
    {
        if (!hears(app, MAY_CUSTOMERS)) continue;
        post(&(Head){ .app    = app,
                      .from   = S("sys"),
                      .type   = "event",
                      .event  = "customer_acquisition",
                      .change = change,
                      .about  = link_id },
             fields, link_id.len ? 1 : 0);
    }
}

void event_tag(Corp *corp, const char *change, Str id, bool is_group)
{
    const EventField fields[] = {
        { .name = "Id", .value = id },
        { .name = "TagType", .value = is_group ? S("tag_group") : S("tag") },
    };
    LIST_EACH(App, app, corp->apps)
    {
        if (!hears(app, MAY_CUSTOMERS)) continue;
        post(&(Head){ .app    = app,
                      .from   = S("sys"),
                      .type   = "event",
                      .event  = "change_external_tag",
                      .change = change,
                      .about  = id },
             fields, COUNT(fields));
    }
}

void event_org(Corp *corp, const char *change, const Member *member, const EventField *fields,
               size_t count)
{
    LIST_EACH(App, app, corp->apps)
    {
        if (!hears(app, 0) || (member && !world_app_sees(app, member))) continue;
        /* Self-built apps are told ids only. */
        const size_t told = (app->may & MAY_WRITE_ORG) != 0 || count < 2 ? count : 2;
        post(&(Head){ .app    = app,
                      .from   = S("sys"),
                      .type   = "event",
                      .event  = "change_contact",
                      .change = change,
                      .about  = member ? member->userid : S("") },
             fields, told);
    }
}

void event_app(App *app, const Member *member, const char *type, const EventField *fields,
               size_t count)
{
    if (!hears(app, 0) || !world_app_sees(app, member)) return;
    post(&(Head){ .app = app, .from = member->userid, .type = type, .about = member->userid },
         fields, count);
}
