/* wecom_sync.c -- the sync job: departments, staff, tags, then the contacts page by page.
 * Every page is written in one transaction with the checkpoint; its events have ids of their
 * own, so a page written twice changes nothing. */
#include "channel/wecom_sync.h"

#include "channel/channel_health.h"
#include "channel/channel_sql.h"
#include "channel/wecom_contact.h"
#include "channel/wecom_directory.h"
#include "channel/wecom_tag.h"

enum {
    PAGE_SIZE     = 100, /* the platform's most                             */
    USERS_MAX     = 100,
    PAGES_A_STEP  = 4, /* asked one after the other, written together     */
    EVENT_MAX     = 64 * 1024,
    EVENT_ID_MAX_ = 100,
};

static const char *const what_words[] = {
    [SYNC_ALL]      = "all",
    [SYNC_ORG]      = "org",
    [SYNC_CONTACTS] = "contacts",
    [SYNC_TAGS]     = "tags",
};
const Words wecom_sync_words = { what_words, COUNT(what_words) };

typedef enum Phase {
    PHASE_DEPARTMENTS = 1,
    PHASE_STAFF,
    PHASE_TAGS,
    PHASE_CONTACTS,
    PHASE_TELL, /* that all contacts of a member were seen */
    PHASE_END
} Phase;
static const char *const phase_words_[] = {
    [PHASE_DEPARTMENTS] = "departments", [PHASE_STAFF] = "staff", [PHASE_TAGS] = "tags",
    [PHASE_CONTACTS] = "contacts",       [PHASE_TELL] = "tell",   [PHASE_END] = "end",
};
static const Words phase_words = { phase_words_, COUNT(phase_words_) };

/* Where the job is.  Members are asked in order of their ids, `users` at a time. */
typedef struct Checkpoint {
    Phase   phase;
    int64_t after_staff_id;
    int64_t users;
    Str     cursor;             /* of the members after after_staff_id */
    int64_t began_ms, ended_ms; /* of the contacts                */
    Strs    skipped;            /* members the platform would not speak of */
} Checkpoint;

static const Field checkpoint_fields[] = {
    FIELD_ENUM(Checkpoint, phase, phase_words),
    FIELD_ID(Checkpoint, after_staff_id, .flags = 0),
    FIELD(Checkpoint, users),
    FIELD(Checkpoint, cursor),
    FIELD(Checkpoint, began_ms),
    FIELD(Checkpoint, ended_ms),
    FIELD(Checkpoint, skipped),
};
static const Shape checkpoint_shape = SHAPE(Checkpoint, checkpoint_fields);

/* One step of the job. */
typedef struct Step {
    Ctx       *cx;
    Job       *job;
    Connection connection;
    SyncWhat   what;
    Checkpoint at;
} Step;

/* ---- phases ---------------------------------------------------------------------- */

static bool wants(SyncWhat what, Phase phase)
{
    switch (phase) {
    case PHASE_DEPARTMENTS:
    case PHASE_STAFF: return what == SYNC_ALL || what == SYNC_ORG;
    case PHASE_TAGS: return what == SYNC_ALL || what == SYNC_TAGS;
    case PHASE_CONTACTS:
    case PHASE_TELL: return what == SYNC_ALL || what == SYNC_CONTACTS;
    case PHASE_END: break;
    }
    return true;
}

static void next_phase(Step *step)
{
    do step->at.phase++;
    while (!wants(step->what, step->at.phase));
    step->at.after_staff_id = 0;
    step->at.users          = USERS_MAX;
    step->at.cursor         = (Str){ 0 };
}

static Code save(Step *step)
{
    step->job->checkpoint = shape_json(step->cx->arena, &checkpoint_shape, &step->at);
    return job_save(step->cx, step->job);
}

/* An answer that is none of what was asked, as the end or the pause of the job. */
static Code refused(Step *step, const WecomAnswer *answer)
{
    Ctx       *cx   = step->cx;
    const bool last = answer->class == WECOM_NEVER || answer->tells;
    if (channel_health_note(cx, &step->connection, answer) != OK) forgive(cx);
    return fail(cx, last ? ERR_CONFLICT : ERR_UNAVAILABLE,
                answer->reason ? answer->reason : "wecom.bad_answer", "%lld %.*s",
                (long long)answer->errcode, FMT(answer->errmsg));
}

