/* wecom_check.h -- what works between the platform and us, step by step.  Private to channel/. */
#ifndef CHANNEL_WECOM_CHECK_H
#define CHANNEL_WECOM_CHECK_H

#include "channel/channel.h"

typedef enum CheckState { CHECK_OK = 1, CHECK_FAILED, CHECK_SKIPPED, CHECK_WAITING } CheckState;
extern const Words wecom_check_state_words;

typedef struct Check {
    Str        step; /* app_token, app_access, contact_access, ip, department_access, callback */
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
    bool corp_ok;
} CheckResult;
extern const Shape check_result_shape;

/* Asks the platform with secrets that need not be stored.  `callback_verified`: what is known of
 * the door.  Outside a transaction; never fails because of the platform. */
Code wecom_check_run(Ctx *cx, const ConnectionDraft *draft, bool callback_verified,
                     CheckResult *out) MUST_USE;
/* Of a stored connection; notes the result as its health. */
Code wecom_check_connection(Ctx *cx, ConnectionId id, CheckResult *out) MUST_USE;
/* The address in "... from ip: 1.2.3.4, more info ..."; absent if there is none. */
Str  wecom_check_ip(Str errmsg);

#endif
