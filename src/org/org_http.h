/* org_http.h -- the routes of org, and who a request is. */
#ifndef ORG_ORG_HTTP_H
#define ORG_ORG_HTTP_H

#include "http/http.h"

extern const RouteList org_access_routes, org_routes;
extern const RouteList org_tree_routes;
extern const RouteList org_module_routes;
extern const RouteList org_allowance_routes;
extern const RouteList org_notice_routes;

/* From the session cookie or a Bearer key; nobody is OK with user_id and tenant_id 0.
 * One indexed read, so a revoked session or key is refused at once. */
Code org_authenticate(Ctx *cx, const HttpRequest *request, Identity *out) MUST_USE;

#endif
