/* alert_say.h -- the sentence people read, in Chinese and in English.  Private to alert/. */
#ifndef ALERT_ALERT_SAY_H
#define ALERT_ALERT_SAY_H

#include "alert/alert_cause.h"

typedef struct AlertSaid {
    const Alert  *alert;
    const Metric *metric; /* its names and unit */
    Figure        value, before;
    Rows          causes; /* of Cause */
} AlertSaid;

/* "今日支付金额 ¥12,345.00，低于 ¥20,000.00；主要是门店「春熙路店」−¥5,000.00" */
Str alert_say(Arena *arena, const AlertSaid *said, bool is_english);

#endif
