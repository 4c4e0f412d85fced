/* intake_event.c -- rows as events of persons. */
#include "intake/intake_ahead.h"
#include "intake/intake_run.h"

#include <stdlib.h>
#include <string.h>

enum { EVENT_TYPE, EVENT_AT, EVENT_ID, EVENT_OBJECT, EVENT_NAME };

static const IntakeField fields[] = {
    [EVENT_TYPE]   = { "type", VALUE_TEXT, 100, true, NULL },
    [EVENT_AT]     = { "at", VALUE_TIME, 0, true, NULL },
    [EVENT_ID]     = { "id", VALUE_CODE, 12 * 1024, false, NULL },
    [EVENT_OBJECT] = { "object", VALUE_TEXT, 200, false, NULL },
    [EVENT_NAME]   = { "name", VALUE_TEXT, 240, false, NULL },
};

/* At least so many digits; how many they are. */
static size_t put_hex(char *to, uint64_t number, int digits)
{
    while (digits < 16 && number >> (4 * digits)) digits++;
    for (int i = digits; i-- > 0; number >>= 4) to[i] = "0123456789abcdef"[number & 15];
    return (size_t)digits;
}

/* SOURCE:TIME:CELLS:NTH, the first two numbers in hex; written by hand, as there is one a row. */
static Str id_by_content(Arena *arena, Str source, const IntakeRecord *record)
{
    enum { AT_DIGITS = 10, HASH_DIGITS = 16, REST = 64 };
    const Str nth  = record->nth == 1 ? S("1") : str_fmt(arena, "%lld", (long long)record->nth);
    char     *text = arena_make(arena, char, source.len + REST);
    char     *at   = text + source.len;
    memcpy(text, source.ptr, source.len);
    *at++ = ':';
    at += put_hex(at, (uint64_t)record->values[EVENT_AT].number, AT_DIGITS);
    *at++ = ':';
    at += put_hex(at, record->hash, HASH_DIGITS);
    *at++ = ':';
    memcpy(at, nth.ptr, nth.len);
    return (Str){ text, (size_t)(at - text) + nth.len };
}

/* Times stand in front: files come mostly in the order of time, and what comes together then lies
 * together in the index of ids.  What the file calls an id may be long and hold anything. */
static Str event_id(Arena *arena, Str source, const IntakeRecord *record)
{
    enum { PLAIN_MAX = 48 };
    Str  id    = record->values[EVENT_ID].text;
    bool plain = id.len <= PLAIN_MAX;
    if (id.len == 0) return id_by_content(arena, source, record);
    for (size_t i = 0; plain && i < id.len; i++) plain = (unsigned char)id.ptr[i] > ' ';
    if (!plain) id = str_slice(digest_hex(arena, sha256(id)), 0, PLAIN_MAX);
    return str_fmt(arena, "%.*s:id:%.*s", FMT(source), FMT(id));
}

static bool is_good_type(Str type)
{
    for (size_t i = 0; i < type.len; i++)
        if ((unsigned char)type.ptr[i] < ' ') return false;
    return type.len > 0;
}

/* ---- persons ahead of their events ----------------------------------------------------------- */

typedef struct Found {
    Str                 lookup;
    const IntakeRecord *record;
} Found;

static int by_lookup(const void *a, const void *b)
{
    const Found *left = a, *right = b;
    const int    order = str_compare(left->lookup, right->lookup);
    if (order != 0) return order;
    return left->record->row < right->record->row ? -1 : left->record->row > right->record->row;
}

/* In the order of the index they are found by.  Where each row names one thing that decides, who it
 * is depends on no row before. */
