/* event.h -- what an event operator knows before it is evaluated. */
#ifndef RULE_EVENT_H
#define RULE_EVENT_H

#include "rule/window.h"

typedef struct RuleEventPlan {
    Str             type;
    Str             property; /* of event_sum, event_first, event_last; may be absent */
    RuleWindow      window;
    const RuleNode *where;    /* NULL: all events */
} RuleEventPlan;

#endif
