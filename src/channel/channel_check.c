/* channel_check.c -- the wizard's questions: which platform is asked, what is kept of the answers.
 */
#include "channel/channel_check.h"

#include "channel/channel_connection.h"
#include "channel/channel_sql.h"
#include "channel/oa_check.h"
#include "channel/wecom_check.h"

static const char *const state_words[] = {
    [CHECK_OK]      = "ok",
    [CHECK_FAILED]  = "failed",
    [CHECK_SKIPPED] = "skipped",
    [CHECK_WAITING] = "waiting",
};
const Words channel_check_state_words = { state_words, COUNT(state_words) };

static const Field check_fields[] = {
    FIELD(Check, step),     FIELD_ENUM(Check, state, channel_check_state_words),
    FIELD(Check, reason),   FIELD(Check, errcode),
    FIELD(Check, errmsg),   FIELD(Check, detail),
    FIELD(Check, hint_key),
};
const Shape        check_shape           = SHAPE(Check, check_fields);
static const Field check_result_fields[] = {
    FIELD_LIST(CheckResult, checks, check_shape, .flags = 0),
    FIELD(CheckResult, corp_ok),
};
const Shape check_result_shape = SHAPE(CheckResult, check_result_fields);

void channel_check_set(Checking *c, size_t step, CheckState state, const char *reason,
                       const PlatformAnswer *answer)
{
    Check *check    = &c->checks[step];
    check->state    = state;
    check->reason   = str_of(reason);
    check->hint_key = str_of(reason);
    if (!answer) return;
    check->errcode = answer->errcode;
    check->errmsg  = answer->errmsg;
}

Code channel_check_run(Ctx *cx, const ConnectionDraft *draft, bool callback_verified,
                       CheckResult *out)
{
    Url              url;
    Checking         c    = { .cx = cx, .draft = draft, .base_url = str_trim(draft->base_url) };
    const CheckPlan *plan = draft->kind == CONNECTION_OA             ? &oa_check_plan
                            : draft->kind == CONNECTION_MINI_PROGRAM ? &oa_check_mini_plan
                                                                     : &wecom_check_plan;
    if (c.base_url.len == 0) c.base_url = channel_connection_own_url(draft->kind);
    while (str_ends(c.base_url, S("/"))) c.base_url.len--;
    if (url_parse(c.base_url, &url) != OK || url.query.ptr || url.fragment.ptr)
        return fail_field(cx, "connection.bad_url", S("base_url"), "http:// | https://");
    TRY(channel_connection_check_base(cx, c.base_url));
    c.checks = arena_make(cx->arena, Check, plan->count);
    for (size_t i = 0; i < plan->count; i++) c.checks[i].step = str_of(plan->steps[i]);
    plan->ask(&c);
    if (callback_verified)
        channel_check_set(&c, plan->count - 1, CHECK_OK, NULL, NULL);
    else
        channel_check_set(&c, plan->count - 1, CHECK_WAITING, "connection.callback_not_verified",
                          NULL);
    out->checks  = (Rows){ c.checks, plan->count };
    out->corp_ok = c.checks[0].state == CHECK_OK;
    return OK;
}

/* ---- a stored one ------------------------------------------------------------------ */

static Code note(Ctx *cx, const Connection *connection, const CheckResult *result)
{
    Str reason = { 0 };
    for (size_t i = 0; i < result->checks.count && reason.len == 0; i++) {
        const Check *check = ROWS_AT(Check, result->checks, i);
        if (check->state == CHECK_FAILED) reason = check->reason;
    }
    const ConnectionHealth health = reason.len == 0   ? HEALTH_GOOD
                                    : result->corp_ok ? HEALTH_WARNING
                                                      : HEALTH_BAD;
    const int64_t          ok_at  = result->corp_ok ? cx->now_ms : connection->last_api_ok_at_ms;
    const Str object = str_fmt(cx->arena, "connection:%lld", (long long)connection->id);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(cx, &channel_sql_connection_answered, NULL,
               ARGS(V(cx->tenant_id), V(connection->id), V(ok_at),
                    V(word_of(&connection_health_words, (int)health)), V(reason))));
    TRY(event_emit(cx, EV_CONNECTION_CHANGED, (EventDraft){ .object = object }));
    return cx_commit(cx, &txn);
}

Code channel_check_connection(Ctx *cx, ConnectionId id, CheckResult *out)
{
    Connection connection;
    TRY(channel_connection_get(cx, id, &connection));
    ConnectionDraft draft = { .kind     = connection.kind,
                              .corp_id  = connection.corp_id,
                              .agent_id = connection.agent_id,
                              .base_url = connection.base_url };
    TRY(secret_open(cx, S("connection.secret"), connection.app_secret_sealed, &draft.app_secret));
    if (connection.has_contact_secret)
        TRY(secret_open(cx, S("connection.secret"), connection.contact_secret_sealed,
                        &draft.contact_secret));
    TRY(channel_check_run(cx, &draft, connection.callback_verified_at_ms > 0, out));
    return note(cx, &connection, out);
}
