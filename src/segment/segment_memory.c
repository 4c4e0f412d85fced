/* segment_memory.c -- the crowd of one tenant, filled from the store. */
#include "segment/segment_memory.h"

#include "segment/segment_load_sql.h"
#include "wire/wire.h"

enum { PAGE_PERSONS = 2000, PAGE_EVENTS = 200, NAMES_MAX = 64 << 20 };

/* A column and where it comes from. */
typedef struct Source {
    Str     name;
    int     own; /* OwnSlot, or -1: */
    int64_t attribute_id;
    Str     about; /* absent: the last of all parts */
} Source;

struct SegmentMemory {
    Crowd  *crowd;
    Arena  *own;     /* sources                       */
    Vec     sources; /* of Source                   */
    bool    has_persons, has_relations;
    int64_t limit; /* bytes */
    Arena  *fold_arena;
    IdMap  *roots; /* who was folded: int64_t by id */
};

/* What of the persons is read. */
typedef struct Taking {
    bool own, values, tags, relations;
} Taking;

SegmentMemory *segment_memory_new(int64_t limit)
{
    Arena         *own    = arena_new(NAMES_MAX);
    SegmentMemory *memory = arena_make(own, SegmentMemory, 1);
    *memory               = (SegmentMemory){ .crowd      = crowd_new(),
                                             .own        = own,
                                             .sources    = vec_of(own, Source),
                                             .limit      = limit,
                                             .fold_arena = arena_new(NAMES_MAX) };
    memory->roots         = idmap_new(memory->fold_arena);
    return memory;
}

void segment_memory_free(SegmentMemory *memory)
{
    if (memory == NULL) return;
    crowd_free(memory->crowd);
    arena_free(memory->fold_arena);
    arena_free(memory->own);
}

Crowd *segment_memory_crowd(SegmentMemory *memory) { return memory->crowd; }

/* ---- one person ---------------------------------------------------------------------- */

static void put_time(SegmentMemory *memory, Str name, uint32_t person, int64_t at_ms)
{
    if (at_ms)
        crowd_put_number(memory->crowd, name, person, (double)at_ms);
    else
        crowd_put_nothing(memory->crowd, name, person);
}

static void put_own(SegmentMemory *memory, const Source *source, uint32_t person,
                    const LoadPerson *row)
{
    Str word = { 0 };
    switch ((OwnSlot)source->own) {
    case SLOT_FIRST_ADDED: put_time(memory, source->name, person, row->first_added_at_ms); return;
    case SLOT_LAST_EVENT: put_time(memory, source->name, person, row->last_event_at_ms); return;
    case SLOT_NAME: word = row->name; break;
    case SLOT_GENDER: word = word_of(&gender_words, (int)row->gender); break;
    case SLOT_KIND: word = word_of(&customer_kind_words, (int)row->kind); break;
    case SLOT_SOURCE: word = word_of(&add_way_words, (int)row->source); break;
    case SLOT_IS_ACTIVE: word = row->is_active ? S("true") : S("false"); break;
    case SLOT_BIRTHDAY: word = row->birthday; break;
    case SLOT_ADDRESS: word = row->address; break;
    case OWN_SLOTS: break;
    }
    crowd_put_word(memory->crowd, source->name, person, word);
}

/* The value of the part that is asked; without one the whole, else the last part. */
static Str value_among(const Source *source, const LoadValue *values, size_t count)
{
    Str last = { 0 };
    for (size_t i = 0; i < count; i++) {
        if (values[i].attribute_id != source->attribute_id) continue;
        if (str_equal(values[i].about, source->about)) return values[i].value;
        if (!source->about.ptr) last = values[i].value;
    }
    return last;
}

static void put_values(SegmentMemory *memory, uint32_t person, const LoadValue *values,
                       size_t count)
{
    for (size_t i = 0; i < memory->sources.count; i++) {
        const Source *source = VEC_AT(memory->sources, Source, i);
        if (source->own < 0)
            crowd_put_word(memory->crowd, source->name, person, value_among(source, values, count));
    }
}

