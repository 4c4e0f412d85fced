/* intake_kind.c -- the kinds there are. */
#include "intake/intake_kind.h"

static const char *const kind_words[] = {
    [INTAKE_EVENT] = "event",     [INTAKE_ORDER] = "order", [INTAKE_PERSON] = "person",
    [INTAKE_PRODUCT] = "product", [INTAKE_COST] = "cost",
};
const Words intake_kind_words = { kind_words, COUNT(kind_words) };

static const char *const matches[] = {
    [MATCH_PHONE]           = "phone",
    [MATCH_EXTERNAL_USERID] = "external_userid",
    [MATCH_MEMBER_NO]       = "member_no",
};
const Words intake_match_words = { matches, COUNT(matches) };

static const char *const rules[] = {
    [RULE_CREATE] = "create",
    [RULE_UPDATE] = "update",
    [RULE_FILL]   = "fill",
    [RULE_BOTH]   = "both",
};
const Words intake_rule_words = { rules, COUNT(rules) };

static const char *const outcomes[] = {
    [OUTCOME_CREATED] = "created", [OUTCOME_UPDATED] = "updated", [OUTCOME_UNCHANGED] = "unchanged",
    [OUTCOME_SKIPPED] = "skipped", [OUTCOME_REFUSED] = "refused",
};
const Words intake_outcome_words = { outcomes, COUNT(outcomes) };

const IntakeSpec *intake_spec_of(IntakeKind kind)
{
    switch (kind) {
    case INTAKE_EVENT: return &intake_event_spec;
    case INTAKE_ORDER: return &intake_order_spec;
    case INTAKE_PERSON: return &intake_person_spec;
    case INTAKE_PRODUCT: return &intake_product_spec;
    case INTAKE_COST: return &intake_cost_spec;
    }
    return NULL;
}

int intake_field_find(const IntakeSpec *spec, Str name)
{
    for (size_t i = 0; i < spec->field_count; i++)
        if (str_equal(name, str_of(spec->fields[i].name))) return (int)i;
    return -1;
}
