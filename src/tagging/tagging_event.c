/* tagging_event.c -- what is heard, the timers, and a rule for everybody. */
#include "dictionary/dictionary.h"
#include "log/log.h"
#include "tagging/tagging_engine.h"
#include "wire/wire.h"

enum { STEP_CUSTOMERS = 50, WHY_MAX = 64 * 1024 };

static Code parse(Ctx *cx, Str text, const Json **out)
{
    const JsonLimits limits = { .bytes = EVENT_PAYLOAD_MAX, .nodes = 200000, .depth = 64 };
    JsonError        error  = { 0 };
    if (json_parse(cx->arena, text.len ? text : S("{}"), limits, out, &error) == OK) return OK;
    return fail(cx, ERR_INTERNAL, "tagging.bad_payload", "%s", error.reason);
}

static bool is(const Event *event, EventType type)
{
    return str_equal(event->type, event_word(type));
}

/* ---- tags that others gave ------------------------------------------------------------------ */

static bool is_own(Str source)
{
    return str_equal(source, S("rule")) || str_equal(source, S("exclusive"));
}

static bool has(Ids tags, int64_t id)
{
    for (size_t i = 0; i < tags.count; i++)
        if (tags.at[i] == id) return true;
    return false;
}

/* What came after may have been heard of before: only what is still so counts. */
static Code hear_tagged(Ctx *cx, const TagRuleSet *set, const Event *event)
{
    const Json *json = NULL;
    CustomerId  root = { event->person_id };
    Ids         now  = { 0 };
    TRY(parse(cx, event->payload, &json));
    const Str       source = json_str(json, S("source"));
    const JsonItems added = json_items(json, S("added")), removed = json_items(json, S("removed"));
    if (is_own(source)) return OK;
    TRY(customer_merge_resolve(cx, &root));
    TRY(tagging_sql_tags_of(cx, root.v, &now));
    for (size_t i = 0; i < removed.count; i++) {
        const int64_t id = json_i64(&removed.at[i], S("id"), 0);
        if (!has(now, id)) TRY(tagging_engine_taken(cx, root, id, source));
    }
    for (size_t i = 0; i < added.count; i++) {
        const int64_t id = json_i64(&added.at[i], S("id"), 0);
        if (has(now, id)) TRY(tagging_engine_heard(cx, set, root, id, source));
    }
    return OK;
}

/* ---- which rules an event concerns ----------------------------------------------------------- */

static void add_words(const TagRuleSet *set, TagAsk *ask, const char *const *words)
{
    for (size_t i = 0; words[i]; i++) tagging_engine_add(set, ask, str_of(words[i]));
}

static Code choose(Ctx *cx, const TagRuleSet *set, const Event *event, TagAsk *ask)
{
    static const char *const relation[] = { "r:", "v:is_active", "v:first_added_at", "v:source",
                                            NULL };
    static const char *const facts[]    = { "v:name",    "v:gender", "v:birthday",
                                            "v:address", "v:kind",   NULL };
    tagging_engine_add(set, ask, str_fmt(cx->arena, "e:%.*s", FMT(event->type)));
    tagging_engine_add(set, ask, S("v:last_event_at"));
    if (is(event, EV_CONTACT_ADDED) || is(event, EV_CONTACT_LOST)) add_words(set, ask, relation);
    if (is(event, EV_CUSTOMER_CHANGED)) add_words(set, ask, facts);
    if (is(event, EV_CUSTOMER_CREATED) || is(event, EV_CUSTOMER_MERGED) ||
        is(event, EV_CUSTOMER_SPLIT))
        tagging_engine_add_all(set, ask);
    if (is(event, EV_CUSTOMER_TAGGED)) {
        TRY(hear_tagged(cx, set, event));
        tagging_engine_add(set, ask, S("t:"));
    }
    if (is(event, EV_ATTRIBUTE_DECIDED)) {
        const Json *json = NULL;
        TRY(parse(cx, event->payload, &json));
        const Str key = json_str(json, S("key"));
        tagging_engine_add(set, ask, str_fmt(cx->arena, "v:%.*s", FMT(key)));
    }
    return OK;
}

static Code follow(Ctx *cx, TagRuleSet *set, const Event *event)
{
    TagAsk ask = tagging_engine_none(cx, set);
    TRY(choose(cx, set, event, &ask));
    return tagging_engine_run(cx, set, (CustomerId){ event->person_id }, &ask);
}

static Code hear(Ctx *cx, const Event *event)
{
    TagRuleSet *set = NULL;
    TRY(attribute_hear(cx, event));
    TRY(dictionary_hear(cx, event));
    if (!event->person_id) return OK;
    TRY(tagging_rules_hold(cx, &set));
    const Code code = follow(cx, set, event);
    tagging_rules_release(cx, set);
    return code;
}

/* ---- what no rule asks for -------------------------------------------------------------- */

static bool is_from_outside(const Event *event)
{
    for (EventType type = EV_NONE + 1; type < EVENT_TYPE_COUNT; type++)
        if (is(event, type)) return false;
    return true;
}

static Code is_asked_for(Ctx *cx, const Event *event, bool *is_asked)
{
    TagRuleSet *set     = NULL;
    bool        is_read = false;
    TRY(dictionary_reads(cx, event->type, &is_read));
    TRY(tagging_rules_hold(cx, &set));
    TagAsk     ask  = tagging_engine_none(cx, set);
    const Code code = choose(cx, set, event, &ask);
    *is_asked       = is_read || ask.any;
    tagging_rules_release(cx, set);
    return code;
}

