/* consent.h -- what a person agreed to, per purpose: given, withdrawn or unknown, with how, when
 * and where that can be looked up.
 *
 * Sayings are only added; of one purpose the newest counts, and of two at one instant the one that
 * was written down last.  What somebody folded into a person said counts for him, and no longer
 * after a split.  Who sends anything but service asks consent_may first. */
#ifndef CONSENT_CONSENT_H
#define CONSENT_CONSENT_H

#include "customer/customer.h"

typedef enum ConsentPurpose {
    CONSENT_MARKETING = 1,
    CONSENT_SMS,
    CONSENT_EMAIL,
    CONSENT_PHONE,
    CONSENT_PERSONALIZATION,
    CONSENT_ANALYTICS,
    CONSENT_SHARING,
    CONSENT_PURPOSE_END
} ConsentPurpose;
extern const Words consent_purpose_words;

typedef enum ConsentState { CONSENT_UNKNOWN = 1, CONSENT_GIVEN, CONSENT_WITHDRAWN } ConsentState;
extern const Words consent_state_words;

enum { CONSENT_SOURCE_CHARS_MAX = 40, CONSENT_EVIDENCE_CHARS_MAX = 500 };

/* A saying as it is kept. */
typedef struct Consent {
    int64_t        id, tenant_id, customer_id;
    ConsentPurpose purpose;
    ConsentState   state;
    Str            source, evidence;
    int64_t        at_ms, told_by;
    Str            told_by_name;
    int64_t        created_at_ms;
} Consent;
extern const Shape consent_shape;

typedef struct ConsentDraft {
    ConsentPurpose purpose;
    ConsentState   state; /* given or withdrawn              */
    Str            source, evidence;
    int64_t        at_ms; /* when it was said; 0: now         */
} ConsentDraft;
extern const Shape consent_draft_shape;

/* What counts for one purpose. */
typedef struct ConsentStanding {
    ConsentPurpose purpose;
    ConsentState   state;
    bool           needs_yes; /* unknown counts as no                     */
    bool           may;       /* what consent_may says                    */
    Str            source, evidence;
    int64_t        at_ms; /* of the saying that counts; 0: unknown    */
    Str            told_by_name;
} ConsentStanding;

typedef struct Consents {
    Rows purposes; /* ConsentStanding, all purposes in their order */
    Rows history;  /* Consent, newest first, at most 200           */
} Consents;
extern const Shape consents_shape;

/* Whether a message, call or use for that purpose is allowed: a yes allows it, a withdrawal forbids
 * it; where nobody knows, only purposes that need no yes are allowed.  For slices, unscoped. */
Code consent_may(Ctx *cx, CustomerId customer, ConsentPurpose purpose, bool *may) MUST_USE;
/* Of many: those of `ids` who may, in their order. */
Code consent_keep(Ctx *cx, ConsentPurpose purpose, Ids ids, Ids *kept) MUST_USE;

/* ERR_NOT_FOUND "customer.not_found". */
Code consent_view(Ctx *cx, CustomerId customer, Consents *out) MUST_USE;
/* Writes down what somebody said.  Says consent.given or consent.withdrawn.  ERR_INVALID
 * "consent.not_said" (unknown is no saying), "consent.in_the_future". */
Code consent_tell(Ctx *cx, CustomerId customer, const ConsentDraft *draft) MUST_USE;
/* What a page or an app told of somebody, kept as such a saying where it says something else than
 * what stands as of that instant.  Only of customers, not of visitors; and no yes for a purpose
 * that needs one, for what a page says anybody can say.  For doors, unscoped. */
Code consent_hear(Ctx *cx, CustomerId customer, const ConsentDraft *draft) MUST_USE;

extern const SqlList consent_sql;

#endif
