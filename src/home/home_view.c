/* home_view.c -- the rules of saved views. */
#include "home/home_sql.h"

Code home_view_list(Ctx *cx, Str page, Rows *views)
{
    return cx_list(cx, &home_sql_view_page, views, ARGS(V(cx->tenant_id), V(cx->user_id), V(page)));
}

static Code get(Ctx *cx, int64_t id, SavedView *out)
{
    TRY(cx_one(cx, &home_sql_view_by_id, out, ARGS(V(cx->tenant_id), V(cx->user_id), V(id))));
    ASSERT(out->tenant_id == cx->tenant_id);
    ASSERT(out->is_mine);
    return OK;
}

static Code check_name(Ctx *cx, Str page, Str name, int64_t id)
{
    HomeNumber same = { 0 };
    if (name.len == 0) return fail_field(cx, "shape.required", S("name"), NULL);
    TRY(cx_one(cx, &home_sql_view_named, &same,
               ARGS(V(cx->tenant_id), V(cx->user_id), V(page), V(name), V(id))));
    REQUIRE(cx, same.n == 0, ERR_CONFLICT, "saved_view.name_taken");
    return OK;
}

Code home_view_create(Ctx *cx, const SavedView *draft, SavedView *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    HomeNumber count = { 0 }, last = { 0 };
    SavedView  view    = *draft;
    view.id            = cx_new_id(cx);
    view.tenant_id     = cx->tenant_id;
    view.user_id       = cx->user_id;
    view.name          = str_trim(draft->name);
    view.query         = draft->query.ptr ? draft->query : S("");
    view.revision      = 1;
    view.created_at_ms = cx->now_ms;
    TRY(check_name(cx, view.page, view.name, 0));
    TRY(cx_one(cx, &home_sql_view_count, &count,
               ARGS(V(cx->tenant_id), V(cx->user_id), V(view.page))));
    REQUIRE(cx, count.n < SAVED_VIEWS_MAX, ERR_LIMIT, "saved_view.too_many");
    TRY(cx_one(cx, &home_sql_view_last, &last,
               ARGS(V(cx->tenant_id), V(cx->user_id), V(view.page))));
    view.sort = last.n + 1;
    TRY(cx_insert(cx, &home_sql_view, &view));
    TRY(get(cx, view.id, out));
    return cx_commit(cx, &txn);
}

Code home_view_update(Ctx *cx, SavedViewId id, int64_t revision, const SavedView *draft,
                      SavedView *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    SavedView known;
    int64_t   changed = 0;
    const Str name    = str_trim(draft->name);
    TRY(get(cx, id.v, &known));
    TRY(check_name(cx, known.page, name, id.v));
    TRY(cx_run(cx, &home_sql_view_update, &changed,
               ARGS(V(cx->tenant_id), V(cx->user_id), V(id.v), V(revision), V(name),
                    V(draft->query.ptr ? draft->query : S("")), V(draft->is_shared),
                    V(draft->sort))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "saved_view.changed_meanwhile");
    TRY(get(cx, id.v, out));
    return cx_commit(cx, &txn);
}

Code home_view_delete(Ctx *cx, SavedViewId id)
{
    SavedView known;
    TRY(get(cx, id.v, &known));
    return cx_run(cx, &home_sql_view_delete, NULL, ARGS(V(cx->tenant_id), V(cx->user_id), V(id.v)));
}
