/* org_notice_http.c -- the routes of how a user wants to be told: no rules here. */
#include "org/org_http.h"
#include "org/org_notice.h"

static Code get(Call *call) { return org_notice_get(call->cx, call->out); }

static Code set(Call *call) { return org_notice_set(call->cx, call->in, call->out); }

// clang-format off
static const Route routes[] = {
    { GET, "/api/me/notification-settings", PERM_SIGNED_IN, get, NULL, NULL, &notice_settings_shape, 0, "How I want to be told of what" },
    { PUT, "/api/me/notification-settings", PERM_SIGNED_IN, set, NULL, &notice_settings_shape, &notice_settings_shape, OWN, "Choose how I want to be told" },
};
// clang-format on
const RouteList org_notice_routes = ROUTE_LIST("org", routes);
