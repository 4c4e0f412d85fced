/* wecom_sync.c -- the sync job: departments, staff, tags, then the contacts
 * (wecom_sync_contacts.c).  Every step is written with its checkpoint in one transaction. */
#include "channel/wecom_sync.h"

#include "channel/channel_health.h"
#include "channel/channel_sql.h"
#include "channel/wecom_directory.h"
#include "channel/wecom_sync_contacts.h"
#include "channel/wecom_sync_groups.h"
#include "channel/wecom_tag.h"

static const char *const what_words[] = {
    [SYNC_ALL] = "all",   [SYNC_ORG] = "org",       [SYNC_CONTACTS] = "contacts",
    [SYNC_TAGS] = "tags", [SYNC_GROUPS] = "groups",
};
const Words wecom_sync_words = { what_words, COUNT(what_words) };

static const char *const phase_words_[] = {
    [PHASE_DEPARTMENTS] = "departments",
    [PHASE_STAFF]       = "staff",
    [PHASE_TAGS]        = "tags",
    [PHASE_CONTACTS]    = "contacts",
    [PHASE_TELL]        = "tell",
    [PHASE_GROUPS]      = "groups",
    [PHASE_END]         = "end",
};
static const Words phase_words = { phase_words_, COUNT(phase_words_) };

static const Field checkpoint_fields[] = {
    FIELD_ENUM(SyncCheckpoint, phase, phase_words),
    FIELD_ID(SyncCheckpoint, after_staff_id, .flags = 0),
    FIELD(SyncCheckpoint, users),
    FIELD(SyncCheckpoint, cursor),
    FIELD(SyncCheckpoint, began_ms),
    FIELD(SyncCheckpoint, ended_ms),
    FIELD(SyncCheckpoint, skipped),
};
static const Shape checkpoint_shape = SHAPE(SyncCheckpoint, checkpoint_fields);

/* ---- phases ---------------------------------------------------------------------- */

static bool wants(SyncWhat what, SyncPhase phase)
{
    switch (phase) {
    case PHASE_DEPARTMENTS:
    case PHASE_STAFF: return what == SYNC_ALL || what == SYNC_ORG;
    case PHASE_TAGS: return what == SYNC_ALL || what == SYNC_TAGS;
    case PHASE_CONTACTS:
    case PHASE_TELL: return what == SYNC_ALL || what == SYNC_CONTACTS;
    case PHASE_GROUPS: return what == SYNC_ALL || what == SYNC_GROUPS;
    case PHASE_END: break;
    }
    return true;
}

static void next_phase(SyncStep *step)
{
    do step->at.phase++;
    while (!wants(step->what, step->at.phase));
    step->at.after_staff_id = 0;
    step->at.users          = SYNC_USERS_MAX;
    step->at.cursor         = (Str){ 0 };
}

Code wecom_sync_save(SyncStep *step)
{
    step->job->checkpoint = shape_json(step->cx->arena, &checkpoint_shape, &step->at);
    return job_save(step->cx, step->job);
}

Code wecom_sync_refused(SyncStep *step, const PlatformAnswer *answer)
{
    Ctx       *cx   = step->cx;
    const bool last = answer->class == PLATFORM_NEVER || answer->tells;
    if (channel_health_note(cx, &step->connection, answer) != OK) forgive(cx);
    return fail(cx, last ? ERR_CONFLICT : ERR_UNAVAILABLE,
                answer->reason ? answer->reason : "wecom.bad_answer", "%lld %.*s",
                (long long)answer->errcode, FMT(answer->errmsg));
}

Code wecom_sync_finish_phase(SyncStep *step)
{
    next_phase(step);
    TXN(txn);
    TRY(cx_begin(step->cx, &txn));
    TRY(wecom_sync_save(step));
    return cx_commit(step->cx, &txn);
}

static Code do_departments(SyncStep *step)
{
    PlatformAnswer answer = { .class = PLATFORM_OK };
    TRY(wecom_directory_sync_departments(step->cx, &step->connection, &answer));
    if (answer.class != PLATFORM_OK) return wecom_sync_refused(step, &answer);
    return wecom_sync_finish_phase(step);
}

static Code do_staff(SyncStep *step)
{
    PlatformAnswer answer = { .class = PLATFORM_OK };
    int64_t        count  = 0;
    TRY(wecom_directory_sync_staff(step->cx, &step->connection, &answer, &count));
    if (answer.class != PLATFORM_OK) return wecom_sync_refused(step, &answer);
    return wecom_sync_finish_phase(step);
}

