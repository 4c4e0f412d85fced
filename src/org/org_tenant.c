/* org_tenant.c -- tenants and the contexts that work for them. */
#include "org/org_preset.h"
#include "org/org_sql.h"

Code org_tenant_get(Ctx *cx, int64_t tenant_id, Tenant *out)
{
    bool found = false;
    TRY(cx_find(cx, &org_sql_tenant_by_id, out, &found, ARGS(V(tenant_id))));
    REQUIRE(cx, found, ERR_NOT_FOUND, "tenant.not_found");
    return OK;
}

Code org_tenant_find_by_code(Ctx *cx, Str code, Tenant *out)
{
    bool found = false;
    TRY(cx_find(cx, &org_sql_tenant_by_code, out, &found, ARGS(V(code))));
    REQUIRE(cx, found, ERR_NOT_FOUND, "tenant.not_found");
    return OK;
}

Code org_tenant_list(Ctx *cx, Rows *tenants)
{
    return cx_list(cx, &org_sql_tenants, tenants, NO_ARGS);
}

static Code insert_preset(Ctx *cx, int64_t tenant_id, const Preset *preset)
{
    /* What a preset allows is computed from its word, so that a new release's permissions
     * reach the administrators without a migration. */
    const Role role = { .id              = cx_new_id(cx),
                        .tenant_id       = tenant_id,
                        .name            = str_of(preset->name),
                        .word            = preset->word,
                        .permission_json = S("[]"),
                        .scope           = preset->scope,
                        .mask_json       = S("{}"),
                        .landing         = S(""),
                        .revision        = 1,
                        .created_at_ms   = cx->now_ms };
    return cx_insert(cx, &org_sql_role, &role);
}

Code org_tenant_create(Ctx *cx, Str code, Str name, Str zone, Tenant *out)
{
    Zone       parsed = { 0 };
    Tenant     tenant = { .code = str_trim(code), .name = str_trim(name), .zone = zone };
    ShapeError error;
    if (tenant.zone.len == 0) tenant.zone = S("Asia/Shanghai");
    if (!shape_holds(cx->arena, &tenant_shape, &tenant, &error)) return fail_shape(cx, &error);
    REQUIRE(cx, zone_of(tenant.zone, &parsed), ERR_INVALID, "tenant.bad_zone");

    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Tenant known = { 0 };
    bool   found = false;
    TRY(cx_find(cx, &org_sql_tenant_by_code, &known, &found, ARGS(V(tenant.code))));
    REQUIRE(cx, !found, ERR_CONFLICT, "tenant.code_taken");
    tenant.id            = cx_new_id(cx);
    tenant.created_at_ms = cx->now_ms;
    TRY(cx_insert(cx, &org_sql_tenant, &tenant));
    for (size_t i = 0; i < org_preset_count; i++)
        TRY(insert_preset(cx, tenant.id, &org_preset_all[i]));
    TRY(cx_commit(cx, &txn));
    *out = tenant;
    return OK;
}

Code org_ctx_for_tenant(Ctx *cx, int64_t tenant_id)
{
    Tenant tenant;
    TRY(org_tenant_get(cx, tenant_id, &tenant));
    cx->tenant_id = tenant.id;
    /* The zone was checked when the tenant was made; one this release no longer knows is UTC. */
    if (!zone_of(tenant.zone, &cx->zone)) cx->zone = (Zone){ 0 };
    return OK;
}
