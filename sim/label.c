/* label.c -- tags of members (tag/...), the simple ones of the address book. */
#include "sim/api.h"

static ContactTag *find(const Corp *corp, int64_t id)
{
    LIST_EACH(ContactTag, label, corp->contact_tags)
    {
        if (label->id == id && !label->is_gone) return label;
    }
    return NULL;
}

static int need(Call *call, ContactTag **out)
{
    *out = find(call->corp, api_number(call, "tagid", 0));
    return *out ? 0 : api_refuse(call, 40068, NULL);
}

static int create(Call *call)
{
    const Str name = api_text(call, "tagname");
    if (name.len == 0) return api_refuse(call, 40058, "invalid Request Parameter, missing tagname");
    if (str_chars(name) > 32) return api_refuse(call, 40072, NULL);
    int64_t id = 1;
    LIST_EACH(ContactTag, other, call->corp->contact_tags)
    {
        if (!other->is_gone && str_equal(other->name, name)) return api_refuse(call, 40071, NULL);
        if (other->id >= id) id = other->id + 1;
    }
    ContactTag *label = arena_make(call->world->arena, ContactTag, 1);
    label->id         = api_number(call, "tagid", id);
    label->name       = world_keep(call->world, name);
    list_add(call->world, &call->corp->contact_tags, label);
    api_put_number(call, "tagid", label->id);
    return 0;
}

static int update(Call *call)
{
    ContactTag *label = NULL;
    TRY_API(need(call, &label));
    label->name = world_keep(call->world, api_text(call, "tagname"));
    return 0;
}

static int delete_(Call *call)
{
    ContactTag *label = NULL;
    TRY_API(need(call, &label));
    label->is_gone = true;
    return 0;
}

static int get(Call *call)
{
    ContactTag *label = NULL;
    TRY_API(need(call, &label));
    api_put_text(call, "tagname", label->name);
    api_open(call, "userlist", true);
    LIST_EACH(Member, member, label->members)
    {
        if (member->is_gone || !world_app_sees(call->app, member)) continue;
        api_open(call, NULL, false);
        api_put_text(call, "userid", member->userid);
        api_put_text(call, "name", member->name);
        api_close(call, false);
    }
    api_close(call, true);
    api_open(call, "partylist", true);
    api_close(call, true);
    return 0;
}

static int list(Call *call)
{
    api_open(call, "taglist", true);
    LIST_EACH(ContactTag, label, call->corp->contact_tags)
    {
        if (label->is_gone) continue;
        api_open(call, NULL, false);
        api_put_number(call, "tagid", label->id);
        api_put_text(call, "tagname", label->name);
        api_close(call, false);
    }
    api_close(call, true);
    return 0;
}

static void set_member(Call *call, ContactTag *label, Member *member, bool on)
{
    List kept = { 0 };
    LIST_EACH(Member, other, label->members)
    {
        if (other != member) list_add(call->world, &kept, other);
    }
    if (on) list_add(call->world, &kept, member);
    label->members = kept;
}

static int set_members(Call *call, bool on)
{
    ContactTag *label = NULL;
    TRY_API(need(call, &label));
    const JsonItems ids     = api_items(call, "userlist");
    StrBuf          invalid = strbuf(call->arena, 64 << 10);
    for (size_t i = 0; i < ids.count; i++) {
        const Str userid = api_item_text(call, &ids.at[i]);
        Member   *member = world_member(call->corp, userid);
        if (member)
            set_member(call, label, member, on);
        else
            strbuf_fmt(&invalid, "%s%.*s", invalid.len ? "|" : "", FMT(userid));
    }
    if (invalid.len) api_put_text(call, "invalidlist", strbuf_str(&invalid));
    return 0;
}

static int add_members(Call *call) { return set_members(call, true); }
static int drop_members(Call *call) { return set_members(call, false); }

static const Endpoint endpoints[] = {
    { "tag/create", create, WRITES | ORG_WRITE },
    { "tag/update", update, WRITES | ORG_WRITE },
    { "tag/delete", delete_, WRITES | ORG_WRITE },
    { "tag/get", get, 0 },
    { "tag/list", list, 0 },
    { "tag/addtagusers", add_members, WRITES | ORG_WRITE },
    { "tag/deltagusers", drop_members, WRITES | ORG_WRITE },
};
const Endpoints label_endpoints = { endpoints, COUNT(endpoints) };