static Code do_tags(SyncStep *step)
{
    PlatformAnswer answer = { .class = PLATFORM_OK };
    const Str      key    = str_fmt(step->cx->arena, "sync:%lld", (long long)step->job->id);
    TRY(wecom_tag_sync(step->cx, &step->connection, key, &answer));
    if (answer.class != PLATFORM_OK) return wecom_sync_refused(step, &answer);
    return wecom_sync_finish_phase(step);
}

static Code do_end(SyncStep *step)
{
    Ctx          *cx    = step->cx;
    const int64_t count = wants(step->what, PHASE_CONTACTS) ? step->job->done : -1;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(cx, &channel_sql_connection_synced, NULL,
               ARGS(V(cx->tenant_id), V(step->connection.id), V(cx->now_ms), V(count))));
    if (step->job->total < step->job->done) step->job->total = step->job->done;
    TRY(wecom_sync_save(step));
    const Str object = str_fmt(cx->arena, "connection:%lld", (long long)step->connection.id);
    TRY(event_emit(cx, EV_CONNECTION_CHANGED, (EventDraft){ .object = object }));
    return cx_commit(cx, &txn);
}

/* ---- the job --------------------------------------------------------------------------- */

static Code read_json(Ctx *cx, Str text, const Json **json)
{
    JsonError error = { 0 };
    if (text.len == 0) text = S("{}");
    if (json_parse(cx->arena, text, JSON_LIMITS, json, &error) != OK)
        return fail(cx, ERR_INTERNAL, "job.bad_checkpoint", "%s", error.reason);
    return OK;
}

static Code open_step(SyncStep *step)
{
    Ctx        *cx   = step->cx;
    const Json *args = NULL, *saved = NULL;
    ShapeError  error = { 0 };
    TRY(read_json(cx, step->job->args, &args));
    TRY(read_json(cx, step->job->checkpoint, &saved));
    if (shape_from_json(cx->arena, &checkpoint_shape, saved, &step->at, NULL, &error) != OK)
        step->at = (SyncCheckpoint){ 0 };
    const int what = value_of(&wecom_sync_words, json_str(args, S("what")));
    step->what     = what ? (SyncWhat)what : SYNC_ALL;
    if (step->at.phase == 0) next_phase(step);
    if (step->at.users < 1) step->at.users = SYNC_USERS_MAX;
    return channel_connection_get(cx, (ConnectionId){ json_i64(args, S("connection_id"), 0) },
                                  &step->connection);
}

static Code run_step(Ctx *cx, Job *job, bool *more)
{
    SyncStep step = { .cx = cx, .job = job };
    TRY(open_step(&step));
    *more = true;
    switch (step.at.phase) {
    case PHASE_DEPARTMENTS: return do_departments(&step);
    case PHASE_STAFF: return do_staff(&step);
    case PHASE_TAGS: return do_tags(&step);
    case PHASE_CONTACTS: return wecom_sync_contacts_read(&step);
    case PHASE_TELL: return wecom_sync_contacts_tell(&step);
    case PHASE_GROUPS: return wecom_sync_groups(&step);
    case PHASE_END: break;
    }
    *more = false;
    return do_end(&step);
}

const JobKind wecom_sync_job = { .word = "wecom.sync", .step = run_step };

static Code check_not_running(Ctx *cx, ConnectionId id)
{
    Rows      jobs = { 0 };
    Str       next = { 0 };
    const Str mine = str_fmt(cx->arena, "\"%lld\"", (long long)id.v);
    TRY(job_list(cx, true, (Str){ 0 }, PAGE_LIMIT_MAX, &jobs, &next));
    for (size_t i = 0; i < jobs.count; i++) {
        const Job *job = ROWS_AT(Job, jobs, i);
        REQUIRE(cx,
                !str_equal(job->kind, str_of(wecom_sync_job.word)) || str_find(job->args, mine) < 0,
                ERR_CONFLICT, "connection.sync_running");
    }
    return OK;
}

Code wecom_sync_start(Ctx *cx, ConnectionId id, SyncWhat what, Job *out)
{
    Connection connection;
    TRY(channel_connection_get(cx, id, &connection));
    TRY(check_not_running(cx, id));
    const Str word  = word_of(&wecom_sync_words, (int)what);
    const Str title = str_fmt(cx->arena, "同步企业微信：%.*s", FMT(connection.name));
    return job_start(
        cx,
        (JobDraft){ .kind  = str_of(wecom_sync_job.word),
                    .title = title,
                    .unit  = S("contact"),
                    .args  = str_fmt(cx->arena, "{\"connection_id\":\"%lld\",\"what\":\"%.*s\"}",
                                     (long long)id.v, FMT(word)) },
        out);
}
