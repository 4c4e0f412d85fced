/* oa_stat.c -- fans and reads per day, articles: a job asks for one day at a time, newest first. */
#include "oa/oa_stat.h"

#include "oa/oa_reply.h"
#include "oa/oa_stat_sql.h"
#include "wire/wire.h"

enum { DAYS_FIRST = 30, DAYS_DAILY = 8, MORNING_HOUR = 9, TOTAL_SOURCE = 99999999 };

/* ---- asking ------------------------------------------------------------------------ */

typedef struct Pull {
    Ctx       *cx;
    Connection account;
    Str        day; /* YYYY-MM-DD */
} Pull;

/* The rows of one kind of figure; absent where the account may not see it. */
static Code ask(Pull *p, const char *what, JsonItems *rows)
{
    Ctx           *cx     = p->cx;
    PlatformAnswer answer = { 0 };
    const Str      path   = str_fmt(cx->arena, "/datacube/%s", what);
    const Str      body   = str_fmt(cx->arena, "{\"begin_date\":\"%.*s\",\"end_date\":\"%.*s\"}",
                                    FMT(p->day), FMT(p->day));
    *rows                 = (JsonItems){ 0 };
    TRY(channel_oa_ask(cx, &p->account, path, body, &answer));
    if (answer.class == PLATFORM_OK) {
        *rows = json_items(answer.json, S("list"));
        return OK;
    }
    enum { NOT_GRANTED = 48001 };
    if (answer.errcode == NOT_GRANTED) return OK; /* of an account that is not verified */
    const bool is_final = answer.class == PLATFORM_NEVER || answer.tells;
    return fail(cx, is_final ? ERR_CONFLICT : ERR_UNAVAILABLE,
                answer.reason ? answer.reason : "oa.refused", "%lld %.*s",
                (long long)answer.errcode, FMT(answer.errmsg));
}

static int64_t sum(JsonItems rows, const char *name)
{
    int64_t all = 0;
    for (size_t i = 0; i < rows.count; i++) all += json_i64(&rows.at[i], str_of(name), 0);
    return all;
}

/* Of reads by source the platform gives the total as a row of its own. */
static const Json *total_row(JsonItems rows)
{
    for (size_t i = 0; i < rows.count; i++)
        if (json_i64(&rows.at[i], S("user_source"), 0) == TOTAL_SOURCE) return &rows.at[i];
    return rows.count == 1 ? &rows.at[0] : NULL;
}

static Code pull_day(Pull *p, OaDay *out)
{
    JsonItems rows = { 0 };
    *out           = (OaDay){ .day = p->day, .read_at_ms = p->cx->now_ms };
    TRY(ask(p, "getusersummary", &rows));
    out->new_count    = sum(rows, "new_user");
    out->cancel_count = sum(rows, "cancel_user");
    TRY(ask(p, "getusercumulate", &rows));
    out->total_count = rows.count ? json_i64(&rows.at[0], S("cumulate_user"), 0) : 0;
    TRY(ask(p, "getuserread", &rows));
    const Json *total = total_row(rows);
    out->read_user    = json_i64(total, S("int_page_read_user"), 0);
    out->read_count   = json_i64(total, S("int_page_read_count"), 0);
    out->share_count  = json_i64(total, S("share_count"), 0);
    TRY(ask(p, "getupstreammsg", &rows));
    out->message_user  = sum(rows, "msg_user");
    out->message_count = sum(rows, "msg_count");
    return OK;
}

/* What was published that day, with all reads until now: the last of its details. */
static Code pull_articles(Pull *p, Vec *out)
{
    JsonItems rows = { 0 };
    TRY(ask(p, "getarticletotal", &rows));
    for (size_t i = 0; i < rows.count; i++) {
        const JsonItems details = json_items(&rows.at[i], S("details"));
        const Json     *last    = details.count ? &details.at[details.count - 1] : NULL;
        const Str       msgid   = json_str(&rows.at[i], S("msgid"));
        if (msgid.len == 0) continue;
        *VEC_ADD(out, OaArticle) = (OaArticle){
            .msgid          = msgid,
            .title          = str_prefix_bytes(json_str(&rows.at[i], S("title")), 300),
            .published_on   = p->day,
            .target_user    = json_i64(last, S("target_user"), 0),
            .read_user      = json_i64(last, S("int_page_read_user"), 0),
            .read_count     = json_i64(last, S("int_page_read_count"), 0),
            .share_user     = json_i64(last, S("share_user"), 0),
            .favourite_user = json_i64(last, S("add_to_fav_user"), 0),
            .read_at_ms     = p->cx->now_ms,
        };
    }
    return OK;
}

/* ---- the job --------------------------------------------------------------------------- */

static Code parse(Ctx *cx, Str text, const Json **out)
{
    JsonError error = { 0 };
    if (json_parse(cx->arena, text.len ? text : S("{}"), JSON_LIMITS, out, &error) == OK) return OK;
    return fail(cx, ERR_INTERNAL, "job.bad_checkpoint", "%s", error.reason);
}

