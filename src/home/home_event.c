/* home_event.c -- what home hears: jobs that have ended. */
#include "home/home.h"
#include "wire/json.h"

enum { WATCHED_MS = 10000, PARAMS_MAX = 8 * 1024 };

static Code params_of(Ctx *cx, const Job *job, Str *out)
{
    JsonOut json = json_out(cx->arena, PARAMS_MAX);
    json_open_object(&json);
    json_pair_str(&json, S("title"), job->title);
    json_pair_str(&json, S("kind"), job->kind);
    json_pair_str(&json, S("state"), word_of(&job_state_words, (int)job->state));
    if (job->reason.len > 0) json_pair_str(&json, S("reason"), job->reason);
    json_close_object(&json);
    return json_out_done(&json, out);
}

/* A job of a key, or of a user who is gone, has nobody to tell. */
static Code has_user(Ctx *cx, int64_t user_id, bool *out)
{
    User       user;
    const Code code = org_user_get(cx, (UserId){ user_id }, &user);
    *out            = code == OK;
    if (code != ERR_NOT_FOUND) return code;
    forgive(cx);
    return OK;
}

static Code tell(Ctx *cx, const Job *job)
{
    const bool is_over  = job->state == JOB_DONE || job->state == JOB_FAILED;
    const bool is_short = job->ended_at_ms - job->created_at_ms < WATCHED_MS;
    bool       exists   = false;
    Str        params   = { 0 };
    if (!is_over || job->created_by == 0 || (is_short && job->state == JOB_DONE)) return OK;
    TRY(has_user(cx, job->created_by, &exists));
    if (!exists) return OK;
    TRY(params_of(cx, job, &params));
    const NotificationDraft draft = {
        .kind     = S("job.ended"),
        .severity = job->state == JOB_FAILED ? S("error") : S("info"),
        .user_id  = job->created_by,
        .params   = params,
        .link     = S("/settings/jobs"),
        .key      = str_fmt(cx->arena, "job.ended:%lld:%lld", (long long)job->id,
                            (long long)job->ended_at_ms),
    };
    return org_notify(cx, &draft);
}

static Code hear(Ctx *cx, const Event *event)
{
    const Json *payload = NULL;
    JsonError   error   = { 0 };
    Job         job;
    if (json_parse(cx->arena, event->payload, JSON_LIMITS, &payload, &error) != OK) return OK;
    const Code code = job_get(cx, json_i64(payload, S("job_id"), 0), &job);
    if (code != ERR_NOT_FOUND) return code == OK ? tell(cx, &job) : code;
    forgive(cx);
    return OK;
}

static const char *const types[] = { "job.changed", NULL };
const Consumer home_consumer = { .name = "home", .types = types, .hear = hear, .gather_ms = 50 };
