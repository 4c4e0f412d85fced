/* oa_check.h -- what is asked of 公众号 when a connection is checked.  Private to channel/. */
#ifndef CHANNEL_OA_CHECK_H
#define CHANNEL_OA_CHECK_H

#include "channel/channel_check.h"

extern const CheckPlan oa_check_plan, oa_check_mini_plan;
/* The address in "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist"; absent if there is
 * none. */
Str                    oa_check_ip(Str errmsg);

#endif
