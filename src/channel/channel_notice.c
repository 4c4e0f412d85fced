/* channel_notice.c -- what people read on their phones when they are notified: in their own
 * language, and many of a kind as one. */
#include "channel/channel_notice.h"

#include "channel/channel_sql.h"
#include "channel/wecom_message.h"

enum { GATHERED_MS = 5 * MS_PER_MINUTE };

/* Words in braces are filled from the notification's params; of many, {n} is how many and {at}
 * until when. */
typedef struct NoticeWords {
    const char *title, *text, *many;
} NoticeWords;
typedef struct Notice {
    const char *kind, *page; /* where many of them are seen */
    NoticeWords zh, en;
} Notice;

// clang-format off
static const Notice notices[] = {
    { "contact.lost_by_customer", "/losses",
      { "客户流失提醒", "客户「{customer_name}」删除了你。", "截至 {at}，有 {n} 位客户删除了你。" },
      { "Customer lost", "Customer “{customer_name}” has deleted you.", "By {at}, {n} customers have deleted you." } },
    { "contact.lost_by_staff", "/losses",
      { "员工删除客户", "员工「{staff_name}」删除了客户「{customer_name}」。", "截至 {at}，员工删除了 {n} 位客户。" },
      { "Customer deleted", "“{staff_name}” deleted customer “{customer_name}”.", "By {at}, staff have deleted {n} customers." } },
    { "connection.failed", "/settings/connections",
      { "企业微信连接异常", "连接「{name}」需要处理：{reason} {detail}", "截至 {at}，有 {n} 个连接异常需要处理。" },
      { "Connection trouble", "Connection “{name}” needs attention: {reason} {detail}", "By {at}, {n} connection problems need attention." } },
    { "quota.near", "/settings/connections",
      { "平台额度将尽", "接口「{api}」本小时的调用额度已用 {percent}%，用尽后相关操作会推迟。", "截至 {at}，有 {n} 个接口的调用额度将尽。" },
      { "Platform quota nearly used", "{percent}% of this hour’s calls of “{api}” are used; what comes after the last will wait.", "By {at}, the quotas of {n} APIs are nearly used." } },
    { "user.last_admin", "/settings/users",
      { "唯一的管理员在企业微信中已停用", "管理员「{user_name}」在企业微信中已被禁用或离职；没有其他管理员，所以仍可登录织客。请尽快指定另一位管理员。", "截至 {at}，唯一的管理员在企业微信中已停用（{n} 次提醒）。" },
      { "The only administrator is out in WeCom", "“{user_name}” is disabled in WeCom or has left, and can still sign in to weft: there is no other administrator. Name another one soon.", "By {at}, the only administrator is out in WeCom ({n} reminders)." } },
    { "effect.dead", "/settings/connections",
      { "操作未完成", "一项发往企业微信的操作已放弃，请在控制台处理。", "截至 {at}，有 {n} 项发往企业微信的操作已放弃，请在控制台处理。" },
      { "Not carried out", "Something for WeCom was given up; see the console.", "By {at}, {n} things for WeCom were given up; see the console." } },
    { "job.ended", "/settings/jobs",
      { "后台任务已结束", "后台任务「{title}」已结束，请在控制台查看结果。", "截至 {at}，有 {n} 个后台任务已结束，请在控制台查看结果。" },
      { "Job ended", "The job “{title}” has ended; see its result in the console.", "By {at}, {n} jobs have ended; see the console." } },
    { "code.degraded", "/channel-codes",
      { "渠道活码异常", "活码「{code_name}」的接待员工都不可用，已切换到备用员工。", "截至 {at}，有 {n} 个活码的接待员工都不可用。" },
      { "Channel code trouble", "None of the staff of code “{code_name}” is available; the backup receives.", "By {at}, {n} codes have no staff available." } },
    { "code.near_cap", "/channel-codes",
      { "活码今日上限将满", "活码「{code_name}」今日已添加 {used} / {cap}，满额后由备用员工接待。", "截至 {at}，有 {n} 个活码今日上限将满。" },
      { "Daily cap nearly reached", "Code “{code_name}” has {used} of {cap} adds today; the backup receives when it is full.", "By {at}, {n} codes have nearly reached today’s cap." } },
    { "shop.stale", "/settings/shops",
      { "店铺数据延迟", "店铺「{name}」的数据已 {minutes} 分钟没有更新。", "截至 {at}，有 {n} 次店铺数据延迟。" },
      { "Shop data is late", "There is no news of the shop “{name}” for {minutes} minutes.", "By {at}, shops were late {n} times." } },
    { "alert.fired", "/alerts",
      { "指标预警", "「{name}」{said_zh}。", "截至 {at}，有 {n} 次指标预警。" },
      { "Alert", "“{name}”: {said_en}.", "By {at}, metrics broke their rules {n} times." } },
    { "report.failed", "/reports",
      { "看板未能送达", "看板「{name}」的定时发送未能送达，请在控制台查看原因。", "截至 {at}，有 {n} 次看板定时发送未能送达。" },
      { "Board not delivered", "The scheduled sending of the board “{name}” failed; see why in the console.", "By {at}, {n} scheduled sendings of boards failed." } },
    { "report.paused", "/reports",
      { "定时发送已暂停", "看板「{name}」的定时发送（{owner}）已自动暂停，请在控制台处理。", "截至 {at}，有 {n} 个看板的定时发送已自动暂停。" },
      { "Scheduled sending paused", "The scheduled sending of the board “{name}” ({owner}) was paused by itself; see the console.", "By {at}, {n} scheduled sendings of boards were paused by themselves." } },
};
// clang-format on