static Code finish_phase(Step *step)
{
    next_phase(step);
    TXN(txn);
    TRY(cx_begin(step->cx, &txn));
    TRY(save(step));
    return cx_commit(step->cx, &txn);
}

static Code do_departments(Step *step)
{
    WecomAnswer answer = { .class = WECOM_OK };
    TRY(wecom_directory_sync_departments(step->cx, &step->connection, &answer));
    if (answer.class != WECOM_OK) return refused(step, &answer);
    return finish_phase(step);
}

static Code do_staff(Step *step)
{
    WecomAnswer answer = { .class = WECOM_OK };
    int64_t     count  = 0;
    TRY(wecom_directory_sync_staff(step->cx, &step->connection, &answer, &count));
    if (answer.class != WECOM_OK) return refused(step, &answer);
    return finish_phase(step);
}

static Code do_tags(Step *step)
{
    WecomAnswer answer = { .class = WECOM_OK };
    const Str   key    = str_fmt(step->cx->arena, "sync:%lld", (long long)step->job->id);
    TRY(wecom_tag_sync(step->cx, &step->connection, key, &answer));
    if (answer.class != WECOM_OK) return refused(step, &answer);
    return finish_phase(step);
}

/* ---- contacts ----------------------------------------------------------------------- */

/* The members of the present batch, from the list ordered by id. */
static Code find_batch(Step *step, Rows *batch)
{
    return org_staff_list_contacts(step->cx, step->connection.id, step->at.after_staff_id,
                                   step->at.users, batch);
}

static Str page_body(Ctx *cx, Rows batch, Str cursor)
{
    JsonOut out  = json_out(cx->arena, 32 * 1024);
    Str     body = { 0 };
    json_open_object(&out);
    json_key(&out, S("userid_list"));
    json_open_array(&out);
    for (size_t i = 0; i < batch.count; i++) json_put_str(&out, ROWS_AT(Staff, batch, i)->userid);
    json_close_array(&out);
    json_pair_str(&out, S("cursor"), cursor.ptr ? cursor : S(""));
    json_pair_i64(&out, S("limit"), PAGE_SIZE);
    json_close_object(&out);
    return json_out_done(&out, &body) == OK ? body : S("{}");
}

static Str contact_payload(Step *step, const Json *item)
{
    JsonOut out  = json_out(step->cx->arena, EVENT_MAX);
    Str     text = { 0 };
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), step->connection.id);
    json_pair_str(&out, S("corp_id"), step->connection.corp_id);
    json_pair_str(&out, S("via"), S("sync"));
    json_key(&out, S("callback"));
    json_null(&out);
    wecom_contact_put_person(&out, json_get(item, S("external_contact")));
    json_key(&out, S("relations"));
    json_open_array(&out);
    wecom_contact_put_relation(&out, json_get(item, S("follow_info")));
    json_close_array(&out);
    json_pair_bool(&out, S("complete"), false);
    json_pair_bool(&out, S("degraded"), false);
    json_close_object(&out);
    return json_out_done(&out, &text) == OK ? text : (Str){ 0 };
}

static Str event_id(Step *step, const char *what, Str external_userid, Str userid)
{
    Arena    *arena = step->cx->arena;
    const Str id    = str_fmt(arena, "%s:%lld:%.*s:%.*s", what, (long long)step->job->id,
                              FMT(external_userid), FMT(userid));
    if (id.len <= EVENT_ID_MAX_) return id;
    return str_fmt(arena, "%s:%lld:%.*s", what, (long long)step->job->id,
                   FMT(digest_hex(arena, sha256(id))));
}

