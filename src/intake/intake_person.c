/* intake_person.c -- rows as persons: found, made, filled or left alone, as the rule says. */
#include "intake/intake_run.h"

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

static const char *person_of(Arena *arena, const IntakeRecord *record, FilePerson *out)
{
    const IntakeValue *values = record->values;
    *out                   = (FilePerson){ .external_userid = values[PERSON_EXTERNAL_USERID].text,
                                           .tags            = values[PERSON_TAGS].text };
    out->facts.name        = values[PERSON_NAME].text;
    out->facts.phone       = values[PERSON_PHONE].text;
    out->facts.member_no   = values[PERSON_MEMBER_NO].text;
    out->facts.email       = values[PERSON_EMAIL].text;
    out->facts.birthday    = values[PERSON_BIRTHDAY].text;
    out->facts.address     = values[PERSON_ADDRESS].text;
    out->facts.description = values[PERSON_DESCRIPTION].text;
    return bulk_person_form(arena, out, values[PERSON_GENDER].text);
}

static Str key_of(const Mapping *mapping, const FilePerson *person)
{
    switch (mapping->match) {
    case KEY_PHONE: return person->facts.phone;
    case KEY_MEMBER_NO: return person->facts.member_no;
    case KEY_EXTERNAL_USERID: return person->external_userid;
    }
    return (Str){ 0 };
}

/* Persons of different keys, and the rows they are of. */
typedef struct Group {
    FilePerson          *persons;
    const IntakeRecord **records;
    size_t               count;
    StrMap              *keys;
} Group;

static Code store_group(IntakeRun *run, Group *group)
{
    const Mapping   *mapping = &run->mapping;
    const PeopleRule rule    = { mapping->match, mapping->rule, mapping->makes_tags };
    PersonFate      *fates   = arena_make(run->cx->arena, PersonFate, group->count);
    if (group->count == 0) return OK;
    TRY(bulk_people_store(run->cx, &rule, group->persons, group->count, fates));
    for (size_t i = 0; i < group->count; i++) {
        const bool is_refused =
            fates[i].outcome == ROW_REFUSED || fates[i].outcome == ROW_DUPLICATE;
        if (is_refused)
            intake_run_refuse(run, group->records[i],
                              (RowRefusal){ .reason = fates[i].reason.ptr });
        run->report.people += fates[i].outcome == ROW_CREATED;
        run->report.added += fates[i].outcome == ROW_CREATED;
        run->report.known += !is_refused && fates[i].outcome != ROW_CREATED;
    }
    group->count = 0;
    group->keys  = strmap_new(run->cx->arena);
    return OK;
}

/* A second row of a person waits until the first is stored: it finds him then. */
static Code store(IntakeRun *run, IntakeRecord *records, size_t count)
{
    enum { FEW = 500 };
    Arena *arena = run->cx->arena;
    Group  group = { .persons = arena_make(arena, FilePerson, FEW),
                     .records = arena_make(arena, const IntakeRecord *, FEW),
                     .keys    = strmap_new(arena) };
    for (size_t i = 0; i < count; i++) {
        FilePerson  person = { 0 };
        const char *reason = person_of(arena, &records[i], &person);
        if (reason) {
            intake_run_refuse(run, &records[i], (RowRefusal){ .reason = reason });
            continue;
        }
        const Str key = key_of(&run->mapping, &person);
        if (group.count == FEW || strmap_find(group.keys, key)) TRY(store_group(run, &group));
        (void)strmap_put(group.keys, key, &records[i]); /* was absent: just asked */
        group.records[group.count]   = &records[i];
        group.persons[group.count++] = person;
    }
    return store_group(run, &group);
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
    .store       = store,
    .batch_rows  = 2000,
};
