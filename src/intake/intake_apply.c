/* intake_apply.c -- persons found, made, filled or left alone, as the rule says. */
#include "intake/intake_apply.h"

enum { TAGS_EACH_MAX = 50 + MAPPING_TAGS_MAX };

static Str source_of_rows(void) { return S("import"); }

static PersonFate refused(const char *reason) { return (PersonFate){ OUTCOME_REFUSED, reason }; }

static PersonFate fate(IntakeOutcome outcome) { return (PersonFate){ outcome, NULL }; }

/* ---- the state of one call -------------------------------------------------------------- */

typedef struct Applying {
    Ctx                     *cx;
    ApplyPlan               *plan;
    const FilePerson *const *told;
    size_t                   count;
    PersonFate              *fates;
    int64_t                 *persons; /* who each is, 0: nobody yet          */
    Ids                     *tags;    /* of each, those for everybody too    */
} Applying;

static bool is_open(const Applying *applying, size_t at)
{
    return applying->fates[at].outcome == 0;
}

/* ---- tags ---------------------------------------------------------------------------------- */

static Code tag_of(Applying *applying, Str name, int64_t *id)
{
    ApplyPlan *plan  = applying->plan;
    int64_t   *known = strmap_find(plan->tags, name);
    if (known) {
        *id = *known;
        return OK;
    }
    const bool makes = plan->mapping->makes_tags && !plan->is_trial;
    TRY(customer_many_tag_named(applying->cx, name, makes, id));
    known  = arena_make(plan->arena, int64_t, 1);
    *known = *id;
    (void)strmap_put(plan->tags, str_copy(plan->arena, name), known);
    return OK;
}

/* Adds the tag of that name; false: nobody knows it. */
static Code add_tag(Applying *applying, Str name, int64_t *ids, size_t *count, bool *is_known)
{
    int64_t id = 0;
    if (name.len == 0) return OK;
    TRY(tag_of(applying, name, &id));
    if (id != 0) ids[(*count)++] = id;
    *is_known = *is_known && (id != 0 || applying->plan->mapping->makes_tags);
    return OK;
}

/* What his tags are; a name nobody knows refuses him. */
static Code find_tags(Applying *applying, size_t at)
{
    const Mapping *mapping  = applying->plan->mapping;
    int64_t       *ids      = arena_make(applying->cx->arena, int64_t, TAGS_EACH_MAX);
    size_t         count    = 0;
    bool           is_known = true;
    for (size_t i = 0; i < mapping->tags.count; i++)
        TRY(add_tag(applying, mapping->tags.at[i], ids, &count, &is_known));
    for (Str rest = applying->told[at]->tags; rest.ptr;)
        TRY(add_tag(applying, str_cut(&rest, '\n'), ids, &count, &is_known));
    if (!is_known) applying->fates[at] = refused("import.tag_unknown");
    applying->tags[at] = (Ids){ ids, count };
    return OK;
}

/* Every tag that occurs, with its name for the event. */
static Code tags_in_use(Applying *applying, Rows *tags)
{
    Arena *arena = applying->cx->arena;
    IdMap *met   = idmap_new(arena);
    Vec    ids   = vec_of(arena, int64_t);
    for (size_t i = 0; i < applying->count; i++)
        for (size_t j = 0; j < applying->tags[i].count && applying->persons[i]; j++)
            if (!idmap_put(met, applying->tags[i].at[j], applying))
                *VEC_ADD(&ids, int64_t) = applying->tags[i].at[j];
    return customer_tags_by_ids(applying->cx,
                                (Ids){ (const int64_t *)(const void *)ids.at, ids.count }, tags);
}

static Code put_tags(Applying *applying)
{
    Rows tags = { 0 };
    TRY(tags_in_use(applying, &tags));
    if (tags.count == 0) return OK;
    return customer_many_tag_each(applying->cx, applying->persons, applying->tags, applying->count,
                                  &tags, applying->plan->source);
}

/* ---- who is who ------------------------------------------------------------------------------ */

/* Who holds them.  Nobody of those is taken away with an import of his own before the transaction
 * ends; who was taken away while that was waited for is held by nobody, and looked for again. */
