/* org_security.c -- from where one may sign in, and with what. */
#include "org/org_security.h"

#include "org/org_role.h"
#include "org/org_sign_in_sql.h"
#include "org/org_totp.h"
#include "wire/network.h"

// clang-format off
static const Field security_fields[] = {
    FIELD_ID  (Security, tenant_id,        .flags = SERVER_SET | SECRET),
    FIELD_WITH(Security, is_totp_required, .about = "Whoever signs in gives a code, too"),
    FIELD_WITH(Security, address_json,     .flags = SERVER_SET | SECRET),
    FIELD_WITH(Security, addresses,        .about = "Networks one may come from; none = from everywhere"),
    FIELD_WITH(Security, your_address,     .flags = SERVER_SET | NOT_STORED),
    FIELD_WITH(Security, revision,         .flags = SERVER_SET),
};
const Shape security_shape = SHAPE(Security, security_fields);

static const Field draft_fields[] = {
    FIELD     (SecurityDraft, is_totp_required),
    FIELD_WITH(SecurityDraft, addresses, .min = 0, .max = SECURITY_NETWORKS_MAX),
};
const Shape security_draft_shape = SHAPE(SecurityDraft, draft_fields);
// clang-format on

/* ---- networks ---------------------------------------------------------------- */

Code org_security_networks(Ctx *cx, Strs networks, Str *json)
{
    for (size_t i = 0; i < networks.count; i++) {
        Network network;
        if (!network_parse(networks.at[i], &network))
            return fail_field(cx, "security.bad_network", str_fmt(cx->arena, "addresses[%zu]", i),
                              "10.0.0.0/8, 2001:db8::/32");
    }
    *json = org_role_json(cx->arena, networks);
    return OK;
}

static bool is_in(Strs networks, Str address)
{
    for (size_t i = 0; i < networks.count; i++) {
        Network network;
        if (network_parse(networks.at[i], &network) && network_has(&network, address)) return true;
    }
    return networks.count == 0;
}

Code org_security_admit(Ctx *cx, Str address_json, Str address)
{
    if (address_json.len <= 2) return OK; /* "[]" */
    if (is_in(org_role_strs(cx->arena, address_json), address)) return OK;
    return fail(cx, ERR_DENIED, "session.address_refused", "%.*s", FMT(address));
}

Code org_security_admit_here(Ctx *cx, Str address)
{
    Security security;
    TRY(org_security_get(cx, address, &security));
    return org_security_admit(cx, security.address_json, address);
}

/* ---- reading and changing ------------------------------------------------------ */

Code org_security_get(Ctx *cx, Str address, Security *out)
{
    bool found = false;
    *out       = (Security){ .tenant_id    = cx->tenant_id,
                             .address_json = S("[]"),
                             .revision     = SECURITY_UNSET };
    TRY(org_sign_in_sql_security(cx, out, &found));
    out->addresses    = org_role_strs(cx->arena, out->address_json);
    out->your_address = address;
    return OK;
}

Code org_security_set(Ctx *cx, int64_t revision, const SecurityDraft *draft, Str address,
                      Security *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    bool changed = false, has = false;
    Str  json = { 0 };
    TRY(org_security_networks(cx, draft->addresses, &json));
    REQUIRE(cx, is_in(draft->addresses, address), ERR_CONFLICT, "security.locks_you_out");
    TRY(org_totp_has(cx, cx->user_id, &has));
    REQUIRE(cx, !draft->is_totp_required || has, ERR_CONFLICT, "security.enrol_first");
    TRY(org_sign_in_sql_set_security(cx, revision, draft->is_totp_required, json, &changed));
    REQUIRE(cx, changed, ERR_CONFLICT, "security.changed_meanwhile");
    TRY(org_role_tell(cx, S("tenant")));
    TRY(org_security_get(cx, address, out));
    return cx_commit(cx, &txn);
}

Code org_security_open(Ctx *cx) { return org_sign_in_sql_open_security(cx); }