/* Of types from outside, which are told apart by nothing else: what holds for one of a batch does
 * for all.  A rule that is made right after asks everybody once, by all that happened. */
static Code is_idle(Ctx *cx, const Event *event, bool *is_idle)
{
    static const char owner, asked, not_asked; /* the last two stand for an answer */
    StrMap          **answers  = memo_own(cx, &owner, sizeof *answers);
    bool              is_asked = true;
    if (!*answers) *answers = strmap_new(memo_arena(cx));
    const char *answer = strmap_find(*answers, event->type);
    if (!answer) {
        if (is_from_outside(event)) TRY(is_asked_for(cx, event, &is_asked));
        answer = is_asked ? &asked : &not_asked;
        strmap_put(*answers, event->type, (void *)(uintptr_t)answer);
    }
    *is_idle = answer == &not_asked;
    return OK;
}

/* Tags are looked at within a second; a breath leaves the store to those who wait for it. */
enum { GATHER_MS = 50 };

const Consumer tagging_consumer = {
    .name = "tagging", .types = NULL, .hear = hear, .gather_ms = GATHER_MS, .is_idle = is_idle
};

/* ---- timers
 * ------------------------------------------------------------------------------------------ */

static Code ask_moving(Ctx *cx, CustomerId customer)
{
    TagRuleSet *set = NULL;
    TRY(tagging_rules_hold(cx, &set));
    TagAsk ask = tagging_engine_none(cx, set);
    tagging_engine_add_moving(set, &ask);
    const Code code = tagging_engine_run(cx, set, customer, &ask);
    tagging_rules_release(cx, set);
    return code;
}

static Code fire_due(Ctx *cx, const Timer *timer)
{
    int64_t id = 0;
    if (!str_to_i64(timer->key, &id)) return OK;
    TRY(tagging_sql_drop_due(cx, id));
    return ask_moving(cx, (CustomerId){ id });
}

const TimerKind tagging_due_timer = { "tagging.due", fire_due };

static Code expire(Ctx *cx, CustomerId root, int64_t tag_id)
{
    Rows          held  = { 0 };
    const int64_t ids[] = { tag_id };
    TRY(tagging_sql_held(cx, root.v, &held));
    for (size_t i = 0; i < held.count; i++) {
        const TagHolding *one = ROWS_AT(TagHolding, held, i);
        if (one->tag_id != tag_id || !one->expires_at_ms || one->expires_at_ms > cx->now_ms)
            continue;
        TRY(tagging_sql_end(cx, root.v, tag_id, S("expired"), 0));
        const Code code =
            customer_tag(cx, root, (RelationId){ 0 }, (Ids){ 0 }, (Ids){ ids, 1 }, S("expired"));
        if (code == ERR_INVALID)
            forgive(cx); /* the tag itself is gone */
        else
            TRY(code);
    }
    return OK;
}

static Code fire_expiry(Ctx *cx, const Timer *timer)
{
    const Json *json  = NULL;
    Customer    known = { 0 };
    TRY(parse(cx, timer->payload, &json));
    CustomerId root = { json_i64(json, S("customer_id"), 0) };
    TRY(customer_merge_resolve(cx, &root));
    if (customer_get(cx, root, &known) != OK) {
        forgive(cx); /* gone */
        return OK;
    }
    return expire(cx, root, json_i64(json, S("tag_id"), 0));
}

const TimerKind tagging_expiry_timer = { "tagging.expiry", fire_expiry };

/* ---- a rule for everybody
 * --------------------------------------------------------------------------------- */

static Code apply_some(Ctx *cx, const TagRuleSet *set, int64_t tag_id, Ids ids)
{
    for (size_t i = 0; i < ids.count; i++) {
        const ArenaMark mark = arena_mark(cx->arena);
        TagAsk          ask  = tagging_engine_none(cx, set);
        tagging_engine_add_tag(set, &ask, tag_id);
        TRY(tagging_engine_run(cx, set, (CustomerId){ ids.at[i] }, &ask));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

static Code step_with(Ctx *cx, const TagRuleSet *set, Job *job, bool *more)
{
    const Json *args = NULL, *place = NULL;
    Ids         ids = { 0 };
    TRY(parse(cx, job->args, &args));
    TRY(parse(cx, job->checkpoint, &place));
    if (!job->total) TRY(tagging_sql_customer_count(cx, &job->total));
    TRY(tagging_sql_customers(cx, json_i64(place, S("after"), 0), STEP_CUSTOMERS, &ids));
    TRY(apply_some(cx, set, json_i64(args, S("tag_id"), 0), ids));
    job->done += (int64_t)ids.count;
    if (ids.count)
        job->checkpoint =
            str_fmt(cx->arena, "{\"after\":\"%lld\"}", (long long)ids.at[ids.count - 1]);
    *more = ids.count == STEP_CUSTOMERS;
    return job_save(cx, job);
}

static Code step(Ctx *cx, Job *job, bool *more)
{
    TagRuleSet *set = NULL;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(tagging_rules_hold(cx, &set));
    const Code code = step_with(cx, set, job, more);
    tagging_rules_release(cx, set);
    TRY(code);
    return cx_commit(cx, &txn);
}

const JobKind tagging_apply_job = { "tagging.apply", step };
