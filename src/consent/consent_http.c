/* consent_http.c -- the routes of consent: no rules here. */
#include "consent/consent_http.h"

#include "consent/consent.h"

static Code get_consents(Call *call)
{
    return consent_view(call->cx, (CustomerId){ call->id }, call->out);
}

static Code post_consent(Call *call)
{
    call->object = str_fmt(call->cx->arena, "customer:%lld", (long long)call->id);
    TRY(consent_tell(call->cx, (CustomerId){ call->id }, call->in));
    return consent_view(call->cx, (CustomerId){ call->id }, call->out);
}

// clang-format off
static const Route routes[] = {
    { GET,  "/api/customers/{id}/consents", PERM_CUSTOMER_READ,  get_consents, NULL, NULL, &consents_shape, 0, "What a customer agreed to and withdrew, per purpose" },
    { POST, "/api/customers/{id}/consents", PERM_CUSTOMER_WRITE, post_consent, NULL, &consent_draft_shape, &consents_shape, AUDITED | IDEMPOTENT, "Write down that a customer agreed or withdrew" },
};
const RouteList consent_routes = ROUTE_LIST_OF(MODULE_CUSTOMER, "consent", routes);
// clang-format on
