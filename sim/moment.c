/* moment.c -- customer moments (客户朋友圈): made by API, published by each member. */
#include "sim/api.h"
#include "sim/ids.h"
#include "sim/media.h"

#include <string.h>

enum { TEXT_MAX_CHARS = 2000, IMAGES_MAX = 9, JOB_MS = 1000 };

/* ---- making ---------------------------------------------------------------------------- */

static int check_media(Call *call, const Json *object)
{
    const Media *media = media_find(call->world, json_str(object, S("media_id")));
    if (media == NULL) return api_refuse(call, 40007, NULL);
    return media->scene == 1 ? 0 : api_refuse(call, 41072, NULL);
}

/* Up to nine images, or one video, or one link. */
static int check_attachments(Call *call, JsonItems attachments)
{
    static const char *const kinds[] = { "image", "video", "link" };
    if (attachments.count == 0) return 0;
    const Str first = json_str(attachments.at, S("msgtype"));
    bool      known = false;
    for (size_t i = 0; i < COUNT(kinds); i++) known |= str_equal(first, str_of(kinds[i]));
    if (!known) return api_refuse(call, 41065, NULL);
    const size_t max = str_equal(first, S("image")) ? IMAGES_MAX : 1;
    for (size_t i = 0; i < attachments.count; i++) {
        const Str   type   = json_str(&attachments.at[i], S("msgtype"));
        const Json *object = json_get(&attachments.at[i], type);
        if (!str_equal(type, first) || object == NULL) return api_refuse(call, 41065, NULL);
        TRY_API(check_media(call, object));
    }
    return attachments.count > max ? api_refuse(call, 41064, NULL) : 0;
}

static int check(Call *call)
{
    const Str       text        = json_str(json_get(call->in, S("text")), S("content"));
    const JsonItems attachments = api_items(call, "attachments");
    if (text.len == 0 && attachments.count == 0) return api_refuse(call, 41089, NULL);
    if (str_chars(text) > TEXT_MAX_CHARS) return api_refuse(call, 45002, NULL);
    return check_attachments(call, attachments);
}

static Str content_json(Call *call)
{
    const JsonItems attachments = api_items(call, "attachments");
    JsonOut         out         = json_out(call->arena, 256 << 10);
    json_open_object(&out);
    json_key(&out, S("text"));
    json_open_object(&out);
    const Str text = json_str(json_get(call->in, S("text")), S("content"));
    json_pair_str(&out, S("content"), text.ptr ? text : S(""));
    json_close_object(&out);
    const Str  type   = attachments.count ? json_str(attachments.at, S("msgtype")) : S("");
    const bool images = str_equal(type, S("image"));
    if (type.len) json_key(&out, type);
    if (images) json_open_array(&out);
    for (size_t i = 0; i < attachments.count; i++) {
        json_put(&out, json_get(&attachments.at[i], type));
    }
    if (images) json_close_array(&out);
    json_close_object(&out);
    return strbuf_str(&out.buf);
}

static bool sees(const Moment *moment, const Relation *relation)
{
    if (!relation->member_has || !relation->customer_has) return false;
    if (moment->tags.count == 0) return true;
    LIST_EACH(const Tag, tag, moment->tags)
    {
        if (world_relation_has_tag(relation, tag)) return true;
    }
    return false;
}

static bool is_sender(Call *call, const Member *member, JsonItems users, JsonItems departments)
{
    if (users.count == 0 && departments.count == 0) return true;
    for (size_t i = 0; i < users.count; i++) {
        if (str_equal_nocase(member->userid, api_item_text(call, &users.at[i]))) return true;
    }
    for (size_t i = 0; i < departments.count; i++) {
        int64_t id = 0;
        (void)str_to_i64(api_item_text(call, &departments.at[i]), &id);
        if (world_member_in(member, id, true)) return true;
    }
    return false;
}

static void add_task(Call *call, Moment *moment, Member *member, bool named)
{
    bool some = named;
    LIST_EACH(Relation, relation, member->relations) some |= sees(moment, relation);
    if (!some) return;
    MomentTask *task = arena_make(call->world->arena, MomentTask, 1);
    task->member     = member;
    list_add(call->world, &moment->tasks, task);
}

