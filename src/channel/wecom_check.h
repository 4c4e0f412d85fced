/* wecom_check.h -- what is asked of WeCom when a connection is checked.  Private to channel/. */
#ifndef CHANNEL_WECOM_CHECK_H
#define CHANNEL_WECOM_CHECK_H

#include "channel/channel_check.h"

extern const CheckPlan wecom_check_plan;
/* The address in "... from ip: 1.2.3.4, more info ..."; absent if there is none. */
Str                    wecom_check_ip(Str errmsg);

#endif
