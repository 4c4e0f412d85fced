/* spend_http.c -- the routes of costs: no rules here. */
#include "spend/spend_http.h"

#include "spend/spend.h"

// clang-format off
typedef struct SpendPage { Rows items; bool is_cut; } SpendPage;
static const Field spend_page_fields[] = { FIELD_LIST(SpendPage, items, spend_shape), FIELD(SpendPage, is_cut) };
static const Shape spend_page_shape    = SHAPE(SpendPage, spend_page_fields);
// clang-format on

static Code list_spends(Call *call)
{
    SpendPage *out = call->out;
    return spend_list(call->cx, call->query, &out->items, &out->is_cut);
}
static Code set_spends(Call *call) { return spend_set(call->cx, call->in, call->out); }
static Code take_back(Call *call)
{
    call->object = str_fmt(call->cx->arena, "job:%lld", (long long)call->id);
    return spend_take_back(call->cx, call->id, call->out);
}

// clang-format off
static const Route routes[] = {
    { GET,  "/api/spend",       PERM_SPEND_READ,  list_spends, &spend_query_shape, NULL, &spend_page_shape, 0, "What was paid for channels, codes and campaigns, by business day" },
    { POST, "/api/spend/sheet", PERM_SPEND_WRITE, set_spends,  NULL, &spend_sheet_shape, &spend_sheet_shape, AUDITED | IDEMPOTENT, "Set what was paid, many cells at once" },
    { POST, "/api/spend/imports/{id}/undo", PERM_SPEND_WRITE, take_back, NULL, NULL, &spend_taken_shape, AUDITED | IDEMPOTENT | OUTSIDE, "What the import of that job set becomes what it was, where nobody changed it since" },
};
const RouteList spend_routes = ROUTE_LIST_OF(MODULE_BOARD, "spend", routes);
// clang-format on
