/* privacy_unmake.c -- who of those an import made was touched since, and the others taken away. */
#include "privacy/privacy_unmake.h"

#include "privacy/privacy_needle.h"
#include "privacy/privacy_sweep_sql.h"
#include "privacy/privacy_unmake_sql.h"
#include "wire/json.h"

enum { EVENTS = 1000 }; /* read at a time */

/* ---- who was touched --------------------------------------------------------------------- */

static Ids untouched(Ctx *cx, const Rows *made)
{
    int64_t *ids   = arena_make(cx->arena, int64_t, made->count);
    size_t   count = 0;
    for (size_t i = 0; i < made->count; i++)
        if (!ROWS_AT(CustomerMade, *made, i)->why)
            ids[count++] = ROWS_AT(CustomerMade, *made, i)->customer_id;
    return (Ids){ ids, count };
}

static bool is_in(Ids ids, int64_t id)
{
    for (size_t i = 0; i < ids.count; i++)
        if (ids.at[i] == id) return true;
    return false;
}

static void mark(const Rows *made, Ids ids, MadeWhy why)
{
    for (size_t i = 0; i < made->count; i++) {
        CustomerMade *one = ROWS_AT(CustomerMade, *made, i);
        if (!one->why && is_in(ids, one->customer_id)) one->why = why;
    }
}

/* Whether an import of another run, a job or somebody by hand put a tag on or took one off; what
 * rules, the dictionary and codes did is the house's own thought. */
static bool is_by_another(Ctx *cx, const Event *event, Str own)
{
    const Json *said  = NULL;
    JsonError   error = { 0 };
    if (json_parse(cx->arena, event->payload, JSON_LIMITS, &said, &error) != OK) return true;
    const Str source = json_str(said, S("source"));
    if (str_equal(source, own)) return false;
    return str_equal(source, S("import")) || str_starts(source, S("import:")) ||
           str_starts(source, S("job:")) || str_equal(source, S("undo")) ||
           str_equal(source, S("console"));
}

/* What an event says of who it happened to; 0: no more than the import itself leads to. */
static MadeWhy why_of(Ctx *cx, const Event *event, Str own)
{
    static const EventType facts[]  = { EV_CUSTOMER_CREATED, EV_CUSTOMER_CHANGED,
                                        EV_ATTRIBUTE_DECIDED };
    const bool             by_house = str_starts(event->actor, S("system:"));
    if (str_equal(event->type, event_word(EV_CUSTOMER_TAGGED)))
        return by_house && !is_by_another(cx, event, own) ? 0 : MADE_TAGGED;
    if (str_equal(event->type, event_word(EV_SEGMENT_ENTERED)) ||
        str_equal(event->type, event_word(EV_SEGMENT_LEFT)))
        return 0;
    for (size_t i = 0; i < COUNT(facts); i++)
        if (str_equal(event->type, event_word(facts[i]))) return by_house ? 0 : MADE_CHANGED;
    return MADE_EVENT;
}

typedef Code EachEvent(Ctx *cx, const Event *event, void *with);

static Code each_event(Ctx *cx, Ids ids, EachEvent *visit, void *with)
{
    for (int64_t after = 0; ids.count;) {
        const ArenaMark mark   = arena_mark(cx->arena);
        Rows            events = { 0 };
        TRY(event_of_persons(cx, ids, after, EVENTS, &events));
        for (size_t i = 0; i < events.count; i++) {
            const Event *event = ROWS_AT(Event, events, i);
            after              = event->seq;
            TRY(visit(cx, event, with));
        }
        const bool more = events.count == EVENTS;
        arena_rewind(cx->arena, mark);
        if (!more) return OK;
    }
    return OK;
}

typedef struct Judging {
    const Rows *made;
    Str         own; /* the source of the tags it gave */
} Judging;

static Code judge(Ctx *cx, const Event *event, void *with)
{
    const Judging *judging = with;
    const MadeWhy  why     = why_of(cx, event, judging->own);
    if (why) mark(judging->made, (Ids){ &event->person_id, 1 }, why);
    return OK;
}

