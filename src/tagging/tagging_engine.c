/* tagging_engine.c -- rules are asked for a person; his tags, and the intervals in which he had
 * them, follow. */
#include "tagging/tagging_engine.h"

#include "log/log.h"

#define BY_RULE S("rule")

/* ---- which ------------------------------------------------------------------------------- */

TagAsk tagging_engine_none(Ctx *cx, const TagRuleSet *set)
{
    return (TagAsk){ .wanted = arena_make(cx->arena, bool, set->count) };
}

static void add(const TagRuleSet *set, TagAsk *ask, size_t at)
{
    if (!set->rules[at].rule) return;
    ask->wanted[at] = true;
    ask->any        = true;
}

void tagging_engine_add(const TagRuleSet *set, TagAsk *ask, Str word)
{
    const Vec *list = strmap_find(set->by_read, word);
    for (size_t i = 0; list && i < list->count; i++) add(set, ask, *VEC_AT(*list, size_t, i));
}

void tagging_engine_add_moving(const TagRuleSet *set, TagAsk *ask)
{
    for (size_t i = 0; i < set->count; i++) {
        bool moves = set->rules[i].is_timed;
        for (size_t j = 0; j < set->rules[i].reads.count; j++)
            moves = moves || str_starts(set->rules[i].reads.at[j], S("e:"));
        if (moves) add(set, ask, i);
    }
}

void tagging_engine_add_all(const TagRuleSet *set, TagAsk *ask)
{
    for (size_t i = 0; i < set->count; i++) add(set, ask, i);
}

void tagging_engine_add_tag(const TagRuleSet *set, TagAsk *ask, int64_t tag_id)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->rules[i].tag_id == tag_id) add(set, ask, i);
}

/* Of an exclusive group all are asked: the first that holds counts. */
static void add_mates(const TagRuleSet *set, TagAsk *ask)
{
    for (size_t i = 0; i < set->count; i++) {
        if (!ask->wanted[i] || !set->rules[i].is_exclusive) continue;
        for (size_t j = 0; j < set->count; j++)
            if (set->rules[j].group_id == set->rules[i].group_id) add(set, ask, j);
    }
}

/* ---- intervals ----------------------------------------------------------------------------- */

static Code set_expiry(Ctx *cx, const TagHolding *holding)
{
    const Str key = str_fmt(cx->arena, "%lld:%lld", (long long)holding->customer_id,
                            (long long)holding->tag_id);
    if (!holding->expires_at_ms) return OK;
    return timer_set(cx, str_of(tagging_expiry_timer.word), key, holding->expires_at_ms,
                     str_fmt(cx->arena, "{\"customer_id\":\"%lld\",\"tag_id\":\"%lld\"}",
                             (long long)holding->customer_id, (long long)holding->tag_id));
}

static Code open_interval(Ctx *cx, const TagRule *rule, int64_t customer_id, Str value, Str source,
                          Str why)
{
    const TagHolding holding = {
        .tenant_id   = cx->tenant_id,
        .id          = cx_new_id(cx),
        .customer_id = customer_id,
        .tag_id      = rule->tag_id,
        .value       = value.len ? value : S(""),
        .source      = source,
        .why_json    = why.len ? why : S("{}"),
        .since_ms    = cx->now_ms,
        .ended_by    = S(""),
        .expires_at_ms =
            rule->expires_days ? cx->now_ms + (int64_t)rule->expires_days * MS_PER_DAY : 0,
    };
    TRY(tagging_sql_hold(cx, &holding));
    return set_expiry(cx, &holding);
}

static const TagHolding *holding_of(const Rows *held, int64_t tag_id)
{
    for (size_t i = 0; i < held->count; i++)
        if (ROWS_AT(TagHolding, *held, i)->tag_id == tag_id) return ROWS_AT(TagHolding, *held, i);
    return NULL;
}

/* ---- one run --------------------------------------------------------------------------------- */

typedef struct Change {
    const TagRule *rule;
    Str            value, why; /* of what is given */
    Str            ended_by;   /* of what is taken */
    int64_t        replaced_by;
} Change;

typedef struct Run {
    Ctx              *cx;
    const TagRuleSet *set;
    TagPerson         person;
    Rows              held;          /* of TagHolding */
    Str              *values, *whys; /* by rule; absent value: it gives none */
    Vec               given, taken;  /* of Change */
} Run;

/* Somebody else than a rule gave it. */
static bool is_by_others(const Run *run, const TagRule *rule)
{
    const TagHolding *holding = holding_of(&run->held, rule->tag_id);
    if (holding) return !str_equal(holding->source, BY_RULE);
    return tagging_person_has(&run->person, rule->tag_id);
}

