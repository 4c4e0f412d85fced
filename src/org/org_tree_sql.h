/* org_tree_sql.h -- the statements of the tree and of the imports.  Private to org/. */
#ifndef ORG_ORG_TREE_SQL_H
#define ORG_ORG_TREE_SQL_H

#include "org/org_sql.h"
#include "org/org_tree.h"

/* A member as an import needs him. */
typedef struct StaffPlace {
    int64_t id, store_id;
    Str     userid, userid_key, name;
} StaffPlace;

/* Nobody else moves anything of the tenant until the transaction ends. */
Code org_tree_sql_lock(Ctx *cx) MUST_USE;
/* All stores in their order. */
Code org_tree_sql_stores(Ctx *cx, Rows *stores) MUST_USE;
/* All stores with all their members, for the import. */
Code org_tree_sql_full_stores(Ctx *cx, Rows *stores) MUST_USE;
Code org_tree_sql_unplaced(Ctx *cx, int64_t *count) MUST_USE;
/* Of one parent, in order, without one of them: pairs of id and sort. */
Code org_tree_sql_regions_of(Ctx *cx, int64_t parent_id, int64_t without_id, Rows *pairs) MUST_USE;
Code org_tree_sql_stores_of(Ctx *cx, int64_t region_id, int64_t without_id, Rows *pairs) MUST_USE;
Code org_tree_sql_sort_region(Ctx *cx, int64_t id, int64_t sort) MUST_USE;
Code org_tree_sql_sort_store(Ctx *cx, int64_t id, int64_t sort) MUST_USE;
/* `changed` 0: another revision. */
Code org_tree_sql_move_region(Ctx *cx, int64_t id, int64_t revision, OrgPair place,
                              int64_t *changed) MUST_USE;
Code org_tree_sql_move_store(Ctx *cx, int64_t id, int64_t revision, OrgPair place,
                             int64_t *changed) MUST_USE;
/* What the next one at the end gets. */
Code org_tree_sql_next_sort(Ctx *cx, int64_t region_id, int64_t *sort) MUST_USE;
/* Staff who have not left. */
Code org_tree_sql_staff(Ctx *cx, Rows *places) MUST_USE;
Code org_tree_sql_place(Ctx *cx, Ids staff_ids, int64_t store_id, int64_t *changed) MUST_USE;
/* Who belongs where: pairs of member and department, of those who have not left. */
Code org_tree_sql_memberships(Ctx *cx, Rows *pairs) MUST_USE;

#endif
