/* org_allowance_http.c -- the routes of allowances: no rules here. */
#include "org/org_allowance.h"
#include "org/org_http.h"

typedef struct AllowancePage {
    Rows items;
} AllowancePage;
// clang-format off
static const Field page_fields[] = { FIELD_LIST(AllowancePage, items, allowance_shape) };
static const Shape page_shape    = SHAPE(AllowancePage, page_fields);
static const Field use_page_fields[] = { FIELD_LIST(AllowancePage, items, allowance_use_shape) };
static const Shape use_page_shape    = { .name = "AllowanceUsePage", .fields = use_page_fields,
                                         .count = COUNT(use_page_fields), .size = sizeof(AllowancePage) };
// clang-format on

static Rows *items_of(Call *call) { return &((AllowancePage *)call->out)->items; }
static Code  list(Call *call) { return org_allowance_list(call->cx, items_of(call)); }
static Code  mine(Call *call) { return org_allowance_mine(call->cx, items_of(call)); }
static Code  uses(Call *call) { return org_allowance_uses(call->cx, items_of(call)); }

static Code set(Call *call)
{
    call->object = str_fmt(call->cx->arena, "role:%lld", (long long)call->id);
    return org_allowance_set(call->cx, (RoleId){ call->id }, call->if_match, call->in, call->out);
}

// clang-format off
static const Route routes[] = {
    { GET, "/api/allowances",           PERM_USER_READ,  list, NULL, NULL, &page_shape, 0, "How much the holders of each role may take out or change" },
    { PUT, "/api/roles/{id}/allowance", PERM_ROLE_WRITE, set,  NULL, &allowance_draft_shape, &allowance_shape, AUDITED | IDEMPOTENT | IF_MATCH, "Set how much the holders of a role may; 0: no bound" },
    { GET, "/api/allowances/uses",      PERM_USER_READ,  uses, NULL, NULL, &use_page_shape, 0, "Who has taken how much today and this month" },
    { GET, "/api/me/allowances",        PERM_SIGNED_IN,  mine, NULL, NULL, &use_page_shape, 0, "What I may, and have taken" },
};
// clang-format on
const RouteList org_allowance_routes = ROUTE_LIST("org", routes);