static void add_tasks(Call *call, Moment *moment)
{
    const Json     *range   = json_get(call->in, S("visible_range"));
    const Json     *senders = json_get(range, S("sender_list"));
    const JsonItems users   = json_items(senders, S("user_list"));
    const JsonItems parts   = json_items(senders, S("department_list"));
    const JsonItems tags = json_items(json_get(range, S("external_contact_list")), S("tag_list"));
    for (size_t i = 0; i < tags.count; i++) {
        Tag *tag = world_tag(call->corp, api_item_text(call, &tags.at[i]));
        if (tag) list_add(call->world, &moment->tags, tag);
    }
    LIST_EACH(Member, member, call->corp->members)
    {
        if (member->is_gone || !member->is_service || !world_app_sees(call->app, member)) continue;
        if (!is_sender(call, member, users, parts)) continue;
        add_task(call, moment, member, users.count || parts.count);
    }
}

static int add(Call *call)
{
    TRY_API(check(call));
    World  *world      = call->world;
    Moment *moment     = arena_make(world->arena, Moment, 1);
    moment->app        = call->app;
    moment->content    = world_keep(world, content_json(call));
    moment->created_ms = call->now_ms;
    moment->job_id     = ids_text(world->arena, call->corp->seed, world_number(world), "", 48);
    moment->moment_id  = ids_text(world->arena, call->corp->seed, world_number(world), "mom", 30);
    add_tasks(call, moment);
    list_add(world, &call->corp->moments, moment);
    strmap_put(call->corp->moment_by_id, moment->moment_id, moment);
    strmap_put(call->corp->moment_by_id, moment->job_id, moment);
    api_put_text(call, "jobid", moment->job_id);
    return 0;
}

/* ---- reading ------------------------------------------------------------------------------- */

static bool is_made(const Call *call, const Moment *moment)
{
    return call->now_ms >= moment->created_ms + JOB_MS;
}

static int job(Call *call)
{
    const Moment *moment = strmap_find(call->corp->moment_by_id, api_text(call, "jobid"));
    if (moment == NULL) return api_refuse(call, 40058, "invalid jobid");
    api_put_number(call, "status", is_made(call, moment) ? 3 : 2);
    api_put_text(call, "type", S("add_moment_task"));
    if (!is_made(call, moment)) return 0;
    api_open(call, "result", false);
    api_put_number(call, "errcode", 0);
    api_put_text(call, "errmsg", S("ok"));
    api_put_text(call, "moment_id", moment->moment_id);
    api_close(call, false);
    return 0;
}

static int need(Call *call, Moment **out)
{
    const Str moment_id = api_text(call, "moment_id");
    if (moment_id.len == 0) return api_refuse(call, 41059, NULL);
    *out = strmap_find(call->corp->moment_by_id, moment_id);
    if (*out == NULL || !str_equal((*out)->moment_id, moment_id))
        return api_refuse(call, 41060, NULL);
    return is_made(call, *out) ? 0 : api_refuse(call, 41079, NULL);
}

static int cancel(Call *call)
{
    Moment *moment = NULL;
    TRY_API(need(call, &moment));
    moment->is_cancelled = true;
    return 0;
}

static void put_moment(Call *call, const Moment *moment)
{
    const Json *content = NULL;
    JsonError   error;
    ASSERT(json_parse(call->arena, moment->content, JSON_LIMITS, &content, &error) == OK);
    api_open(call, NULL, false);
    api_put_text(call, "moment_id", moment->moment_id);
    api_put_number(call, "create_time", moment->created_ms / MS_PER_SECOND);
    api_put_number(call, "create_type", 0);
    api_put_number(call, "visible_type", moment->tags.count ? 0 : 1);
    for (uint32_t i = 0; i < content->count; i++) {
        json_key(&call->out, content->as.first[i].key);
        json_put(&call->out, &content->as.first[i]);
    }
    api_close(call, false);
}

static int list(Call *call)
{
    int64_t at, unused, given = 0;
    if (!api_cursor(call, &at, &unused)) return api_refuse(call, 40035, NULL);
    const int64_t limit   = api_limit(call, 20, 100);
    const int64_t from_ms = api_number(call, "start_time", 0) * MS_PER_SECOND;
    const int64_t end_s   = api_number(call, "end_time", call->now_s);
    const List   *moments = &call->corp->moments;
    api_open(call, "moment_list", true);
    for (; (size_t)at < moments->count && given < limit; at++) {
        const Moment *moment = moments->at[at];
        if (!is_made(call, moment) || moment->created_ms < from_ms) continue;
        if (moment->created_ms / MS_PER_SECOND > end_s) continue;
        put_moment(call, moment);
        given++;
    }
    api_close(call, true);
    if ((size_t)at < moments->count)
        api_put_cursor(call, at, 0);
    else
        api_end_cursor(call);
    return 0;
}

