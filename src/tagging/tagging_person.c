/* tagging_person.c -- one person as rules see him. */
#include "tagging/tagging_person.h"

#include "wire/wire.h"

enum { EVENTS_MAX = 5000, ITEM_EXTRA = 2 };

/* ---- the record --------------------------------------------------------------------------- */

static RuleValue time_or_none(int64_t at_ms)
{
    return at_ms ? rule_of_number((double)at_ms) : (RuleValue){ .kind = RULE_NULL };
}

static RuleValue value_of_text(AttributeType type, Str text)
{
    if (type == ATTRIBUTE_NUMBER) return rule_of_number(attribute_value_number(text));
    if (type == ATTRIBUTE_BOOL) return rule_of_flag(str_equal(text, S("true")));
    return rule_of_text(text);
}

/* Of an attribute that is told in parts, the last: of 2022 and 2023 that of 2023. */
static const CustomerAttribute *value_of_attribute(const Rows *values, int64_t attribute_id,
                                                   Str about, bool exact)
{
    const CustomerAttribute *last = NULL;
    for (size_t i = 0; i < values->count; i++) {
        const CustomerAttribute *one = ROWS_AT(CustomerAttribute, *values, i);
        if (one->attribute_id != attribute_id) continue;
        if (str_equal(one->about, about)) return one;
        if (!exact) last = one;
    }
    return last;
}

static void fill_slots(TagPerson *person)
{
    const Customer *him = &person->customer;
    RuleValue *slots = arena_make(person->cx->arena, RuleValue, person->set->language.schema.count);
    slots[SLOT_NAME] = rule_of_text(him->name);
    slots[SLOT_GENDER]      = rule_of_text(word_of(&gender_words, (int)him->gender));
    slots[SLOT_KIND]        = rule_of_text(word_of(&customer_kind_words, (int)him->kind));
    slots[SLOT_SOURCE]      = rule_of_text(word_of(&add_way_words, (int)him->source));
    slots[SLOT_IS_ACTIVE]   = rule_of_flag(him->is_active);
    slots[SLOT_BIRTHDAY]    = rule_of_text(him->birthday);
    slots[SLOT_ADDRESS]     = rule_of_text(him->address);
    slots[SLOT_FIRST_ADDED] = time_or_none(him->first_added_at_ms);
    slots[SLOT_LAST_EVENT]  = time_or_none(him->last_event_at_ms);
    for (size_t i = 0; i < person->set->language.attributes.count; i++) {
        const Attribute *attribute = ROWS_AT(Attribute, person->set->language.attributes, i);
        const CustomerAttribute *value =
            value_of_attribute(&person->values, attribute->id, S(""), false);
        slots[OWN_SLOTS + i] =
            value ? value_of_text(attribute->type, value->value) : (RuleValue){ .kind = RULE_NULL };
    }
    person->slots = slots;
}

/* ---- the source ------------------------------------------------------------------------------ */

typedef struct ReadEvents {
    Str        type;
    int64_t    from_ms;
    RuleEvent *events; /* oldest first, until the end of time */
    size_t     count;
} ReadEvents;

/* The payload, with "type" and "at" beside its own members. */
static const Json *item_of(Arena *arena, const Event *event)
{
    const JsonLimits limits  = { .bytes = EVENT_PAYLOAD_MAX, .nodes = 200000, .depth = 62 };
    const Json      *payload = NULL;
    JsonError        error   = { 0 };
    if (json_parse(arena, event->payload, limits, &payload, &error) != OK ||
        payload->kind != JSON_OBJECT)
        payload = NULL;
    const uint32_t own  = payload ? payload->count : 0;
    Json          *item = arena_make(arena, Json, 1);
    Json          *all  = arena_make(arena, Json, own + ITEM_EXTRA);
    all[0]              = (Json){ .kind = JSON_STR, .key = S("type"), .as.str = event->type };
    all[1] = (Json){ .kind = JSON_INT, .key = S("at"), .as.integer = event->occurred_at_ms };
    for (uint32_t i = 0; i < own; i++) all[ITEM_EXTRA + i] = payload->as.first[i];
    *item = (Json){ .kind = JSON_OBJECT, .count = own + ITEM_EXTRA, .as.first = all };
    return item;
}

