/* contact.c -- customers: lists, details, bulk reading, remarks. */
#include "sim/act.h"
#include "sim/api.h"
#include "sim/ids.h"

enum { FOLLOWERS_PER_PAGE = 500, BATCH_USERS_MAX = 100, BATCH_MAX = 100, BATCH_USUAL = 50 };

static int follow_users(Call *call)
{
    api_open(call, "follow_user", true);
    LIST_EACH(Member, member, call->corp->members)
    {
        if (member->is_gone || !member->is_service || !world_app_sees(call->app, member)) continue;
        json_put_str(&call->out, member->userid);
    }
    api_close(call, true);
    return 0;
}

static int list(Call *call)
{
    Member *member = NULL;
    TRY_API(api_member(call, api_text(call, "userid"), &member));
    if (!member->is_service) return api_refuse(call, 84074, NULL);
    if (member->friend_count == 0) return api_refuse(call, 84061, NULL);
    api_open(call, "external_userid", true);
    LIST_EACH(Relation, relation, member->relations)
    {
        if (!relation->member_has) continue;
        json_put_str(&call->out, world_external_userid(call->arena, relation->customer));
    }
    api_close(call, true);
    return 0;
}

static void put_contact(Call *call, const Customer *customer)
{
    api_open(call, "external_contact", false);
    api_put_text(call, "external_userid", world_external_userid(call->arena, customer));
    api_put_text(call, "name", customer->name);
    api_put_number(call, "type", customer->type);
    api_put_text(call, "avatar",
                 str_fmt(call->arena, "%.*s/a/c%u/0?corp=%.*s", FMT(call->world->base_url),
                         customer->index, FMT(call->corp->corp_id)));
    api_put_number(call, "gender", customer->gender);
    if (customer->type == 1 && customer->has_unionid && !customer->hides_unionid) {
        api_put_text(call, "unionid", ids_union(call->arena, call->corp->seed, customer->index));
    }
    if (customer->type == 2) {
        api_put_text(call, "position", customer->position);
        api_put_text(call, "corp_name", customer->corp_name);
        api_put_text(call, "corp_full_name", customer->corp_name);
    }
    api_close(call, false);
}

static void put_raw_list(Call *call, const char *name, Str json)
{
    json_key(&call->out, str_of(name));
    json_put_raw(&call->out, json.len ? json : S("[]"));
}

/* What both forms of a relation have. */
static void put_follow(Call *call, const Relation *relation)
{
    api_put_text(call, "userid", relation->member->userid);
    api_put_text(call, "remark",
                 relation->remark.ptr ? relation->remark : relation->customer->name);
    api_put_text(call, "description", relation->description.ptr ? relation->description : S(""));
    api_put_number(call, "createtime", relation->created_s);
    if (relation->remark_company.len) {
        api_put_text(call, "remark_corp_name", relation->remark_company);
    }
    put_raw_list(call, "remark_mobiles", relation->mobiles);
    if (relation->oper_userid.len) api_put_text(call, "oper_userid", relation->oper_userid);
    api_put_number(call, "add_way", relation->add_way);
    if (relation->state.len) api_put_text(call, "state", relation->state);
    if (relation->add_way == 10) {
        api_open(call, "wechat_channels", false);
        api_put_text(call, "nickname", S("小满育儿课堂"));
        api_put_number(call, "source", 1);
        api_close(call, false);
    }
}

static void put_tag_rows(Call *call, const Relation *relation)
{
    api_open(call, "tags", true);
    for (int i = 0; i < relation->tag_count; i++) {
        const Tag *tag = call->corp->tags.at[relation->tags[i]];
        if (tag->is_gone) continue;
        api_open(call, NULL, false);
        api_put_text(call, "group_name", tag->group->name);
        api_put_text(call, "tag_name", tag->name);
        api_put_text(call, "tag_id", tag->id);
        api_put_number(call, "type", 1);
        api_close(call, false);
    }
    JsonError   error;
    const Json *own = NULL;
    if (relation->personal_tags.len &&
        json_parse(call->arena, relation->personal_tags, JSON_LIMITS, &own, &error) == OK) {
        for (uint32_t i = 0; i < own->count; i++) {
            api_open(call, NULL, false);
            api_put_text(call, "group_name", S(""));
            api_put_text(call, "tag_name", own->as.first[i].as.str);
            api_put_number(call, "type", 2);
            api_close(call, false);
        }
    }
    api_close(call, true);
}

