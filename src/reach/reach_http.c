/* reach_http.c -- the routes of welcome policies and welcomes: no rules here. */
#include "reach/reach_http.h"

#include "reach/reach_welcome.h"

// clang-format off
static const Field policy_list_fields[] = {
    FIELD_LIST(PolicyList, items, policy_view_shape),
    FIELD_WITH(PolicyList, code_count, .about = "Codes with a welcome of their own; those changed last are among the items"),
};
static const Shape policy_list_shape = SHAPE(PolicyList, policy_list_fields);

typedef struct WelcomePage { Rows items; Str next_cursor; } WelcomePage;
static const Field welcome_page_fields[] = {
    FIELD_LIST(WelcomePage, items, welcome_shape),
    FIELD     (WelcomePage, next_cursor),
};
static const Shape welcome_page_shape = SHAPE(WelcomePage, welcome_page_fields);
// clang-format on

static Str object_of(Call *call, int64_t id)
{
    return str_fmt(call->cx->arena, "welcome_policy:%lld", (long long)id);
}

static Code list_policies(Call *call)
{
    return reach_policy_list(call->cx, call->out);
}

static Code create_policy(Call *call)
{
    TRY(reach_policy_create(call->cx, call->in, call->out));
    call->object = object_of(call, ((PolicyView *)call->out)->id);
    return OK;
}

static Code get_policy(Call *call)
{
    return reach_policy_get(call->cx, (WelcomePolicyId){ call->id }, call->out);
}

static Code put_policy(Call *call)
{
    call->object = object_of(call, call->id);
    return reach_policy_update(call->cx, (WelcomePolicyId){ call->id }, call->if_match, call->in,
                               call->out);
}

static Code delete_policy(Call *call)
{
    call->object = object_of(call, call->id);
    return reach_policy_delete(call->cx, (WelcomePolicyId){ call->id }, call->if_match);
}

static Code preview(Call *call) { return reach_welcome_preview(call->cx, call->in, call->out); }

static Code list_welcomes(Call *call)
{
    WelcomePage *page = call->out;
    return reach_welcome_list(call->cx, call->query, &page->items, &page->next_cursor);
}

static Code get_summary(Call *call) { return reach_welcome_summary(call->cx, call->out); }

// clang-format off
static const Route routes[] = {
    { GET,     "/api/welcome-policies",         PERM_WELCOME_READ,  list_policies, NULL, NULL, &policy_list_shape, 0, "Welcome policies by priority" },
    { POST,    "/api/welcome-policies",         PERM_WELCOME_WRITE, create_policy, NULL, &policy_draft_shape, &policy_view_shape, AUDITED | IDEMPOTENT | CREATED, "A new welcome policy" },
    { POST,    "/api/welcome-policies/preview", PERM_WELCOME_READ,  preview,       NULL, &preview_draft_shape, &preview_shape, AUDITED, "What a new contact would get, and why" },
    { GET,     "/api/welcome-policies/{id}",    PERM_WELCOME_READ,  get_policy,    NULL, NULL, &policy_view_shape, 0, "One welcome policy" },
    { PUT,     "/api/welcome-policies/{id}",    PERM_WELCOME_WRITE, put_policy,    NULL, &policy_draft_shape, &policy_view_shape, AUDITED | IF_MATCH, "Change a welcome policy" },
    { DELETE_, "/api/welcome-policies/{id}",    PERM_WELCOME_WRITE, delete_policy, NULL, NULL, NULL, AUDITED | IF_MATCH | NO_BODY, "Delete a welcome policy" },
    { GET,     "/api/welcomes",                 PERM_WELCOME_READ,  list_welcomes, &welcome_query_shape, NULL, &welcome_page_shape, 0, "Welcomes, newest first" },
    { GET,     "/api/welcomes/summary",         PERM_WELCOME_READ,  get_summary,   NULL, NULL, &welcome_summary_shape, 0, "Today's welcomes and their latency" },
};
const RouteList reach_routes = ROUTE_LIST_OF(MODULE_WELCOME, "reach", routes);
// clang-format on
