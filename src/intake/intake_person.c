/* intake_person.c -- rows as persons: found, made, filled or left alone, as the rule says. */
#include "intake/intake_ahead.h"
#include "intake/intake_apply.h"
#include "intake/intake_clean.h"
#include "intake/intake_run.h"

#include <stdlib.h>

enum {
    PERSON_NAME,
    PERSON_PHONE,
    PERSON_EXTERNAL_USERID,
    PERSON_MEMBER_NO,
    PERSON_EMAIL,
    PERSON_GENDER,
    PERSON_BIRTHDAY,
    PERSON_ADDRESS,
    PERSON_DESCRIPTION,
    PERSON_TAGS,
};
enum { TEXT_MAX = 16 * 1024, WORD_MAX = 512 };
enum {
    FEW        = 500,  /* persons looked up together                         */
    ORDER_FROM = 5000, /* fewer stay as the file has them                    */
};

static const IntakeField fields[] = {
    [PERSON_NAME]            = { "name", VALUE_TEXT, WORD_MAX, false, NULL },
    [PERSON_PHONE]           = { "phone", VALUE_CODE, WORD_MAX, false, NULL },
    [PERSON_EXTERNAL_USERID] = { "external_userid", VALUE_CODE, WORD_MAX, false, NULL },
    [PERSON_MEMBER_NO]       = { "member_no", VALUE_CODE, WORD_MAX, false, NULL },
    [PERSON_EMAIL]           = { "email", VALUE_TEXT, WORD_MAX, false, NULL },
    [PERSON_GENDER]          = { "gender", VALUE_TEXT, WORD_MAX, false, NULL },
    [PERSON_BIRTHDAY]        = { "birthday", VALUE_TEXT, WORD_MAX, false, NULL },
    [PERSON_ADDRESS]         = { "address", VALUE_TEXT, TEXT_MAX, false, NULL },
    [PERSON_DESCRIPTION]     = { "description", VALUE_TEXT, TEXT_MAX, false, NULL },
    [PERSON_TAGS]            = { "tags", VALUE_TEXT, TEXT_MAX, false, NULL },
};

/* ---- what a row says ------------------------------------------------------------------------ */

/* In the form in which he is kept.  NULL, or why he is refused. */
static const char *person_of(Arena *arena, const IntakeRecord *record, FilePerson *out)
{
    const IntakeValue *values = record->values;
    *out                   = (FilePerson){ .external_userid = values[PERSON_EXTERNAL_USERID].text };
    out->facts.name        = values[PERSON_NAME].text;
    out->facts.phone       = values[PERSON_PHONE].text;
    out->facts.member_no   = values[PERSON_MEMBER_NO].text;
    out->facts.email       = values[PERSON_EMAIL].text;
    out->facts.birthday    = values[PERSON_BIRTHDAY].text;
    out->facts.address     = values[PERSON_ADDRESS].text;
    out->facts.description = values[PERSON_DESCRIPTION].text;
    if (values[PERSON_GENDER].text.len) {
        out->facts.gender = intake_clean_gender(values[PERSON_GENDER].text);
        if (!out->facts.gender) return "import.bad_gender";
    }
    const char *reason = intake_clean_tags(arena, values[PERSON_TAGS].text, &out->tags);
    return reason ? reason : customer_many_form(arena, &out->facts);
}

/* What he is found by: a phone by what it is kept as, the others lie open. */
static Str lookup_of(const Mapping *mapping, const FilePerson *person)
{
    switch (mapping->match) {
    case MATCH_PHONE: return person->facts.kept_phone.lookup;
    case MATCH_MEMBER_NO: return person->facts.member_no;
    case MATCH_EXTERNAL_USERID: return person->external_userid;
    }
    return (Str){ 0 };
}

