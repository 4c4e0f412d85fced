/* oa_mini.h -- signing in to a mini program and binding a phone: routes of its pages, which give
 * evidence of who somebody is.  Private to oa/. */
#ifndef OA_OA_MINI_H
#define OA_OA_MINI_H

#include "oa/oa.h"

typedef struct OaSignIn {
    Str code; /* of wx.login */
} OaSignIn;
typedef struct OaSignedIn {
    Str openid;
    Str token; /* for oa_mini_bind_phone; ours, sealed */
} OaSignedIn;
typedef struct OaPhone {
    Str code, token; /* of getPhoneNumber, and of signing in */
} OaPhone;
typedef struct OaPhoneBound {
    Str phone_masked;
} OaPhoneBound;
extern const Shape oa_sign_in_shape, oa_signed_in_shape, oa_phone_shape, oa_phone_bound_shape;

/* openid@app and unionid become the person's; ERR_NOT_FOUND "callback.unknown_account",
 * ERR_INVALID "oa.bad_code", "oa.code_used", ERR_UNAVAILABLE while the platform cannot be asked.
 * Outside a transaction. */
Code oa_mini_sign_in(Ctx *cx, Str app_id, const OaSignIn *asked, OaSignedIn *out) MUST_USE;
/* The phone, checked by the platform, is evidence of the one who signed in; ERR_DENIED
 * "oa.bad_session". */
Code oa_mini_bind_phone(Ctx *cx, Str app_id, const OaPhone *asked, OaPhoneBound *out) MUST_USE;

#endif
