/* template.c -- group welcome templates (入群欢迎语素材). */
#include "sim/content.h"
#include "sim/ids.h"

enum { TEMPLATES_MAX = 100 };

static const char *const kinds[] = { "image", "link", "miniprogram", "file", "video" };

/* Text and at most one object; of several the first in the platform's order counts. */
static Str read_content(Call *call)
{
    JsonOut out = json_out(call->arena, 64 << 10);
    json_open_object(&out);
    if (json_get(call->in, S("text"))) {
        json_key(&out, S("text"));
        json_put(&out, json_get(call->in, S("text")));
    }
    for (size_t i = 0; i < COUNT(kinds); i++) {
        const Json *object = json_get(call->in, str_of(kinds[i]));
        if (object == NULL) continue;
        json_key(&out, str_of(kinds[i]));
        json_put(&out, object);
        break;
    }
    json_close_object(&out);
    return strbuf_str(&out.buf);
}

static int check(Call *call)
{
    const Str text = json_str(json_get(call->in, S("text")), S("content"));
    bool      some = text.len > 0;
    for (size_t i = 0; i < COUNT(kinds); i++) some |= json_get(call->in, str_of(kinds[i])) != NULL;
    if (text.len > 4000) return api_refuse(call, 45002, NULL);
    return some ? 0 : api_refuse(call, 40063, NULL);
}

static int need(Call *call, Template **out, bool own)
{
    *out = strmap_find(call->corp->template_by_id, api_text(call, "template_id"));
    if (*out == NULL || (*out)->is_gone) return api_refuse(call, 40058, "invalid template_id");
    return !own || (*out)->by == call->app ? 0 : api_refuse(call, 301002, NULL);
}

static int add(Call *call)
{
    size_t live = 0;
    TRY_API(check(call));
    LIST_EACH(Template, other, call->corp->templates) live += !other->is_gone;
    if (live >= TEMPLATES_MAX) return api_refuse(call, 41055, NULL);
    World *world       = call->world;
    Template *template = arena_make(world->arena, Template, 1);
    template->by       = call->app;
    template->content  = world_keep(world, read_content(call));
    template->template_id =
        ids_text(world->arena, call->corp->seed, world_number(world), "msg", 32);
    list_add(world, &call->corp->templates, template);
    strmap_put(call->corp->template_by_id, template->template_id, template);
    api_put_text(call, "template_id", template->template_id);
    return 0;
}

static int edit(Call *call)
{
    Template *template = NULL;
    TRY_API(need(call, &template, true));
    TRY_API(check(call));
    template->content = world_keep(call->world, read_content(call));
    return 0;
}

static int get(Call *call)
{
    Template *template  = NULL;
    const Json *content = NULL;
    JsonError   error;
    TRY_API(need(call, &template, false));
    ASSERT(json_parse(call->arena, template->content, JSON_LIMITS, &content, &error) == OK);
    for (uint32_t i = 0; i < content->count; i++) {
        json_key(&call->out, content->as.first[i].key);
        json_put(&call->out, &content->as.first[i]);
    }
    return 0;
}

static int del(Call *call)
{
    Template *template = NULL;
    TRY_API(need(call, &template, true));
    template->is_gone = true;
    return 0;
}

static const Endpoint endpoints[] = {
    { "externalcontact/group_welcome_template/add", add, WRITES | CUSTOMERS },
    { "externalcontact/group_welcome_template/edit", edit, WRITES | CUSTOMERS },
    { "externalcontact/group_welcome_template/get", get, CUSTOMERS },
    { "externalcontact/group_welcome_template/del", del, WRITES | CUSTOMERS },
};
const Endpoints template_endpoints = { endpoints, COUNT(endpoints) };
