/* org_tree_sql.c -- statements of the tree of regions and stores, and of the imports. */
#include "org/org_tree_sql.h"

#include "org/store_scope_sql.h"

// clang-format off
static const Field tree_store_fields[] = {
    FIELD_ID(TreeStore, id,             .flags = SERVER_SET),
    FIELD_ID(TreeStore, region_id,      .flags = SERVER_SET),
    FIELD   (TreeStore, code),
    FIELD   (TreeStore, name),
    FIELD   (TreeStore, is_open),
    FIELD   (TreeStore, sort),
    FIELD   (TreeStore, staff_count),
    FIELD   (TreeStore, customer_count),
    FIELD   (TreeStore, revision),
};
const Shape tree_store_shape = SHAPE(TreeStore, tree_store_fields);

static const Field tree_fields[] = {
    FIELD_LIST(OrgTree, regions, region_shape),
    FIELD_LIST(OrgTree, stores,  tree_store_shape),
    FIELD     (OrgTree, unplaced_count),
};
const Shape org_tree_shape = SHAPE(OrgTree, tree_fields);

static const Field move_fields[] = {
    FIELD_ID(Move, parent_id, .flags = 0, .about = "The region it goes into; absent = the top"),
    FIELD_ID(Move, before_id, .flags = 0, .about = "The sibling it goes before; absent = at the end"),
};
const Shape move_shape = SHAPE(Move, move_fields);

static const Field placement_fields[] = {
    FIELD_WITH(Placement, staff_ids, .flags = REQUIRED, .min = 1, .max = 1000),
    FIELD_ID  (Placement, store_id,  .flags = 0),
};
const Shape placement_shape = SHAPE(Placement, placement_fields);
static const Field placed_fields[] = { FIELD(Placed, changed) };
const Shape placed_shape = SHAPE(Placed, placed_fields);

static const Field staff_place_fields[] = {
    FIELD(StaffPlace, id), FIELD(StaffPlace, store_id), FIELD(StaffPlace, userid), FIELD(StaffPlace, userid_key), FIELD(StaffPlace, name),
};
static const Shape staff_place_shape = SHAPE(StaffPlace, staff_place_fields);
// clang-format on

/* Members the caller may see, $2 being cx->scope_id; then the member's id and two brackets. */
#define SEEN                                                               \
    " AND (CAST($2 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM org_scope sees" \
    " WHERE sees.tenant_id = $1 AND sees.user_id = $2 AND sees.staff_id = "

/* ---- reading ---------------------------------------------------------------- */

static const Query lock = {
    .name   = "tree.lock",
    .sql    = "SELECT id AS n FROM tenant WHERE id = $1 {for_update}",
    .out    = &org_number_shape,
    .global = true,
};
static const Query stores = {
    .name = "tree.stores",
    .sql  = "SELECT s.id, s.region_id, s.code, s.name, s.is_open, s.sort, s.revision,"
            " coalesce(n.staff_count, 0) AS staff_count,"
            " coalesce(n.customer_count, 0) AS customer_count"
            " FROM store s LEFT JOIN (SELECT store_id, count(*) AS staff_count,"
            "  CAST(sum(customer_count) AS BIGINT) AS customer_count FROM staff"
            "  WHERE tenant_id = $1 AND store_id <> 0 AND status <> 'left'" SEEN
           "staff.id)) GROUP BY store_id) n"
           " ON n.store_id = s.id"
           " WHERE s.tenant_id = $1" SEES_STORE(
               "$2", "s") " ORDER BY s.region_id, s.sort, s.id LIMIT 10000",
    .out = &tree_store_shape,
};
static const Query full_stores = {
    .name = "tree.full_stores",
    .sql  = "SELECT {cols} FROM store WHERE tenant_id = $1 ORDER BY id LIMIT 10000",
    .out  = &store_shape,
};
static const Query unplaced = {
    .name = "tree.unplaced",
    .sql  = "SELECT count(*) AS n FROM staff"
            " WHERE tenant_id = $1 AND store_id = 0 AND status <> 'left'" SEEN "staff.id))",
    .out  = &org_number_shape,
};
static const Query regions_of = {
    .name = "tree.regions_of",
    .sql  = "SELECT id AS a, sort AS b FROM region"
            " WHERE tenant_id = $1 AND parent_id = $2 AND id <> $3 ORDER BY sort, id LIMIT 10000",
    .out  = &org_pair_shape,
};
static const Query stores_of = {
    .name = "tree.stores_of",
    .sql  = "SELECT id AS a, sort AS b FROM store"
            " WHERE tenant_id = $1 AND region_id = $2 AND id <> $3 ORDER BY sort, id LIMIT 10000",
    .out  = &org_pair_shape,
};
static const Query next_sort = {
    .name = "tree.next_sort",
    .sql  = "SELECT coalesce(max(sort), 0) + 1 AS n FROM store"
            " WHERE tenant_id = $1 AND region_id = $2",
    .out  = &org_number_shape,
};
static const Query staff = {
    .name = "tree.staff",
    .sql  = "SELECT {cols} FROM staff WHERE tenant_id = $1 AND status <> 'left'" SEEN
           "staff.id)) ORDER BY id LIMIT 1000000",
    .out = &staff_place_shape,
};
static const Query memberships = {
    .name = "tree.memberships",
    .sql  = "SELECT sd.staff_id AS a, sd.department_id AS b FROM staff_department sd"
            " JOIN staff s ON s.tenant_id = sd.tenant_id AND s.id = sd.staff_id"
            " WHERE sd.tenant_id = $1 AND s.status <> 'left'" SEEN
           "s.id)) ORDER BY sd.staff_id LIMIT 2000000",
    .out = &org_pair_shape,
};

