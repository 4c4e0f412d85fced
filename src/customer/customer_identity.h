/* customer_identity.h -- what a person is known by, and finding persons by it. */
#ifndef CUSTOMER_CUSTOMER_IDENTITY_H
#define CUSTOMER_CUSTOMER_IDENTITY_H

#include "customer/customer.h"

#define IDENTITY_EXTERNAL_USERID S("external_userid")
#define IDENTITY_UNIONID         S("unionid")
#define IDENTITY_PHONE           S("phone")
#define IDENTITY_EMAIL           S("email")
#define IDENTITY_MEMBER_NO       S("member_no")
#define IDENTITY_TAOBAO_USER     S("taobao_user")

typedef struct CustomerIdentity {
    int64_t id, tenant_id, customer_id;
    Str     kind, scope; /* scope: the corp, the platform's account, or ""         */
    Str     lookup;      /* the value, or its blind index where the value is sealed */
    Str     sealed;
    bool    is_holder; /* false: another person holds it; evidence for a merge   */
    Str     source;
    int32_t confidence; /* 0..100                                                 */
    int64_t verified_at_ms, since_ms, until_ms;
} CustomerIdentity;
extern const Shape customer_identity_shape;

/* A value that was seen with a person. */
typedef struct IdentityClaim {
    Str     kind, scope, value, source;
    Str     lookup, sealed; /* where they are made already */
    int32_t confidence;
    bool    is_verified;
    int64_t until_ms; /* 0: for good */
} IdentityClaim;

/* Keys for many values. */
typedef struct IdentityBoxes {
    SecretBox phone, email;
} IdentityBoxes;
IdentityBoxes customer_identity_boxes(const Ctx *cx);
/* What the value is looked up by, its sealed form (absent of a kind that lies open), and the row of
 * a claim of a person, as it is kept. */
Str           customer_identity_lookup_in(Ctx *cx, const IdentityBoxes *boxes, Str kind, Str value);
Str           customer_identity_sealed_in(Ctx *cx, const IdentityBoxes *boxes, Str kind, Str value);
CustomerIdentity customer_identity_row_in(Ctx *cx, const IdentityBoxes *boxes, CustomerId id,
                                          const IdentityClaim *claim); /* as above */
/* The person who holds it. */
Code             customer_identity_find(Ctx *cx, Str kind, Str scope, Str value, CustomerId *out,
                                        bool *found) MUST_USE;
/* The persons who hold a contact's external_userid and his unionid, in one question; 0 = nobody. */
Code customer_identity_find_contact(Ctx *cx, Str corp_id, Str external_userid, Str unionid,
                                    CustomerId *external, CustomerId *of_union) MUST_USE;
/* The row that holds what `claim` claims. */
Code customer_identity_holder(Ctx *cx, const CustomerIdentity *claim, CustomerIdentity *out,
                              bool *found) MUST_USE;
/* Who else is known by what `holder` holds: Rows of CustomerIdentity, at most 50. */
Code customer_identity_claims(Ctx *cx, const CustomerIdentity *holder, Rows *claims) MUST_USE;
/* Of a new person: all at once.  `all_held` is false when somebody else holds one. */
Code customer_identity_add_first(Ctx *cx, CustomerId id, const IdentityClaim *claims, size_t count,
                                 bool *all_held) MUST_USE;
/* Those that are new; what somebody else holds is recorded as a claim, and said.  What stood there
 * unproven is proven by a verified claim. */
Code customer_identity_add(Ctx *cx, CustomerId id, const IdentityClaim *claims,
                           size_t count) MUST_USE;
/* What people wrote by hand or by a sheet: takes the place of what they wrote of that kind
 * before; an absent value takes it away.  `value` is in the form of the checks below.  What a
 * person gives up goes to the oldest who claims it. */
Code customer_identity_write(Ctx *cx, CustomerId id, Str kind, Str value, Str source,
                             bool *changed) MUST_USE;
/* Whether people wrote it, not a platform. */
bool customer_identity_is_written(const CustomerIdentity *identity);
/* Rows of CustomerIdentity, oldest first. */
Code customer_identity_list(Ctx *cx, CustomerId id, Rows *identities) MUST_USE;
/* What the value is looked up by: itself, or its blind index. */
Str  customer_identity_lookup(Ctx *cx, Str kind, Str value);
/* The value in clear: opens a sealed one. */
Code customer_identity_value(Ctx *cx, const CustomerIdentity *identity, Str *value) MUST_USE;
/* The same for work over all there is: a sealed one that cannot be read is empty. */
Code customer_identity_known(Ctx *cx, const CustomerIdentity *identity, Str *value) MUST_USE;
/* As people without customer.reveal see it; empty when it cannot be read. */
Code customer_identity_masked(Ctx *cx, const CustomerIdentity *identity, Str *masked) MUST_USE;
/* The digits of a mainland or foreign phone number; absent when it is none. */
Str  customer_identity_phone(Arena *arena, Str text);
/* An e-mail address in lower case; absent when it is none. */
Str  customer_identity_email(Arena *arena, Str text);
/* A member number without white space around: 1 to 64 letters, digits, '-', '_', '.'; absent
 * when it is none. */
Str  customer_identity_member_no(Str text);

#endif
