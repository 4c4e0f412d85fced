/* org_totp_qr.h -- the picture an authenticator app reads.  Private to org/. */
#ifndef ORG_ORG_TOTP_QR_H
#define ORG_ORG_TOTP_QR_H

#include "kernel/kernel.h"

/* "totp.too_long" for a name no picture holds. */
Code org_totp_qr_svg(Ctx *cx, Str text, Str *svg) MUST_USE;

#endif
