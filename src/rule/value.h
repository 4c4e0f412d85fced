/* value.h -- values as JavaScript compares and converts them, within the limits of a run. */
#ifndef RULE_VALUE_H
#define RULE_VALUE_H

#include "rule/rule.h"

#define RULE_UNDEFINED ((RuleValue){ .kind = RULE_ABSENT })
#define RULE_NOTHING ((RuleValue){ .kind = RULE_NULL })

/* Notes why the evaluation cannot go on; the first reason counts. */
void  rule_stop(RuleRun *run, const char *reason);
/* Takes steps from what is left; false when there are none. */
bool  rule_charge(RuleRun *run, size_t steps);
/* Room in the arena; NULL when the run has taken too much. */
void *rule_take(RuleRun *run, size_t count, size_t size);

/* Lists, whether of the rule or of the data. */
bool      rule_is_list(RuleValue value);
size_t    rule_list_count(RuleValue list);
RuleValue rule_list_at(RuleValue list, size_t at);
/* An array or object: compared by being the same. */
bool      rule_is_object(RuleValue value);

/* Number(v), String(v), parseFloat(v). */
double rule_to_number(RuleRun *run, RuleValue value);
Str    rule_to_text(RuleRun *run, RuleValue value);
double rule_to_float(RuleRun *run, RuleValue value);

/* a === b, a == b. */
bool rule_same(RuleRun *run, RuleValue a, RuleValue b);
bool rule_equal(RuleRun *run, RuleValue a, RuleValue b);

typedef enum RuleOrder {
    RULE_LESS = 1, RULE_EVEN, RULE_MORE,
    RULE_UNORDERED /* one is not a number: neither <, <=, > nor >= */
} RuleOrder;

/* How a and b stand to each other for <, <=, > and >=. */
RuleOrder rule_order(RuleRun *run, RuleValue a, RuleValue b);

/* value[name]; ABSENT when there is none. */
RuleValue rule_property(RuleRun *run, RuleValue value, Str name);

/* Texts counted in UTF-16 units, as JavaScript does: the length, and the bytes of `count` units
 * from `from` on.  Half a pair reads as U+FFFD. */
size_t    rule_units(Str text);
RuleValue rule_units_slice(RuleRun *run, Str text, size_t from, size_t count);

#endif
