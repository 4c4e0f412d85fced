/* home_http.c -- the routes of preferences and saved views: no rules here. */
#include "home/home_http.h"

#include "home/home.h"

// clang-format off
typedef struct ViewQuery { Str page; } ViewQuery;
static const Field view_query_fields[] = { FIELD_WITH(ViewQuery, page, .flags = REQUIRED, .min = 1, .max = 40) };
static const Shape view_query_shape    = SHAPE(ViewQuery, view_query_fields);

typedef struct SavedViewPage { Rows items; } SavedViewPage;
static const Field view_page_fields[] = { FIELD_LIST(SavedViewPage, items, saved_view_shape) };
static const Shape view_page_shape    = SHAPE(SavedViewPage, view_page_fields);
// clang-format on

static Code get_preference(Call *call)
{
    return home_preference_get(call->cx, call->arg[0], call->out);
}

static Code put_preference(Call *call)
{
    const Preference *in = call->in;
    return home_preference_set(call->cx, call->arg[0], in->value, call->out);
}

static Code first_steps(Call *call) { return home_first_steps(call->cx, call->out); }

static Code list_views(Call *call)
{
    const ViewQuery *query = call->query;
    return home_view_list(call->cx, query->page, &((SavedViewPage *)call->out)->items);
}

static Code create_view(Call *call) { return home_view_create(call->cx, call->in, call->out); }

static Code put_view(Call *call)
{
    return home_view_update(call->cx, (SavedViewId){ call->id }, call->if_match, call->in,
                            call->out);
}

static Code delete_view(Call *call)
{
    return home_view_delete(call->cx, (SavedViewId){ call->id });
}

// clang-format off
static const Route routes[] = {
    { GET,     "/api/me/preferences/{key}", PERM_SIGNED_IN, get_preference, NULL, NULL, &preference_shape, 0, "What I have set" },
    { PUT,     "/api/me/preferences/{key}", PERM_SIGNED_IN, put_preference, NULL, &preference_shape, &preference_shape, OWN, "Set something for myself" },
    { GET,     "/api/first-steps",          PERM_CONNECTION_READ, first_steps, NULL, NULL, &first_steps_shape, 0, "What a new brand has done already" },
    { GET,     "/api/views",                PERM_SIGNED_IN, list_views,     &view_query_shape, NULL, &view_page_shape, 0, "My saved views of a page and those shared with me" },
    { POST,    "/api/views",                PERM_SIGNED_IN, create_view,    NULL, &saved_view_shape, &saved_view_shape, OWN | IDEMPOTENT | CREATED, "Save a view" },
    { PUT,     "/api/views/{id}",           PERM_SIGNED_IN, put_view,       NULL, &saved_view_shape, &saved_view_shape, OWN | IDEMPOTENT | IF_MATCH, "Change a saved view of mine" },
    { DELETE_, "/api/views/{id}",           PERM_SIGNED_IN, delete_view,    NULL, NULL, NULL, OWN | NO_BODY, "Delete a saved view of mine" },
};
// clang-format on
const RouteList home_routes = ROUTE_LIST("home", routes);
