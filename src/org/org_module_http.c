/* org_module_http.c -- the routes of modules: no rules here. */
#include "org/org_http.h"
#include "org/org.h"

typedef struct ModulePage {
    Rows items;
} ModulePage;
static const Field module_page_fields[] = { FIELD_LIST(ModulePage, items, module_switch_shape) };
static const Shape module_page_shape    = SHAPE(ModulePage, module_page_fields);

static Code list(Call *call)
{
    return org_module_list(call->cx, &((ModulePage *)call->out)->items);
}

static Code set(Call *call)
{
    call->object = str_fmt(call->cx->arena, "module:%.*s", FMT(call->arg[0]));
    return org_module_set(call->cx, call->arg[0], call->in, call->out);
}

// clang-format off
static const Route routes[] = {
    { GET, "/api/modules",        PERM_SIGNED_IN,    list, NULL, NULL, &module_page_shape, 0, "The modules, and which of them are on" },
    { PUT, "/api/modules/{word}", PERM_MODULE_WRITE, set,  NULL, &module_switch_shape, &module_switch_shape, AUDITED, "Switch a module on or off, for the brand and for stores" },
};
// clang-format on
const RouteList org_module_routes = ROUTE_LIST("org", routes);