static Str value_of_word(Arena *arena, const Json *params, Str word)
{
    const Json *value = json_get(params, word);
    if (value && value->kind == JSON_INT)
        return str_fmt(arena, "%lld", (long long)json_i64(params, word, 0));
    return str_prefix_bytes(json_str(params, word), 400);
}

static Str fill(Arena *arena, const char *pattern, const Json *params)
{
    StrBuf out  = strbuf(arena, 2000);
    Str    rest = str_of(pattern);
    while (rest.ptr) {
        const Str before = str_cut(&rest, '{');
        strbuf_add(&out, before);
        if (!rest.ptr) break;
        strbuf_add(&out, value_of_word(arena, params, str_cut(&rest, '}')));
    }
    return strbuf_str(&out);
}

static const Notice *notice_of(Str kind)
{
    for (size_t i = 0; i < COUNT(notices); i++)
        if (str_equal(kind, str_of(notices[i].kind))) return &notices[i];
    return NULL;
}

static const NoticeWords *words_of(const Notice *notice, Str locale)
{
    return str_starts(locale, S("en")) ? &notice->en : &notice->zh;
}

/* ---- many as one ------------------------------------------------------------------ */

/* The first goes at once.  What comes within the next minutes, or in his quiet hours, goes
 * together when they are over. */
static void gather(const Ctx *cx, NoticeWindow *window, int64_t quiet_until_ms)
{
    const bool    is_open  = cx->now_ms < window->until_ms;
    const bool    is_quiet = quiet_until_ms > cx->now_ms;
    const bool    goes_on  = window->gathered > 0 && cx->now_ms < window->until_ms + GATHERED_MS;
    const int64_t end_ms   = cx->now_ms + GATHERED_MS;
    if (is_open)
        window->gathered++;
    else
        window->gathered = is_quiet || goes_on ? 1 : 0;
    if (!is_open) window->until_ms = end_ms;
    if (is_quiet && window->until_ms < quiet_until_ms) window->until_ms = quiet_until_ms;
}

static Code turn_window(Ctx *cx, int64_t staff_id, Str kind, int64_t due_ms, NoticeWindow *out)
{
    TRY(cx_run(cx, &channel_sql_window_open, NULL, ARGS(V(cx->tenant_id), V(staff_id), V(kind))));
    TRY(cx_one(cx, &channel_sql_window_get, out, ARGS(V(cx->tenant_id), V(staff_id), V(kind))));
    gather(cx, out, due_ms);
    return cx_run(cx, &channel_sql_window_set, NULL,
                  ARGS(V(cx->tenant_id), V(staff_id), V(kind), V(out->until_ms), V(out->gathered)));
}

/* "{n}" and "{at}" of the text of many. */
static Code many_params(Ctx *cx, const NoticeWindow *window, const Json **out)
{
    JsonError     error  = { 0 };
    const int64_t start  = day_start_ms(day_of(window->until_ms, cx->zone), cx->zone);
    const int64_t minute = (window->until_ms - start) / MS_PER_MINUTE;
    const int     hour   = (int)(minute / 60);
    const Str     text   = str_fmt(cx->arena, "{\"n\":%lld,\"at\":\"%02d:%02d\"}",
                                   (long long)window->gathered, hour, (int)(minute % 60));
    const Code    code   = json_parse(cx->arena, text, JSON_LIMITS, out, &error);
    ASSERT(code == OK);
    return OK;
}