/* What is hidden of them is made here, not in the writer's turn. */
static void keep(Ctx *cx, const Mapping *mapping, FilePerson *persons, size_t count, bool is_trial)
{
    PersonFacts **facts = arena_make(cx->arena, PersonFacts *, count);
    const bool    seals = !is_trial && intake_apply_makes(mapping);
    for (size_t i = 0; i < count; i++) facts[i] = &persons[i].facts;
    customer_many_keep(cx, facts, count, seals);
    for (size_t i = 0; i < count; i++) persons[i].lookup = lookup_of(mapping, &persons[i]);
}

static const FilePerson *told_by(const IntakeRecord *record) { return record->made; }

static int by_lookup(const void *a, const void *b)
{
    const IntakeRecord *left = a, *right = b;
    const int           order = str_compare(told_by(left)->lookup, told_by(right)->lookup);
    if (order != 0) return order;
    return left->row < right->row ? -1 : left->row > right->row;
}

static void move(Arena *arena, Str *text)
{
    if (text->len) *text = str_copy(arena, *text);
}

/* One behind the other in the order in which they are stored: so storing goes through memory from
 * front to back, and it is here that the cells are looked for all over the batch. */
static void lay_out(Arena *arena, IntakeRecord *records, size_t count)
{
    FilePerson *persons = arena_make(arena, FilePerson, count);
    for (size_t i = 0; i < count; i++) {
        FilePerson  *person = &persons[i];
        PersonFacts *facts  = &person->facts;
        *person             = *told_by(&records[i]);
        records[i].made     = person;
        move(arena, &person->lookup);
        move(arena, &facts->name);
        move(arena, &facts->phone);
        move(arena, &facts->kept_phone.lookup);
        move(arena, &facts->kept_phone.sealed);
        move(arena, &facts->email);
        move(arena, &facts->kept_email.lookup);
        move(arena, &facts->kept_email.sealed);
        move(arena, &facts->member_no);
        move(arena, &facts->birthday);
        move(arena, &facts->address);
        move(arena, &facts->description);
        move(arena, &person->external_userid);
        move(arena, &person->tags);
    }
}

/* Those that are persons, each with what he is found by, in the order of the index he is found in:
 * so each of its pages is written once, not once a row. */
static void prepare(Ctx *cx, const Mapping *mapping, IntakeBatch *batch)
{
    const size_t  count   = batch->records.count;
    IntakeRecord *records = VEC_AT(batch->records, IntakeRecord, 0);
    FilePerson   *persons = arena_make(cx->arena, FilePerson, count);
    size_t        good    = 0;
    for (size_t i = 0; i < count; i++) {
        const char *reason = person_of(cx->arena, &records[i], &persons[good]);
        if (reason) {
            *VEC_ADD(&batch->refused, RefusedRow) = (RefusedRow){ .row     = records[i].row,
                                                                  .cells   = records[i].cells,
                                                                  .count   = records[i].cell_count,
                                                                  .refusal = { .reason = reason } };
            continue;
        }
        records[good]      = records[i];
        records[good].made = &persons[good];
        good++;
    }
    batch->records.count = good;
    keep(cx, mapping, persons, good, false);
    if (good < ORDER_FROM) return;
    qsort(records, good, sizeof(*records), by_lookup);
    lay_out(cx->arena, records, good);
}

/* ---- storing --------------------------------------------------------------------------------- */

/* Persons of different keys, and the rows they are of. */
typedef struct Group {
    ApplyPlan            plan;
    const FilePerson   **persons;
    const IntakeRecord **records;
    size_t               count;
    StrMap              *keys;
} Group;

static void count_fate(IntakeReport *report, IntakeOutcome outcome)
{
    report->people += outcome == OUTCOME_CREATED;
    report->added += outcome == OUTCOME_CREATED;
    report->known +=
        outcome == OUTCOME_UPDATED || outcome == OUTCOME_UNCHANGED || outcome == OUTCOME_SKIPPED;
    report->updated += outcome == OUTCOME_UPDATED;
    report->skipped += outcome == OUTCOME_SKIPPED;
}