static void list_persons(Ctx *cx, const Mapping *mapping, IntakeBatch *batch)
{
    const size_t count = batch->records.count;
    Found       *found = arena_make(cx->arena, Found, count);
    Str         *texts = arena_make(cx->arena, Str, count);
    size_t       open  = 0;
    if (count == 0 || mapping->people_count != 1 || !mapping->people[0].decides) return;
    for (size_t i = 0; i < count; i++) {
        const IntakeRecord *record = VEC_AT(batch->records, IntakeRecord, i);
        if (!is_good_type(record->values[EVENT_TYPE].text)) continue;
        texts[open]          = record->claims[0].value;
        found[open++].record = record;
    }
    customer_many_lookups(cx, mapping->people[0].kind, texts, open);
    for (size_t i = 0; i < open; i++) found[i].lookup = texts[i];
    qsort(found, open, sizeof(*found), by_lookup);
    for (size_t i = 0; i < open; i++)
        if (i == 0 || !str_equal(found[i].lookup, found[i - 1].lookup))
            *VEC_ADD(&batch->persons, const IntakeRecord *) = found[i].record;
}

static void prepare(Ctx *cx, const Mapping *mapping, IntakeBatch *batch)
{
    Str *ids = arena_make(cx->arena, Str, batch->records.count);
    for (size_t i = 0; i < batch->records.count; i++) {
        IntakeRecord *record = VEC_AT(batch->records, IntakeRecord, i);
        ids[i]               = event_id(cx->arena, mapping->source, record);
        record->made         = &ids[i];
    }
    list_persons(cx, mapping, batch);
}

/* A question for so many at a time: their values are told as one text. */
static Code ask_door(IntakeRun *run, Str source, DoorWho *whos, size_t count)
{
    enum { FEW = 2000 };
    for (size_t at = 0; at < count; at += FEW)
        TRY(customer_door_resolve(run->cx, source, whos + at, count - at < FEW ? count - at : FEW));
    for (size_t i = 0; i < count; i++) run->report.people += whos[i].is_made;
    return OK;
}

static void take_who(const IntakeRecord *record, DoorWho *out)
{
    for (size_t i = 0; i < record->claim_count; i++) out->claims[i] = record->claims[i];
    out->count = record->claim_count;
    out->name  = record->values[EVENT_NAME].text;
    out->at_ms = record->values[EVENT_AT].number;
}

/* Asks the door whose they are, and remembers it of those who name themselves by one thing. */
static Code meet_few(IntakeRun *run, Str source, const IntakeRecord *const *records, size_t count,
                     DoorWho *whos)
{
    for (size_t i = 0; i < count; i++) take_who(records[i], &whos[i]);
    TRY(ask_door(run, source, whos, count));
    for (size_t i = 0; i < count; i++)
        if (whos[i].count == 1 && !whos[i].is_erased)
            intake_people_add(run->people, records[i]->claims, whos[i].person_id);
    return OK;
}

/* Whose each record is; 0: of the time before somebody was deleted on request.  Who names himself
 * by one thing alone and was met lately needs no question; who names more may tell something new of
 * himself. */
static Code resolve(IntakeRun *run, Str source, const IntakeRecord **records, size_t count,
                    int64_t *persons)
{
    Arena   *arena = run->cx->arena;
    size_t  *which = arena_make(arena, size_t, count);
    size_t   open  = 0;
    DoorWho *whos  = NULL;

    const IntakeRecord **asked = arena_make(arena, const IntakeRecord *, count);
    for (size_t i = 0; i < count; i++) {
        if (records[i]->claim_count == 1)
            persons[i] = intake_people_find(run->people, records[i]->claims);
        if (persons[i] != 0) continue;
        asked[open]   = records[i];
        which[open++] = i;
    }
    if (open == 0) return OK;
    whos = arena_make(arena, DoorWho, open);
    TRY(meet_few(run, source, asked, open, whos));
    for (size_t i = 0; i < open; i++)
        if (!whos[i].is_erased) persons[which[i]] = whos[i].person_id;
    return OK;
}

static Str source_of(const IntakeRun *run)
{
    return str_fmt(run->cx->arena, "import:%.*s", FMT(run->mapping.source));
}

static Code meet(IntakeRun *run, const IntakeRecord *const *persons, size_t count)
{
    DoorWho *whos = arena_make(run->cx->arena, DoorWho, count);
    TRY(intake_people_check(run->people, run->cx));
    return meet_few(run, source_of(run), persons, count, whos);
}

