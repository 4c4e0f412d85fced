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

/* The tags or audiences of has_tag and in_segment, where all are written out: lists and what stands
 * alone, as one list. */
typedef struct RuleNames {
    const RuleValue *values;
    size_t           count;
} RuleNames;

#endif