static ReadEvents *read_events(TagPerson *person, Str type, int64_t from_ms)
{
    Ctx *cx   = person->cx;
    Rows rows = { 0 };
    for (size_t i = 0; i < person->read.count; i++) {
        ReadEvents *known = VEC_AT(person->read, ReadEvents, i);
        if (str_equal(known->type, type) && known->from_ms <= from_ms) return known;
    }
    const Code code =
        event_of_type(cx, person->customer.id, type, from_ms, INT64_MAX, EVENTS_MAX, &rows);
    if (code != OK) {
        person->code = code;
        return NULL;
    }
    ReadEvents *read = VEC_ADD(&person->read, ReadEvents);
    *read = (ReadEvents){ type, from_ms, arena_make(cx->arena, RuleEvent, rows.count), rows.count };
    for (size_t i = 0; i < rows.count; i++) {
        const Event *event = ROWS_AT(Event, rows, rows.count - 1 - i);
        read->events[i]    = (RuleEvent){ event->occurred_at_ms, item_of(cx->arena, event) };
    }
    return read;
}

static int64_t next_midnight(const Ctx *cx)
{
    return day_start_ms(day_of(cx->now_ms, cx->zone) + 1, cx->zone);
}

static void due(TagPerson *person, int64_t at_ms)
{
    if (at_ms > person->cx->now_ms && at_ms < person->due_at_ms) person->due_at_ms = at_ms;
}

/* When the answer may become another without anything happening: the oldest event leaves a rolling
 * window, or the window is of days and moves at midnight.  Who has no events in it waits for one.
 */
static void note_due(TagPerson *person, const ReadEvents *read, int64_t from_ms, size_t first)
{
    const Ctx *cx = person->cx;
    if (first < read->count && read->events[read->count - 1].at_ms > cx->now_ms)
        due(person, read->events[read->count - 1].at_ms + 1);
    if (from_ms <= 0 || first == read->count) return;
    if (day_start_ms(day_of(from_ms, cx->zone), cx->zone) == from_ms)
        due(person, next_midnight(cx));
    due(person, read->events[first].at_ms + (cx->now_ms - from_ms) + 1);
}

static const RuleEvent *events_of(void *with, Str type, int64_t from_ms, int64_t until_ms,
                                  size_t *count)
{
    TagPerson  *person = with;
    ReadEvents *read   = read_events(person, type, from_ms);
    size_t      first = 0, end = read ? read->count : 0;
    *count = 0;
    if (!read) return NULL;
    while (first < end && read->events[first].at_ms < from_ms) first++;
    note_due(person, read, from_ms, first);
    while (end > first && read->events[end - 1].at_ms >= until_ms) end--;
    *count                             = end - first;
    *VEC_ADD(&person->asked, TagAsked) = (TagAsked){ type, from_ms, until_ms, *count };
    return read->events + first;
}

static RuleValue attribute_of(void *with, Str name)
{
    TagPerson       *person    = with;
    Str              about     = name;
    const Str        key       = str_cut(&about, '@');
    const Attribute *attribute = attribute_of_key(&person->set->language.attributes, key);
    if (!attribute) return (RuleValue){ .kind = RULE_ABSENT };
    const CustomerAttribute *value =
        value_of_attribute(&person->values, attribute->id, about, about.ptr != NULL);
    return value ? value_of_text(attribute->type, value->value)
                 : (RuleValue){ .kind = RULE_ABSENT };
}

bool tagging_person_has(const TagPerson *person, int64_t tag_id)
{
    for (size_t i = 0; i < person->tags.count; i++)
        if (person->tags.at[i] == tag_id) return true;
    return false;
}

/* By id, or by name. */
static bool has_tag(void *with, Str tag)
{
    const TagPerson *person = with;
    int64_t          id     = 0;
    if (str_to_i64(tag, &id) && tagging_person_has(person, id)) return true;
    for (size_t i = 0; i < person->set->places.count; i++) {
        const TagPlace *place = ROWS_AT(TagPlace, person->set->places, i);
        if (str_equal(place->name, tag) && tagging_person_has(person, place->tag_id)) return true;
    }
    return false;
}

static const Json *relations_of(void *with)
{
    enum { RELATIONS_JSON_MAX = 512 * 1024 };
    TagPerson *person = with;
    Ctx       *cx     = person->cx;
    Rows       rows   = { 0 };
    Str        text   = { 0 };
    JsonError  error  = { 0 };
    if (person->has_relations) return person->relations;
    person->has_relations = true;
    if (customer_relation_list_open(cx, (CustomerId){ person->customer.id }, &rows) != OK) {
        person->code = cx->err.code;
        return NULL;
    }
    JsonOut json = json_out(cx->arena, RELATIONS_JSON_MAX);
    json_open_array(&json);
    for (size_t i = 0; i < rows.count; i++)
        shape_to_json(&json, &relation_shape, ROWS_AT(Relation, rows, i), cx->zone);
    json_close_array(&json);
    if (json_out_done(&json, &text) != OK ||
        json_parse(cx->arena, text, JSON_LIMITS, &person->relations, &error) != OK)
        person->relations = NULL;
    return person->relations;
}