static void put_tag_ids(Call *call, const Relation *relation)
{
    api_open(call, "tag_id", true);
    for (int i = 0; i < relation->tag_count; i++) {
        const Tag *tag = call->corp->tags.at[relation->tags[i]];
        if (!tag->is_gone) json_put_str(&call->out, tag->id);
    }
    api_close(call, true);
}

static bool is_shown(const Call *call, const Relation *relation)
{
    return relation->member_has && !relation->member->is_gone &&
           world_app_sees(call->app, relation->member);
}

static int get(Call *call)
{
    Customer *customer = NULL;
    TRY_API(api_customer(call, api_text(call, "external_userid"), &customer));
    int64_t from, unused, shown = 0, at = 0;
    if (!api_cursor(call, &from, &unused)) return api_refuse(call, 40035, NULL);
    for (const Relation *r = customer->first; r; r = r->next) shown += is_shown(call, r);
    if (shown == 0) return api_refuse(call, 84061, NULL);
    put_contact(call, customer);
    api_open(call, "follow_user", true);
    for (const Relation *relation = customer->first; relation; relation = relation->next) {
        if (!is_shown(call, relation)) continue;
        if (at >= from && at < from + FOLLOWERS_PER_PAGE) {
            api_open(call, NULL, false);
            put_follow(call, relation);
            put_tag_rows(call, relation);
            api_close(call, false);
        }
        at++;
    }
    api_close(call, true);
    if (at > from + FOLLOWERS_PER_PAGE) api_put_cursor(call, from + FOLLOWERS_PER_PAGE, 0);
    return 0;
}

/* ---- bulk ---------------------------------------------------------------------------------- */

static void put_row(Call *call, const Relation *relation)
{
    api_open(call, NULL, false);
    put_contact(call, relation->customer);
    api_open(call, "follow_info", false);
    put_follow(call, relation);
    put_tag_ids(call, relation);
    api_close(call, false);
    api_close(call, false);
}

static int batch_get(Call *call)
{
    JsonItems ids = api_items(call, "userid_list");
    if (ids.count == 0 || ids.count > BATCH_USERS_MAX) {
        return api_refuse(call, 40058, "invalid Request Parameter, userid_list");
    }
    int64_t user_at, position;
    if (!api_cursor(call, &user_at, &position)) return api_refuse(call, 40035, NULL);
    const int64_t limit = api_limit(call, BATCH_USUAL, BATCH_MAX);
    Member       *member[BATCH_USERS_MAX];
    for (size_t i = 0; i < ids.count; i++) {
        TRY_API(api_member(call, api_item_text(call, &ids.at[i]), &member[i]));
    }
    int64_t given = 0;
    api_open(call, "external_contact_list", true);
    while ((size_t)user_at < ids.count && given < limit) {
        const List *relations = &member[user_at]->relations;
        for (; (size_t)position < relations->count && given < limit; position++) {
            const Relation *relation = relations->at[position];
            if (!relation->member_has) continue;
            put_row(call, relation);
            given++;
        }
        if ((size_t)position >= relations->count) {
            user_at++;
            position = 0;
        }
    }
    api_close(call, true);
    if ((size_t)user_at < ids.count)
        api_put_cursor(call, user_at, position);
    else
        api_end_cursor(call);
    return 0;
}

/* ---- writing --------------------------------------------------------------------------------- */

static int remark(Call *call)
{
    Relation *relation = NULL;
    TRY_API(api_relation(call, &relation));
    const Str mark = api_text(call, "remark"), description = api_text(call, "description");
    const Str company = api_text(call, "remark_company");
    if (!api_has(call, "remark") && !api_has(call, "description") &&
        !api_has(call, "remark_company") && !api_has(call, "remark_mobiles") &&
        !api_has(call, "remark_pic_mediaid")) {
        return api_refuse(call, 40063, NULL);
    }
    if (str_chars(mark) > 20 || str_chars(description) > 150 || str_chars(company) > 20) {
        return api_refuse(call, 40058, "invalid Request Parameter, remark exceeds its length");
    }
    World *world = call->world;
    if (api_has(call, "remark")) relation->remark = world_keep(world, mark);
    if (api_has(call, "description")) relation->description = world_keep(world, description);
    if (company.ptr && relation->customer->type == 1) {
        relation->remark_company = world_keep(world, company);
    }
    const JsonItems mobiles = api_items(call, "remark_mobiles");
    if (api_has(call, "remark_mobiles")) {
        const bool clears =
            mobiles.count == 0 || (mobiles.count == 1 && api_item_text(call, mobiles.at).len == 0);
        const Str text    = api_json_text(call->arena, json_get(call->in, S("remark_mobiles")));
        relation->mobiles = clears ? (Str){ 0 } : world_keep(world, text);
    }
    if (call->world->remark_tells) act_edited(relation);
    return 0;
}

