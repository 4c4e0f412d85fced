/* bulk_people.c -- persons of files that another slice reads: applied as those of an import. */
#include "bulk/import_apply.h"
#include "bulk/import_clean.h"

const char *bulk_person_form(Arena *arena, FilePerson *person, Str gender)
{
    if (gender.len) {
        person->facts.gender = import_clean_gender(gender);
        if (!person->facts.gender) return import_refusal_reason(REFUSAL_BAD_GENDER).ptr;
    }
    if (person->tags.len) {
        const Refusal refusal = import_clean_tags(arena, person->tags, &person->tags);
        if (refusal != REFUSAL_NONE) return import_refusal_reason(refusal).ptr;
    }
    return customer_many_form(arena, &person->facts);
}

Code bulk_people_store(Ctx *cx, const PeopleRule *rule, const FilePerson *persons, size_t count,
                       PersonFate *fates)
{
    const ImportRow row     = { .tenant_id  = cx->tenant_id,
                                .match_by   = rule->key,
                                .rule       = rule->rule,
                                .makes_tags = rule->makes_tags,
                                .tags       = S("[]") };
    ImportRecord   *records = arena_make(cx->arena, ImportRecord, count);
    RowFate        *given   = arena_make(cx->arena, RowFate, count);
    ImportPlan      plan    = { 0 };
    for (size_t i = 0; i < count; i++)
        records[i] = (ImportRecord){ .index           = (int64_t)i,
                                     .facts           = persons[i].facts,
                                     .external_userid = persons[i].external_userid,
                                     .tags            = persons[i].tags };
    TRY(import_sql_take_turn(cx));
    Code code = import_plan_begin(cx, &row, false, &plan);
    if (code == OK) code = import_apply(cx, &plan, records, count, given);
    import_plan_end(&plan);
    for (size_t i = 0; code == OK && i < count; i++)
        fates[i] = (PersonFate){ given[i].outcome, import_refusal_reason(given[i].refusal) };
    return code;
}

Str bulk_reason_text(Str reason, bool english)
{
    return import_refusal_text(import_refusal_of(reason), english);
}
