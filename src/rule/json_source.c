/* json_source.c -- a person written down as JSON: for trying a rule, and for tests. */
#include "rule/window.h"

#include <stdlib.h>

typedef struct Noted {
    Str       type;
    RuleEvent event;
} Noted;

/* Events by type, then by time; `events` stands beside `noted`, so a span of them is one array. */
typedef struct Person {
    const Json *relations;
    StrMap     *attributes, *tags, *segments;
    Noted      *noted;
    RuleEvent  *events;
    size_t      count;
} Person;

static int by_type_and_time(const void *a, const void *b)
{
    const Noted *x = a, *y = b;
    const int    order = str_compare(x->type, y->type);
    if (order != 0) return order;
    if (x->event.at_ms != y->event.at_ms) return x->event.at_ms < y->event.at_ms ? -1 : 1;
    return (x->event.data > y->event.data) - (x->event.data < y->event.data);
}

/* The first event that is not before `type` at `at_ms`. */
static size_t place_of(const Person *person, Str type, int64_t at_ms)
{
    size_t from = 0, until = person->count;
    while (from < until) {
        const size_t middle = from + (until - from) / 2;
        const Noted *noted  = &person->noted[middle];
        const int    order  = str_compare(noted->type, type);
        if (order < 0 || (order == 0 && noted->event.at_ms < at_ms))
            from = middle + 1;
        else
            until = middle;
    }
    return from;
}

static const RuleEvent *events(void *with, Str type, int64_t from_ms, int64_t until_ms,
                               size_t *count)
{
    const Person *person = with;
    const size_t  from = place_of(person, type, from_ms), until = place_of(person, type, until_ms);
    *count = until - from;
    return person->events + from;
}

static RuleValue attribute(void *with, Str name)
{
    return rule_of_json(strmap_find(((const Person *)with)->attributes, name));
}

static bool has_tag(void *with, Str tag)
{
    return strmap_find(((const Person *)with)->tags, tag) != NULL;
}

static bool in_segment(void *with, Str segment)
{
    return strmap_find(((const Person *)with)->segments, segment) != NULL;
}

static const Json *relations(void *with) { return ((const Person *)with)->relations; }

static void put_names(StrMap *map, JsonItems names, Person *person)
{
    for (size_t i = 0; i < names.count; i++)
        if (names.at[i].kind == JSON_STR) (void)strmap_put(map, names.at[i].as.str, person);
}

/* What finds things by name, however often it is asked. */
static Person *person_of(Arena *arena, const Json *about)
{
    Person     *person     = arena_make(arena, Person, 1);
    const Json *attributes = json_get(about, S("attributes"));
    const Json *related    = json_get(about, S("relations"));
    person->attributes     = strmap_new(arena);
    person->tags           = strmap_new(arena);
    person->segments       = strmap_new(arena);
    if (related && related->kind == JSON_ARRAY) person->relations = related;
    if (attributes && attributes->kind == JSON_OBJECT)
        for (Json *at = attributes->as.first; at < attributes->as.first + attributes->count; at++)
            (void)strmap_put(person->attributes, at->key, at);
    put_names(person->tags, json_items(about, S("tags")), person);
    put_names(person->segments, json_items(about, S("segments")), person);
    return person;
}

RuleSource rule_json_source(Arena *arena, const Json *about, Zone zone)
{
    const JsonItems list   = json_items(about, S("events"));
    Person         *person = person_of(arena, about);
    person->noted          = arena_make(arena, Noted, list.count);
    for (size_t i = 0; i < list.count; i++) {
        Noted    *noted = &person->noted[person->count];
        RuleValue at    = rule_of_json(json_get(&list.at[i], S("at")));
        *noted = (Noted){ .type = json_str(&list.at[i], S("type")), .event.data = &list.at[i] };
        if (noted->type.ptr && rule_instant_of(at, zone, &noted->event.at_ms)) person->count++;
    }
    if (person->count > 1) qsort(person->noted, person->count, sizeof(Noted), by_type_and_time);
    person->events = arena_make(arena, RuleEvent, person->count);
    for (size_t i = 0; i < person->count; i++) person->events[i] = person->noted[i].event;
    return (RuleSource){ .with       = person,
                         .events     = events,
                         .attribute  = attribute,
                         .has_tag    = has_tag,
                         .relations  = relations,
                         .in_segment = in_segment };
}
