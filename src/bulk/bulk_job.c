/* bulk_job.c -- walking over a selection in small transactions that give way. */
#include "bulk/bulk_job.h"

#include "bulk/selection.h"
#include "sys/clock.h"

enum {
    HOLD_US      = 60000, /* a transaction ends after so long                        */
    STEP_IDS     = 4000,  /* ids of a step: the runner looks between steps           */
    WALK_TEXT    = 512,
    JOB_JSON_MAX = 256 * 1024,
};

static const JsonLimits job_limits = { .bytes = JOB_JSON_MAX, .nodes = 20000, .depth = 8 };

Code bulk_job_json(Ctx *cx, Str text, const Json **out)
{
    JsonError error = { 0 };
    if (json_parse(cx->arena, text.len ? text : S("{}"), job_limits, out, &error) == OK) return OK;
    return fail(cx, ERR_INTERNAL, "job.bad_checkpoint", "%s", error.reason);
}

Code bulk_job_walk(Ctx *cx, const Job *job, BulkWalk *out)
{
    const Json *json = NULL;
    TRY(bulk_job_json(cx, job->checkpoint, &json));
    *out = (BulkWalk){ .at      = json_i64(json, S("at"), 0),
                       .changed = json_i64(json, S("changed"), 0),
                       .kept    = json_i64(json, S("kept"), 0),
                       .refused = json_i64(json, S("refused"), 0),
                       .gone    = json_i64(json, S("gone"), 0),
                       .stayed  = json_i64(json, S("stayed"), 0) };
    return OK;
}

void bulk_job_put_walk(JsonOut *json, const BulkWalk *walk)
{
    json_pair_i64(json, S("changed"), walk->changed);
    json_pair_i64(json, S("kept"), walk->kept);
    json_pair_i64(json, S("refused"), walk->refused);
    json_pair_i64(json, S("gone"), walk->gone);
    json_pair_i64(json, S("stayed"), walk->stayed);
}

static Code save(Ctx *cx, Job *job, const BulkWalk *walk)
{
    JsonOut json = json_out(cx->arena, WALK_TEXT);
    json_open_object(&json);
    json_pair_i64(&json, S("at"), walk->at);
    bulk_job_put_walk(&json, walk);
    json_close_object(&json);
    TRY(json_out_done(&json, &job->checkpoint));
    job->result = job->checkpoint;
    job->done   = walk->at;
    job->failed = walk->refused + walk->stayed;
    return job_save(cx, job);
}

bool bulk_job_is_long(Ctx *cx, int64_t began_us)
{
    return clock_mono_us() - began_us > HOLD_US || db_is_wanted(cx->link);
}

/* One transaction: some of the ids, from walk->at on. */
static Code walk_some(Ctx *cx, const BulkWork *work, const Ids *ids, size_t *taken, BulkWalk *walk)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    customer_people_busy(cx);
    const int64_t began_us = clock_mono_us();
    do {
        const size_t    left = ids->count - *taken;
        const Ids       few  = { ids->at + *taken, left < work->few ? left : work->few };
        const ArenaMark mark = arena_mark(cx->arena);
        TRY(work->work(cx, work->with, few, walk));
        arena_rewind(cx->arena, mark);
        *taken += few.count;
        walk->at += (int64_t)few.count;
    } while (*taken < ids->count && !bulk_job_is_long(cx, began_us));
    TRY(save(cx, work->job, walk));
    return cx_commit(cx, &txn);
}

Code bulk_job_walk_on(Ctx *cx, const BulkWork *work, bool *more)
{
    BulkWalk walk  = { 0 };
    Ids      ids   = { 0 };
    size_t   taken = 0;
    TRY(bulk_job_walk(cx, work->job, &walk));
    TRY(selection_read(cx, work->key, walk.at, STEP_IDS, &ids));
    while (taken < ids.count) TRY(walk_some(cx, work, &ids, &taken, &walk));
    *more = ids.count == STEP_IDS;
    if (!*more) customer_people_settle(cx);
    return OK;
}

Ids bulk_job_ids(Ctx *cx, const Json *args, Str name)
{
    const JsonItems items = json_items(args, name);
    int64_t        *ids   = arena_make(cx->arena, int64_t, items.count);
    for (size_t i = 0; i < items.count; i++)
        if (!str_to_i64(items.at[i].as.str, &ids[i])) ids[i] = 0;
    return (Ids){ ids, items.count };
}

Str bulk_job_source(Ctx *cx, int64_t job_id)
{
    return str_fmt(cx->arena, "job:%lld", (long long)job_id);
}

Code bulk_job_keep_files(Ctx *cx, int64_t job_id, int64_t selection)
{
    const Str key = str_fmt(cx->arena, "job:%lld", (long long)job_id);
    return timer_set(cx, S("bulk.files"), key, cx->now_ms + BULK_KEPT_MS,
                     str_fmt(cx->arena, "{\"selection\":\"%lld\"}", (long long)selection));
}