static int by_unionid(Call *call)
{
    const Str unionid = api_text(call, "unionid");
    if (unionid.len == 0)
        return api_refuse(call, 40058, "invalid Request Parameter, missing unionid");
    uint32_t    index;
    const List *customers = &call->corp->customers;
    if (ids_union_index(call->corp->seed, unionid, &index) && index < customers->count) {
        const Customer *customer = customers->at[index];
        if (!customer->has_unionid) return api_refuse(call, 84061, NULL);
        api_put_text(call, "external_userid", world_external_userid(call->arena, customer));
        return 0;
    }
    return api_refuse(call, 84061, NULL);
}

static Str pending_id(Call *call, const Customer *customer)
{
    return ids_text(call->arena, call->corp->seed, customer->index, "pd", 26);
}

/* A contact by his id; somebody who is none yet by an id that is good for 90 days. */
static int convert_union(Call *call)
{
    uint32_t    index;
    const Str   unionid   = api_text(call, "unionid");
    const List *customers = &call->corp->customers;
    if (unionid.len == 0 || api_text(call, "openid").len == 0)
        return api_refuse(call, 40058, "invalid Request Parameter");
    if (!ids_union_index(call->corp->seed, unionid, &index) || index >= customers->count)
        return api_refuse(call, 84061, NULL);
    const Customer *customer = customers->at[index];
    if (!customer->has_unionid) return api_refuse(call, 84061, NULL);
    if (customer->first)
        api_put_text(call, "external_userid", world_external_userid(call->arena, customer));
    else
        api_put_text(call, "pending_id", pending_id(call, customer));
    return 0;
}

static int to_pending(Call *call)
{
    const JsonItems items = api_items(call, "external_userid");
    if (items.count == 0 || items.count > 100)
        return api_refuse(call, 40058, "invalid Request Parameter");
    api_open(call, "result", true);
    for (size_t i = 0; i < items.count; i++) {
        const Customer *customer = world_customer(call->corp, api_item_text(call, &items.at[i]));
        if (!customer || !customer->has_unionid) continue;
        api_open(call, NULL, false);
        api_put_text(call, "external_userid", world_external_userid(call->arena, customer));
        api_put_text(call, "pending_id", pending_id(call, customer));
        api_close(call, false);
    }
    api_close(call, true);
    return 0;
}

static int to_openid(Call *call)
{
    Customer *customer = NULL;
    TRY_API(api_customer(call, api_text(call, "external_userid"), &customer));
    api_put_text(call, "openid",
                 ids_text(call->arena, call->corp->seed, customer->index, "oO", 26));
    return 0;
}

static int close_temp_chat(Call *call)
{
    Relation *relation = NULL;
    return api_relation(call, &relation);
}

static const Endpoint endpoints[] = {
    { "externalcontact/get_follow_user_list", follow_users, CUSTOMERS },
    { "externalcontact/list", list, CUSTOMERS },
    { "externalcontact/get", get, CUSTOMERS },
    { "externalcontact/batch/get_by_user", batch_get, CUSTOMERS },
    { "externalcontact/remark", remark, WRITES | CUSTOMERS },
    { "externalcontact/unionid_to_external_userid", by_unionid, CUSTOMERS },
    { "idconvert/unionid_to_external_userid", convert_union, CUSTOMERS },
    { "idconvert/batch/external_userid_to_pending_id", to_pending, CUSTOMERS },
    { "externalcontact/convert_to_openid", to_openid, CUSTOMERS },
    { "externalcontact/close_temp_chat", close_temp_chat, CUSTOMERS },
};
const Endpoints contact_endpoints = { endpoints, COUNT(endpoints) };