static void put_relations(Ctx *cx, SegmentMemory *memory, uint32_t person, const LoadRelation *rows,
                          size_t count)
{
    const ArenaMark mark      = arena_mark(cx->arena);
    CrowdRelation  *relations = arena_make(cx->arena, CrowdRelation, count);
    for (size_t i = 0; i < count; i++)
        relations[i] = (CrowdRelation){ .staff_id = rows[i].staff_id,
                                        .store_id = rows[i].store_id,
                                        .state    = rows[i].state,
                                        .add_way  = word_of(&add_way_words, (int)rows[i].add_way),
                                        .added_at_ms = rows[i].added_at_ms };
    crowd_put_relations(memory->crowd, person, relations, count);
    arena_rewind(cx->arena, mark);
}

static void put_tags(Ctx *cx, SegmentMemory *memory, uint32_t person, const LoadTag *rows,
                     size_t count)
{
    const ArenaMark mark = arena_mark(cx->arena);
    int64_t        *ids  = arena_make(cx->arena, int64_t, count);
    for (size_t i = 0; i < count; i++) ids[i] = rows[i].tag_id;
    crowd_put_tags(memory->crowd, person, (Ids){ ids, count });
    arena_rewind(cx->arena, mark);
}

/* ---- a page of persons ------------------------------------------------------------------ */

/* Rows by customer, in order, walked beside the persons: moves `at` to the first of a customer and
 * says how many he has.  Every such row begins with customer_id. */
static size_t run_of(const Rows *rows, size_t size, size_t *at, int64_t customer)
{
    const char *const first = rows->at;
    size_t            count = 0;
    while (*at < rows->count && *(const int64_t *)(const void *)(first + *at * size) < customer)
        ++*at;
    while (*at + count < rows->count &&
           *(const int64_t *)(const void *)(first + (*at + count) * size) == customer)
        count++;
    return count;
}

static Code take_page(Ctx *cx, SegmentMemory *memory, Rows persons, Taking taking)
{
    Rows   values = { 0 }, tags = { 0 }, relations = { 0 };
    size_t at_value = 0, at_tag = 0, at_relation = 0;
    if (!persons.count) return OK;
    const int64_t first = ROWS_AT(LoadPerson, persons, 0)->id;
    const int64_t last  = ROWS_AT(LoadPerson, persons, persons.count - 1)->id;
    if (taking.values) TRY(segment_load_sql_values(cx, first, last, &values));
    if (taking.tags) TRY(segment_load_sql_tags(cx, first, last, &tags));
    if (taking.relations) TRY(segment_load_sql_relations(cx, first, last, &relations));
    for (size_t i = 0; i < persons.count; i++) {
        const LoadPerson *row    = ROWS_AT(LoadPerson, persons, i);
        const uint32_t    person = crowd_take(memory->crowd, row->id);
        crowd_set_there(memory->crowd, person, true);
        for (size_t k = 0; taking.own && k < memory->sources.count; k++) {
            const Source *source = VEC_AT(memory->sources, Source, k);
            if (source->own >= 0) put_own(memory, source, person, row);
        }
        const size_t value_count = run_of(&values, sizeof(LoadValue), &at_value, row->id);
        const size_t tag_count   = run_of(&tags, sizeof(LoadTag), &at_tag, row->id);
        const size_t relation_count =
            run_of(&relations, sizeof(LoadRelation), &at_relation, row->id);
        if (taking.values)
            put_values(memory, person, ROWS_AT(LoadValue, values, at_value), value_count);
        if (taking.tags) put_tags(cx, memory, person, ROWS_AT(LoadTag, tags, at_tag), tag_count);
        if (taking.relations)
            put_relations(cx, memory, person, ROWS_AT(LoadRelation, relations, at_relation),
                          relation_count);
    }
    return OK;
}