static Code find_holders(Applying *applying, Strs lookups, int64_t *holders)
{
    Ctx      *cx    = applying->cx;
    const Str kind  = intake_apply_kind(applying->plan->mapping);
    int64_t  *ids   = arena_make(cx->arena, int64_t, lookups.count), *seen;
    size_t    known = 0, held = 0;
    TRY(customer_many_holders(cx, kind, lookups, holders));
    for (size_t i = 0; i < lookups.count; i++)
        if (holders[i]) ids[known++] = holders[i];
    if (applying->plan->is_trial || known == 0) return OK;
    seen = arena_make(cx->arena, int64_t, known);
    TRY(customer_many_seen(cx, (Ids){ ids, known }, seen, &held));
    return held == known ? OK : customer_many_holders(cx, kind, lookups, holders);
}

static Code find_persons(Applying *applying)
{
    Ctx     *cx      = applying->cx;
    Str     *lookups = arena_make(cx->arena, Str, applying->count);
    int64_t *holders = arena_make(cx->arena, int64_t, applying->count);
    size_t  *which   = arena_make(cx->arena, size_t, applying->count);
    size_t   count   = 0;
    for (size_t i = 0; i < applying->count; i++) {
        if (!is_open(applying, i)) continue;
        which[count]     = i;
        lookups[count++] = applying->told[i]->lookup;
    }
    TRY(find_holders(applying, (Strs){ lookups, count }, holders));
    for (size_t i = 0; i < count; i++) applying->persons[which[i]] = holders[i];
    return OK;
}

/* ---- those who are there --------------------------------------------------------------------- */

/* The text to be written: absent where it is so already, or where the rule only fills. */
static Str wanted(IntakeRule rule, Str told, Str now)
{
    if (told.len == 0 || str_equal(told, now)) return (Str){ 0 };
    return rule == RULE_FILL && now.len ? (Str){ 0 } : told;
}

static PersonFacts facts_to_write(const Mapping *mapping, const PersonFacts *told,
                                  const PersonNow *now)
{
    const IntakeRule rule = mapping->rule;
    PersonFacts      out  = {
              .name        = wanted(rule, told->name, now->facts.name),
              .description = wanted(rule, told->description, now->facts.description),
              .birthday    = wanted(rule, told->birthday, now->facts.birthday),
              .address     = wanted(rule, told->address, now->facts.address),
              .member_no   = wanted(rule, told->member_no, now->facts.member_no),
    };
    const bool has_gender = now->facts.gender && now->facts.gender != GENDER_UNKNOWN;
    if (told->gender && told->gender != now->facts.gender && !(rule == RULE_FILL && has_gender))
        out.gender = told->gender;
    if (wanted(rule, told->kept_phone.lookup, now->facts.phone).len) out.phone = told->phone;
    if (wanted(rule, told->kept_email.lookup, now->facts.email).len) out.email = told->email;
    /* He was found by it, so he holds it, were it one of several. */
    if (mapping->match == MATCH_PHONE) out.phone = (Str){ 0 };
    if (mapping->match == MATCH_MEMBER_NO) out.member_no = (Str){ 0 };
    return out;
}

static bool says_something(const PersonFacts *facts)
{
    return facts->name.len || facts->gender || facts->description.len || facts->birthday.len ||
           facts->address.len || facts->phone.len || facts->email.len || facts->member_no.len;
}

static Code update_one(Applying *applying, size_t at, const PersonNow *now)
{
    Ctx              *cx = applying->cx;
    const PersonFacts told =
        facts_to_write(applying->plan->mapping, &applying->told[at]->facts, now);
    applying->fates[at] = fate(OUTCOME_UNCHANGED);
    if (!says_something(&told)) return OK;
    applying->fates[at] = fate(OUTCOME_UPDATED);
    if (applying->plan->is_trial) return OK;
    const Code code = customer_many_write(cx, now->id, &told, source_of_rows());
    if (code == ERR_INVALID || code == ERR_DENIED || code == ERR_NOT_FOUND) {
        forgive(cx);
        applying->fates[at]   = refused("import.not_written");
        applying->persons[at] = 0;
        return OK;
    }
    return code;
}

static Code meet(Applying *applying, size_t at, const PersonNow *now)
{
    if (!now->is_there) {
        applying->fates[at]   = refused("import.person_elsewhere");
        applying->persons[at] = 0;
        return OK;
    }
    if (applying->plan->mapping->rule == RULE_CREATE) {
        applying->fates[at]   = fate(OUTCOME_SKIPPED);
        applying->persons[at] = 0;
        return OK;
    }
    return update_one(applying, at, now);
}

/* A second row about somebody whom the import itself made does not count as an edit, unless
 * somebody edited him in between. */