/* ---- asking
 * --------------------------------------------------------------------------------------- */

Code tagging_person_read(Ctx *cx, const TagRuleSet *set, CustomerId id, TagPerson *out)
{
    *out = (TagPerson){ .cx        = cx,
                        .set       = set,
                        .read      = vec_of(cx->arena, ReadEvents),
                        .asked     = vec_of(cx->arena, TagAsked),
                        .due_at_ms = INT64_MAX };
    TRY(customer_get(cx, id, &out->customer));
    TRY(attribute_values(cx, (CustomerId){ out->customer.id }, &out->values));
    TRY(tagging_sql_tags_of(cx, out->customer.id, &out->tags));
    out->source = (RuleSource){ .with      = out,
                                .events    = events_of,
                                .attribute = attribute_of,
                                .has_tag   = has_tag,
                                .relations = relations_of };
    fill_slots(out);
    return OK;
}

Code tagging_person_ask(TagPerson *person, const TagRule *rule, Str *value)
{
    RuleRun   run       = { .arena  = person->cx->arena,
                            .slots  = person->slots,
                            .source = &person->source,
                            .now_ms = person->cx->now_ms,
                            .zone   = person->cx->zone };
    RuleValue result    = { .kind = RULE_NULL };
    person->asked.count = 0;
    person->code        = OK;
    *value              = (Str){ 0 };
    if (rule->is_timed) due(person, next_midnight(person->cx));
    /* What is too long for him gives nothing; a store that fails is tried again. */
    const bool is_good = rule_evaluate(rule->rule, &run, &result) == OK;
    if (person->code != OK) return person->code;
    if (is_good) *value = tagging_rules_value(person->cx->arena, rule, result);
    return OK;
}

/* ---- why
 * ------------------------------------------------------------------------------------------------
 */

static Str shown(Ctx *cx, const RuleVariable *variable, RuleValue value)
{
    if (value.kind == RULE_TEXT) return rule_text(value);
    if (value.kind == RULE_FLAG) return value.as.flag ? S("true") : S("false");
    if (value.kind != RULE_NUMBER) return S("");
    if (variable->type == RULE_TYPE_TIME)
        return rfc3339(cx->arena, (int64_t)value.as.number, cx->zone);
    return str_fmt(cx->arena, "%.15g", value.as.number);
}

static void add_variable(const TagPerson *person, Str name, Vec *facts)
{
    for (size_t i = 0; i < person->set->language.schema.count; i++) {
        const RuleVariable *variable = &person->set->language.schema.variables[i];
        if (!str_equal(variable->name, name)) continue;
        /* Personal values stand where they are masked, not here. */
        const bool hides =
            i >= OWN_SLOTS
                ? ROWS_AT(Attribute, person->set->language.attributes, i - OWN_SLOTS)->is_personal
                : i == SLOT_BIRTHDAY || i == SLOT_ADDRESS;
        *VEC_ADD(facts, TagFact) =
            (TagFact){ variable->label, variable->label_zh,
                       hides ? S("***") : shown(person->cx, variable, person->slots[i]) };
    }
}

static void add_asked(const TagPerson *person, Vec *facts)
{
    for (size_t i = 0; i < person->asked.count && i < 20; i++) {
        const TagAsked *one = VEC_AT(person->asked, TagAsked, i);
        const Ctx      *cx  = person->cx;
        const Str       since =
            one->from_ms > 0 ? day_text(cx->arena, day_of(one->from_ms, cx->zone)) : S("");
        *VEC_ADD(facts, TagFact) = (TagFact){ one->type, one->type,
                                              str_fmt(person->cx->arena, "%zu%s%.*s", one->count,
                                                      since.len ? " / " : "", FMT(since)) };
    }
}

Str tagging_person_why(const TagPerson *person, const TagRule *rule)
{
    Vec facts = vec_of(person->cx->arena, TagFact);
    for (size_t i = 0; i < rule->reads.count; i++) {
        const Str word = rule->reads.at[i];
        if (str_starts(word, S("v:"))) add_variable(person, str_slice(word, 2, word.len), &facts);
    }
    add_asked(person, &facts);
    const TagWhy why = { rule->sentence_zh, rule->sentence_en, vec_rows(&facts) };
    return shape_json(person->cx->arena, &tag_why_shape, &why);
}