static Code store_group(IntakeRun *run, Group *group)
{
    PersonFate *fates = arena_make(run->cx->arena, PersonFate, group->count);
    if (group->count == 0) return OK;
    TRY(intake_apply(run->cx, &group->plan, group->persons, group->count, fates));
    for (size_t i = 0; i < group->count; i++) {
        count_fate(&run->report, fates[i].outcome);
        if (fates[i].outcome == OUTCOME_REFUSED)
            intake_run_refuse(run, group->records[i], (RowRefusal){ .reason = fates[i].reason });
    }
    group->count = 0;
    group->keys  = strmap_new(run->cx->arena);
    return OK;
}

/* A second row of a person waits until the first is stored: it finds him then. */
static Code store_all(IntakeRun *run, Group *group, const IntakeRecord *records, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const FilePerson *person = told_by(&records[i]);
        if (group->count == FEW || strmap_find(group->keys, person->lookup))
            TRY(store_group(run, group));
        (void)strmap_put(group->keys, person->lookup, (void *)&group->keys); /* just asked */
        group->records[group->count]   = &records[i];
        group->persons[group->count++] = person;
    }
    return store_group(run, group);
}

static Code store(IntakeRun *run, IntakeRecord *records, size_t count)
{
    Arena *arena = run->cx->arena;
    Group  group = { .plan    = intake_apply_begin(&run->mapping, false, run->options->key),
                     .persons = arena_make(arena, const FilePerson *, FEW),
                     .records = arena_make(arena, const IntakeRecord *, FEW),
                     .keys    = strmap_new(arena) };
    Code   code  = intake_sql_take_turn(run->cx);
    if (code == OK) code = store_all(run, &group, records, count);
    intake_apply_end(&group.plan);
    return code;
}

/* ---- foreseeing ------------------------------------------------------------------------------ */

static Code foresee_few(Ctx *cx, ApplyPlan *plan, const FilePerson *persons, size_t count,
                        PersonFate *fates)
{
    const FilePerson **few = arena_make(cx->arena, const FilePerson *, count);
    for (size_t i = 0; i < count; i++) few[i] = &persons[i];
    return intake_apply(cx, plan, few, count, fates);
}

/* A second row of one who is to be made finds him when it comes to it. */
static void mark_again(Ctx *cx, const Mapping *mapping, const FilePerson *persons, size_t count,
                       PersonFate *fates)
{
    StrMap *met = strmap_new(cx->arena);
    for (size_t i = 0; i < count; i++) {
        if (fates[i].outcome != OUTCOME_CREATED) continue;
        if (strmap_put(met, persons[i].lookup, &fates[i]))
            fates[i].outcome = mapping->rule == RULE_CREATE ? OUTCOME_SKIPPED : OUTCOME_UPDATED;
    }
}

static Code foresee(Ctx *cx, const Mapping *mapping, IntakeRecord *records, size_t count,
                    PersonFate *fates)
{
    ApplyPlan   plan    = intake_apply_begin(mapping, true, S(""));
    FilePerson *persons = arena_make(cx->arena, FilePerson, count);
    Code        code    = OK;
    for (size_t i = 0; i < count; i++)
        if (person_of(cx->arena, &records[i], &persons[i])) ASSERT(false); /* check said so */
    keep(cx, mapping, persons, count, true);
    for (size_t at = 0; code == OK && at < count; at += FEW)
        code =
            foresee_few(cx, &plan, persons + at, count - at < FEW ? count - at : FEW, fates + at);
    intake_apply_end(&plan);
    if (code == OK) mark_again(cx, mapping, persons, count, fates);
    return code;
}

static const char *check(Arena *arena, const IntakeRecord *record)
{
    FilePerson person = { 0 };
    return person_of(arena, record, &person);
}

const IntakeSpec intake_person_spec = {
    .kind        = INTAKE_PERSON,
    .fields      = fields,
    .field_count = COUNT(fields),
    .check       = check,
    .prepare     = prepare,
    .is_sorted   = true,
    .foresee     = foresee,
    .store       = store,
    .batch_rows  = 50000,
    .slice_rows  = 5000,
};
