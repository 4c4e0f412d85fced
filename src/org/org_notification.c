/* org_notification.c -- telling people: a row for each user, one event for open pages and
 * for the platform's app messages. */
#include "org/org_notice.h"
#include "org/org_role.h"
#include "org/org_sql.h"
#include "wire/text_codec.h"

enum { PAYLOAD_MAX = 64 * 1024 };

/* One who is told: a user, a member of staff, or a user who is one. */
typedef struct Receiver {
    int64_t       user_id, staff_id;
    NoticeChannel channel;
    int64_t       due_ms; /* of the app message; 0 = now */
    Str           locale; /* absent = Chinese            */
} Receiver;

static void add(Vec *to, int64_t user_id, int64_t staff_id)
{
    for (size_t i = 0; i < to->count; i++)
        if (user_id != 0 && VEC_AT(*to, Receiver, i)->user_id == user_id) return;
    *VEC_ADD(to, Receiver) = (Receiver){ .user_id = user_id, .staff_id = staff_id };
}

static Code may_see(Ctx *cx, int64_t user_id, int64_t staff_id, bool *out)
{
    Ctx as      = *cx;
    as.scope_id = user_id;
    return org_scope_has(&as, (StaffId){ staff_id }, out);
}

static Code add_holders(Ctx *cx, const NotificationDraft *draft, Vec *to)
{
    Rows grants = { 0 };
    TRY(cx_list(cx, &org_sql_user_grants, &grants, ARGS(V(cx->tenant_id))));
    for (size_t i = 0; i < grants.count; i++) {
        const Grant        *one = ROWS_AT(Grant, grants, i);
        const PermissionSet set = org_role_grants(cx->arena, one->word, one->permission_json);
        if (!permission_in(&set, draft->to_holders_of)) continue;
        bool sees = one->scope == SCOPE_ALL || draft->of_staff_id == 0;
        if (!sees) TRY(may_see(cx, one->user_id, draft->of_staff_id, &sees));
        if (sees) add(to, one->user_id, one->key_id); /* the statement gives the staff id here */
    }
    return OK;
}

/* As each of them wants to be told; who wants not to is left out. */
static Code choose(Ctx *cx, Str kind, Vec *to)
{
    Rows                rows = { 0 };
    size_t              kept = 0;
    const NoticeChannel all  = org_notice_default(kind);
    TRY(org_notice_rows(cx, kind, &rows));
    for (size_t i = 0; i < to->count; i++) {
        Receiver one = *VEC_AT(*to, Receiver, i);
        one.channel  = all;
        for (size_t j = 0; j < rows.count; j++) {
            const NoticeRow *row = ROWS_AT(NoticeRow, rows, j);
            if (row->user_id != one.user_id) continue;
            if (row->channel != 0) one.channel = row->channel;
            one.due_ms = org_notice_due_ms(cx, row);
            one.locale = row->locale;
        }
        if (one.channel != NOTICE_OFF) *VEC_AT(*to, Receiver, kept++) = one;
    }
    to->count = kept;
    return OK;
}

static Code find_receivers(Ctx *cx, const NotificationDraft *draft, Vec *to)
{
    if (draft->user_id != 0) {
        User user;
        TRY(org_user_get(cx, (UserId){ draft->user_id }, &user));
        add(to, user.id, user.staff_id);
    }
    if (draft->staff_id != 0) {
        User user  = { 0 };
        bool found = false;
        TRY(org_user_find_by_staff(cx, (StaffId){ draft->staff_id }, &user, &found));
        add(to, found ? user.id : 0, draft->staff_id);
    }
    if (draft->to_holders_of != PERM_UNSET) TRY(add_holders(cx, draft, to));
    return choose(cx, draft->kind, to);
}

static Code insert_rows(Ctx *cx, const NotificationDraft *draft, const Vec *to, Str key)
{
    Vec     rows     = vec_of(cx->arena, Notification);
    int64_t inserted = 0;
    for (size_t i = 0; i < to->count; i++) {
        const int64_t user_id = VEC_AT(*to, Receiver, i)->user_id;
        if (user_id == 0) continue;
        *VEC_ADD(&rows, Notification) = (Notification){
            .id            = cx_new_id(cx),
            .tenant_id     = cx->tenant_id,
            .user_id       = user_id,
            .kind          = draft->kind,
            .severity      = draft->severity.len > 0 ? draft->severity : S("info"),
            .params        = draft->params.len > 0 ? draft->params : S("{}"),
            .link          = draft->link,
            .key           = key,
            .created_at_ms = cx->now_ms,
        };
    }
    return cx_insert_all(cx, &org_sql_notification, vec_rows(&rows), true, &inserted);
}

