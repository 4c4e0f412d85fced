/* job.c -- queueing, saving and steering jobs.  They run in job_runner.c. */
#include "log/job.h"

#include "log/job_end.h"
#include "log/job_sql.h"

#include "wire/json.h"

enum { JOB_TEXT_MAX = 200, JOB_JSON_MAX = 256 * 1024, DETAIL_MAX = 2000, EVENT_MAX = 4096 };

static Code emit_changed(Ctx *cx, const Job *job)
{
    JsonOut out = json_out(cx->arena, EVENT_MAX);
    Str     payload;
    json_open_object(&out);
    json_pair_id(&out, S("job_id"), job->id);
    json_pair_str(&out, S("kind"), job->kind);
    json_pair_str(&out, S("state"), word_of(&job_state_words, (int)job->state));
    json_pair_i64(&out, S("done"), job->done);
    json_pair_i64(&out, S("total"), job->total);
    json_pair_i64(&out, S("failed"), job->failed);
    if (job->reason.len > 0) json_pair_str(&out, S("reason"), job->reason);
    json_close_object(&out);
    TRY(json_out_done(&out, &payload) == OK ? OK : fail(cx, ERR_INTERNAL, "internal", "job event"));
    db_signal(cx->link, TOPIC_JOB);
    return event_emit(cx, EV_JOB_CHANGED,
                      (EventDraft){ .object  = str_fmt(cx->arena, "job:%lld", (long long)job->id),
                                    .payload = payload });
}

Code job_start(Ctx *cx, JobDraft draft, Job *out)
{
    ASSERT(cx->tenant_id > 0 && draft.kind.len > 0);
    REQUIRE(cx, draft.kind.len <= JOB_TEXT_MAX && draft.title.len <= 4 * JOB_TEXT_MAX, ERR_INVALID,
            "job.text_too_long");
    REQUIRE(cx, draft.args.len <= JOB_JSON_MAX, ERR_LIMIT, "job.args_too_large");
    const Job job = { .id            = cx_new_id(cx),
                      .tenant_id     = cx->tenant_id,
                      .kind          = draft.kind,
                      .title         = draft.title,
                      .state         = JOB_QUEUED,
                      .total         = draft.total,
                      .unit          = draft.unit,
                      .args          = draft.args,
                      .created_by    = cx->user_id,
                      .created_at_ms = cx->now_ms };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_insert(cx, &job_table, &job));
    TRY(emit_changed(cx, &job));
    TRY(cx_commit(cx, &txn));
    if (out != NULL) *out = job;
    return OK;
}

/* Why a save or an end met no row. */
static Code fail_lost(Ctx *cx, const Job *job)
{
    Job now;
    TRY(job_get(cx, job->id, &now));
    REQUIRE(cx, !(now.claims == job->claims && now.cancel_wanted), ERR_CONFLICT, "job.cancelled");
    return fail(cx, ERR_CONFLICT, "job.lost", "job %lld", (long long)job->id);
}

Code job_save(Ctx *cx, const Job *job)
{
    ASSERT(job->tenant_id == cx->tenant_id);
    ASSERT(job->done >= 0 && job->failed >= 0);
    REQUIRE(cx, job->checkpoint.len <= JOB_JSON_MAX && job->result.len <= JOB_JSON_MAX, ERR_LIMIT,
            "job.checkpoint_too_large");
    int64_t changed = 0;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(cx, &job_sql_save, &changed,
               ARGS(V(cx->tenant_id), V(job->id), V((int64_t)job->claims), V(job->done),
                    V(job->total), V(job->failed), V(job->checkpoint), V(job->result))));
    if (changed == 0) return fail_lost(cx, job);
    db_signal(cx->link, TOPIC_JOB);
    return cx_commit(cx, &txn);
}

