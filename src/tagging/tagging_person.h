/* tagging_person.h -- one person as rules see him: the record, and a source of events, tags and
 * relations that reads each only when it is asked. */
#ifndef TAGGING_TAGGING_PERSON_H
#define TAGGING_TAGGING_PERSON_H

#include "tagging/tagging_rules.h"

typedef struct TagAsked {
    Str     type;
    int64_t from_ms, until_ms;
    size_t  count;
} TagAsked;

typedef struct TagPerson {
    Ctx              *cx;
    const TagRuleSet *set;
    Customer          customer;
    RuleValue        *slots;
    Rows              values; /* of CustomerAttribute */
    Ids               tags;
    const Json       *relations;
    bool              has_relations;
    Vec               read;      /* of what was read of events        */
    Vec               asked;     /* of TagAsked, by the rule in hand   */
    int64_t           due_at_ms; /* the earliest; INT64_MAX: never    */
    Code              code;      /* of a read that failed             */
    RuleSource        source;
} TagPerson;

/* ERR_NOT_FOUND "customer.not_found". */
Code tagging_person_read(Ctx *cx, const TagRuleSet *set, CustomerId id, TagPerson *out) MUST_USE;
/* The value the rule gives him, absent when none.  Moves due_at_ms. */
Code tagging_person_ask(TagPerson *person, const TagRule *rule, Str *value) MUST_USE;
/* What the rule saw, after it was asked: JSON of TagWhy. */
Str  tagging_person_why(const TagPerson *person, const TagRule *rule);
bool tagging_person_has(const TagPerson *person, int64_t tag_id);

#endif
