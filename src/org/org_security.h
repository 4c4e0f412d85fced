/* org_security.h -- what a tenant asks of who signs in: from where, and with a code or without.
 * Private to org/. */
#ifndef ORG_ORG_SECURITY_H
#define ORG_ORG_SECURITY_H

#include "org/org.h"

enum { SECURITY_NETWORKS_MAX = 200, SECURITY_UNSET = 1 /* the revision of what nobody has set */ };

typedef struct Security {
    int64_t tenant_id;
    bool    is_totp_required; /* whoever signs in gives a code, too                     */
    Str     address_json;     /* as stored                                             */
    Strs    addresses;        /* networks one may come from; none = from everywhere    */
    Str     your_address;     /* of who asks                                           */
    int64_t revision;
} Security;
extern const Shape security_shape;

typedef struct SecurityDraft {
    bool is_totp_required;
    Strs addresses;
} SecurityDraft;
extern const Shape security_draft_shape;

/* Of cx->tenant_id; what nobody has set asks nothing. */
Code org_security_get(Ctx *cx, Str address, Security *out) MUST_USE;
/* "security.bad_network", "security.changed_meanwhile"; "security.locks_you_out" when `address`
 * is in none of the networks, or when codes are asked for and who asks has none. */
Code org_security_set(Ctx *cx, int64_t revision, const SecurityDraft *draft, Str address,
                      Security *out) MUST_USE;

/* A list of networks as it is stored; "security.bad_network". */
Code org_security_networks(Ctx *cx, Strs networks, Str *json) MUST_USE;
/* Whether an address is in one of them; an absent or empty list takes all.  ERR_DENIED
 * "session.address_refused". */
Code org_security_admit(Ctx *cx, Str address_json, Str address) MUST_USE;
/* The same by the tenant's own list. */
Code org_security_admit_here(Ctx *cx, Str address) MUST_USE;

#endif