static Code meet_all(Applying *applying, const size_t *which, const PersonNow *now, Ids ids)
{
    Ctx          *cx   = applying->cx;
    const int64_t job  = applying->plan->is_trial ? 0 : applying->plan->job_id;
    Ids           mine = { 0 };
    if (job) TRY(customer_made_as_left(cx, job, ids, &mine));
    for (size_t i = 0; i < ids.count; i++) TRY(meet(applying, which[i], &now[i]));
    return mine.count ? customer_made_again(cx, job, mine) : OK;
}

static Code meet_known(Applying *applying)
{
    Ctx       *cx    = applying->cx;
    int64_t   *ids   = arena_make(cx->arena, int64_t, applying->count);
    PersonNow *now   = arena_make(cx->arena, PersonNow, applying->count);
    size_t    *which = arena_make(cx->arena, size_t, applying->count);
    size_t     count = 0;
    for (size_t i = 0; i < applying->count; i++) {
        if (!is_open(applying, i) || applying->persons[i] == 0) continue;
        which[count] = i;
        ids[count++] = applying->persons[i];
    }
    TRY(customer_many_read(cx, (Ids){ ids, count }, now));
    return meet_all(applying, which, now, (Ids){ ids, count });
}

/* ---- those who are not ----------------------------------------------------------------------- */

static Code make_unknown(Applying *applying)
{
    Ctx           *cx      = applying->cx;
    const Mapping *mapping = applying->plan->mapping;
    PersonFacts   *facts   = arena_make(cx->arena, PersonFacts, applying->count);
    Str           *looks   = arena_make(cx->arena, Str, applying->count);
    int64_t       *ids     = arena_make(cx->arena, int64_t, applying->count);
    size_t        *which   = arena_make(cx->arena, size_t, applying->count);
    size_t         count   = 0;
    for (size_t i = 0; i < applying->count; i++) {
        if (!is_open(applying, i)) continue;
        applying->fates[i] =
            intake_apply_makes(mapping) ? fate(OUTCOME_CREATED) : refused("import.person_unknown");
        if (!intake_apply_makes(mapping)) continue;
        which[count]   = i;
        looks[count]   = applying->told[i]->lookup;
        facts[count++] = applying->told[i]->facts;
    }
    if (applying->plan->is_trial || count == 0) return OK;
    const NewPersons new = { facts, looks, count, intake_apply_kind(mapping) };
    TRY(customer_many_create(cx, &new, source_of_rows(), ids));
    for (size_t i = 0; i < count; i++) applying->persons[which[i]] = ids[i];
    if (!applying->plan->job_id) return OK;
    return customer_made_note(cx, applying->plan->job_id, (Ids){ ids, count });
}

/* ---- all ------------------------------------------------------------------------------------- */

bool intake_apply_makes(const Mapping *mapping)
{
    return (mapping->rule == RULE_CREATE || mapping->rule == RULE_BOTH) &&
           mapping->match != MATCH_EXTERNAL_USERID;
}

Str intake_apply_kind(const Mapping *mapping)
{
    return word_of(&intake_match_words, (int)mapping->match);
}

ApplyPlan intake_apply_begin(const Mapping *mapping, bool is_trial, Str run_key)
{
    enum { NAMES_MAX = 64 << 20 };
    const Str job  = S("job:");
    ApplyPlan plan = { .mapping = mapping, .arena = arena_new(NAMES_MAX), .is_trial = is_trial };
    plan.tags      = strmap_new(plan.arena);
    plan.source    = source_of_rows();
    if (!str_starts(run_key, job)) return plan;
    const Str id = str_slice(run_key, job.len, run_key.len);
    plan.source  = str_fmt(plan.arena, "import:%.*s", FMT(id));
    if (!str_to_i64(id, &plan.job_id)) ASSERT(false); /* intake_job.c made it of a number */
    return plan;
}

void intake_apply_end(ApplyPlan *plan) { arena_free(plan->arena); }

Code intake_apply(Ctx *cx, ApplyPlan *plan, const FilePerson *const *persons, size_t count,
                  PersonFate *fates)
{
    Applying applying = { .cx      = cx,
                          .plan    = plan,
                          .told    = persons,
                          .count   = count,
                          .fates   = fates,
                          .persons = arena_make(cx->arena, int64_t, count),
                          .tags    = arena_make(cx->arena, Ids, count) };
    for (size_t i = 0; i < count; i++) {
        fates[i] = (PersonFate){ 0 };
        TRY(find_tags(&applying, i));
    }
    TRY(find_persons(&applying));
    TRY(meet_known(&applying));
    TRY(make_unknown(&applying));
    return plan->is_trial ? OK : put_tags(&applying);
}
