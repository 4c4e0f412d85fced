/* alert_watch.h -- who looks, when, and what follows.  Private to alert/. */
#ifndef ALERT_ALERT_WATCH_H
#define ALERT_ALERT_WATCH_H

#include "alert/alert.h"

/* Sets the timer of a rule that is on to now, takes that of one that is off away; in the
 * transaction that changes the rule. */
Code alert_watch_begin(Ctx *cx, const Alert *alert) MUST_USE;

#endif