/* ---- changing --------------------------------------------------------------- */

static const Query sort_region = {
    .name = "tree.sort_region",
    .sql  = "UPDATE region SET sort = $3 WHERE tenant_id = $1 AND id = $2",
};
static const Query sort_store = {
    .name = "tree.sort_store",
    .sql  = "UPDATE store SET sort = $3 WHERE tenant_id = $1 AND id = $2",
};
static const Query move_region = {
    .name = "tree.move_region",
    .sql  = "UPDATE region SET parent_id = $4, sort = $5, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};
static const Query move_store = {
    .name = "tree.move_store",
    .sql  = "UPDATE store SET region_id = $4, sort = $5, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};
static const Query place = {
    .name = "tree.place",
    .sql  = "UPDATE staff SET store_id = $4, updated_at_ms = $5, revision = revision + 1"
            " WHERE tenant_id = $1 AND store_id <> $4 AND id IN"
            " (SELECT value FROM json_each($3))" SEEN "staff.id))",
    .pg   = "UPDATE staff SET store_id = $4, updated_at_ms = $5, revision = revision + 1"
            " WHERE tenant_id = $1 AND store_id <> $4 AND id IN"
            " (SELECT CAST(value AS BIGINT) FROM jsonb_array_elements_text(CAST($3 AS jsonb)))" SEEN
          "staff.id))",
};

static const Query *const queries[] = {
    &lock,  &stores, &full_stores, &unplaced,   &regions_of, &stores_of,   &next_sort,
    &staff, &place,  &sort_region, &sort_store, &move_store, &move_region, &memberships,
};
const SqlList org_tree_sql = { "org", queries, COUNT(queries), NULL, 0 };

/* ---- as functions ----------------------------------------------------------- */

Code org_tree_sql_lock(Ctx *cx)
{
    OrgNumber tenant;
    return cx_one(cx, &lock, &tenant, ARGS(V(cx->tenant_id)));
}

Code org_tree_sql_stores(Ctx *cx, Rows *out)
{
    return cx_list(cx, &stores, out, ARGS(V(cx->tenant_id), V(cx->scope_id)));
}

Code org_tree_sql_full_stores(Ctx *cx, Rows *out)
{
    return cx_list(cx, &full_stores, out, ARGS(V(cx->tenant_id)));
}

Code org_tree_sql_unplaced(Ctx *cx, int64_t *count)
{
    OrgNumber number = { 0 };
    TRY(cx_one(cx, &unplaced, &number, ARGS(V(cx->tenant_id), V(cx->scope_id))));
    *count = number.n;
    return OK;
}

Code org_tree_sql_regions_of(Ctx *cx, int64_t parent_id, int64_t without_id, Rows *pairs)
{
    return cx_list(cx, &regions_of, pairs, ARGS(V(cx->tenant_id), V(parent_id), V(without_id)));
}

Code org_tree_sql_stores_of(Ctx *cx, int64_t region_id, int64_t without_id, Rows *pairs)
{
    return cx_list(cx, &stores_of, pairs, ARGS(V(cx->tenant_id), V(region_id), V(without_id)));
}

Code org_tree_sql_sort_region(Ctx *cx, int64_t id, int64_t sort)
{
    return cx_run(cx, &sort_region, NULL, ARGS(V(cx->tenant_id), V(id), V(sort)));
}

Code org_tree_sql_sort_store(Ctx *cx, int64_t id, int64_t sort)
{
    return cx_run(cx, &sort_store, NULL, ARGS(V(cx->tenant_id), V(id), V(sort)));
}

Code org_tree_sql_move_region(Ctx *cx, int64_t id, int64_t revision, OrgPair to, int64_t *changed)
{
    return cx_run(cx, &move_region, changed,
                  ARGS(V(cx->tenant_id), V(id), V(revision), V(to.a), V(to.b)));
}

Code org_tree_sql_move_store(Ctx *cx, int64_t id, int64_t revision, OrgPair to, int64_t *changed)
{
    return cx_run(cx, &move_store, changed,
                  ARGS(V(cx->tenant_id), V(id), V(revision), V(to.a), V(to.b)));
}

Code org_tree_sql_next_sort(Ctx *cx, int64_t region_id, int64_t *sort)
{
    OrgNumber number = { 0 };
    TRY(cx_one(cx, &next_sort, &number, ARGS(V(cx->tenant_id), V(region_id))));
    *sort = number.n;
    return OK;
}

Code org_tree_sql_staff(Ctx *cx, Rows *places)
{
    return cx_list(cx, &staff, places, ARGS(V(cx->tenant_id), V(cx->scope_id)));
}

Code org_tree_sql_place(Ctx *cx, Ids staff_ids, int64_t store_id, int64_t *changed)
{
    return cx_run(cx, &place, changed,
                  ARGS(V(cx->tenant_id), V(cx->scope_id), V(json_ids(cx->arena, staff_ids)),
                       V(store_id), V(cx->now_ms)));
}

Code org_tree_sql_memberships(Ctx *cx, Rows *pairs)
{
    return cx_list(cx, &memberships, pairs, ARGS(V(cx->tenant_id), V(cx->scope_id)));
}
