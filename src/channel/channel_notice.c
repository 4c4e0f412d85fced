/* channel_notice.c -- what people read on their phones when they are notified. */
#include "channel/channel_notice.h"

#include "channel/wecom_message.h"

/* Words in braces are filled from the notification's params. */
typedef struct Notice {
    const char *kind, *title, *text;
} Notice;

// clang-format off
static const Notice notices[] = {
    { "contact.lost_by_customer", "客户流失提醒",   "客户「{customer_name}」删除了你。" },
    { "contact.lost_by_staff",    "员工删除客户",   "员工「{staff_name}」删除了客户「{customer_name}」。" },
    { "connection.failed",        "企业微信连接异常", "连接「{name}」需要处理：{reason} {detail}" },
    { "effect.dead",              "操作未完成",     "一项发往企业微信的操作已放弃，请在控制台处理。" },
    { "job.ended",                "后台任务已结束", "后台任务「{title}」已结束，请在控制台查看结果。" },
    { "code.degraded",            "渠道活码异常",   "活码「{code_name}」的接待员工都不可用，已切换到备用员工。" },
};
// clang-format on

static Str fill(Arena *arena, const char *pattern, const Json *params)
{
    StrBuf out  = strbuf(arena, 2000);
    Str    rest = str_of(pattern);
    while (rest.ptr) {
        const Str before = str_cut(&rest, '{');
        strbuf_add(&out, before);
        if (!rest.ptr) break;
        strbuf_add(&out, str_prefix_bytes(json_str(params, str_cut(&rest, '}')), 400));
    }
    return strbuf_str(&out);
}

void channel_notice_text(Arena *arena, Str kind, const Json *params, Str *title, Str *text)
{
    *title = *text = (Str){ 0 };
    for (size_t i = 0; i < COUNT(notices); i++) {
        if (!str_equal(kind, str_of(notices[i].kind))) continue;
        *title = str_of(notices[i].title);
        *text  = fill(arena, notices[i].text, params);
    }
}

static Code send_to(Ctx *cx, const Event *event, int64_t staff_id, int64_t due_ms,
                    const Json *payload)
{
    Rows       found = { 0 };
    Connection connection;
    Str        title, text;
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
    channel_notice_text(cx->arena, json_str(payload, S("kind")), json_get(payload, S("params")),
                        &title, &text);
    if (title.len == 0 || connection.agent_id == 0 || connection.state != CONNECTION_ACTIVE)
        return OK;
    const Str link = json_str(payload, S("link"));
    const Str url  = link.len > 0
                         ? str_fmt(cx->arena, "%.*s%.*s", FMT(cx->services->public_url), FMT(link))
                         : (Str){ 0 };
    const Str key =
        str_fmt(cx->arena, "notice:%lld:%lld", (long long)event->seq, (long long)staff_id);
    return wecom_message_put(cx, (ConnectionId){ connection.id },
                             &(AppMessage){ .userids = staff->userid,
                                            .title   = title,
                                            .text    = text,
                                            .url     = url,
                                            .key     = key,
                                            .due_ms  = due_ms });
}

Code channel_notice_send(Ctx *cx, const Event *event)
{
    const Json *payload = NULL;
    JsonError   error   = { 0 };
    if (json_parse(cx->arena, event->payload, JSON_LIMITS, &payload, &error) != OK) return OK;
    const JsonItems app = json_items(payload, S("app"));
    for (size_t i = 0; i < app.count; i++)
        TRY(send_to(cx, event, json_i64(&app.at[i], S("staff_id"), 0),
                    json_i64(&app.at[i], S("due_ms"), 0), payload));
    return OK;
}
