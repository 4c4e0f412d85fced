/* totp.h -- codes of six digits that change every 30 seconds (RFC 6238 with SHA-1), as every
 * authenticator app makes them. */
#ifndef WIRE_TOTP_H
#define WIRE_TOTP_H

#include "base/base.h"

enum { TOTP_STEP_S = 30, TOTP_SECRET_SIZE = 20, TOTP_DIGITS = 6 };

/* "287082"; `step` is seconds since 1970 by TOTP_STEP_S. */
Str totp_code(Arena *arena, Str secret, int64_t step);
/* The step a code belongs to, of the one at `now_ms` and its neighbours (clocks differ), if it is
 * later than `after`; 0 for a code that is wrong, or was used before. */
int64_t totp_step_of(Arena *arena, Str secret, Str code, int64_t now_ms, int64_t after);
/* Upper case without padding (RFC 4648), as people type it. */
Str base32(Arena *arena, Str bytes);

#endif
