/* intake_kind.c -- the kinds there are. */
#include "intake/intake_kind.h"

static const char *const kind_words[] = {
    [INTAKE_EVENT]   = "event",
    [INTAKE_ORDER]   = "order",
    [INTAKE_PERSON]  = "person",
    [INTAKE_PRODUCT] = "product",
};
const Words intake_kind_words = { kind_words, COUNT(kind_words) };

const IntakeSpec *intake_spec_of(IntakeKind kind)
{
    switch (kind) {
    case INTAKE_EVENT: return &intake_event_spec;
    case INTAKE_ORDER: return &intake_order_spec;
    case INTAKE_PERSON: return &intake_person_spec;
    case INTAKE_PRODUCT: return &intake_product_spec;
    }
    return NULL;
}

int intake_field_find(const IntakeSpec *spec, Str name)
{
    for (size_t i = 0; i < spec->field_count; i++)
        if (str_equal(name, str_of(spec->fields[i].name))) return (int)i;
    return -1;
}
