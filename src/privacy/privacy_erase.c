/* privacy_erase.c -- the job that deletes a person.
 *
 *   person   in one transaction: his identities and the like are remembered sealed, his rows go, he
 *            is gone from every list and door
 *   wait     until what was on its way when he went has arrived, or the consumers would write of
 *            him behind the search
 *   events   the whole log, page by page
 *   tables   every other text, table by table
 *   end      his rows once more, and what was sought is forgotten
 *
 * Each step is one transaction with the checkpoint; every step may be repeated. */
#include "privacy/privacy_sql.h"
#include "privacy/privacy_sweep.h"

#include "content/content.h"
#include "wire/json.h"

#define SEALED_AS S("privacy.erasure")

enum { EVENTS_A_STEP = 1000, ROWS_A_STEP = 500, SOUGHT_MAX = 4 << 20 };

typedef enum Phase { PHASE_PERSON = 1, PHASE_WAIT, PHASE_EVENTS, PHASE_TABLES, PHASE_END } Phase;
static const char *const phase_word[] = {
    [PHASE_PERSON] = "person", [PHASE_WAIT] = "wait", [PHASE_EVENTS] = "events",
    [PHASE_TABLES] = "tables", [PHASE_END] = "end",
};
static const Words phase_words = { phase_word, COUNT(phase_word) };

/* Where the job stands. */
typedef struct Stand {
    Phase   phase;
    int64_t table; /* of privacy_sweeps */
    int64_t after;
} Stand;

typedef struct Step {
    Ctx    *cx;
    Job    *job;
    Stand   stand;
    Erasure erasure;
} Step;

static Code parse(Ctx *cx, Str text, const Json **out)
{
    const JsonLimits limits = { .bytes = SOUGHT_MAX, .nodes = 100000, .depth = 8 };
    JsonError        error  = { 0 };
    if (json_parse(cx->arena, text.len ? text : S("{}"), limits, out, &error) != OK)
        return fail(cx, ERR_INTERNAL, "job.bad_args", "%s", error.reason);
    return OK;
}

static Code open_step(Step *step)
{
    const Json *args = NULL, *stand = NULL;
    TRY(parse(step->cx, step->job->args, &args));
    TRY(parse(step->cx, step->job->checkpoint, &stand));
    const int phase = value_of(&phase_words, json_str(stand, S("phase")));
    step->stand     = (Stand){ .phase = phase ? (Phase)phase : PHASE_PERSON,
                               .table = json_i64(stand, S("table"), 0),
                               .after = json_i64(stand, S("after"), 0) };
    return privacy_sql_get(step->cx, json_i64(args, S("erasure_id"), 0), &step->erasure);
}

static Code save(Step *step, Stand next)
{
    step->stand = next;
    step->job->checkpoint =
        str_fmt(step->cx->arena, "{\"phase\":\"%s\",\"table\":%lld,\"after\":%lld}",
                phase_word[next.phase], (long long)next.table, (long long)next.after);
    TRY(privacy_sql_update(step->cx, &step->erasure));
    return job_save(step->cx, step->job);
}

/* ---- what is sought
 * ------------------------------------------------------------------------------ */

static void put_needle(JsonOut *out, Str text, bool is_id, bool is_shared)
{
    json_open_object(out);
    json_pair_str(out, S("text"), text);
    json_pair_bool(out, S("is_id"), is_id);
    json_pair_bool(out, S("is_shared"), is_shared);
    json_close_object(out);
}

static Code put_identities(Ctx *cx, CustomerId customer, JsonOut *out)
{
    Rows known = { 0 };
    TRY(customer_identity_values(cx, customer, &known));
    for (size_t i = 0; i < known.count; i++) {
        const IdentityValue *row = ROWS_AT(IdentityValue, known, i);
        /* What another holds, and he only claims, is the other's; an unreadable one is empty. */
        if (row->is_holder && row->value.len > 0)
            put_needle(out, row->value, false, row->is_shared);
    }
    return OK;
}

