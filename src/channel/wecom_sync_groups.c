/* wecom_sync_groups.c -- the groups of a corp, owner by owner: the platform refuses to list all at
 * once for more than 1,000 people.  The groups themselves are read by effects; the job does not
 * wait for them. */
#include "channel/wecom_sync_groups.h"

#include "channel/wecom_group.h"

enum { LIST_PAGE = 500, PAYLOAD_MAX = 64 * 1024, BODY_MAX = 32 * 1024 };

static Str list_body(Ctx *cx, Rows owners, Str cursor)
{
    JsonOut out  = json_out(cx->arena, BODY_MAX);
    Str     body = S("{}");
    json_open_object(&out);
    json_pair_i64(&out, S("status_filter"), 0);
    json_key(&out, S("owner_filter"));
    json_open_object(&out);
    json_key(&out, S("userid_list"));
    json_open_array(&out);
    for (size_t i = 0; i < owners.count; i++) json_put_str(&out, ROWS_AT(Staff, owners, i)->userid);
    json_close_array(&out);
    json_close_object(&out);
    json_pair_str(&out, S("cursor"), cursor.ptr ? cursor : S(""));
    json_pair_i64(&out, S("limit"), LIST_PAGE);
    json_close_object(&out);
    IGNORE(json_out_done(&out, &body)); /* too long for us is malformed for the platform */
    return body;
}

/* `groups` are those of a page; none and `is_last` tell that all were seen. */
static Code tell(SyncStep *step, JsonItems groups, bool is_last)
{
    Ctx    *cx      = step->cx;
    JsonOut out     = json_out(cx->arena, PAYLOAD_MAX);
    Str     payload = { 0 };
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), step->connection.id);
    json_pair_i64(&out, S("began_ms"), step->at.began_ms);
    json_pair_bool(&out, S("is_last"), is_last);
    json_key(&out, S("groups"));
    json_open_array(&out);
    for (size_t i = 0; i < groups.count; i++) {
        json_open_object(&out);
        json_pair_str(&out, S("chat_id"), json_str(&groups.at[i], S("chat_id")));
        json_pair_i64(&out, S("status"), json_i64(&groups.at[i], S("status"), 0));
        json_close_object(&out);
    }
    json_close_array(&out);
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &payload));
    const Str where =
        str_fmt(cx->arena, "%lld:%.*s", (long long)step->at.after_staff_id, FMT(step->at.cursor));
    return event_emit(
        cx, EV_PLATFORM_GROUPS_LISTED,
        (EventDraft){ .id = str_fmt(cx->arena, "groups:%lld:%.*s", (long long)step->job->id,
                                    FMT(digest_hex(cx->arena, sha256(where)))),
                      .object =
                          str_fmt(cx->arena, "connection:%lld", (long long)step->connection.id),
                      .source  = S("wecom"),
                      .payload = payload });
}

static Code write_page(SyncStep *step, JsonItems groups)
{
    const Str key = str_fmt(step->cx->arena, "sync:%lld", (long long)step->job->id);
    if (groups.count > 0) TRY(tell(step, groups, false));
    for (size_t i = 0; i < groups.count; i++)
        TRY(wecom_group_put_read(step->cx, &step->connection, json_str(&groups.at[i], S("chat_id")),
                                 key, 0));
    return OK;
}

/* After the last owner. */
static Code finish(SyncStep *step)
{
    TXN(txn);
    TRY(cx_begin(step->cx, &txn));
    TRY(tell(step, (JsonItems){ 0 }, true));
    TRY(wecom_sync_finish_phase(step));
    return cx_commit(step->cx, &txn);
}

Code wecom_sync_groups(SyncStep *step)
{
    Ctx           *cx     = step->cx;
    PlatformAnswer answer = { .class = PLATFORM_OK };
    Rows           owners = { 0 };
    if (step->at.began_ms == 0) step->at.began_ms = cx->services->clock();
    TRY(org_staff_list_contacts(cx, step->connection.id, step->at.after_staff_id, SYNC_USERS_MAX,
                                &owners));
    if (owners.count == 0) return finish(step);
    const PlatformCall call = { .app  = WECOM_CONTACT,
                                .path = S("/cgi-bin/externalcontact/groupchat/list"),
                                .body = list_body(cx, owners, step->at.cursor) };
    TRY(platform_api_call(cx, &step->connection, &call, &answer));
    if (answer.class != PLATFORM_OK) return wecom_sync_refused(step, &answer);
    const Str next = json_str(answer.json, S("next_cursor"));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(write_page(step, json_items(answer.json, S("group_chat_list"))));
    step->at.cursor = next.len > 0 ? next : (Str){ 0 };
    if (next.len == 0) step->at.after_staff_id = ROWS_AT(Staff, owners, owners.count - 1)->id;
    TRY(wecom_sync_save(step));
    return cx_commit(cx, &txn);
}
