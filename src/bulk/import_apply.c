/* import_apply.c -- persons found, made, filled or left alone, as the rule says. */
#include "bulk/import_apply.h"

enum { REFUSED_BIT = 0x80, TAGS_AT_ONCE = 200 };

static Str source_of_rows(void) { return S("import"); }

unsigned char import_fate_byte(RowFate fate)
{
    const bool is_refused = fate.outcome == ROW_REFUSED || fate.outcome == ROW_DUPLICATE;
    return (unsigned char)(is_refused ? REFUSED_BIT | fate.refusal : fate.outcome);
}

RowFate import_fate_of(unsigned char byte)
{
    if (!(byte & REFUSED_BIT)) return (RowFate){ (RowOutcome)byte, REFUSAL_NONE };
    const Refusal refusal = (Refusal)(byte & ~REFUSED_BIT);
    return (RowFate){ refusal == REFUSAL_DUPLICATE ? ROW_DUPLICATE : ROW_REFUSED, refusal };
}

static RowFate refused(Refusal refusal)
{
    return (RowFate){ refusal == REFUSAL_DUPLICATE ? ROW_DUPLICATE : ROW_REFUSED, refusal };
}

/* ---- the state of one call -------------------------------------------------------------- */

typedef struct Applying {
    Ctx                *cx;
    ImportPlan         *plan;
    const ImportRecord *records;
    size_t              count;
    RowFate            *fates;
    int64_t            *persons; /* who a record is, 0: nobody yet            */
    Ids                *tags;    /* of each record, those for everybody too   */
} Applying;

static bool is_open(const Applying *applying, size_t at)
{
    return applying->fates[at].outcome == 0;
}

/* ---- tags ---------------------------------------------------------------------------------- */

static Code tag_of(Applying *applying, Str name, int64_t *id)
{
    ImportPlan *plan  = applying->plan;
    int64_t    *known = strmap_find(plan->tags, name);
    if (known) {
        *id = *known;
        return OK;
    }
    const bool makes = plan->row->makes_tags && !plan->is_trial;
    TRY(customer_many_tag_named(applying->cx, name, makes, id));
    known  = arena_make(plan->arena, int64_t, 1);
    *known = *id;
    (void)strmap_put(plan->tags, str_copy(plan->arena, name), known);
    return OK;
}

/* What the record's tags are; a name nobody knows refuses it. */
static Code find_tags(Applying *applying, size_t at)
{
    const ImportPlan *plan  = applying->plan;
    Arena            *arena = applying->cx->arena;
    int64_t          *ids   = arena_make(arena, int64_t, plan->tag_ids.count + IMPORT_TAGS_MAX);
    size_t            count = 0;
    for (size_t i = 0; i < plan->tag_ids.count; i++) ids[count++] = plan->tag_ids.at[i];
    for (Str rest = applying->records[at].tags; rest.ptr;) {
        int64_t   id   = 0;
        const Str name = str_cut(&rest, '\n');
        if (name.len == 0) continue;
        TRY(tag_of(applying, name, &id));
        if (id == 0 && !plan->row->makes_tags) {
            applying->fates[at] = refused(REFUSAL_TAG_UNKNOWN);
            return OK;
        }
        if (id != 0) ids[count++] = id;
    }
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
                                  &tags, source_of_rows());
}

/* ---- who is who ------------------------------------------------------------------------------ */

static Code find_persons(Applying *applying)
{
    Ctx      *cx      = applying->cx;
    const Str kind    = import_read_kind(applying->plan->row->match_by);
    Str      *lookups = arena_make(cx->arena, Str, applying->count);
    int64_t  *holders = arena_make(cx->arena, int64_t, applying->count);
    size_t   *which   = arena_make(cx->arena, size_t, applying->count);
    size_t    count = 0, known = 0;
    for (size_t i = 0; i < applying->count; i++) {
        const ImportRecord *record = &applying->records[i];
        if (!is_open(applying, i)) continue;
        const Str key  = import_read_key(record, applying->plan->row->match_by);
        which[count]   = i;
        lookups[count] = record->lookup.len ? record->lookup : key;
        count++;
        known += record->lookup.len > 0;
    }
    if (known < count) { /* of a preview, none is */
        ASSERT(known == 0);
        customer_many_lookups(cx, kind, lookups, count);
    }
    TRY(customer_many_holders(cx, kind, (Strs){ lookups, count }, holders));
    for (size_t i = 0; i < count; i++) applying->persons[which[i]] = holders[i];
    return OK;
}

/* ---- those who are there -----------------------------------------------------------------------
 */

/* The text to be written: absent where it is so already, or where the rule only fills. */
static Str wanted(ImportRule rule, Str told, Str now)
{
    if (told.len == 0 || str_equal(told, now)) return (Str){ 0 };
    return rule == RULE_FILL && now.len ? (Str){ 0 } : told;
}

