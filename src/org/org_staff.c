/* org_staff.c -- staff and departments as read by others; org_sync.c writes them. */
#include "org/org_sql.h"

enum { NAMES_BYTES_MAX = 2000 };

static Str lower(Arena *arena, Str userid)
{
    char *text = arena_make(arena, char, userid.len + 1);
    for (size_t i = 0; i < userid.len; i++) {
        const char c = userid.ptr[i];
        text[i]      = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (Str){ text, userid.len };
}

/* ---- reading -------------------------------------------------------------- */

/* Sets department_ids and department_names of a page; both lists are ordered by id. */
static Code fill_departments(Ctx *cx, Rows *staff)
{
    int64_t *ids = arena_make(cx->arena, int64_t, staff->count);
    for (size_t i = 0; i < staff->count; i++) ids[i] = ROWS_AT(Staff, *staff, i)->id;
    Rows places = { 0 };
    TRY(cx_list(cx, &org_sql_memberships, &places,
                ARGS(V(cx->tenant_id), V(json_ids(cx->arena, (Ids){ ids, staff->count })))));
    int64_t *of = arena_make(cx->arena, int64_t, places.count);
    size_t   at = 0;
    for (size_t i = 0; i < staff->count; i++) {
        Staff       *one   = ROWS_AT(Staff, *staff, i);
        const size_t first = at;
        StrBuf       names = strbuf(cx->arena, NAMES_BYTES_MAX);
        for (; at < places.count && ROWS_AT(OrgName, places, at)->id == one->id; at++) {
            of[at] = ROWS_AT(OrgName, places, at)->of;
            if (at > first) strbuf_add(&names, S("、"));
            strbuf_add(&names, ROWS_AT(OrgName, places, at)->name);
        }
        one->department_ids   = (Ids){ of + first, at - first };
        one->department_names = strbuf_str(&names);
    }
    return OK;
}

Code org_staff_get(Ctx *cx, StaffId id, Staff *out)
{
    TRY(cx_one(cx, &org_sql_staff_by_id, out, ARGS(V(cx->tenant_id), V(id.v), V(cx->scope_id))));
    ASSERT(out->tenant_id == cx->tenant_id);
    return fill_departments(cx, &(Rows){ out, 1 });
}

Code org_staff_find(Ctx *cx, StaffId id, Staff *out)
{
    bool found = false;
    *out       = (Staff){ 0 };
    return cx_find(cx, &org_sql_staff_by_id, out, &found,
                   ARGS(V(cx->tenant_id), V(id.v), V(cx->scope_id)));
}

Code org_staff_find_by_userid(Ctx *cx, int64_t connection_id, Str userid, Staff *out, bool *found)
{
    return cx_find(cx, &org_sql_staff_by_userid, out, found,
                   ARGS(V(cx->tenant_id), V(connection_id), V(lower(cx->arena, userid))));
}

Code org_staff_list_by_ids(Ctx *cx, Ids ids, Rows *staff)
{
    ASSERT(ids.count <= 1000);
    return cx_list(cx, &org_sql_staff_by_ids, staff,
                   ARGS(V(cx->tenant_id), V(json_ids(cx->arena, ids)), V(cx->scope_id)));
}

Code org_staff_list(Ctx *cx, const StaffFilter *filter, Rows *staff, Str *next_cursor)
{
    int64_t after = 0;
    TRY(page_keys(cx, filter->cursor, 0, &after, 1));
    const int64_t count = page_limit(filter->limit);
    const Str status = filter->status ? word_of(&staff_status_words, (int)filter->status) : S("");
    TRY(cx_list(cx, &org_sql_staff_page, staff,
                ARGS(V(cx->tenant_id), V(after), V(like_anywhere(cx->arena, filter->q)),
                     V(filter->department_id), V(filter->store_id), V(status), V(count + 1),
                     V(cx->scope_id))));
    if ((int64_t)staff->count > count) {
        staff->count = (size_t)count;
        *next_cursor = page_cursor(cx->arena, &ROWS_AT(Staff, *staff, count - 1)->id, 1);
    }
    return fill_departments(cx, staff);
}

Code org_staff_list_contacts(Ctx *cx, int64_t connection_id, int64_t after_id, int64_t limit,
                             Rows *staff)
{
    return cx_list(cx, &org_sql_staff_contacts, staff,
                   ARGS(V(cx->tenant_id), V(connection_id), V(after_id), V(limit)));
}

Code org_staff_count(Ctx *cx, int64_t connection_id, int64_t *count)
{
    OrgNumber number = { 0 };
    TRY(cx_one(cx, &org_sql_staff_count, &number, ARGS(V(cx->tenant_id), V(connection_id))));
    *count = number.n;
    return OK;
}

Code org_staff_departments(Ctx *cx, StaffId id, Ids *department_ids)
{
    Rows pairs = { 0 };
    TRY(cx_list(cx, &org_sql_ancestors, &pairs, ARGS(V(cx->tenant_id), V(id.v))));
    int64_t *ids = arena_make(cx->arena, int64_t, pairs.count);
    for (size_t i = 0; i < pairs.count; i++) ids[i] = ROWS_AT(OrgPair, pairs, i)->a;
    *department_ids = (Ids){ ids, pairs.count };
    return OK;
}

/* ---- changing --------------------------------------------------------------- */

static Code emit_changed(Ctx *cx, int64_t staff_id)
{
    const Str object = str_fmt(cx->arena, "staff:%lld", (long long)staff_id);
    return event_emit(cx, EV_ORG_CHANGED,
                      (EventDraft){ .object = object, .payload = S("{\"what\":\"staff\"}") });
}

Code org_staff_set_store(Ctx *cx, StaffId id, int64_t revision, int64_t store_id, Staff *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Staff staff = { 0 };
    Store store = { 0 };
    bool  found = store_id == 0;
    TRY(org_staff_get(cx, id, &staff));
    if (!found)
        TRY(cx_find(cx, &org_sql_store_by_id, &store, &found,
                    ARGS(V(cx->tenant_id), V(store_id), V(cx->scope_id))));
    REQUIRE(cx, found, ERR_INVALID, "staff.unknown_store");
    int64_t changed = 0;
    TRY(cx_run(cx, &org_sql_staff_set_store, &changed,
               ARGS(V(cx->tenant_id), V(id.v), V(revision), V(store_id), V(cx->now_ms))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "staff.changed_meanwhile");
    TRY(org_scope_refresh(cx, (UserId){ 0 }));
    TRY(emit_changed(cx, id.v));
    TRY(org_staff_get(cx, id, out));
    return cx_commit(cx, &txn);
}

Code org_staff_add_customers(Ctx *cx, StaffId id, int64_t delta)
{
    return memo_add(cx, &org_sql_staff_add_customers, id.v, delta);
}

Code org_staff_mark_left(Ctx *cx, int64_t connection_id, Str userid)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    int64_t changed = 0;
    TRY(cx_run(
        cx, &org_sql_staff_left, &changed,
        ARGS(V(cx->tenant_id), V(connection_id), V(lower(cx->arena, userid)), V(cx->now_ms))));
    if (changed > 0) {
        Staff staff = { 0 };
        bool  found = false;
        TRY(org_staff_find_by_userid(cx, connection_id, userid, &staff, &found));
        TRY(emit_changed(cx, staff.id));
        TRY(org_user_follow_staff(cx));
    }
    return cx_commit(cx, &txn);
}

Code org_staff_store(Ctx *cx, StaffId id, Store *out, bool *found)
{
    return cx_find(cx, &org_sql_store_of_staff, out, found,
                   ARGS(V(cx->tenant_id), V(id.v), V(cx->scope_id)));
}
