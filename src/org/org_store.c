/* org_store.c -- stores and the regions they lie in. */
#include "org/org_store.h"

#include "org/org_scope_sql.h"
#include "org/org_tree_sql.h"

/* ---- regions -------------------------------------------------------------- */

Code org_region_list(Ctx *cx, Rows *regions)
{
    TRY(cx_list(cx, &org_sql_regions, regions, ARGS(V(cx->tenant_id), V(cx->scope_id))));
    if (cx->scope_id == 0) return OK;
    /* What lies outside the scope is no parent either. */
    IdMap *seen = idmap_new(cx->arena);
    for (size_t i = 0; i < regions->count; i++)
        (void)idmap_put(seen, ROWS_AT(Region, *regions, i)->id, cx);
    for (size_t i = 0; i < regions->count; i++) {
        Region *one = ROWS_AT(Region, *regions, i);
        if (one->parent_id != 0 && !idmap_find(seen, one->parent_id)) one->parent_id = 0;
    }
    return OK;
}

Code org_store_region(Ctx *cx, int64_t id, Region *out)
{
    TRY(cx_one(cx, &org_sql_region_by_id, out, ARGS(V(cx->tenant_id), V(id), V(cx->scope_id))));
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code org_store_check_region(Ctx *cx, int64_t region_id, const char *reason)
{
    Region region = { 0 };
    bool   found  = region_id == 0;
    if (!found)
        TRY(cx_find(cx, &org_sql_region_by_id, &region, &found,
                    ARGS(V(cx->tenant_id), V(region_id), V(cx->scope_id))));
    if (!found) return fail(cx, ERR_INVALID, reason, "region %lld", (long long)region_id);
    return OK;
}

Code org_region_create(Ctx *cx, const Region *draft, Region *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(org_scope_sql_lock(cx)); /* the region above does not go meanwhile */
    TRY(org_store_check_region(cx, draft->parent_id, "region.unknown_parent"));
    const Region region = { .id        = cx_new_id(cx),
                            .tenant_id = cx->tenant_id,
                            .parent_id = draft->parent_id,
                            .name      = str_trim(draft->name),
                            .sort      = draft->sort,
                            .revision  = 1 };
    TRY(cx_insert(cx, &org_sql_region, &region));
    TRY(org_store_region(cx, region.id, out));
    return cx_commit(cx, &txn);
}

Code org_store_check_parent(Ctx *cx, int64_t id, int64_t parent_id)
{
    OrgNumber above = { 0 };
    TRY(org_store_check_region(cx, parent_id, "region.unknown_parent"));
    if (parent_id == 0) return OK;
    TRY(cx_one(cx, &org_sql_region_is_above, &above, ARGS(V(cx->tenant_id), V(parent_id), V(id))));
    REQUIRE(cx, above.n == 0, ERR_CONFLICT, "region.cycle");
    return OK;
}

Code org_region_update(Ctx *cx, RegionId id, int64_t revision, const Region *draft, Region *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Region known;
    TRY(org_tree_sql_lock(cx)); /* two changes at once must not make a circle together */
    TRY(org_store_region(cx, id.v, &known));
    TRY(org_store_check_parent(cx, id.v, draft->parent_id));
    int64_t changed = 0;
    TRY(cx_run(cx, &org_sql_region_update, &changed,
               ARGS(V(cx->tenant_id), V(id.v), V(revision), V(draft->parent_id),
                    V(str_trim(draft->name)), V(draft->sort))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "region.changed_meanwhile");
    if (known.parent_id != draft->parent_id) TRY(org_scope_refresh(cx, (UserId){ 0 }));
    TRY(org_store_region(cx, id.v, out));
    return cx_commit(cx, &txn);
}

Code org_region_delete(Ctx *cx, RegionId id, int64_t revision)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Region    region;
    OrgNumber below = { 0 };
    TRY(org_scope_sql_lock(cx)); /* nothing is put into it meanwhile */
    TRY(org_store_region(cx, id.v, &region));
    TRY(cx_one(cx, &org_sql_region_children, &below, ARGS(V(cx->tenant_id), V(id.v))));
    REQUIRE(cx, region.store_count == 0, ERR_CONFLICT, "region.has_stores");
    REQUIRE(cx, below.n == 0, ERR_CONFLICT, "region.has_regions");
    int64_t changed = 0;
    TRY(cx_run(cx, &org_sql_region_delete, &changed, ARGS(V(cx->tenant_id), V(id.v), V(revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "region.changed_meanwhile");
    return cx_commit(cx, &txn);
}

/* ---- stores ----------------------------------------------------------------- */

Code org_store_get(Ctx *cx, StoreId id, Store *out)
{
    TRY(cx_one(cx, &org_sql_store_by_id, out, ARGS(V(cx->tenant_id), V(id.v), V(cx->scope_id))));
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code org_store_list(Ctx *cx, const StoreFilter *filter, Rows *stores, Str *next_cursor)
{
    int64_t after = 0;
    TRY(page_keys(cx, filter->cursor, 0, &after, 1));
    const int64_t count = page_limit(filter->limit);
    TRY(cx_list(cx, &org_sql_store_page, stores,
                ARGS(V(cx->tenant_id), V(after), V(like_anywhere(cx->arena, filter->q)),
                     V(filter->region_id), V(count + 1), V(cx->scope_id))));
    if ((int64_t)stores->count <= count) return OK;
    stores->count = (size_t)count;
    *next_cursor  = page_cursor(cx->arena, &ROWS_AT(Store, *stores, count - 1)->id, 1);
    return OK;
}

bool org_store_hours_hold(Str hours)
{
    int32_t   from = 0, until = 0;
    Str       rest  = hours;
    const Str first = str_cut(&rest, '-');
    return clock_parse(str_trim(first), &from) && rest.ptr && clock_parse(str_trim(rest), &until) &&
           from != until && from < MINUTES_PER_DAY;
}

static Code check_store(Ctx *cx, const Store *store)
{
    OrgNumber same = { 0 };
    REQUIRE(cx, store->hours.len == 0 || org_store_hours_hold(store->hours), ERR_INVALID,
            "store.bad_hours");
    TRY(org_store_check_region(cx, store->region_id, "store.unknown_region"));
    TRY(cx_one(cx, &org_sql_store_code_count, &same,
               ARGS(V(cx->tenant_id), V(store->code), V(store->id))));
    REQUIRE(cx, same.n == 0, ERR_CONFLICT, "store.code_taken");
    return OK;
}

Code org_store_create(Ctx *cx, const Store *draft, Store *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Store store     = *draft;
    store.id        = cx_new_id(cx);
    store.tenant_id = cx->tenant_id;
    store.code      = str_trim(draft->code);
    store.name      = str_trim(draft->name);
    store.revision  = 1;
    TRY(org_scope_sql_lock(cx)); /* its region does not go meanwhile */
    TRY(check_store(cx, &store));
    TRY(org_tree_sql_next_sort(cx, store.region_id, &store.sort));
    TRY(cx_insert(cx, &org_sql_store, &store));
    TRY(org_store_get(cx, (StoreId){ store.id }, out));
    return cx_commit(cx, &txn);
}

Code org_store_update(Ctx *cx, StoreId id, int64_t revision, const Store *draft, Store *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Store known;
    TRY(org_scope_sql_lock(cx));
    TRY(org_store_get(cx, id, &known));
    Store store = *draft;
    store.id    = id.v;
    store.code  = str_trim(draft->code);
    TRY(check_store(cx, &store));
    int64_t changed = 0;
    TRY(cx_run(cx, &org_sql_store_update, &changed,
               ARGS(V(cx->tenant_id), V(id.v), V(revision), V(store.code), V(str_trim(store.name)),
                    V(store.region_id), V(store.address), V(store.phone), V(store.longitude),
                    V(store.latitude), V(store.hours), V(store.is_open))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "store.changed_meanwhile");
    if (known.region_id != store.region_id) TRY(org_scope_refresh(cx, (UserId){ 0 }));
    TRY(org_store_get(cx, id, out));
    return cx_commit(cx, &txn);
}

Code org_store_delete(Ctx *cx, StoreId id, int64_t revision)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Store store;
    TRY(org_scope_sql_lock(cx)); /* nobody is placed in it meanwhile */
    TRY(org_store_get(cx, id, &store));
    REQUIRE(cx, store.staff_count == 0, ERR_CONFLICT, "store.has_staff");
    int64_t changed = 0;
    TRY(cx_run(cx, &org_sql_store_delete, &changed, ARGS(V(cx->tenant_id), V(id.v), V(revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "store.changed_meanwhile");
    return cx_commit(cx, &txn);
}
