/* org_totp.h -- a code beside the password: enrolled, confirmed, asked for, lost.  Private to
 * org/. */
#ifndef ORG_ORG_TOTP_H
#define ORG_ORG_TOTP_H

#include "org/org.h"

enum { RECOVERY_CODES = 10 };

typedef struct TotpState {
    bool    is_on, is_required; /* by the tenant                          */
    bool    is_fresh;           /* this browser came in by WeCom just now: no password is asked */
    bool    has_staff;          /* he can come in by WeCom                */
    int64_t recovery_left;      /* recovery codes that were not used yet   */
    int64_t confirmed_at_ms;
} TotpState;
extern const Shape totp_state_shape;

typedef struct TotpEnrolment {
    Str secret; /* base32, to type in                     */
    Str url;    /* otpauth://totp/..., what the picture says */
    Str qr_svg; /* the picture                            */
} TotpEnrolment;
extern const Shape totp_enrolment_shape;

typedef struct RecoveryCodes {
    Strs codes; /* shown once, stored hashed */
} RecoveryCodes;
extern const Shape recovery_codes_shape;

/* How long a sign-in by WeCom stands for the password: who comes in that way may know none. */
enum { TOTP_FRESH_MINUTES = 10 };

/* Of the caller, in the browser of that token. */
Code org_totp_state(Ctx *cx, Str token, TotpState *out) MUST_USE;
/* A secret of his own, not in force yet; outside a transaction.  Without a password the session of
 * `token` must have come by WeCom just now.  "session.wrong_password", "session.not_fresh",
 * "totp.is_on". */
Code org_totp_enrol(Ctx *cx, Str password, Str token, TotpEnrolment *out) MUST_USE;
/* From now on he needs codes.  "totp.not_enrolled", "totp.is_on", "totp.wrong_code". */
Code org_totp_confirm(Ctx *cx, Str code, Str token, RecoveryCodes *out) MUST_USE;
/* New recovery codes in place of all old ones; outside a transaction.  "totp.is_off",
 * "totp.wrong_code"; "session.throttled" after SESSION_FAILURES_MAX of them. */
Code org_totp_renew(Ctx *cx, Str code, RecoveryCodes *out) MUST_USE;
/* Outside a transaction; password and token as of org_totp_enrol.  "totp.wrong_code",
 * "totp.is_required"; "session.throttled". */
Code org_totp_disable(Ctx *cx, Str password, Str code, Str token) MUST_USE;
/* Somebody lost his phone: he signs in with the password and enrols anew; his sessions end. */
Code org_totp_reset(Ctx *cx, UserId id) MUST_USE;

/* Whether a user has to give a code. */
Code org_totp_has(Ctx *cx, int64_t user_id, bool *out) MUST_USE;
/* Takes a code or a recovery code, each only once; `*way` 0 when it is wrong. */
Code org_totp_take(Ctx *cx, int64_t user_id, Str code, SessionWay *way) MUST_USE;

#endif