static Code write(Pull *p, const OaDay *day, const Vec *articles, Job *job)
{
    Ctx *cx = p->cx;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(oa_stat_sql_put_day(cx, p->account.id, day));
    for (size_t i = 0; i < articles->count; i++)
        TRY(oa_stat_sql_put_article(cx, p->account.id, VEC_AT(*articles, OaArticle, i)));
    job->done++;
    TRY(job_save(cx, job));
    if (job->done == job->total) TRY(oa_reply_emit_changed(cx, "oa_figures", p->account.id));
    return cx_commit(cx, &txn);
}

static Code run_step(Ctx *cx, Job *job, bool *more)
{
    const Json *args     = NULL;
    Pull        p        = { .cx = cx };
    OaDay       day      = { 0 };
    Vec         articles = vec_of(cx->arena, OaArticle);
    TRY(parse(cx, job->args, &args));
    TRY(channel_connection_get(cx, (ConnectionId){ json_i64(args, S("connection_id"), 0) },
                               &p.account));
    *more = job->done < job->total;
    if (!*more) return OK;
    const int64_t today = json_i64(args, S("today"), day_of(cx->now_ms, cx->zone));
    p.day               = day_text(cx->arena, today - 1 - job->done);
    TRY(pull_day(&p, &day));
    TRY(pull_articles(&p, &articles));
    return write(&p, &day, &articles, job);
}

const JobKind oa_stat_job = { .word = "oa.figures", .step = run_step };

static Code start(Ctx *cx, const Connection *account, int64_t days, Job *out)
{
    const Str title = str_fmt(cx->arena, "读取公众号统计：%.*s", FMT(account->name));
    return job_start(
        cx,
        (JobDraft){ .kind  = str_of(oa_stat_job.word),
                    .title = title,
                    .unit  = S("day"),
                    .total = days,
                    .args =
                        str_fmt(cx->arena, "{\"connection_id\":\"%lld\",\"today\":%lld}",
                                (long long)account->id, (long long)day_of(cx->now_ms, cx->zone)) },
        out);
}

Code oa_stat_start(Ctx *cx, ConnectionId id, Job *out)
{
    Connection account;
    TRY(oa_reply_account(cx, id, &account));
    TRY(oa_stat_set_timer(cx, id.v));
    return start(cx, &account, DAYS_FIRST, out);
}

/* ---- every morning ------------------------------------------------------------------------- */

int64_t oa_stat_next_ms(int64_t now_ms, Zone zone)
{
    CivilTime at = civil_time(now_ms, zone);
    at.hour      = MORNING_HOUR;
    at.minute = at.second = 0;
    const int64_t today   = civil_to_ms(at, zone);
    return today > now_ms ? today : today + MS_PER_DAY;
}

Code oa_stat_set_timer(Ctx *cx, int64_t connection_id)
{
    return timer_set(cx, str_of(oa_stat_timer.word),
                     str_fmt(cx->arena, "%lld", (long long)connection_id),
                     oa_stat_next_ms(cx->now_ms, cx->zone), S("{}"));
}

static Code fire(Ctx *cx, const Timer *timer)
{
    Connection account;
    Job        job = { 0 };
    int64_t    id  = 0;
    if (!str_to_i64(timer->key, &id)) return OK;
    const Code code = channel_connection_get(cx, (ConnectionId){ id }, &account);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        return OK; /* disconnected */
    }
    TRY(code);
    TRY(oa_stat_set_timer(cx, id));
    if (account.state != CONNECTION_ACTIVE) return OK;
    return start(cx, &account, DAYS_DAILY, &job);
}

const TimerKind oa_stat_timer = { "oa.figures", fire };

/* ---- taps, and what people see --------------------------------------------------------------- */

Code oa_stat_tapped(Ctx *cx, const Event *event, const Json *payload)
{
    static const char *const names[] = { "button", "key", "url" };
    Str                      button  = { 0 };
    for (size_t i = 0; i < COUNT(names) && button.len == 0; i++)
        button = json_str(payload, str_of(names[i]));
    if (button.len == 0) return OK;
    return oa_stat_sql_tap(cx, json_i64(payload, S("connection_id"), 0),
                           day_of(event->occurred_at_ms, cx->zone), str_prefix_bytes(button, 200));
}

Code oa_stat_get(Ctx *cx, ConnectionId id, int64_t days, OaFigures *out)
{
    Connection account;
    TRY(oa_reply_account(cx, id, &account));
    const int64_t from = day_of(cx->now_ms, cx->zone) - (days > 0 ? days : DAYS_FIRST);
    const Str     text = day_text(cx->arena, from);
    TRY(oa_stat_sql_days(cx, id.v, text, &out->days));
    TRY(oa_stat_sql_articles(cx, id.v, text, &out->articles));
    return oa_stat_sql_taps(cx, id.v, from, &out->taps);
}
