/* alert_http.c -- the routes of alerts: no rules here. */
#include "alert/alert_http.h"

#include "alert/alert.h"

// clang-format off
typedef struct AlertPage { Rows items; } AlertPage;
static const Field alert_page_fields[] = { FIELD_LIST(AlertPage, items, alert_shape) };
static const Shape alert_page_shape    = SHAPE(AlertPage, alert_page_fields);

typedef struct AlertFirings { Rows items; Str next_cursor; } AlertFirings;
static const Field firings_fields[] = { FIELD_LIST(AlertFirings, items, alert_firing_shape), FIELD(AlertFirings, next_cursor) };
static const Shape firings_shape    = SHAPE(AlertFirings, firings_fields);
// clang-format on

static Code list_alerts(Call *call)
{
    return alert_list(call->cx, &((AlertPage *)call->out)->items);
}
static Code get_alert(Call *call) { return alert_get(call->cx, (AlertId){ call->id }, call->out); }
static Code create_alert(Call *call) { return alert_create(call->cx, call->in, call->out); }
static Code put_alert(Call *call)
{
    return alert_update(call->cx, (AlertId){ call->id }, call->if_match, call->in, call->out);
}
static Code delete_alert(Call *call) { return alert_delete(call->cx, (AlertId){ call->id }); }
static Code restore_alert(Call *call)
{
    return alert_restore(call->cx, (AlertId){ call->id }, call->out);
}
static Code try_alert(Call *call) { return alert_try(call->cx, call->in, call->out); }

/* Of one rule, or of all where the path names none. */
static Code list_firings(Call *call)
{
    const PageQuery *query = call->query;
    AlertFirings    *out   = call->out;
    return alert_firings(call->cx, (AlertId){ call->id }, query->cursor, query->limit, &out->items,
                         &out->next_cursor);
}

// clang-format off
static const Route routes[] = {
    { GET,     "/api/alerts",              PERM_ALERT_READ,  list_alerts,   NULL, NULL, &alert_page_shape, 0, "Rules on metrics and what their last look found" },
    { POST,    "/api/alerts",              PERM_ALERT_WRITE, create_alert,  NULL, &alert_shape, &alert_shape, AUDITED | IDEMPOTENT | CREATED, "A new rule; it is looked at at once" },
    { POST,    "/api/alerts/try",          PERM_ALERT_READ,  try_alert,     NULL, &alert_shape, &alert_look_shape, OWN | OUTSIDE | VIEWING, "What a rule would say now; nobody is told" },
    { GET,     "/api/alerts/firings",      PERM_ALERT_READ,  list_firings,  &page_query_shape, NULL, &firings_shape, 0, "When rules were broken, newest first" },
    { GET,     "/api/alerts/{id}",         PERM_ALERT_READ,  get_alert,     NULL, NULL, &alert_shape, 0, "One rule" },
    { PUT,     "/api/alerts/{id}",         PERM_ALERT_WRITE, put_alert,     NULL, &alert_shape, &alert_shape, AUDITED | IDEMPOTENT | IF_MATCH, "Change a rule; another question begins anew" },
    { DELETE_, "/api/alerts/{id}",         PERM_ALERT_WRITE, delete_alert,  NULL, NULL, NULL, AUDITED | NO_BODY, "Delete a rule" },
    { POST,    "/api/alerts/{id}/restore", PERM_ALERT_WRITE, restore_alert, NULL, NULL, &alert_shape, AUDITED | IDEMPOTENT, "Take the deletion of a rule back" },
    { GET,     "/api/alerts/{id}/firings", PERM_ALERT_READ,  list_firings,  &page_query_shape, NULL, &firings_shape, 0, "When a rule was broken, newest first" },
};
const RouteList alert_routes = ROUTE_LIST_OF(MODULE_BOARD, "alert", routes);
// clang-format on