static Code remember(Step *step, CustomerId customer)
{
    Ctx    *cx   = step->cx;
    JsonOut out  = json_out(cx->arena, SOUGHT_MAX);
    Str     text = { 0 };
    Ids     him = { 0 }, files = { 0 };
    TRY(privacy_sql_him(cx, customer, &him));
    TRY(privacy_sql_note_files(cx, customer, &files));
    json_open_object(&out);
    json_key(&out, S("him"));
    json_open_array(&out);
    for (size_t i = 0; i < him.count; i++) json_put_id(&out, him.at[i]);
    json_close_array(&out);
    json_key(&out, S("needles"));
    json_open_array(&out);
    for (size_t i = 0; i < him.count; i++)
        put_needle(&out, str_fmt(cx->arena, "%lld", (long long)him.at[i]), true, false);
    TRY(put_identities(cx, customer, &out));
    json_close_array(&out);
    json_key(&out, S("files"));
    json_open_array(&out);
    for (size_t i = 0; i < files.count; i++) json_put_id(&out, files.at[i]);
    json_close_array(&out);
    json_close_object(&out);
    TRY(json_out_done(&out, &text));
    step->erasure.sealed = secret_seal(cx, SEALED_AS, text);
    return OK;
}

typedef struct Sought {
    Ids      him, files;
    Needles *needles;
    Needle  *at;
    size_t   count;
} Sought;

static Code read_ids(Ctx *cx, const JsonItems *items, Ids *out)
{
    int64_t *ids = arena_make(cx->arena, int64_t, items->count);
    for (size_t i = 0; i < items->count; i++)
        REQUIRE(cx, str_to_i64(items->at[i].as.str, &ids[i]), ERR_INTERNAL, "job.bad_args");
    *out = (Ids){ ids, items->count };
    return OK;
}

static Code recall(Step *step, Sought *out)
{
    Ctx        *cx    = step->cx;
    const Json *json  = NULL;
    Str         plain = { 0 };
    TRY(secret_open(cx, SEALED_AS, step->erasure.sealed, &plain));
    TRY(parse(cx, plain, &json));
    const JsonItems ids     = json_items(json, S("him"));
    const JsonItems files   = json_items(json, S("files"));
    const JsonItems needles = json_items(json, S("needles"));
    out->at                 = arena_make(cx->arena, Needle, needles.count);
    out->count              = needles.count;
    TRY(read_ids(cx, &ids, &out->him));
    TRY(read_ids(cx, &files, &out->files));
    for (size_t i = 0; i < needles.count; i++)
        out->at[i] = (Needle){ .text      = json_str(&needles.at[i], S("text")),
                               .is_id     = json_bool(&needles.at[i], S("is_id"), false),
                               .is_shared = json_bool(&needles.at[i], S("is_shared"), false) };
    out->needles = privacy_needles_new(cx->arena, out->at, out->count);
    return OK;
}

/* ---- the phases
 * ------------------------------------------------------------------------------------ */

static Code say(Step *step)
{
    Ctx      *cx = step->cx;
    const Str payload =
        str_fmt(cx->arena, "{\"customer_id\":\"%lld\",\"erasure_id\":\"%lld\",\"ground\":\"%.*s\"}",
                (long long)step->erasure.customer_id, (long long)step->erasure.id,
                FMT(word_of(&erasure_ground_words, (int)step->erasure.ground)));
    return event_emit(
        cx, EV_CUSTOMER_ERASED,
        (EventDraft){ .id        = str_fmt(cx->arena, "erasure:%lld", (long long)step->erasure.id),
                      .person_id = step->erasure.customer_id,
                      .object    = str_fmt(cx->arena, "erasure:%lld", (long long)step->erasure.id),
                      .payload   = payload });
}

/* The files of his notes that nothing else uses; after the rows that used them. */
static Code drop_files(Ctx *cx, Ids files)
{
    for (size_t i = 0; i < files.count; i++) {
        const Code code = content_media_delete(cx, (MediaId){ files.at[i] });
        if (code == OK) continue;
        if (code != ERR_NOT_FOUND && code != ERR_CONFLICT) return code;
        forgive(cx); /* gone, or used elsewhere */
    }
    return OK;
}

static Code erase_person(Step *step)
{
    Ctx       *cx       = step->cx;
    CustomerId customer = { step->erasure.customer_id };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_merge_resolve(cx, &customer));
    step->erasure.customer_id = customer.v;
    TRY(remember(step, customer));
    TRY(privacy_sql_erase_rows(cx, customer, &step->erasure.row_count));
    TRY(customer_erase(cx, customer));
    step->erasure.erased_at_ms = cx->now_ms;
    TRY(say(step));
    TRY(privacy_sweep_head(cx, &step->job->total));
    TRY(save(step, (Stand){ .phase = PHASE_WAIT }));
    return cx_commit(cx, &txn);
}

