/* oa_sync.c -- the job that reads all fans: ids page by page, then what the platform knows of
 * each, written with the checkpoint.  Who was not shown no longer follows. */
#include "oa/oa_fan.h"
#include "oa/oa_reply.h"
#include "oa/oa_stat.h"
#include "wire/wire.h"

enum {
    BATCH       = 100, /* the platform's most                              */
    A_STEP      = 3,   /* batches asked and written together               */
    UNSEEN_STEP = 200,
    IDS_MAX     = 2 << 20, /* 10,000 openids and more                      */
};

/* Where the job is.  `ids`: openids of the present page still to be read, joined by spaces. */
typedef struct At {
    bool    is_listed; /* all ids were listed                */
    Str     ids, next;
    int64_t began_ms, after_id;
} At;

typedef struct Step {
    Ctx       *cx;
    Job       *job;
    Connection account;
    At         at;
} Step;

/* ---- the checkpoint --------------------------------------------------------------- */

static Code parse(Ctx *cx, Str text, const Json **out)
{
    const JsonLimits limits = { .bytes = IDS_MAX + 4096, .nodes = 100, .depth = 4 };
    JsonError        error  = { 0 };
    if (json_parse(cx->arena, text.len ? text : S("{}"), limits, out, &error) == OK) return OK;
    return fail(cx, ERR_INTERNAL, "job.bad_checkpoint", "%s", error.reason);
}

static Code open_step(Step *step)
{
    Ctx        *cx   = step->cx;
    const Json *args = NULL, *saved = NULL;
    TRY(parse(cx, step->job->args, &args));
    TRY(parse(cx, step->job->checkpoint, &saved));
    step->at = (At){ .is_listed = json_bool(saved, S("is_listed"), false),
                     .ids       = json_str(saved, S("ids")),
                     .next      = json_str(saved, S("next")),
                     .began_ms  = json_i64(saved, S("began_ms"), 0),
                     .after_id  = json_i64(saved, S("after_id"), 0) };
    if (step->at.began_ms == 0) step->at.began_ms = cx->services->clock();
    return channel_connection_get(cx, (ConnectionId){ json_i64(args, S("connection_id"), 0) },
                                  &step->account);
}

static Code save(Step *step)
{
    JsonOut out = json_out(step->cx->arena, IDS_MAX + 4096);
    json_open_object(&out);
    json_pair_bool(&out, S("is_listed"), step->at.is_listed);
    json_pair_str(&out, S("ids"), step->at.ids.ptr ? step->at.ids : S(""));
    json_pair_str(&out, S("next"), step->at.next.ptr ? step->at.next : S(""));
    json_pair_i64(&out, S("began_ms"), step->at.began_ms);
    json_pair_id(&out, S("after_id"), step->at.after_id);
    json_close_object(&out);
    TRY(json_out_done(&out, &step->job->checkpoint));
    return job_save(step->cx, step->job);
}

static Code refused(Step *step, const PlatformAnswer *answer)
{
    const bool is_final = answer->class == PLATFORM_NEVER || answer->tells;
    return fail(step->cx, is_final ? ERR_CONFLICT : ERR_UNAVAILABLE,
                answer->reason ? answer->reason : "oa.refused", "%lld %.*s",
                (long long)answer->errcode, FMT(answer->errmsg));
}

/* ---- ids ------------------------------------------------------------------------------- */

static Code list_page(Step *step)
{
    Ctx           *cx     = step->cx;
    PlatformAnswer answer = { 0 };
    StrBuf         ids    = strbuf(cx->arena, IDS_MAX);
    const Str      path   = str_fmt(cx->arena, "/cgi-bin/user/get?next_openid=%.*s",
                                    FMT(url_encode(cx->arena, step->at.next)));
    TRY(channel_oa_ask(cx, &step->account, path, (Str){ 0 }, &answer));
    if (answer.class != PLATFORM_OK) return refused(step, &answer);
    const JsonItems list = json_items(json_get(answer.json, S("data")), S("openid"));
    for (size_t i = 0; i < list.count; i++) {
        if (list.at[i].kind != JSON_STR) continue;
        if (ids.len) strbuf_char(&ids, ' ');
        strbuf_add(&ids, list.at[i].as.str);
    }
    step->job->total   = json_i64(answer.json, S("total"), 0);
    step->at.ids       = strbuf_str(&ids);
    step->at.next      = json_str(answer.json, S("next_openid"));
    step->at.is_listed = list.count == 0;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(save(step));
    return cx_commit(cx, &txn);
}

/* ---- fans --------------------------------------------------------------------------------- */

