/* org_tree.c -- the tree of regions and stores: read, and brought into another order. */
#include "org/org_tree.h"

#include "org/org_store.h"
#include "org/org_tree_sql.h"

Code org_tree_get(Ctx *cx, OrgTree *out)
{
    TRY(org_region_list(cx, &out->regions));
    TRY(org_tree_sql_stores(cx, &out->stores));
    return org_tree_sql_unplaced(cx, &out->unplaced_count);
}

Code org_tree_changed(Ctx *cx, const char *what, int64_t changed)
{
    const Str payload =
        str_fmt(cx->arena, "{\"what\":\"%s\",\"changed\":%lld}", what, (long long)changed);
    return event_emit(cx, EV_ORG_CHANGED,
                      (EventDraft){ .object = S("tenant"), .payload = payload });
}

/* ---- moving ----------------------------------------------------------------- */

/* Gives the siblings the numbers 1, 2, ... with a gap before `before_id`; `*sort` is the gap's.
 * Whose number is right already is not written. */
static Code open_gap(Ctx *cx, Rows siblings, int64_t before_id,
                     Code (*set_sort)(Ctx *cx, int64_t id, int64_t sort), int64_t *sort)
{
    *sort        = 0;
    int64_t next = 1;
    for (size_t i = 0; i < siblings.count; i++) {
        const OrgPair *one = ROWS_AT(OrgPair, siblings, i);
        if (one->a == before_id) *sort = next++;
        if (one->b != next) TRY(set_sort(cx, one->a, next));
        next++;
    }
    if (before_id == 0) *sort = next;
    return OK;
}

Code org_tree_move_region(Ctx *cx, RegionId id, int64_t revision, Move move, Region *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(org_tree_sql_lock(cx)); /* two moves at once must not make a circle together */
    TRY(org_store_region(cx, id.v, out));
    const int64_t from = out->parent_id;
    TRY(org_store_check_parent(cx, id.v, move.parent_id));
    Rows    siblings = { 0 };
    int64_t sort = 0, changed = 0;
    TRY(org_tree_sql_regions_of(cx, move.parent_id, id.v, &siblings));
    TRY(open_gap(cx, siblings, move.before_id, org_tree_sql_sort_region, &sort));
    REQUIRE(cx, sort > 0, ERR_INVALID, "region.unknown_before");
    TRY(org_tree_sql_move_region(cx, id.v, revision, (OrgPair){ move.parent_id, sort }, &changed));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "region.changed_meanwhile");
    if (from != move.parent_id) TRY(org_scope_refresh(cx, (UserId){ 0 }));
    TRY(org_tree_changed(cx, "region", 1));
    TRY(org_store_region(cx, id.v, out));
    return cx_commit(cx, &txn);
}

Code org_tree_move_store(Ctx *cx, StoreId id, int64_t revision, Move move, Store *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(org_tree_sql_lock(cx));
    TRY(org_store_get(cx, id, out));
    const int64_t from = out->region_id;
    TRY(org_store_check_region(cx, move.parent_id, "store.unknown_region"));
    Rows    siblings = { 0 };
    int64_t sort = 0, changed = 0;
    TRY(org_tree_sql_stores_of(cx, move.parent_id, id.v, &siblings));
    TRY(open_gap(cx, siblings, move.before_id, org_tree_sql_sort_store, &sort));
    REQUIRE(cx, sort > 0, ERR_INVALID, "store.unknown_before");
    TRY(org_tree_sql_move_store(cx, id.v, revision, (OrgPair){ move.parent_id, sort }, &changed));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "store.changed_meanwhile");
    if (from != move.parent_id) TRY(org_scope_refresh(cx, (UserId){ 0 }));
    TRY(org_tree_changed(cx, "store", 1));
    TRY(org_store_get(cx, id, out));
    return cx_commit(cx, &txn);
}

/* ---- staff into a store ------------------------------------------------------ */

Code org_tree_place_staff(Ctx *cx, const Placement *placement, Placed *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(org_tree_sql_lock(cx)); /* the store does not go meanwhile */
    if (placement->store_id != 0) {
        Store store;
        if (org_store_get(cx, (StoreId){ placement->store_id }, &store) != OK) {
            if (cx->err.code != ERR_NOT_FOUND) return cx->err.code;
            forgive(cx);
            return fail(cx, ERR_INVALID, "staff.unknown_store", "store %lld",
                        (long long)placement->store_id);
        }
    }
    TRY(org_tree_sql_place(cx, placement->staff_ids, placement->store_id, &out->changed));
    if (out->changed > 0) {
        TRY(org_scope_refresh(cx, (UserId){ 0 }));
        TRY(org_tree_changed(cx, "staff", out->changed));
    }
    return cx_commit(cx, &txn);
}
