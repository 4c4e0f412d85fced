/* alert_look.h -- one look at a rule: the number, what it is compared with, the verdict, the cause.
 * Private to alert/. */
#ifndef ALERT_ALERT_LOOK_H
#define ALERT_ALERT_LOOK_H

#include "alert/alert_say.h"

/* As of cx->now_ms, with what `cx` may see.  A refused question is no failure, it is told in
 * `reason`; ERR_UNAVAILABLE is, because it may be asked again.  `is_whole`: with what it is
 * compared with and the cause even where the rule is kept.  Outside a transaction. */
Code alert_look(Ctx *cx, const Alert *alert, bool is_whole, AlertLook *out) MUST_USE;
/* The names and the unit of a rule's metric; of one that is in no catalogue the rule's name. */
Code alert_look_metric(Ctx *cx, const Alert *alert, Metric *out) MUST_USE;

#endif
