/* home_preference.c -- the rules of preferences: what a key is, how much fits. */
#include "home/home_sql.h"

#include <string.h>

enum { KEY_MAX = 100 };

static bool is_draft(Str key) { return str_starts(key, S("draft:")); }

static bool key_holds(Str key)
{
    const Str marks = S("._:-");
    for (size_t i = 0; i < key.len; i++) {
        const char c        = key.ptr[i];
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!is_plain && (i == 0 || memchr(marks.ptr, c, marks.len) == NULL)) return false;
    }
    return key.len > 0 && key.len <= KEY_MAX;
}

static Code find(Ctx *cx, Str key, Preference *out, bool *found)
{
    *out = (Preference){ .tenant_id = cx->tenant_id, .user_id = cx->user_id, .key = key };
    return cx_find(cx, &home_sql_preference_get, out, found,
                   ARGS(V(cx->tenant_id), V(cx->user_id), V(key)));
}

Code home_preference_get(Ctx *cx, Str key, Preference *out)
{
    bool found = false;
    REQUIRE(cx, key_holds(key), ERR_INVALID, "preference.bad_key");
    return find(cx, key, out, &found);
}

/* Room for a new one: drafts nobody came back to go first. */
static Code make_room(Ctx *cx)
{
    HomeNumber    count  = { 0 };
    const int64_t before = cx->now_ms - (int64_t)DRAFT_DAYS * MS_PER_DAY;
    TRY(cx_run(cx, &home_sql_preference_sweep, NULL,
               ARGS(V(cx->tenant_id), V(cx->user_id), V(before))));
    TRY(cx_one(cx, &home_sql_preference_count, &count, ARGS(V(cx->tenant_id), V(cx->user_id))));
    REQUIRE(cx, count.n < PREFERENCES_MAX, ERR_LIMIT, "preference.too_many");
    return OK;
}

Code home_preference_set(Ctx *cx, Str key, Str value, Preference *out)
{
    const size_t most  = is_draft(key) ? DRAFT_BYTES_MAX : PREFERENCE_BYTES_MAX;
    bool         found = false;
    REQUIRE(cx, key_holds(key), ERR_INVALID, "preference.bad_key");
    REQUIRE(cx, value.len <= most, ERR_INVALID, "preference.too_large");
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(find(cx, key, out, &found));
    if (value.len == 0 || str_equal(value, S("null"))) {
        TRY(cx_run(cx, &home_sql_preference_delete, NULL,
                   ARGS(V(cx->tenant_id), V(cx->user_id), V(key))));
    } else {
        if (!found) TRY(make_room(cx));
        TRY(cx_run(cx, &home_sql_preference_put, NULL,
                   ARGS(V(cx->tenant_id), V(cx->user_id), V(key), V(value), V(cx->now_ms))));
    }
    TRY(find(cx, key, out, &found));
    return cx_commit(cx, &txn);
}