static EventDraft draft_of(IntakeRun *run, Str source, const IntakeRecord *record, int64_t person)
{
    const IntakeValue *values = record->values;
    EventDraft         draft  = { .type = values[EVENT_TYPE].text, .person_id = person };
    draft.id                  = *(const Str *)record->made;
    draft.actor               = str_fmt(run->cx->arena, "customer:%lld", (long long)person);
    draft.object              = values[EVENT_OBJECT].text;
    draft.source              = source;
    draft.occurred_at_ms      = values[EVENT_AT].number;
    draft.payload             = record->payload;
    return draft;
}

/* Those that can be events; the others are refused. */
static size_t choose(IntakeRun *run, const IntakeRecord *records, size_t count,
                     const IntakeRecord **good)
{
    const RowRefusal bad    = { "intake.unknown_value", S("type") };
    size_t           chosen = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_good_type(records[i].values[EVENT_TYPE].text)) {
            intake_run_refuse(run, &records[i], bad);
            continue;
        }
        good[chosen++] = &records[i];
    }
    return chosen;
}

/* The records that are taken, and whose they are; of somebody deleted on request none is. */
typedef struct Taken {
    Str                  source;
    const IntakeRecord **records;
    int64_t             *persons;
    size_t               count;
} Taken;

static Code take(IntakeRun *run, IntakeRecord *records, size_t count, Taken *out)
{
    Arena           *arena  = run->cx->arena;
    const RowRefusal erased = { "intake.person_erased", (Str){ 0 } };
    out->source             = source_of(run);
    out->records            = arena_make(arena, const IntakeRecord *, count);
    out->persons            = arena_make(arena, int64_t, count);
    out->count              = 0;

    const size_t chosen = choose(run, records, count, out->records);
    TRY(intake_people_check(run->people, run->cx));
    TRY(resolve(run, out->source, out->records, chosen, out->persons));
    for (size_t i = 0; i < chosen; i++) {
        if (out->persons[i] == 0) {
            intake_run_refuse(run, out->records[i], erased);
            continue;
        }
        out->records[out->count]   = out->records[i];
        out->persons[out->count++] = out->persons[i];
    }
    return OK;
}

static Code store(IntakeRun *run, IntakeRecord *records, size_t count)
{
    EventDraft *drafts = arena_make(run->cx->arena, EventDraft, count);
    Taken       taken  = { 0 };
    int64_t     added  = 0;
    TRY(take(run, records, count, &taken));
    for (size_t i = 0; i < taken.count; i++)
        drafts[i] = draft_of(run, taken.source, taken.records[i], taken.persons[i]);
    TRY(event_append_all(run->cx, drafts, taken.count, &added));
    for (size_t i = 0; i < taken.count; i++)
        intake_touches_add(run->touches, taken.persons[i], drafts[i].occurred_at_ms);
    run->report.added += added;
    run->report.known += (int64_t)taken.count - added;
    return OK;
}

static Code settle(IntakeRun *run) { return intake_touches_tell(run->cx, run->touches); }

/* The events are there; who they are of was not told. */
static Code remember(IntakeRun *run, IntakeRecord *records, size_t count)
{
    Taken taken = { 0 };
    TRY(take(run, records, count, &taken));
    for (size_t i = 0; i < taken.count; i++)
        intake_touches_add(run->touches, taken.persons[i],
                           taken.records[i]->values[EVENT_AT].number);
    return OK;
}

const IntakeSpec intake_event_spec = {
    .kind         = INTAKE_EVENT,
    .fields       = fields,
    .field_count  = COUNT(fields),
    .counts_equal = true,
    .id_field     = EVENT_ID,
    .has_people   = true,
    .prepare      = prepare,
    .meet         = meet,
    .store        = store,
    .settle       = settle,
    .remember     = remember,
    .batch_rows   = 50000,
    .slice_rows   = 10000,
};