/* Whoever was known in the range and is no customer now is not there any more. */
static void take_out(SegmentMemory *memory, int64_t from_id, int64_t until_id, const Rows *persons)
{
    if (from_id == until_id) {
        const uint32_t person = crowd_number(memory->crowd, from_id);
        if (!persons->count && person != CROWD_NONE) crowd_set_there(memory->crowd, person, false);
        return;
    }
    for (uint32_t i = 0; i < crowd_room(memory->crowd); i++) {
        const int64_t id   = crowd_id(memory->crowd, i);
        size_t        from = 0, until = persons->count;
        if (id < from_id || id > until_id) continue;
        while (from < until) {
            const size_t middle = (from + until) / 2;
            if (ROWS_AT(LoadPerson, *persons, middle)->id < id)
                from = middle + 1;
            else
                until = middle;
        }
        if (from == persons->count || ROWS_AT(LoadPerson, *persons, from)->id != id)
            crowd_set_there(memory->crowd, i, false);
    }
}

static Code take_range(Ctx *cx, SegmentMemory *memory, int64_t from_id, int64_t until_id,
                       Taking taking, bool takes_out)
{
    for (bool more = true; more;) {
        const ArenaMark mark    = arena_mark(cx->arena);
        Rows            persons = { 0 };
        TRY(segment_load_sql_persons(cx, from_id, until_id, PAGE_PERSONS, &persons));
        more               = persons.count == PAGE_PERSONS;
        const int64_t last = more ? ROWS_AT(LoadPerson, persons, persons.count - 1)->id : until_id;
        TRY(take_page(cx, memory, persons, taking));
        if (takes_out) take_out(memory, from_id, last, &persons);
        if (last == INT64_MAX) break;
        from_id = last + 1;
        more    = more && from_id <= until_id;
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

Code segment_memory_refresh(Ctx *cx, SegmentMemory *memory, int64_t from_id, int64_t until_id)
{
    const Taking all = { true, true, true, memory->has_relations };
    return take_range(cx, memory, from_id, until_id, all, true);
}

/* ---- who was folded into whom --------------------------------------------------------------- */

int64_t segment_memory_root(const SegmentMemory *memory, int64_t id)
{
    enum { CHAIN_MAX = 100 };
    for (int i = 0; i < CHAIN_MAX; i++) {
        const int64_t *into = idmap_find(memory->roots, id);
        if (!into) break;
        id = *into;
    }
    return id;
}

static Code read_folds(Ctx *cx, SegmentMemory *memory)
{
    Rows folds = { 0 };
    TRY(segment_load_sql_folds(cx, &folds));
    arena_reset(memory->fold_arena);
    memory->roots  = idmap_new(memory->fold_arena);
    int64_t *intos = arena_make(memory->fold_arena, int64_t, folds.count);
    for (size_t i = 0; i < folds.count; i++) {
        const LoadFold *fold = ROWS_AT(LoadFold, folds, i);
        intos[i]             = fold->into_id;
        idmap_put(memory->roots, fold->from_id, &intos[i]);
    }
    return OK;
}

/* ---- events
 * -------------------------------------------------------------------------------------- */

static Code parse(Ctx *cx, Str text, const Json **out)
{
    const JsonLimits limits = { .bytes = EVENT_PAYLOAD_MAX, .nodes = 200000, .depth = 62 };
    JsonError        error  = { 0 };
    if (json_parse(cx->arena, text.len ? text : S("{}"), limits, out, &error) != OK ||
        (*out)->kind != JSON_OBJECT)
        *out = NULL;
    return OK;
}

/* The payload, with "type" and "at" beside its own members, as rules see it. */
static Code item_of(Ctx *cx, Str type, int64_t at_ms, Str payload, const Json **out)
{
    enum { EXTRA = 2 };
    const Json *own = NULL;
    TRY(parse(cx, payload, &own));
    const uint32_t count = own ? own->count : 0;
    Json *item = arena_make(cx->arena, Json, 1), *all = arena_make(cx->arena, Json, count + EXTRA);
    all[0] = (Json){ .kind = JSON_STR, .key = S("type"), .as.str = type };
    all[1] = (Json){ .kind = JSON_INT, .key = S("at"), .as.integer = at_ms };
    for (uint32_t i = 0; i < count; i++) all[EXTRA + i] = own->as.first[i];
    *item = (Json){ .kind = JSON_OBJECT, .count = count + EXTRA, .as.first = all };
    *out  = item;
    return OK;
}

typedef struct Loading {
    Ctx           *cx;
    SegmentMemory *memory;
    Str            type;
    Vec            events; /* of CrowdEvent */
} Loading;

static Code load_event(void *with, const void *row)
{
    Loading         *loading = with;
    const LoadEvent *event   = row;
    SegmentMemory   *memory  = loading->memory;
    *VEC_ADD(&loading->events, CrowdEvent) =
        (CrowdEvent){ crowd_event_word(memory->crowd, loading->type, event->occurred_at_ms),
                      crowd_take(memory->crowd, segment_memory_root(memory, event->person_id)) };
    return OK;
}

static Code load_detail(void *with, const void *row)
{
    Loading         *loading = with;
    const LoadEvent *event   = row;
    SegmentMemory   *memory  = loading->memory;
    const ArenaMark  mark    = arena_mark(loading->cx->arena);
    const Json      *item    = NULL;
    TRY(item_of(loading->cx, loading->type, event->occurred_at_ms, event->payload, &item));
    crowd_put_details(memory->crowd,
                      crowd_take(memory->crowd, segment_memory_root(memory, event->person_id)),
                      loading->type, event->occurred_at_ms, item);
    arena_rewind(loading->cx->arena, mark);
    if ((int64_t)crowd_bytes(memory->crowd) > memory->limit)
        return fail(loading->cx, ERR_LIMIT, "segment.too_large", "%.*s", FMT(loading->type));
    return OK;
}

static Code load_type(Ctx *cx, SegmentMemory *memory, Str type, int64_t until_seq, bool *is_larger)
{
    enum { EVENTS_BYTES = 2000u << 20 };
    if (crowd_has_type(memory->crowd, type)) return OK;
    *is_larger = true;
    crowd_add_type(memory->crowd, type);
    Arena     *arena   = arena_new(EVENTS_BYTES);
    Loading    loading = { cx, memory, type, vec_of(arena, CrowdEvent) };
    const Code code    = segment_load_sql_events(cx, type, until_seq, false, load_event, &loading);
    if (code == OK)
        crowd_put_events(memory->crowd, (CrowdEvent *)(void *)loading.events.at,
                         loading.events.count);
    arena_free(arena);
    return code;
}

static Code load_details(Ctx *cx, SegmentMemory *memory, Str type, int64_t until_seq)
{
    Loading loading = { .cx = cx, .memory = memory, .type = type };
    if (crowd_has_details(memory->crowd, type)) return OK;
    crowd_add_details(memory->crowd, type);
    return segment_load_sql_events(cx, type, until_seq, true, load_detail, &loading);
}

Code segment_memory_hear(Ctx *cx, SegmentMemory *memory, const Event *event)
{
    const Json *item = NULL;
    if (!event->person_id || !crowd_has_type(memory->crowd, event->type)) return OK;
    if (crowd_has_details(memory->crowd, event->type))
        TRY(item_of(cx, event->type, event->occurred_at_ms, event->payload, &item));
    crowd_put_event(memory->crowd,
                    crowd_take(memory->crowd, segment_memory_root(memory, event->person_id)),
                    event->type, event->occurred_at_ms, item);
    return OK;
}

/* All he did and those folded into him, in place of what was known. */
static Code reread(Ctx *cx, SegmentMemory *memory, int64_t id, int64_t until_seq)
{
    Str            cursor = { 0 };
    const uint32_t person = crowd_take(memory->crowd, id);
    crowd_drop_events(memory->crowd, person);
    if (segment_memory_root(memory, id) != id) return OK;
    do {
        Rows items = { 0 };
        TRY(event_history(cx, id, S(""), cursor, PAGE_EVENTS, &items, &cursor));
        for (size_t i = 0; i < items.count; i++) {
            const Event *event = ROWS_AT(Event, items, i);
            if (event->seq <= until_seq) TRY(segment_memory_hear(cx, memory, event));
        }
    } while (cursor.len);
    return OK;
}

Code segment_memory_refold(Ctx *cx, SegmentMemory *memory, int64_t until_seq)
{
    const uint32_t room   = crowd_room(memory->crowd);
    int64_t       *before = arena_make(cx->arena, int64_t, room);
    IdMap         *done   = idmap_new(cx->arena);
    Vec            ids    = vec_of(cx->arena, int64_t);
    for (uint32_t i = 0; i < room; i++)
        before[i] = segment_memory_root(memory, crowd_id(memory->crowd, i));
    TRY(read_folds(cx, memory));
    for (uint32_t i = 0; i < room; i++) {
        const int64_t id = crowd_id(memory->crowd, i), root = segment_memory_root(memory, id);
        if (root == before[i]) continue;
        const int64_t three[] = { id, root, before[i] };
        for (size_t k = 0; k < COUNT(three); k++)
            if (!idmap_put(done, three[k], memory)) *VEC_ADD(&ids, int64_t) = three[k];
    }
    for (size_t i = 0; i < ids.count; i++)
        TRY(reread(cx, memory, *VEC_AT(ids, int64_t, i), until_seq));
    return OK;
}

/* ---- what a rule asks
 * ---------------------------------------------------------------------------- */

/* A column for "gender", "sugar" or "sugar@2023"; what is no variable is left alone. */
static void add_column(SegmentMemory *memory, const TagLanguage *language, Str read, Taking *taking)
{
    Str       about = read;
    const Str name  = str_cut(&about, '@');
    Str       rest  = read;
    const Str key   = about.ptr ? read : str_cut(&rest, '.');
    if (crowd_has_column(memory->crowd, key)) return;
    for (size_t i = 0; i < language->schema.count; i++) {
        const RuleVariable *variable = &language->schema.variables[i];
        if (!str_equal(variable->name, about.ptr ? name : key)) continue;
        const bool is_own = i < OWN_SLOTS;
        if (is_own && about.ptr) return;
        crowd_add_column(memory->crowd, key, variable->type);
        *VEC_ADD(&memory->sources, Source) = (Source){
            .name = str_copy(memory->own, key),
            .own  = is_own ? (int)i : -1,
            .attribute_id =
                is_own ? 0 : ROWS_AT(Attribute, language->attributes, i - OWN_SLOTS)->id,
            .about = str_copy(memory->own, about),
        };
        if (is_own)
            taking->own = true;
        else
            taking->values = true;
        return;
    }
}

static void add_read(SegmentMemory *memory, const TagLanguage *language, Str read, Taking *taking)
{
    int64_t   id   = 0;
    const Str what = str_slice(read, 2, read.len);
    if (str_starts(read, S("v:"))) add_column(memory, language, what, taking);
    if (str_starts(read, S("t:")) && str_to_i64(what, &id) && !crowd_has_tag(memory->crowd, id)) {
        crowd_add_tag(memory->crowd, id);
        taking->tags = true;
    }
    if (str_starts(read, S("r:")) && !memory->has_relations)
        taking->relations = memory->has_relations = true;
}

Code segment_memory_want(Ctx *cx, SegmentMemory *memory, const TagLanguage *language,
                         const SegmentRule *rule, int64_t until_seq)
{
    Taking taking = { 0 };
    for (size_t i = 0; i < rule->reads.count; i++)
        add_read(memory, language, rule->reads.at[i], &taking);
    bool is_larger =
        !memory->has_persons || taking.own || taking.values || taking.tags || taking.relations;
    if (!memory->has_persons) TRY(read_folds(cx, memory));
    if (is_larger) TRY(take_range(cx, memory, 0, INT64_MAX, taking, false));
    memory->has_persons = true;
    for (size_t i = 0; i < rule->reads.count; i++)
        if (str_starts(rule->reads.at[i], S("e:")))
            TRY(load_type(cx, memory, str_slice(rule->reads.at[i], 2, rule->reads.at[i].len),
                          until_seq, &is_larger));
    for (size_t i = 0; i < rule->details.count; i++)
        TRY(load_details(cx, memory, rule->details.at[i], until_seq));
    if (!is_larger) return OK; /* to count its bytes is a walk over all sets */
    REQUIRE(cx, (int64_t)crowd_bytes(memory->crowd) <= memory->limit, ERR_LIMIT,
            "segment.too_large");
    return OK;
}