static void put_users(JsonOut *out, const Vec *to)
{
    json_key(out, S("user_ids"));
    json_open_array(out);
    for (size_t i = 0; i < to->count; i++) {
        const int64_t id = VEC_AT(*to, Receiver, i)->user_id;
        if (id != 0) json_put_id(out, id);
    }
    json_close_array(out);
}

/* Who gets an app message, and when. */
static void put_app(JsonOut *out, const Vec *to)
{
    json_key(out, S("app"));
    json_open_array(out);
    for (size_t i = 0; i < to->count; i++) {
        const Receiver *one = VEC_AT(*to, Receiver, i);
        if (one->channel != NOTICE_APP || one->staff_id == 0) continue;
        json_open_object(out);
        json_pair_id(out, S("staff_id"), one->staff_id);
        json_pair_i64(out, S("due_ms"), one->due_ms);
        if (one->locale.len > 0 && !str_equal(one->locale, S("zh-CN")))
            json_pair_str(out, S("locale"), one->locale);
        json_close_object(out);
    }
    json_close_array(out);
}

static Code payload_of(Ctx *cx, const NotificationDraft *draft, const Vec *to, Str *payload)
{
    JsonOut out = json_out(cx->arena, PAYLOAD_MAX);
    json_open_object(&out);
    put_users(&out, to);
    json_pair_id(&out, S("staff_id"), draft->staff_id);
    put_app(&out, to);
    json_pair_str(&out, S("kind"), draft->kind);
    json_pair_str(&out, S("severity"), draft->severity.len > 0 ? draft->severity : S("info"));
    json_key(&out, S("params"));
    json_put_raw(&out, draft->params.len > 0 ? draft->params : S("{}"));
    json_pair_str(&out, S("link"), draft->link);
    json_close_object(&out);
    if (json_out_done(&out, payload) != OK)
        return fail(cx, ERR_LIMIT, "notification.too_large", "%.*s", FMT(draft->kind));
    return OK;
}

Code org_notify(Ctx *cx, const NotificationDraft *draft)
{
    ASSERT(draft->kind.len > 0);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Vec       to = vec_of(cx->arena, Receiver);
    const Str key =
        draft->key.len > 0 ? draft->key : str_fmt(cx->arena, "%lld", (long long)cx_new_id(cx));
    Str payload;
    TRY(find_receivers(cx, draft, &to));
    TRY(insert_rows(cx, draft, &to, key));
    TRY(payload_of(cx, draft, &to, &payload));
    /* The event has the key as its id, so a repeat reaches nobody twice. */
    const Str short_key = key.len <= 80 ? key : digest_hex(cx->arena, sha256(key));
    const Str id        = str_fmt(cx->arena, "notification:%.*s", FMT(short_key));
    TRY(event_emit(cx, EV_NOTIFICATION_SENT, (EventDraft){ .id = id, .payload = payload }));
    return cx_commit(cx, &txn);
}

/* ---- reading -------------------------------------------------------------- */

Code org_notification_list(Ctx *cx, bool unread_only, Str cursor, int64_t limit, Rows *items,
                           Str *next_cursor, int64_t *unread_count)
{
    int64_t before = 0;
    TRY(page_keys(cx, cursor, INT64_MAX, &before, 1));
    const int64_t count  = page_limit(limit);
    OrgNumber     unread = { 0 };
    TRY(cx_list(cx, &org_sql_notification_page, items,
                ARGS(V(cx->tenant_id), V(cx->user_id), V(before), V(unread_only), V(count + 1))));
    TRY(cx_one(cx, &org_sql_notification_unread, &unread, ARGS(V(cx->tenant_id), V(cx->user_id))));
    *unread_count = unread.n;
    if ((int64_t)items->count <= count) return OK;
    items->count = (size_t)count;
    *next_cursor = page_cursor(cx->arena, &ROWS_AT(Notification, *items, count - 1)->id, 1);
    return OK;
}

Code org_notification_read(Ctx *cx, int64_t id)
{
    Notification known;
    TRY(cx_one(cx, &org_sql_notification_by_id, &known,
               ARGS(V(cx->tenant_id), V(cx->user_id), V(id))));
    return cx_run(cx, &org_sql_notification_read, NULL,
                  ARGS(V(cx->tenant_id), V(cx->user_id), V(id), V(cx->now_ms)));
}

Code org_notification_read_all(Ctx *cx)
{
    return cx_run(cx, &org_sql_notification_read_all, NULL,
                  ARGS(V(cx->tenant_id), V(cx->user_id), V(cx->now_ms)));
}

Code org_notification_sweep(Ctx *cx, int64_t before_ms, int64_t limit, int64_t *removed)
{
    return cx_run(cx, &org_sql_notification_sweep, removed,
                  ARGS(V(cx->tenant_id), V(before_ms), V(limit)));
}