static void give(Run *run, size_t at)
{
    const TagRule    *rule    = &run->set->rules[at];
    const TagHolding *holding = holding_of(&run->held, rule->tag_id);
    if (is_by_others(run, rule)) return;
    if (holding && str_equal(holding->value, run->values[at]) &&
        tagging_person_has(&run->person, rule->tag_id))
        return;
    *VEC_ADD(&run->given, Change) =
        (Change){ .rule = rule, .value = run->values[at], .why = run->whys[at] };
}

static void take_away(Run *run, const TagRule *rule, Str ended_by, int64_t replaced_by)
{
    const TagHolding *holding = holding_of(&run->held, rule->tag_id);
    if (!holding || !str_equal(holding->source, BY_RULE)) return;
    *VEC_ADD(&run->taken, Change) =
        (Change){ .rule = rule, .ended_by = ended_by, .replaced_by = replaced_by };
}

/* The first of the group in the library's order whose rule holds, unless somebody gave one by hand.
 */
static void settle_group(Run *run, int64_t group_id)
{
    const TagRule *winner  = NULL;
    bool           by_hand = false;
    for (size_t i = 0; i < run->set->count; i++) {
        const TagRule *rule = &run->set->rules[i];
        if (rule->group_id == group_id && is_by_others(run, rule)) by_hand = true;
    }
    for (size_t i = 0; i < run->set->count; i++) {
        const TagRule *rule = &run->set->rules[i];
        if (rule->group_id != group_id || !rule->rule) continue;
        if (!winner && !by_hand && run->values[i].ptr) {
            winner = rule;
            give(run, i);
        }
    }
    for (size_t i = 0; i < run->set->count; i++) {
        const TagRule *rule = &run->set->rules[i];
        if (rule->group_id != group_id || rule == winner) continue;
        const bool still = rule->rule && run->values[i].ptr;
        take_away(run, rule, still || winner ? S("exclusive") : BY_RULE,
                  winner ? winner->tag_id : 0);
    }
}

static bool is_settled(const Run *run, const TagAsk *ask, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (ask->wanted[i] && run->set->rules[i].group_id == run->set->rules[at].group_id)
            return true;
    return false;
}

static Code ask_all(Run *run, const TagAsk *ask)
{
    for (size_t i = 0; i < run->set->count; i++) {
        if (!ask->wanted[i]) continue;
        TRY(tagging_person_ask(&run->person, &run->set->rules[i], &run->values[i]));
        if (run->values[i].ptr)
            run->whys[i] = tagging_person_why(&run->person, &run->set->rules[i]);
    }
    for (size_t i = 0; i < run->set->count; i++) {
        const TagRule *rule = &run->set->rules[i];
        if (!ask->wanted[i]) continue;
        if (rule->is_exclusive && !is_settled(run, ask, i)) settle_group(run, rule->group_id);
        if (rule->is_exclusive) continue;
        if (run->values[i].ptr)
            give(run, i);
        else
            take_away(run, rule, BY_RULE, 0);
    }
    return OK;
}

/* ---- carrying it out
 * --------------------------------------------------------------------------------- */

static Ids ids_of(Ctx *cx, const Vec *changes, TagKind kind)
{
    int64_t *ids   = arena_make(cx->arena, int64_t, changes->count);
    size_t   count = 0;
    for (size_t i = 0; i < changes->count; i++)
        if (VEC_AT(*changes, Change, i)->rule->kind == kind)
            ids[count++] = VEC_AT(*changes, Change, i)->rule->tag_id;
    return (Ids){ ids, count };
}

static Code write_intervals(Run *run, TagKind kind)
{
    Ctx          *cx = run->cx;
    const int64_t id = run->person.customer.id;
    for (size_t i = 0; i < run->taken.count; i++) {
        const Change *one = VEC_AT(run->taken, Change, i);
        if (one->rule->kind == kind)
            TRY(tagging_sql_end(cx, id, one->rule->tag_id, one->ended_by, one->replaced_by));
    }
    for (size_t i = 0; i < run->given.count; i++) {
        const Change *one = VEC_AT(run->given, Change, i);
        if (one->rule->kind != kind) continue;
        TRY(tagging_sql_end(cx, id, one->rule->tag_id, S("value"), one->rule->tag_id));
        TRY(open_interval(cx, one->rule, id, one->value, BY_RULE, one->why));
    }
    return OK;
}