Code privacy_unmake_look(Ctx *cx, int64_t job_id, Ids ids, Rows *made)
{
    Ids           ordered = { 0 }, noted = { 0 }, told = { 0 };
    const Judging judging = { made, str_fmt(cx->arena, "import:%lld", (long long)job_id) };
    TRY(customer_made_look(cx, job_id, ids, made));
    TRY(privacy_unmake_sql_ordered(cx, untouched(cx, made), &ordered));
    mark(made, ordered, MADE_ORDER);
    TRY(privacy_unmake_sql_noted(cx, untouched(cx, made), &noted));
    mark(made, noted, MADE_NOTED);
    TRY(privacy_unmake_sql_told(cx, untouched(cx, made), &told));
    mark(made, told, MADE_CHANGED);
    return each_event(cx, untouched(cx, made), judge, (void *)&judging);
}

/* ---- taking away ---------------------------------------------------------------------------- */

/* What the log says of them keeps its figures and loses the names. */
static Code reduce_event(Ctx *cx, const Event *event, void *with)
{
    (void)with;
    const SweptEvent swept = { .seq       = event->seq,
                               .person_id = event->person_id,
                               .id        = event->id,
                               .actor     = event->actor,
                               .object    = event->object,
                               .payload   = privacy_needle_reduce(cx->arena, event->payload) };
    return privacy_sweep_sql_put_event(cx, &swept);
}

static Code say(Ctx *cx, int64_t job_id, Ids ids)
{
    EventDraft *drafts = arena_make(cx->arena, EventDraft, ids.count);
    for (size_t i = 0; i < ids.count; i++) {
        const long long id = (long long)ids.at[i], job = (long long)job_id;
        const Str       payload =
            str_fmt(cx->arena, "{\"customer_id\":\"%lld\",\"job_id\":\"%lld\"}", id, job);
        drafts[i] = (EventDraft){ .id        = str_fmt(cx->arena, "unmade:%lld:%lld", job, id),
                                  .type      = event_word(EV_CUSTOMER_ERASED),
                                  .person_id = ids.at[i],
                                  .object    = str_fmt(cx->arena, "job:%lld", job),
                                  .payload   = payload };
    }
    return ids.count ? event_append_all(cx, drafts, ids.count, NULL) : OK;
}

static Code keep_touched(Ctx *cx, const Rows *made, int64_t *stayed)
{
    for (size_t i = 0; i < made->count; i++) {
        const CustomerMade *one = ROWS_AT(CustomerMade, *made, i);
        if (!one->why) continue;
        TRY(customer_made_keep(cx, one));
        *stayed += one->why != MADE_GONE; /* who was deleted is not kept */
    }
    return OK;
}

Code privacy_unmake(Ctx *cx, int64_t job_id, Ids ids, bool sees_them, Unmade *out)
{
    Rows     made  = { 0 };
    int64_t *left  = arena_make(cx->arena, int64_t, ids.count);
    size_t   count = 0;
    ASSERT(cx->link != NULL);
    *out = (Unmade){ 0 };
    TRY(customer_made_hold(cx, ids));
    TRY(privacy_unmake_look(cx, job_id, ids, &made));
    if (!sees_them) mark(&made, untouched(cx, &made), MADE_OUT_OF_SIGHT);
    TRY(keep_touched(cx, &made, &out->stayed));
    const Ids going = untouched(cx, &made);
    if (going.count) {
        TRY(each_event(cx, going, reduce_event, NULL));
        TRY(privacy_unmake_sql_remove(cx, going));
        TRY(customer_made_remove(cx, job_id, going));
        TRY(say(cx, job_id, going));
    }
    for (size_t i = 0; i < ids.count; i++)
        if (!is_in(going, ids.at[i])) left[count++] = ids.at[i];
    out->gone = (int64_t)going.count;
    out->left = (Ids){ left, count };
    return OK;
}

Code privacy_unmake_end(Ctx *cx, Str id)
{
    return event_emit(cx, EV_LOG_REWRITTEN, (EventDraft){ .id = id });
}
