/* alert_shape.c -- alerts, as seen from outside. */
#include "alert/alert.h"

#define WORDS(name, ...)                                            \
    static const char *const name##_list[] = { NULL, __VA_ARGS__ }; \
    const Words              name          = { name##_list, COUNT(name##_list) }

WORDS(alert_condition_words, "above", "below", "risen", "fallen", "changed");
WORDS(alert_period_words, "last_hour", "today", "yesterday", "last_7_days", "last_30_days",
      "this_month");
WORDS(alert_base_words, "before", "week_before");
WORDS(alert_every_words, "hour", "day");
WORDS(alert_verdict_words, "broken", "kept", "unknown");

enum { INSIDE = SERVER_SET | SECRET, ANSWERED = SERVER_SET | NOT_STORED };

// clang-format off
static const Field alert_fields[] = {
    FIELD_ID  (Alert, id,             .flags = SERVER_SET),
    FIELD_ID  (Alert, tenant_id,      .flags = INSIDE),
    FIELD_ID  (Alert, user_id,        .flags = INSIDE),
    FIELD_WITH(Alert, name,           .flags = REQUIRED, .min = 1, .max = 60),
    FIELD_JSON(Alert, metric,         .flags = REQUIRED, .about = "One metric of a query: {\"metric\":KEY}, or {\"measure\",\"event\",\"property\",\"filters\"}"),
    FIELD_JSON(Alert, filters,        .about = "JsonLogic over events; absent: all"),
    FIELD_ENUM(Alert, period,         alert_period_words, .flags = REQUIRED),
    FIELD_ENUM(Alert, condition,      alert_condition_words, .flags = REQUIRED),
    FIELD_WITH(Alert, threshold,      .min = -1000000000000, .max = 1000000000000, .about = "above, below: in the unit of the metric; of ratios in ten-thousandths"),
    FIELD_WITH(Alert, percent,        .min = 0, .max = 100000, .about = "risen, fallen, changed: by more than so many percent"),
    FIELD_ENUM(Alert, base,           alert_base_words, .about = "What it is compared with; absent: the period before"),
    FIELD_ENUM(Alert, every,          alert_every_words, .flags = REQUIRED, .about = "How often it is looked at"),
    FIELD_WITH(Alert, hour,           .min = 0, .max = 23, .about = "Of the day, in the brand's zone, when it is looked at once a day"),
    FIELD     (Alert, is_on),
    FIELD_WITH(Alert, is_firing,      .flags = SERVER_SET),
    FIELD_WITH(Alert, fired_until_ms, .flags = INSIDE),
    FIELD_TIME(Alert, looked_at_ms,   .flags = SERVER_SET),
    FIELD_ENUM(Alert, verdict,        alert_verdict_words, .flags = SERVER_SET),
    FIELD_WITH(Alert, value_num,      .flags = SERVER_SET, .about = "The number is value_num / value_den; value_den 0: there is none"),
    FIELD_WITH(Alert, value_den,      .flags = SERVER_SET),
    FIELD_WITH(Alert, before_num,     .flags = SERVER_SET),
    FIELD_WITH(Alert, before_den,     .flags = SERVER_SET),
    FIELD_WITH(Alert, reason,         .flags = SERVER_SET, .about = "Why there is no number; empty when there is one"),
    FIELD_WITH(Alert, revision,       .flags = SERVER_SET),
    FIELD_TIME(Alert, created_at_ms,  .flags = SERVER_SET),
    FIELD_TIME(Alert, changed_at_ms,  .flags = SERVER_SET),
    FIELD_WITH(Alert, deleted_at_ms,  .flags = INSIDE),
    FIELD_WITH(Alert, user_ids,       .max = ALERT_RECEIVERS_MAX, .about = "Users who are told"),
    FIELD_WITH(Alert, role_ids,       .max = ALERT_RECEIVERS_MAX, .about = "Roles whose holders are told"),
    FIELD_WITH(Alert, is_mine,        .flags = ANSWERED),
    FIELD_WITH(Alert, may_edit,       .flags = ANSWERED),
    FIELD_WITH(Alert, owner_name,     .flags = ANSWERED),
    FIELD_TIME(Alert, next_at_ms,     .flags = ANSWERED),
};
const Shape alert_shape = SHAPE(Alert, alert_fields);

static const Field firing_fields[] = {
    FIELD_ID  (AlertFiring, id),
    FIELD_ID  (AlertFiring, tenant_id,   .flags = INSIDE),
    FIELD_ID  (AlertFiring, alert_id),
    FIELD_TIME(AlertFiring, fired_at_ms),
    FIELD_TIME(AlertFiring, ended_at_ms),
    FIELD_TIME(AlertFiring, from_ms),
    FIELD_TIME(AlertFiring, until_ms),
    FIELD     (AlertFiring, value_num),
    FIELD     (AlertFiring, value_den),
    FIELD     (AlertFiring, before_num),
    FIELD     (AlertFiring, before_den),
    FIELD_JSON(AlertFiring, cause,       .about = "[{\"dimension\",\"items\":[{\"key\",\"name\",\"value\",\"before\",\"share\"}]}]; share in ten-thousandths of the change"),
    FIELD     (AlertFiring, said_zh),
    FIELD     (AlertFiring, said_en),
    FIELD_WITH(AlertFiring, told,        .about = "How many users were told"),
    FIELD_WITH(AlertFiring, alert_name,  .flags = ANSWERED),
};
const Shape alert_firing_shape = SHAPE(AlertFiring, firing_fields);

static const Field look_fields[] = {
    FIELD     (AlertLook, revision),
    FIELD_TIME(AlertLook, asked_at_ms),
    FIELD_TIME(AlertLook, from_ms),
    FIELD_TIME(AlertLook, until_ms),
    FIELD_TIME(AlertLook, base_from_ms),
    FIELD_TIME(AlertLook, base_until_ms),
    FIELD     (AlertLook, value_num),
    FIELD     (AlertLook, value_den),
    FIELD     (AlertLook, before_num),
    FIELD     (AlertLook, before_den),
    FIELD_ENUM(AlertLook, verdict,       alert_verdict_words),
    FIELD     (AlertLook, reason),
    FIELD     (AlertLook, detail),
    FIELD_JSON(AlertLook, cause,         .about = "As of a firing"),
    FIELD     (AlertLook, said_zh),
    FIELD     (AlertLook, said_en),
};
const Shape alert_look_shape = SHAPE(AlertLook, look_fields);
// clang-format on