static int tasks(Call *call)
{
    Moment *moment = NULL;
    int64_t at, unused, given = 0;
    TRY_API(need(call, &moment));
    if (!api_cursor(call, &at, &unused)) return api_refuse(call, 40035, NULL);
    const int64_t limit = api_limit(call, 500, 1000);
    api_open(call, "task_list", true);
    for (; (size_t)at < moment->tasks.count && given < limit; at++) {
        const MomentTask *task = moment->tasks.at[at];
        if (moment->is_cancelled && !task->is_published) continue;
        api_open(call, NULL, false);
        api_put_text(call, "userid", task->member->userid);
        api_put_number(call, "publish_status", task->is_published);
        api_close(call, false);
        given++;
    }
    api_close(call, true);
    if ((size_t)at < moment->tasks.count)
        api_put_cursor(call, at, 0);
    else
        api_end_cursor(call);
    return 0;
}

static const MomentTask *task_of(const Moment *moment, const Member *member)
{
    LIST_EACH(const MomentTask, task, moment->tasks)
    {
        if (task->member == member) return task;
    }
    return NULL;
}

/* The customers of a member's task; with `published` only once they can see it. */
static int audience(Call *call, bool published)
{
    Moment *moment = NULL;
    Member *member = NULL;
    int64_t at, unused, given = 0;
    TRY_API(need(call, &moment));
    TRY_API(api_member(call, api_text(call, "userid"), &member));
    if (!api_cursor(call, &at, &unused)) return api_refuse(call, 40035, NULL);
    const int64_t     limit = api_limit(call, published ? 3000 : 500, published ? 5000 : 1000);
    const MomentTask *task  = task_of(moment, member);
    const bool        shows = task && (!published || task->is_published);
    const size_t      count = shows ? member->relations.count : 0;
    api_open(call, "customer_list", true);
    for (; (size_t)at < count && given < limit; at++) {
        const Relation *relation = member->relations.at[at];
        if (!sees(moment, relation)) continue;
        api_open(call, NULL, false);
        if (!published) api_put_text(call, "userid", member->userid);
        api_put_text(call, "external_userid",
                     world_external_userid(call->arena, relation->customer));
        api_close(call, false);
        given++;
    }
    api_close(call, true);
    if ((size_t)at < count)
        api_put_cursor(call, at, 0);
    else
        api_end_cursor(call);
    return 0;
}

static int chosen(Call *call) { return audience(call, false); }
static int reached(Call *call) { return audience(call, true); }

static void put_reactions(Call *call, const Moment *moment, const Member *member, bool comments)
{
    api_open(call, comments ? "comment_list" : "like_list", true);
    LIST_EACH(const MomentReaction, reaction, moment->reactions)
    {
        if (reaction->is_comment != comments || reaction->member != member) continue;
        api_open(call, NULL, false);
        api_put_text(call, "external_userid",
                     world_external_userid(call->arena, reaction->customer));
        api_put_number(call, "create_time", reaction->at_s);
        api_close(call, false);
    }
    api_close(call, true);
}

static int comments(Call *call)
{
    Moment *moment = NULL;
    Member *member = NULL;
    TRY_API(need(call, &moment));
    TRY_API(api_member(call, api_text(call, "userid"), &member));
    put_reactions(call, moment, member, true);
    put_reactions(call, moment, member, false);
    return 0;
}

static const Endpoint endpoints[] = {
    { "externalcontact/add_moment_task", add, WRITES | CUSTOMERS },
    { "externalcontact/get_moment_task_result", job, CUSTOMERS },
    { "externalcontact/cancel_moment_task", cancel, WRITES | CUSTOMERS },
    { "externalcontact/get_moment_list", list, CUSTOMERS },
    { "externalcontact/get_moment_task", tasks, CUSTOMERS },
    { "externalcontact/get_moment_customer_list", chosen, CUSTOMERS },
    { "externalcontact/get_moment_send_result", reached, CUSTOMERS },
    { "externalcontact/get_moment_comments", comments, CUSTOMERS },
};
const Endpoints moment_endpoints = { endpoints, COUNT(endpoints) };