/* ---- sending ------------------------------------------------------------------------- */

static Str url_of(Ctx *cx, Str path)
{
    return path.len > 0 ? str_fmt(cx->arena, "%.*s%.*s", FMT(cx->services->public_url), FMT(path))
                        : (Str){ 0 };
}

/* One by itself, or in place of what was gathered so far. */
static Code put(Ctx *cx, const Event *event, const Staff *staff, const Json *to,
                const Json *payload)
{
    const Str          kind    = json_str(payload, S("kind"));
    const Notice      *notice  = notice_of(kind);
    const NoticeWords *words   = words_of(notice, json_str(to, S("locale")));
    const int64_t      due_ms  = json_i64(to, S("due_ms"), 0);
    NoticeWindow       window  = { 0 };
    AppMessage         message = { .userids = staff->userid,
                                   .url     = url_of(cx, json_str(payload, S("link"))),
                                   .due_ms  = due_ms };
    message.key =
        str_fmt(cx->arena, "notice:%lld:%lld", (long long)event->seq, (long long)staff->id);
    message.title = str_of(words->title);
    message.text  = fill(cx->arena, words->text, json_get(payload, S("params")));
    TRY(turn_window(cx, staff->id, kind, due_ms, &window));
    if (window.gathered > 0) {
        message.lane   = str_fmt(cx->arena, "notice:%lld:%.*s", (long long)staff->id, FMT(kind));
        message.due_ms = window.until_ms;
    }
    if (window.gathered > 1) {
        const Json *params = NULL;
        TRY(many_params(cx, &window, &params));
        message.text = fill(cx->arena, words->many, params);
        message.url  = url_of(cx, str_of(notice->page));
    }
    return wecom_message_put(cx, (ConnectionId){ staff->connection_id }, &message);
}

static Code send_to(Ctx *cx, const Event *event, const Json *to, const Json *payload)
{
    const int64_t staff_id = json_i64(to, S("staff_id"), 0);
    Rows          found    = { 0 };
    Connection    connection;
    TRY(org_staff_list_by_ids(cx, (Ids){ &staff_id, 1 }, &found));
    if (found.count == 0 || ROWS_AT(Staff, found, 0)->status == STAFF_LEFT) return OK;
    const Staff *staff = ROWS_AT(Staff, found, 0);
    const Code   code =
        channel_connection_get(cx, (ConnectionId){ staff->connection_id }, &connection);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        return OK;
    }
    TRY(code);
    if (!notice_of(json_str(payload, S("kind"))) || connection.agent_id == 0 ||
        connection.state != CONNECTION_ACTIVE)
        return OK;
    return put(cx, event, staff, to, payload);
}

Code channel_notice_send(Ctx *cx, const Event *event)
{
    const Json *payload = NULL;
    JsonError   error   = { 0 };
    if (json_parse(cx->arena, event->payload, JSON_LIMITS, &payload, &error) != OK) return OK;
    const JsonItems app = json_items(payload, S("app"));
    for (size_t i = 0; i < app.count; i++) TRY(send_to(cx, event, &app.at[i], payload));
    return OK;
}

Code channel_notice_quota(Ctx *cx, const Event *event)
{
    const Json *payload = NULL;
    JsonError   error   = { 0 };
    Str         params  = { 0 };
    if (json_parse(cx->arena, event->payload, JSON_LIMITS, &payload, &error) != OK) return OK;
    const Str quota = json_str(payload, S("quota"));
    Str       api   = quota;
    (void)str_cut(&api, ':'); /* "corp:api" */
    JsonOut out = json_out(cx->arena, 2048);
    json_open_object(&out);
    json_pair_str(&out, S("api"), api.ptr ? api : quota);
    json_pair_i64(&out, S("percent"), json_i64(payload, S("percent"), 0));
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &params));
    const int64_t day = day_of(cx->now_ms, cx->zone);
    return org_notify(cx, &(NotificationDraft){ .kind          = S("quota.near"),
                                                .severity      = S("warning"),
                                                .to_holders_of = PERM_CONNECTION_WRITE,
                                                .params        = params,
                                                .link          = S("/settings/connections"),
                                                .key = str_fmt(cx->arena, "quota.near:%.*s:%lld",
                                                               FMT(quota), (long long)day) });
}
