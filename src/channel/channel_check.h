/* channel_check.h -- what works between a platform and us, step by step.  Private to channel/. */
#ifndef CHANNEL_CHANNEL_CHECK_H
#define CHANNEL_CHANNEL_CHECK_H

#include "channel/platform_api.h"

typedef enum CheckState { CHECK_OK = 1, CHECK_FAILED, CHECK_SKIPPED, CHECK_WAITING } CheckState;
extern const Words channel_check_state_words;

typedef struct Check {
    Str step; /* WeCom: app_token, app_access, contact_access, ip, department_access, callback;
                 公众号: app_token, ip, fan_access, menu_access, callback               */
    CheckState state;
    Str        reason; /* "connection.ip_not_trusted"                                            */
    int64_t    errcode;
    Str        errmsg;
    Str        detail; /* the address to trust, for the step ip                                  */
    Str        hint_key;
} Check;
extern const Shape check_shape;

typedef struct CheckResult {
    Rows checks;
    bool corp_ok; /* the first step: account and secret are right */
} CheckResult;
extern const Shape check_result_shape;

/* Asks the platform with secrets that need not be stored.  `callback_verified`: what is known of
 * the door.  Outside a transaction; never fails because of the platform. */
Code channel_check_run(Ctx *cx, const ConnectionDraft *draft, bool callback_verified,
                       CheckResult *out) MUST_USE;
/* Of a stored connection; notes the result as its health. */
Code channel_check_connection(Ctx *cx, ConnectionId id, CheckResult *out) MUST_USE;

/* ---- for the platforms' own questions ---- */

typedef struct Checking {
    Ctx                   *cx;
    const ConnectionDraft *draft;
    Str                    base_url;
    Check                 *checks; /* one per step, in the platform's order; the last is the door */
} Checking;

/* What a platform is asked. */
typedef struct CheckPlan {
    const char *const *steps;
    size_t             count;
    void (*ask)(Checking *c);
} CheckPlan;

/* `reason` NULL and `answer` NULL: nothing to say. */
void channel_check_set(Checking *c, size_t step, CheckState state, const char *reason,
                       const PlatformAnswer *answer);

#endif