static PersonFacts facts_to_write(Ctx *cx, const ImportRow *row, const PersonFacts *told,
                                  const PersonNow *now)
{
    const ImportRule rule = row->rule;
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
    Str phone = told->phone, email = told->email;
    customer_many_lookups(cx, S("phone"), &phone, row->match_by != KEY_PHONE);
    customer_many_lookups(cx, S("email"), &email, 1);
    if (wanted(rule, phone, now->facts.phone).len) out.phone = told->phone;
    if (wanted(rule, email, now->facts.email).len) out.email = told->email;
    /* He was found by it, so he holds it, were it one of several. */
    if (row->match_by == KEY_PHONE) out.phone = (Str){ 0 };
    if (row->match_by == KEY_MEMBER_NO) out.member_no = (Str){ 0 };
    return out;
}

static bool says_something(const PersonFacts *facts)
{
    return facts->name.len || facts->gender || facts->description.len || facts->birthday.len ||
           facts->address.len || facts->phone.len || facts->email.len || facts->member_no.len;
}

static Code update_one(Applying *applying, size_t at, const PersonNow *now)
{
    Ctx              *cx   = applying->cx;
    const ImportRow  *row  = applying->plan->row;
    const PersonFacts told = facts_to_write(cx, row, &applying->records[at].facts, now);
    RowFate          *fate = &applying->fates[at];
    *fate                  = (RowFate){ ROW_UNCHANGED, REFUSAL_NONE };
    if (!says_something(&told)) return OK;
    *fate = (RowFate){ ROW_UPDATED, REFUSAL_NONE };
    if (applying->plan->is_trial) return OK;
    const Code code = customer_many_write(cx, now->id, &told, source_of_rows());
    if (code == ERR_INVALID || code == ERR_DENIED || code == ERR_NOT_FOUND) {
        forgive(cx);
        *fate                 = refused(REFUSAL_NOT_WRITTEN);
        applying->persons[at] = 0;
        return OK;
    }
    return code;
}

static Code meet(Applying *applying, size_t at, const PersonNow *now)
{
    if (!now->is_there) {
        applying->fates[at]   = refused(REFUSAL_PERSON_ELSEWHERE);
        applying->persons[at] = 0;
        return OK;
    }
    if (applying->plan->row->rule == RULE_CREATE) {
        applying->fates[at]   = (RowFate){ ROW_SKIPPED, REFUSAL_NONE };
        applying->persons[at] = 0;
        return OK;
    }
    return update_one(applying, at, now);
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
    for (size_t i = 0; i < count; i++) TRY(meet(applying, which[i], &now[i]));
    return OK;
}

/* ---- those who are not ----------------------------------------------------------------------- */

static bool makes_persons(const ImportRow *row)
{
    return (row->rule == RULE_CREATE || row->rule == RULE_BOTH) &&
           row->match_by != KEY_EXTERNAL_USERID;
}

static Code make_unknown(Applying *applying)
{
    Ctx             *cx    = applying->cx;
    const ImportRow *row   = applying->plan->row;
    PersonFacts     *facts = arena_make(cx->arena, PersonFacts, applying->count);
    Str             *looks = arena_make(cx->arena, Str, applying->count);
    int64_t         *ids   = arena_make(cx->arena, int64_t, applying->count);
    size_t          *which = arena_make(cx->arena, size_t, applying->count);
    size_t           count = 0;
    for (size_t i = 0; i < applying->count; i++) {
        if (!is_open(applying, i)) continue;
        applying->fates[i] = makes_persons(row) ? (RowFate){ ROW_CREATED, REFUSAL_NONE }
                                                : refused(REFUSAL_PERSON_UNKNOWN);
        if (!makes_persons(row)) continue;
        which[count]   = i;
        looks[count]   = applying->records[i].lookup;
        facts[count++] = applying->records[i].facts;
    }
    if (applying->plan->is_trial || count == 0) return OK;
    const NewPersons new = { facts, looks, count, import_read_kind(row->match_by) };
    TRY(customer_many_create(cx, &new, source_of_rows(), ids));
    for (size_t i = 0; i < count; i++) applying->persons[which[i]] = ids[i];
    return OK;
}

/* ---- all --------------------------------------------------------------------------------------
 */

Code import_plan_begin(Ctx *cx, const ImportRow *row, bool is_trial, ImportPlan *out)
{
    enum { NAMES_MAX = 64 << 20 };
    *out      = (ImportPlan){ .row = row, .arena = arena_new(NAMES_MAX), .is_trial = is_trial };
    out->tags = strmap_new(out->arena);
    return import_tag_ids(cx, row, &out->tag_ids);
}

void import_plan_end(ImportPlan *plan) { arena_free(plan->arena); }

Code import_apply(Ctx *cx, ImportPlan *plan, const ImportRecord *records, size_t count,
                  RowFate *fates)
{
    Applying applying = { .cx      = cx,
                          .plan    = plan,
                          .records = records,
                          .count   = count,
                          .fates   = fates,
                          .persons = arena_make(cx->arena, int64_t, count),
                          .tags    = arena_make(cx->arena, Ids, count) };
    for (size_t i = 0; i < count; i++) {
        fates[i] = (RowFate){ 0 };
        if (records[i].refusal != REFUSAL_NONE) fates[i] = refused(records[i].refusal);
        if (is_open(&applying, i)) TRY(find_tags(&applying, i));
    }
    TRY(find_persons(&applying));
    TRY(meet_known(&applying));
    TRY(make_unknown(&applying));
    return plan->is_trial ? OK : put_tags(&applying);
}