static void add_contacts(Step *step, JsonItems items, Vec *drafts)
{
    for (size_t i = 0; i < items.count; i++) {
        const Str person =
            json_str(json_get(&items.at[i], S("external_contact")), S("external_userid"));
        const Str userid  = json_str(json_get(&items.at[i], S("follow_info")), S("userid"));
        const Str payload = contact_payload(step, &items.at[i]);
        if (person.len == 0 || payload.len == 0) {
            step->job->failed++;
            continue;
        }
        *VEC_ADD(drafts, EventDraft) = (EventDraft){
            .id      = event_id(step, "sync", person, userid),
            .type    = event_word(EV_PLATFORM_CONTACT_READ),
            .object  = str_fmt(step->cx->arena, "contact:%.*s", FMT(person)),
            .source  = S("wecom"),
            .payload = payload,
        };
        step->job->done++;
    }
}

static Code write_page(Step *step, const Vec *drafts)
{
    TXN(txn);
    TRY(cx_begin(step->cx, &txn));
    TRY(event_append_all(step->cx, (const EventDraft *)(const void *)drafts->at, drafts->count,
                         NULL));
    TRY(save(step));
    return cx_commit(step->cx, &txn);
}

static void end_batch(Step *step, Rows batch)
{
    step->at.after_staff_id = ROWS_AT(Staff, batch, batch.count - 1)->id;
    step->at.cursor         = (Str){ 0 };
    step->at.users          = step->at.users * 2 > USERS_MAX ? USERS_MAX : step->at.users * 2;
}

static void skip(Step *step, Str userid)
{
    Str *all = arena_make(step->cx->arena, Str, step->at.skipped.count + 1);
    for (size_t i = 0; i < step->at.skipped.count; i++) all[i] = step->at.skipped.at[i];
    all[step->at.skipped.count] = userid;
    step->at.skipped            = (Strs){ all, step->at.skipped.count + 1 };
    step->job->failed++;
}

/* One member the platform will not speak of spoils the whole batch: find him by halves. */
static Code narrow(Step *step, Rows batch, const WecomAnswer *answer)
{
    enum { NO_CONTACTS = 84061, SKIPPED_MAX = 900 };
    const Vec none = vec_of(step->cx->arena, EventDraft);
    if (answer->class != WECOM_NEVER || answer->tells || step->at.skipped.count >= SKIPPED_MAX)
        return refused(step, answer);
    if (batch.count > 1) {
        step->at.users  = (int64_t)batch.count / 2;
        step->at.cursor = (Str){ 0 };
    } else {
        if (answer->errcode != NO_CONTACTS) skip(step, ROWS_AT(Staff, batch, 0)->userid);
        end_batch(step, batch);
    }
    return write_page(step, &none);
}

static Code do_contacts(Step *step)
{
    Ctx *cx    = step->cx;
    Rows batch = { 0 };
    TRY(find_batch(step, &batch));
    if (step->at.began_ms == 0) step->at.began_ms = cx->services->clock();
    step->at.ended_ms = cx->services->clock();
    if (batch.count == 0) return finish_phase(step);
    Vec drafts = vec_of(cx->arena, EventDraft);
    for (int page = 0; page < PAGES_A_STEP; page++) {
        WecomAnswer     answer = { .class = WECOM_OK };
        const WecomCall call   = { .app        = WECOM_CONTACT,
                                   .path       = S("/cgi-bin/externalcontact/batch/get_by_user"),
                                   .body       = page_body(cx, batch, step->at.cursor),
                                   .timeout_ms = 20000 };
        TRY(wecom_api_call(cx, &step->connection, &call, &answer));
        if (answer.class != WECOM_OK && drafts.count > 0) break; /* first keep what there is */
        if (answer.class != WECOM_OK) return narrow(step, batch, &answer);
        add_contacts(step, json_items(answer.json, S("external_contact_list")), &drafts);
        step->at.cursor = json_str(answer.json, S("next_cursor"));
        if (step->at.cursor.len > 0) continue;
        end_batch(step, batch);
        break;
    }
    return write_page(step, &drafts);
}

/* ---- telling that all was seen ---- */

/* Who hears "all contacts were seen" ends the relations that were not: so whoever reads the log
 * must have heard of all contacts first.  Where processes share the work, that is not given. */