static Str batch_body(Step *step, size_t *count)
{
    JsonOut out  = json_out(step->cx->arena, 32 * 1024);
    Str     body = { 0 };
    json_open_object(&out);
    json_key(&out, S("user_list"));
    json_open_array(&out);
    for (*count = 0; *count < BATCH && step->at.ids.len > 0; ++*count) {
        const Str openid = str_cut(&step->at.ids, ' ');
        json_open_object(&out);
        json_pair_str(&out, S("openid"), openid);
        json_pair_str(&out, S("lang"), S("zh_CN"));
        json_close_object(&out);
    }
    json_close_array(&out);
    json_close_object(&out);
    return json_out_done(&out, &body) == OK ? body : S("{}");
}

static Code write(Step *step, const JsonItems *batches, size_t batch_count)
{
    Ctx *cx = step->cx;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    for (size_t b = 0; b < batch_count; b++)
        for (size_t i = 0; i < batches[b].count; i++)
            TRY(oa_fan_take_info(cx, &step->account, &batches[b].at[i], cx->now_ms));
    TRY(save(step));
    return cx_commit(cx, &txn);
}

static Code read_fans(Step *step)
{
    JsonItems batches[A_STEP];
    size_t    batch_count = 0;
    for (; batch_count < A_STEP && step->at.ids.len > 0; batch_count++) {
        PlatformAnswer answer = { 0 };
        size_t         count  = 0;
        const Str      body   = batch_body(step, &count);
        TRY(channel_oa_ask(step->cx, &step->account, S("/cgi-bin/user/info/batchget"), body,
                           &answer));
        if (answer.class != PLATFORM_OK) return refused(step, &answer);
        batches[batch_count] = json_items(answer.json, S("user_info_list"));
        step->job->done += (int64_t)count;
    }
    return write(step, batches, batch_count);
}

/* ---- who was not shown ----------------------------------------------------------------------- */

static Code end_unseen(Step *step, bool *more)
{
    Ctx *cx   = step->cx;
    Rows rows = { 0 };
    TRY(oa_sql_fans_unread(cx, step->account.id, step->at.began_ms, step->at.after_id, UNSEEN_STEP,
                           &rows));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    for (size_t i = 0; i < rows.count; i++) {
        const OaFan    *fan  = ROWS_AT(OaFan, rows, i);
        OaFan           now  = { 0 };
        const OaFanTold told = { .connection_id = step->account.id,
                                 .app_id        = step->account.corp_id,
                                 .openid        = fan->openid,
                                 .at_ms         = step->at.began_ms,
                                 .is_unfollow   = true };
        TRY(oa_fan_take(cx, &told, &now));
        step->at.after_id = fan->id;
    }
    *more = rows.count == UNSEEN_STEP;
    if (!*more) TRY(channel_oa_note_synced(cx, step->account.id, step->job->done));
    TRY(save(step));
    return cx_commit(cx, &txn);
}

static Code run_step(Ctx *cx, Job *job, bool *more)
{
    Step step = { .cx = cx, .job = job };
    TRY(open_step(&step));
    *more = true;
    if (step.at.ids.len > 0) return read_fans(&step);
    if (!step.at.is_listed) return list_page(&step);
    return end_unseen(&step, more);
}

const JobKind oa_sync_job = { .word = "oa.sync", .step = run_step };

static Code check_not_running(Ctx *cx, ConnectionId id)
{
    Rows      jobs = { 0 };
    Str       next = { 0 };
    const Str mine = str_fmt(cx->arena, "\"%lld\"", (long long)id.v);
    TRY(job_list(cx, true, (Str){ 0 }, PAGE_LIMIT_MAX, &jobs, &next));
    for (size_t i = 0; i < jobs.count; i++) {
        const Job *job = ROWS_AT(Job, jobs, i);
        REQUIRE(cx,
                !str_equal(job->kind, str_of(oa_sync_job.word)) || str_find(job->args, mine) < 0,
                ERR_CONFLICT, "oa.sync_running");
    }
    return OK;
}

Code oa_sync_start(Ctx *cx, ConnectionId id, Job *out)
{
    Connection account;
    TRY(oa_reply_account(cx, id, &account));
    TRY(check_not_running(cx, id));
    TRY(oa_stat_set_timer(cx, id.v));
    return job_start(
        cx,
        (JobDraft){ .kind  = str_of(oa_sync_job.word),
                    .title = str_fmt(cx->arena, "同步公众号粉丝：%.*s", FMT(account.name)),
                    .unit  = S("contact"),
                    .args  = str_fmt(cx->arena, "{\"connection_id\":\"%lld\"}", (long long)id.v) },
        out);
}
