/* event.c -- what a person did: events of a type within a window. */
#include "rule/event.h"

/* The events an operator is about, after its `where`; `where` sees an event as its data. */
typedef struct Walk {
    const RuleEvent *events;
    size_t           at, count;
    const RuleNode  *where; /* NULL: all */
    RuleValue        outer;
} Walk;

static Walk walk_over(RuleRun *run, const RuleNode *node)
{
    const RuleEventPlan *plan = node->more;
    const RuleSpan       span = rule_window_span(&plan->window, run->now_ms, run->zone);
    Walk                 walk = { .where = plan->where, .outer = run->data };
    if (run->source && run->source->events && span.from_ms < span.until_ms && rule_charge(run, 16))
        walk.events = run->source->events(run->source->with, plan->type, span.from_ms,
                                          span.until_ms, &walk.count);
    return walk;
}

/* The next event that meets the `where`; NULL when there is none or the run is over. */
static const RuleEvent *walk_next(RuleRun *run, Walk *walk)
{
    const RuleEvent *found = NULL;
    while (!found && walk->at < walk->count &&
           rule_charge(run, walk->where ? walk->where->weight : 1)) {
        const RuleEvent *event = &walk->events[walk->at++];
        run->data              = rule_of_json(event->data);
        if (!walk->where || rule_test_of(run, walk->where)) found = event;
    }
    run->data = walk->outer;
    return found;
}

bool rule_did_test(RuleRun *run, const RuleNode *node)
{
    Walk walk = walk_over(run, node);
    return walk_next(run, &walk) != NULL;
}

bool rule_did_not_test(RuleRun *run, const RuleNode *node) { return !rule_did_test(run, node); }

RuleValue rule_did(RuleRun *run, const RuleNode *node)
{
    return rule_of_flag(rule_did_test(run, node));
}

RuleValue rule_did_not(RuleRun *run, const RuleNode *node)
{
    return rule_of_flag(rule_did_not_test(run, node));
}

RuleValue rule_event_count(RuleRun *run, const RuleNode *node)
{
    Walk   walk  = walk_over(run, node);
    double count = 0;
    while (walk_next(run, &walk)) count++;
    return rule_of_number(count);
}

/* A property of an event; names may have points. */
static RuleValue property_of(RuleRun *run, const RuleEvent *event, Str name)
{
    RuleValue value = rule_of_json(event->data);
    while (name.ptr && value.kind > RULE_NULL)
        value = rule_property(run, value, str_cut(&name, '.'));
    return value;
}

/* What is no number adds nothing. */
RuleValue rule_event_sum(RuleRun *run, const RuleNode *node)
{
    const RuleEventPlan *plan  = node->more;
    Walk                 walk  = walk_over(run, node);
    double               sum   = 0;
    const RuleEvent     *event = NULL;
    while ((event = walk_next(run, &walk))) {
        const RuleValue value = property_of(run, event, plan->property);
        if (value.kind == RULE_NUMBER) sum += value.as.number;
    }
    return rule_of_number(sum);
}

static RuleValue told(RuleRun *run, const RuleNode *node, const RuleEvent *event)
{
    const RuleEventPlan *plan = node->more;
    if (!event) return RULE_NOTHING;
    if (!plan->property.ptr) return rule_of_number((double)event->at_ms);
    const RuleValue value = property_of(run, event, plan->property);
    return value.kind == RULE_ABSENT ? RULE_NOTHING : value;
}

RuleValue rule_event_first(RuleRun *run, const RuleNode *node)
{
    Walk walk = walk_over(run, node);
    return told(run, node, walk_next(run, &walk));
}

RuleValue rule_event_last(RuleRun *run, const RuleNode *node)
{
    Walk             walk = walk_over(run, node);
    const RuleEvent *last = NULL, *event = NULL;
    while ((event = walk_next(run, &walk))) last = event;
    return told(run, node, last);
}

/* ---- days ------------------------------------------------------------------------------ */

/* Days with an event, oldest first: how many, the longest run of them, the run that ends with the
 * last one. */
typedef struct Days {
    int64_t count, longest, run, last;
} Days;

static Days days_of(RuleRun *run, const RuleNode *node)
{
    Walk             walk  = walk_over(run, node);
    Days             days  = { 0 };
    const RuleEvent *event = NULL;
    while ((event = walk_next(run, &walk))) {
        const int64_t day = day_of(event->at_ms, run->zone);
        if (days.count > 0 && day == days.last) continue;
        days.run  = days.count > 0 && day == days.last + 1 ? days.run + 1 : 1;
        days.last = day;
        days.count++;
        if (days.run > days.longest) days.longest = days.run;
    }
    return days;
}

RuleValue rule_event_days(RuleRun *run, const RuleNode *node)
{
    return rule_of_number((double)days_of(run, node).count);
}

RuleValue rule_consecutive_days(RuleRun *run, const RuleNode *node)
{
    return rule_of_number((double)days_of(run, node).longest);
}

/* Today need not be over: a run that lasted until yesterday still goes on. */
RuleValue rule_streak(RuleRun *run, const RuleNode *node)
{
    const Days days  = days_of(run, node);
    const bool lasts = days.count > 0 && days.last >= day_of(run->now_ms, run->zone) - 1;
    return rule_of_number(lasts ? (double)days.run : 0);
}