Code job_end(Ctx *cx, const Job *job, JobState state, const char *reason, Str detail)
{
    ASSERT(state == JOB_DONE || state == JOB_FAILED || state == JOB_CANCELLED);
    Job ended         = *job;
    ended.state       = state;
    ended.reason      = str_of(reason);
    ended.ended_at_ms = cx->now_ms;
    int64_t changed   = 0;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(cx, &job_sql_end, &changed,
               ARGS(V(cx->tenant_id), V(job->id), V((int64_t)job->claims),
                    V(word_of(&job_state_words, (int)state)), V(ended.reason),
                    V(str_prefix_bytes(detail, DETAIL_MAX)), V(cx->now_ms), V(job->done),
                    V(job->total), V(job->failed), V(job->result))));
    if (changed == 0) return fail(cx, ERR_CONFLICT, "job.lost", "job %lld", (long long)job->id);
    TRY(emit_changed(cx, &ended));
    return cx_commit(cx, &txn);
}

Code job_claim(Ctx *cx, const JobDue *due, Str owner, int64_t until_ms, Job *out, bool *is_mine)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_find(cx, &job_sql_claim, out, is_mine,
                ARGS(V(cx->tenant_id), V(due->id), V((int64_t)due->claims), V(owner), V(until_ms),
                     V(cx->now_ms))));
    if (*is_mine && out->claims == 1) TRY(emit_changed(cx, out));
    return cx_commit(cx, &txn);
}

/* ---- for people ------------------------------------------------------ */

Code job_get(Ctx *cx, int64_t id, Job *out)
{
    TRY(cx_one(cx, &job_sql_get, out, ARGS(V(cx->tenant_id), V(id), V(cx->scope_id))));
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code job_list(Ctx *cx, bool active_only, Str cursor, int64_t limit, Rows *items, Str *next_cursor)
{
    int64_t before = 0;
    TRY(page_keys(cx, cursor, INT64_MAX, &before, 1));
    limit     = page_limit(limit);
    Rows rows = { 0 };
    TRY(cx_list(cx, active_only ? &job_sql_list_active : &job_sql_list, &rows,
                ARGS(V(cx->tenant_id), V(before), V(limit + 1), V(cx->scope_id))));
    Str next = { 0 };
    if ((int64_t)rows.count > limit) {
        rows.count = (size_t)limit;
        next       = page_cursor(cx->arena, &ROWS_AT(Job, rows, rows.count - 1)->id, 1);
    }
    *items       = rows;
    *next_cursor = next;
    return OK;
}

Code job_cancel(Ctx *cx, int64_t id)
{
    Job job;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_one(cx, &job_sql_lock, &job, ARGS(V(cx->tenant_id), V(id), V(cx->scope_id))));
    REQUIRE(cx, job.state == JOB_QUEUED || job.state == JOB_RUNNING, ERR_CONFLICT, "job.ended");
    if (job.state == JOB_QUEUED) {
        TRY(job_end(cx, &job, JOB_CANCELLED, NULL, (Str){ 0 }));
    } else {
        TRY(cx_run(cx, &job_sql_cancel, NULL, ARGS(V(cx->tenant_id), V(id))));
        db_signal(cx->link, TOPIC_JOB);
    }
    return cx_commit(cx, &txn);
}

Code job_resume(Ctx *cx, int64_t id)
{
    Job     job;
    int64_t changed = 0;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_one(cx, &job_sql_lock, &job, ARGS(V(cx->tenant_id), V(id), V(cx->scope_id))));
    TRY(cx_run(cx, &job_sql_resume, &changed, ARGS(V(cx->tenant_id), V(id))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "job.not_resumable");
    job.state  = JOB_QUEUED;
    job.reason = (Str){ 0 };
    TRY(emit_changed(cx, &job));
    return cx_commit(cx, &txn);
}

Code job_make_final(Ctx *cx, int64_t id, Job *was)
{
    const int64_t all   = 0; /* who may take back what it did has been asked */
    bool          found = false;
    ASSERT(cx->link != NULL);
    *was = (Job){ 0 };
    TRY(cx_find(cx, &job_sql_lock, was, &found, ARGS(V(cx->tenant_id), V(id), V(all))));
    if (!found || was->is_final) return OK;
    REQUIRE(cx, was->state != JOB_QUEUED && was->state != JOB_RUNNING, ERR_CONFLICT,
            "job.not_ended");
    TRY(cx_run(cx, &job_sql_make_final, NULL, ARGS(V(cx->tenant_id), V(id))));
    return emit_changed(cx, was);
}
