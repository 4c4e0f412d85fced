/* api_args.c -- reading arguments leniently and writing answers, for all endpoints. */
#include "sim/api.h"

#include <string.h>

Str api_item_text(const Call *call, const Json *item)
{
    if (item->kind == JSON_STR) return item->as.str;
    if (item->kind == JSON_INT) {
        return str_fmt(call->arena, "%lld", (long long)item->as.integer);
    }
    return (Str){ 0 };
}

Str api_text(const Call *call, const char *name)
{
    const Json *value = json_get(call->in, str_of(name));
    if (value) return api_item_text(call, value);
    return pairs_find(call->query, str_of(name));
}

int64_t api_number(const Call *call, const char *name, int64_t otherwise)
{
    if (json_get(call->in, str_of(name))) return json_i64(call->in, str_of(name), otherwise);
    int64_t value = otherwise;
    (void)str_to_i64(pairs_find(call->query, str_of(name)), &value);
    return value;
}

bool api_flag(const Call *call, const char *name, bool otherwise)
{
    const Json *value = json_get(call->in, str_of(name));
    if (value && value->kind == JSON_BOOL) return value->as.boolean;
    if (value == NULL && str_equal(pairs_find(call->query, str_of(name)), S("true"))) return true;
    return api_number(call, name, otherwise ? 1 : 0) != 0;
}

bool api_has(const Call *call, const char *name)
{
    const Json *value = json_get(call->in, str_of(name));
    if (value) return value->kind != JSON_NULL;
    return pairs_find(call->query, str_of(name)).ptr != NULL;
}

JsonItems api_items(const Call *call, const char *name)
{
    return json_items(call->in, str_of(name));
}

int64_t api_limit(const Call *call, int64_t otherwise, int64_t max)
{
    const int64_t limit = api_number(call, "limit", otherwise);
    if (limit <= 0) return otherwise;
    return limit > max ? max : limit;
}

bool api_cursor(const Call *call, int64_t *first, int64_t *second)
{
    *first = *second = 0;
    const Str cursor = api_text(call, "cursor");
    if (cursor.len == 0) return true;
    Str bytes;
    if (cursor.len > 64 || base64_decode(call->arena, cursor, &bytes) != OK) return false;
    Str rest = bytes;
    if (!str_equal(str_cut(&rest, ':'), S("at"))) return false;
    return str_to_i64(str_cut(&rest, ':'), first) && str_to_i64(rest, second) && *first >= 0 &&
           *second >= 0;
}

void api_put_cursor(Call *call, int64_t first, int64_t second)
{
    const Str text = str_fmt(call->arena, "at:%lld:%lld", (long long)first, (long long)second);
    api_put_text(call, "next_cursor", base64url(call->arena, text));
}

void api_end_cursor(Call *call) { api_put_text(call, "next_cursor", S("")); }

int api_member(Call *call, Str userid, Member **out)
{
    if (userid.len == 0) return api_refuse(call, 41009, NULL);
    Member *member = world_member(call->corp, userid);
    if (member == NULL) {
        const bool customers = (call->endpoint->flags & CUSTOMERS) != 0;
        return api_refuse(call, customers ? 40003 : 60111, NULL);
    }
    if (call->app && !world_app_sees(call->app, member)) return api_refuse(call, 60011, NULL);
    *out = member;
    return 0;
}

int api_customer(Call *call, Str external_userid, Customer **out)
{
    if (external_userid.len == 0) return api_refuse(call, 41035, NULL);
    *out = world_customer(call->corp, external_userid);
    return *out ? 0 : api_refuse(call, 40096, NULL);
}

int api_relation(Call *call, Relation **out)
{
    Member   *member   = NULL;
    Customer *customer = NULL;
    TRY_API(api_member(call, api_text(call, "userid"), &member));
    TRY_API(api_customer(call, api_text(call, "external_userid"), &customer));
    Relation *relation = world_relation(member, customer);
    if (relation == NULL || !relation->member_has) return api_refuse(call, 84061, NULL);
    *out = relation;
    return 0;
}

void api_put_text(Call *call, const char *name, Str value)
{
    json_pair_str(&call->out, str_of(name), value);
}

void api_put_number(Call *call, const char *name, int64_t value)
{
    json_pair_i64(&call->out, str_of(name), value);
}

void api_put_flag(Call *call, const char *name, bool value)
{
    json_pair_bool(&call->out, str_of(name), value);
}

void api_open(Call *call, const char *name, bool array)
{
    if (name) json_key(&call->out, str_of(name));
    if (array)
        json_open_array(&call->out);
    else
        json_open_object(&call->out);
}

void api_close(Call *call, bool array)
{
    if (array)
        json_close_array(&call->out);
    else
        json_close_object(&call->out);
}

Str api_json_text(Arena *arena, const Json *json)
{
    JsonOut out = json_out(arena, 1u << 20);
    json_put(&out, json);
    return strbuf_str(&out.buf);
}
