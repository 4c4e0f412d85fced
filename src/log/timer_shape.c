/* timer_shape.c -- fields of timers. */
#include "log/timer_sql.h"

static const Field timer_fields[] = {
    FIELD_ID(Timer, id, .flags = SERVER_SET),
    FIELD_ID(Timer, tenant_id, .flags = SERVER_SET | SECRET),
    FIELD(Timer, kind),
    FIELD(Timer, key),
    FIELD_TIME(Timer, due_at_ms),
    FIELD_JSON(Timer, payload),
};
const Shape timer_shape = SHAPE(Timer, timer_fields);

static const Field timer_due_fields[] = {
    FIELD_ID(TimerDue, id), FIELD_ID(TimerDue, tenant_id), FIELD_TIME(TimerDue, due_at_ms),
    FIELD(TimerDue, kind),  FIELD(TimerDue, attempts),
};
const Shape timer_due_shape = SHAPE(TimerDue, timer_due_fields);