/* Nobody is still to hear anything from before he went. */
static Code is_heard(Step *step, bool *heard)
{
    Rows states = { 0 };
    *heard      = true;
    TRY(consumer_states(step->cx, &states));
    for (size_t i = 0; i < states.count; i++) {
        const int64_t oldest_ms = ROWS_AT(ConsumerState, states, i)->oldest_at_ms;
        if (oldest_ms && oldest_ms <= step->erasure.erased_at_ms) *heard = false;
    }
    return OK;
}

static Code wait(Step *step)
{
    bool   heard  = false;
    Sought sought = { 0 };
    TRY(recall(step, &sought));
    TRY(drop_files(step->cx, sought.files));
    TRY(is_heard(step, &heard));
    if (!heard) return fail(step->cx, ERR_UNAVAILABLE, "erasure.not_heard", "consumers are behind");
    TXN(txn);
    TRY(cx_begin(step->cx, &txn));
    TRY(save(step, (Stand){ .phase = PHASE_EVENTS }));
    return cx_commit(step->cx, &txn);
}

static Code sweep_events(Step *step)
{
    Ctx   *cx     = step->cx;
    Sought sought = { 0 };
    bool   more   = false;
    Stand  next   = step->stand;
    TXN(txn);
    TRY(recall(step, &sought));
    TRY(cx_begin(cx, &txn));
    TRY(privacy_sweep_events(cx, sought.needles, sought.him, EVENTS_A_STEP, &next.after,
                             &step->erasure.event_count, &more));
    step->job->done = next.after;
    if (!more) {
        next = (Stand){ .phase = PHASE_TABLES };
        TRY(event_emit(cx, EV_LOG_REWRITTEN,
                       (EventDraft){ .id = str_fmt(cx->arena, "rewritten:%lld",
                                                   (long long)step->erasure.id) }));
    }
    TRY(save(step, next));
    return cx_commit(cx, &txn);
}

static Code sweep_tables(Step *step)
{
    Ctx   *cx     = step->cx;
    Sought sought = { 0 };
    bool   more   = false;
    Stand  next   = step->stand;
    TXN(txn);
    TRY(recall(step, &sought));
    TRY(cx_begin(cx, &txn));
    TRY(privacy_sweep_page(cx, &privacy_sweeps[next.table], sought.needles, ROWS_A_STEP,
                           &next.after, &step->erasure.row_count, &more));
    if (!more) next = (Stand){ .phase = PHASE_TABLES, .table = next.table + 1 };
    if (next.table == (int64_t)privacy_sweep_count) next = (Stand){ .phase = PHASE_END };
    TRY(save(step, next));
    return cx_commit(cx, &txn);
}

static Code drop_answers(Step *step, const Sought *sought)
{
    for (size_t i = 0; i < sought->count; i++)
        if (sought->at[i].text.len >= NEEDLE_BYTES_MIN)
            TRY(privacy_sql_drop_answers(step->cx, sought->at[i].text, &step->erasure.row_count));
    return OK;
}

static Code finish(Step *step)
{
    Ctx    *cx     = step->cx;
    Sought  sought = { 0 };
    int64_t rows   = 0;
    TXN(txn);
    TRY(recall(step, &sought));
    TRY(cx_begin(cx, &txn));
    TRY(drop_answers(step, &sought));
    TRY(privacy_sql_erase_rows(cx, (CustomerId){ step->erasure.customer_id }, &rows));
    step->erasure.sealed     = (Str){ 0 };
    step->erasure.note       = (Str){ 0 };
    step->erasure.state      = ERASURE_DONE;
    step->erasure.done_at_ms = cx->now_ms;
    step->job->total         = step->job->done;
    TRY(save(step, (Stand){ .phase = PHASE_END }));
    return cx_commit(cx, &txn);
}

static Code run(Ctx *cx, Job *job, bool *more)
{
    Step step = { .cx = cx, .job = job };
    TRY(open_step(&step));
    *more = step.erasure.state == ERASURE_RUNNING;
    if (!*more) return OK;
    switch (step.stand.phase) {
    case PHASE_PERSON: return erase_person(&step);
    case PHASE_WAIT: return wait(&step);
    case PHASE_EVENTS: return sweep_events(&step);
    case PHASE_TABLES: return sweep_tables(&step);
    case PHASE_END: return finish(&step);
    }
    return OK;
}

const JobKind privacy_erase_job = { "privacy.erase", run };
