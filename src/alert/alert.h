/* alert.h -- alerts: a rule on a metric, looked at by timers; who is told when it is broken, once.
 *
 * A rule sees what its owner sees.  It is seen by its owner, by whom it tells, and by who sees
 * the whole brand. */
#ifndef ALERT_ALERT_H
#define ALERT_ALERT_H

#include "insight/insight.h"
#include "metric/metric.h"
#include "org/org.h"

typedef struct AlertId {
    int64_t v;
} AlertId;

enum { ALERTS_MAX = 200 /* of one brand */, ALERT_RECEIVERS_MAX = 100 };

/* When it is broken. */
typedef enum AlertCondition {
    ALERT_ABOVE = 1, /* more than the threshold                         */
    ALERT_BELOW,     /* less                                            */
    ALERT_RISEN,     /* more than before by over `percent`              */
    ALERT_FALLEN,    /* less                                            */
    ALERT_CHANGED    /* either                                          */
} AlertCondition;

/* Over what the number is counted. */
typedef enum AlertPeriod {
    ALERT_LAST_HOUR = 1, /* the last whole hour     */
    ALERT_TODAY,         /* until now               */
    ALERT_YESTERDAY,
    ALERT_LAST_7_DAYS,   /* whole days before today */
    ALERT_LAST_30_DAYS,
    ALERT_THIS_MONTH     /* until now               */
} AlertPeriod;

/* What it is compared with. */
typedef enum AlertBase {
    ALERT_BEFORE = 1, /* a period earlier: of today until now, yesterday until then */
    ALERT_WEEK_BEFORE /* the same span a week earlier: the same weekday */
} AlertBase;

typedef enum AlertEvery { ALERT_HOURLY = 1, ALERT_DAILY } AlertEvery;

typedef enum AlertVerdict {
    ALERT_BROKEN = 1,
    ALERT_KEPT,
    ALERT_UNKNOWN /* there is no number, or nothing to compare with */
} AlertVerdict;

extern const Words alert_condition_words, alert_period_words, alert_base_words, alert_every_words,
    alert_verdict_words;

typedef struct Alert {
    int64_t        id, tenant_id, user_id; /* the owner */
    Str            name;
    Str            metric;  /* JSON: one metric of docs/query.md */
    Str            filters; /* JSON; true: all events            */
    AlertPeriod    period;
    AlertCondition condition;
    int64_t        threshold; /* in the unit of the metric; of ratios in 1/10,000 */
    int32_t        percent;
    AlertBase      base;
    AlertEvery     every;
    int32_t        hour; /* of the day, in the tenant's zone: ALERT_DAILY */
    bool           is_on;
    /* As it was when it was last looked at: */
    bool           is_firing;
    int64_t        fired_until_ms; /* the end of the span it last fired for */
    int64_t        looked_at_ms;   /* 0: never                              */
    AlertVerdict   verdict;
    int64_t        value_num, value_den, before_num, before_den; /* den 0: none */
    Str            reason; /* why there is no number; absent: there is one  */
    int64_t        revision, created_at_ms, changed_at_ms;
    int64_t        deleted_at_ms; /* 0: it is there */
    /* Who is told, beside the row: */
    Ids            user_ids, role_ids;
    /* In answers only: */
    bool           is_mine, may_edit;
    Str            owner_name;
    int64_t        next_at_ms; /* 0: it is off */
} Alert;
extern const Shape alert_shape;

/* Once that it was broken. */
typedef struct AlertFiring {
    int64_t id, tenant_id, alert_id;
    int64_t fired_at_ms, ended_at_ms; /* 0: it still is        */
    int64_t from_ms, until_ms;        /* the span              */
    int64_t value_num, value_den, before_num, before_den;
    Str     cause;          /* JSON: AlertCause, most telling first */
    Str     said_zh, said_en; /* the sentence people were sent        */
    int64_t told;           /* how many users                       */
    /* In lists of many rules: */
    Str     alert_name;
} AlertFiring;
extern const Shape alert_firing_shape;

/* What a rule says now. */
typedef struct AlertLook {
    int64_t      revision;      /* of the rule as it was asked; 0: a draft */
    int64_t      asked_at_ms;
    int64_t      from_ms, until_ms, base_from_ms, base_until_ms;
    int64_t      value_num, value_den, before_num, before_den;
    AlertVerdict verdict;
    Str          reason, detail; /* why there is no number */
    Str          cause;          /* JSON                   */
    Str          said_zh, said_en;
} AlertLook;
extern const Shape alert_look_shape;

/* Those the caller may see: what fires first, then by name. */
Code alert_list(Ctx *cx, Rows *alerts) MUST_USE;
Code alert_get(Ctx *cx, AlertId id, Alert *out) MUST_USE;
/* Looked at as soon as possible.  "alert.too_many", "alert.needs_percent", "alert.bad_metric",
 * "alert.bad_filters", "alert.unknown_receiver". */
Code alert_create(Ctx *cx, const Alert *draft, Alert *out) MUST_USE;
/* By its owner, or by who sees the whole brand.  Another question begins anew.
 * "alert.not_yours", "alert.changed_meanwhile" and those above. */
Code alert_update(Ctx *cx, AlertId id, int64_t revision, const Alert *draft, Alert *out) MUST_USE;
/* What it fired stays readable when it is taken back.  "alert.not_yours". */
Code alert_delete(Ctx *cx, AlertId id) MUST_USE;
/* Takes a deletion back; "alert.too_many". */
Code alert_restore(Ctx *cx, AlertId id, Alert *out) MUST_USE;

/* Newest first; of one rule, or (id 0) of all the caller may see. */
Code alert_firings(Ctx *cx, AlertId id, Str cursor, int64_t limit, Rows *firings,
                   Str *next_cursor) MUST_USE;

/* What a draft would say now, with what the caller may see; nobody is told.  Outside a transaction.
 * A refused question is no failure: `reason` tells it. */
Code alert_try(Ctx *cx, const Alert *draft, AlertLook *out) MUST_USE;

extern const TimerKind  alert_watch_timer;
extern const EffectKind alert_watch_effect;
extern const SqlList    alert_sql;

#endif