static Code carry_out(Run *run, TagKind kind)
{
    Ctx      *cx = run->cx;
    const Ids on = ids_of(cx, &run->given, kind), off = ids_of(cx, &run->taken, kind);
    if (!on.count && !off.count) return OK;
    const Code code = customer_tag(cx, (CustomerId){ run->person.customer.id }, (RelationId){ 0 },
                                   on, off, BY_RULE);
    /* A corp tag needs a friend, and the platform's answer to its making; a tag may be gone
     * meanwhile. */
    if (code == ERR_INVALID || (code == ERR_CONFLICT && !cx->err.retry)) {
        forgive(cx);
        return OK;
    }
    TRY(code);
    return write_intervals(run, kind);
}

static Code set_due(Run *run)
{
    Ctx          *cx  = run->cx;
    const int64_t id  = run->person.customer.id;
    int64_t       due = 0;
    if (run->person.due_at_ms == INT64_MAX) return OK;
    TRY(tagging_sql_due(cx, id, &due));
    if (due > cx->now_ms && due <= run->person.due_at_ms) return OK;
    TRY(tagging_sql_set_due(cx, id, run->person.due_at_ms));
    return timer_set(cx, str_of(tagging_due_timer.word), str_fmt(cx->arena, "%lld", (long long)id),
                     run->person.due_at_ms, (Str){ 0 });
}

Code tagging_engine_run(Ctx *cx, const TagRuleSet *set, CustomerId customer, TagAsk *ask)
{
    Run run = {
        .cx = cx, .set = set, .given = vec_of(cx->arena, Change), .taken = vec_of(cx->arena, Change)
    };
    if (!ask->any) return OK;
    TRY(customer_merge_resolve(cx, &customer));
    if (tagging_person_read(cx, set, customer, &run.person) != OK) {
        if (cx->err.code != ERR_NOT_FOUND) return cx->err.code;
        forgive(cx);
        return OK;
    }
    add_mates(set, ask);
    TRY(tagging_sql_held(cx, run.person.customer.id, &run.held));
    run.values = arena_make(cx->arena, Str, set->count);
    run.whys   = arena_make(cx->arena, Str, set->count);
    TRY(ask_all(&run, ask));
    TRY(carry_out(&run, TAG_INTERNAL));
    TRY(carry_out(&run, TAG_CORP));
    return set_due(&run);
}

/* ---- what others give and take
 * --------------------------------------------------------------------------- */

Code tagging_engine_taken(Ctx *cx, CustomerId customer, int64_t tag_id, Str source)
{
    return tagging_sql_end(cx, customer.v, tag_id, source, 0);
}

/* The newest given by hand stands alone.  Of those whose giving is not heard yet each will clear
 * this one when it is. */
static Code clear_group(Ctx *cx, const TagRuleSet *set, CustomerId customer, const TagRule *rule,
                        const Rows *heard)
{
    Ids tags = { 0 };
    TRY(tagging_sql_tags_of(cx, customer.v, &tags));
    int64_t *off   = arena_make(cx->arena, int64_t, tags.count);
    size_t   count = 0;
    for (size_t i = 0; i < tags.count; i++) {
        const TagRule *other = tagging_rules_of(set, tags.at[i]);
        if (!other || other->group_id != rule->group_id || other->tag_id == rule->tag_id) continue;
        if (heard && !holding_of(heard, other->tag_id)) continue;
        off[count++] = other->tag_id;
        TRY(tagging_sql_end(cx, customer.v, other->tag_id, S("exclusive"), rule->tag_id));
    }
    if (count == 0) return OK;
    return customer_tag(cx, customer, (RelationId){ 0 }, (Ids){ 0 }, (Ids){ off, count },
                        S("exclusive"));
}

static Code given(Ctx *cx, const TagRuleSet *set, CustomerId customer, int64_t tag_id, Str value,
                  Str source, bool is_now)
{
    Rows           held = { 0 };
    const TagRule *rule = tagging_rules_of(set, tag_id);
    if (!rule) return OK;
    TRY(tagging_sql_held(cx, customer.v, &held));
    const TagHolding *known = holding_of(&held, tag_id);
    if (known && str_equal(known->source, source) && (!value.ptr || str_equal(known->value, value)))
        return OK;
    TRY(tagging_sql_end(cx, customer.v, tag_id, S("value"), tag_id));
    TRY(open_interval(cx, rule, customer.v, value, source, (Str){ 0 }));
    return rule->is_exclusive ? clear_group(cx, set, customer, rule, is_now ? NULL : &held) : OK;
}

Code tagging_engine_given(Ctx *cx, const TagRuleSet *set, CustomerId customer, int64_t tag_id,
                          Str value, Str source)
{
    return given(cx, set, customer, tag_id, value, source, true);
}

Code tagging_engine_heard(Ctx *cx, const TagRuleSet *set, CustomerId customer, int64_t tag_id,
                          Str source)
{
    return given(cx, set, customer, tag_id, (Str){ 0 }, source, false);
}
