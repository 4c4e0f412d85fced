/* channel_health.c -- good, warning or bad, and whom to tell. */
#include "channel/channel_health.h"

#include "channel/channel_sql.h"

enum { NOTE_EVERY_MS = MS_PER_MINUTE };

/* What concerns the whole connection, not one permission of it. */
static const char *const whole[] = {
    "connection.unreachable",    "connection.wrong_secret", "connection.wrong_corp",
    "connection.ip_not_trusted", "wecom.bad_answer",        "wecom.bad_token",
    "oa.wrong_secret",           "oa.wrong_app_id",         "oa.ip_not_listed",
    "oa.secret_frozen",          "oa.ip_to_confirm",        "oa.quota_used_up",
};

bool channel_health_is_whole(Str reason)
{
    for (size_t i = 0; i < COUNT(whole); i++)
        if (str_equal(reason, str_of(whole[i]))) return true;
    return false;
}

static Code emit_changed(Ctx *cx, const Connection *connection)
{
    return event_emit(
        cx, EV_CONNECTION_CHANGED,
        (EventDraft){ .object = str_fmt(cx->arena, "connection:%lld", (long long)connection->id) });
}

static Code note_good(Ctx *cx, const Connection *connection)
{
    const bool mends =
        connection->health_reason.len > 0 && channel_health_is_whole(connection->health_reason);
    const bool first = connection->health == HEALTH_UNKNOWN;
    if (!mends && !first && cx->now_ms - connection->last_api_ok_at_ms < NOTE_EVERY_MS) return OK;
    const bool stays_bad = connection->health_reason.len > 0 && !mends;
    const Str  health =
        word_of(&connection_health_words, (int)(stays_bad ? connection->health : HEALTH_GOOD));
    const Str reason = stays_bad ? connection->health_reason : (Str){ 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(
        cx, &channel_sql_connection_answered, NULL,
        ARGS(V(connection->tenant_id), V(connection->id), V(cx->now_ms), V(health), V(reason))));
    if (mends || first) TRY(emit_changed(cx, connection));
    return cx_commit(cx, &txn);
}

static Code tell(Ctx *cx, const Connection *connection, const PlatformAnswer *answer)
{
    JsonOut out    = json_out(cx->arena, 4096);
    Str     params = { 0 };
    json_open_object(&out);
    json_pair_str(&out, S("name"), connection->name);
    json_pair_str(&out, S("reason"), str_of(answer->reason));
    json_pair_str(&out, S("detail"), answer->errmsg);
    json_close_object(&out);
    if (json_out_done(&out, &params) != OK) params = S("{}");
    /* Once per reason and day, however many calls fail. */
    const Str key = str_fmt(cx->arena, "connection.failed:%lld:%s:%lld", (long long)connection->id,
                            answer->reason, (long long)(cx->now_ms / MS_PER_DAY));
    return org_notify(
        cx, &(NotificationDraft){
                .kind          = S("connection.failed"),
                .severity      = S("error"),
                .to_holders_of = PERM_CONNECTION_WRITE,
                .params        = params,
                .link          = str_fmt(cx->arena, "/connections/%lld", (long long)connection->id),
                .key           = key,
            });
}

static Code note_failure(Ctx *cx, const Connection *connection, const PlatformAnswer *answer)
{
    const bool warns = !answer->tells && (answer->errcode == PLATFORM_UNREACHABLE ||
                                          answer->errcode == PLATFORM_BAD_ANSWER);
    if (!answer->tells && !warns) return OK;
    if (str_equal(connection->health_reason, str_of(answer->reason))) return OK;
    /* A passing silence must not cover what a person has still to mend. */
    if (warns && connection->health == HEALTH_BAD) return OK;
    const ConnectionHealth health = answer->tells ? HEALTH_BAD : HEALTH_WARNING;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    int64_t changed = 0;
    TRY(cx_run(cx, &channel_sql_connection_ailing, &changed,
               ARGS(V(connection->tenant_id), V(connection->id),
                    V(word_of(&connection_health_words, (int)health)), V(str_of(answer->reason)))));
    if (changed > 0) TRY(emit_changed(cx, connection));
    if (changed > 0 && answer->tells) TRY(tell(cx, connection, answer));
    return cx_commit(cx, &txn);
}

Code channel_health_note(Ctx *cx, const Connection *connection, const PlatformAnswer *answer)
{
    if (answer->class == PLATFORM_OK) return note_good(cx, connection);
    return note_failure(cx, connection, answer);
}
