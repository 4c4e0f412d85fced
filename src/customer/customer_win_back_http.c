/* customer_win_back_http.c -- the routes of win-backs: no rules here. */
#include "customer/customer_http.h"
#include "customer/customer_win_back.h"

static Code list(Call *call) { return customer_win_back_list(call->cx, call->query, call->out); }

static Code set(Call *call)
{
    call->object = str_fmt(call->cx->arena, "relation:%lld", (long long)call->id);
    return customer_win_back_set(call->cx, call->id, call->if_match, call->in, call->out);
}

// clang-format off
static const Route routes[] = {
    { GET, "/api/win-backs",      PERM_CUSTOMER_READ,  list, &win_back_filter_shape, NULL, &win_back_page_shape, 0, "Losses of the last days as work, newest first" },
    { PUT, "/api/win-backs/{id}", PERM_CUSTOMER_WRITE, set,  NULL, &win_back_draft_shape, &win_back_shape, AUDITED | IF_MATCH, "Say what became of a loss; the id is the relation's" },
};
// clang-format on
const RouteList customer_win_back_routes = ROUTE_LIST_OF(MODULE_CUSTOMER, "customer", routes);
