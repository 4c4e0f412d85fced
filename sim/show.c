/* show.c -- objects of the admin API as JSON. */
#include "sim/show.h"

#include "sim/act.h"
#include "sim/ids.h"

void show_customer(Call *call, const char *name, const Customer *customer)
{
    int64_t friends = 0;
    for (const Relation *r = customer->first; r; r = r->next) friends += r->customer_has;
    api_open(call, name, false);
    api_put_text(call, "external_userid", world_external_userid(call->arena, customer));
    api_put_text(call, "name", customer->name);
    api_put_number(call, "index", customer->index);
    api_put_number(call, "gender", customer->gender);
    api_put_number(call, "type", customer->type);
    api_put_number(call, "friends", friends);
    api_put_text(
        call, "avatar",
        str_fmt(call->arena, "/a/c%u/0?corp=%.*s", customer->index, FMT(call->corp->corp_id)));
    if (customer->has_unionid) {
        api_put_text(call, "unionid", ids_union(call->arena, call->corp->seed, customer->index));
    }
    api_close(call, false);
}

static void show_tags(Call *call, const Relation *relation)
{
    api_open(call, "tags", true);
    for (int i = 0; i < relation->tag_count; i++) {
        const Tag *tag = call->corp->tags.at[relation->tags[i]];
        if (tag->is_gone) continue;
        api_open(call, NULL, false);
        api_put_text(call, "id", tag->id);
        api_put_text(call, "name", tag->name);
        api_put_text(call, "group", tag->group->name);
        api_close(call, false);
    }
    api_close(call, true);
}

void show_relation(Call *call, const Relation *relation)
{
    api_open(call, NULL, false);
    api_put_text(call, "userid", relation->member->userid);
    api_put_text(call, "member_name", relation->member->name);
    api_put_text(call, "member_position",
                 relation->member->position.ptr ? relation->member->position : S(""));
    api_put_text(call, "member_avatar",
                 str_fmt(call->arena, "/a/m%zu/0?corp=%.*s", relation->member->index,
                         FMT(call->corp->corp_id)));
    api_put_text(call, "external_userid", world_external_userid(call->arena, relation->customer));
    api_put_text(call, "customer_name", relation->customer->name);
    api_put_text(call, "customer_avatar",
                 str_fmt(call->arena, "/a/c%u/0?corp=%.*s", relation->customer->index,
                         FMT(call->corp->corp_id)));
    api_put_flag(call, "member_has", relation->member_has);
    api_put_flag(call, "customer_has", relation->customer_has);
    api_put_flag(call, "is_pending", relation->is_pending);
    api_put_flag(call, "is_half", relation->is_half);
    api_put_number(call, "created_s", relation->created_s);
    api_put_number(call, "add_way", relation->add_way);
    api_put_text(call, "state", relation->state.ptr ? relation->state : S(""));
    api_put_text(call, "remark", relation->remark.ptr ? relation->remark : S(""));
    api_put_text(call, "description", relation->description.ptr ? relation->description : S(""));
    api_put_number(call, "last_chat", relation->chat_last ? relation->chat_last->id : 0);
    show_tags(call, relation);
    api_close(call, false);
}

void show_group(Call *call, const Group *group)
{
    api_open(call, NULL, false);
    api_put_text(call, "chat_id", group->chat_id);
    api_put_text(call, "name", group->name);
    api_put_text(call, "owner", group->owner->userid);
    api_put_number(call, "members", group->member_count);
    api_put_text(call, "member_version", group->version);
    api_close(call, false);
}

void show_member(Call *call, const Member *member)
{
    const Department *place = world_department(call->corp, member->main_department);
    api_open(call, NULL, false);
    api_put_text(call, "userid", member->userid);
    api_put_text(call, "name", member->name);
    api_put_text(call, "position", member->position.ptr ? member->position : S(""));
    api_put_number(call, "department_id", member->main_department);
    api_put_text(call, "department", place ? place->name : S(""));
    api_put_text(call, "mobile", member->mobile.ptr ? member->mobile : S(""));
    api_put_text(
        call, "avatar",
        str_fmt(call->arena, "/a/m%zu/0?corp=%.*s", member->index, FMT(call->corp->corp_id)));
    api_put_number(call, "status", member->status);
    api_put_flag(call, "is_service", member->is_service);
    api_put_number(call, "friends", member->friend_count);
    api_put_number(call, "friend_limit", member->friend_limit);
    api_close(call, false);
}

void show_chat(Call *call, const Relation *relation, int64_t after)
{
    api_open(call, "lines", true);
    for (const Chat *chat = relation->chat_first; chat; chat = chat->next) {
        if (chat->id <= after) continue;
        api_open(call, NULL, false);
        api_put_number(call, "id", chat->id);
        api_put_number(call, "at_ms", chat->at_ms);
        api_put_text(call, "from", str_of(chat->from));
        api_put_text(call, "type", chat->type);
        json_key(&call->out, S("content"));
        json_put_raw(&call->out, chat->content);
        api_close(call, false);
    }
    api_close(call, true);
}

void show_say(Call *call, Relation *relation, const char *from)
{
    Str type = S("text"), content;
    if (api_has(call, "content")) {
        type    = api_has(call, "type") ? api_text(call, "type") : S("text");
        content = api_json_text(call->arena, json_get(call->in, S("content")));
    } else {
        JsonOut out = json_out(call->arena, 64 << 10);
        json_open_object(&out);
        json_pair_str(&out, S("content"), api_text(call, "text"));
        json_close_object(&out);
        content = strbuf_str(&out.buf);
    }
    act_say(call->world, relation, from, type, content);
    api_put_number(call, "id", relation->chat_last->id);
}