static Code wait_for_readers(Step *step)
{
    Rows states = { 0 };
    TRY(consumer_states(step->cx, &states));
    for (size_t i = 0; i < states.count; i++) {
        const ConsumerState *one = ROWS_AT(ConsumerState, states, i);
        if (one->oldest_at_ms != 0 && one->oldest_at_ms <= step->at.ended_ms)
            return fail(step->cx, ERR_UNAVAILABLE, "sync.readers_behind", "%.*s", FMT(one->name));
    }
    return OK;
}

static bool was_seen(const Step *step, const Staff *staff)
{
    if (staff->updated_at_ms > step->at.began_ms) return false; /* came in between */
    for (size_t i = 0; i < step->at.skipped.count; i++)
        if (str_equal(step->at.skipped.at[i], staff->userid)) return false;
    return true;
}

static void add_seen(Step *step, Rows batch, Vec *drafts)
{
    for (size_t i = 0; i < batch.count; i++) {
        JsonOut      out     = json_out(step->cx->arena, 1024);
        Str          payload = { 0 };
        const Staff *staff   = ROWS_AT(Staff, batch, i);
        if (!was_seen(step, staff)) continue;
        json_open_object(&out);
        json_pair_id(&out, S("connection_id"), step->connection.id);
        json_pair_str(&out, S("userid"), staff->userid);
        json_pair_i64(&out, S("seen_at_ms"), step->at.began_ms);
        json_close_object(&out);
        if (json_out_done(&out, &payload) != OK) continue;
        *VEC_ADD(drafts, EventDraft) = (EventDraft){
            .id      = event_id(step, "synced", S(""), staff->userid),
            .type    = event_word(EV_PLATFORM_CONTACTS_SYNCED),
            .object  = str_fmt(step->cx->arena, "connection:%lld", (long long)step->connection.id),
            .source  = S("wecom"),
            .payload = payload,
        };
    }
}

static Code do_tell(Step *step)
{
    Rows batch  = { 0 };
    Vec  drafts = vec_of(step->cx->arena, EventDraft);
    if (step->at.after_staff_id == 0) TRY(wait_for_readers(step));
    TRY(find_batch(step, &batch));
    if (batch.count == 0) return finish_phase(step);
    add_seen(step, batch, &drafts);
    end_batch(step, batch);
    return write_page(step, &drafts);
}

static Code do_end(Step *step)
{
    Ctx          *cx    = step->cx;
    const int64_t count = wants(step->what, PHASE_CONTACTS) ? step->job->done : -1;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(cx, &channel_sql_connection_synced, NULL,
               ARGS(V(cx->tenant_id), V(step->connection.id), V(cx->now_ms), V(count))));
    if (step->job->total < step->job->done) step->job->total = step->job->done;
    TRY(save(step));
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

static Code open_step(Step *step)
{
    Ctx        *cx   = step->cx;
    const Json *args = NULL, *saved = NULL;
    ShapeError  error = { 0 };
    TRY(read_json(cx, step->job->args, &args));
    TRY(read_json(cx, step->job->checkpoint, &saved));
    if (shape_from_json(cx->arena, &checkpoint_shape, saved, &step->at, NULL, &error) != OK)
        step->at = (Checkpoint){ 0 };
    const int what = value_of(&wecom_sync_words, json_str(args, S("what")));
    step->what     = what ? (SyncWhat)what : SYNC_ALL;
    if (step->at.phase == 0) next_phase(step);
    if (step->at.users < 1) step->at.users = USERS_MAX;
    return channel_connection_get(cx, (ConnectionId){ json_i64(args, S("connection_id"), 0) },
                                  &step->connection);
}

static Code run_step(Ctx *cx, Job *job, bool *more)
{
    Step step = { .cx = cx, .job = job };
    TRY(open_step(&step));
    *more = true;
    switch (step.at.phase) {
    case PHASE_DEPARTMENTS: return do_departments(&step);
    case PHASE_STAFF: return do_staff(&step);
    case PHASE_TAGS: return do_tags(&step);
    case PHASE_CONTACTS: return do_contacts(&step);
    case PHASE_TELL: return do_tell(&step);
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
