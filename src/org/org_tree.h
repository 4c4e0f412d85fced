/* org_tree.h -- stores and regions as one hierarchy with an order of its own, and many members
 * or stores at once.  Private to org/. */
#ifndef ORG_ORG_TREE_H
#define ORG_ORG_TREE_H

#include "org/org.h"

/* A store as the tree shows it. */
typedef struct TreeStore {
    int64_t id, region_id;
    Str     code, name;
    bool    is_open;
    int64_t sort, staff_count;
    int64_t customer_count; /* open relations of its staff                    */
    int64_t revision;
} TreeStore;
extern const Shape tree_store_shape;

typedef struct OrgTree {
    Rows    regions, stores; /* siblings in their order                        */
    int64_t unplaced_count;  /* staff who work in no store                     */
} OrgTree;
extern const Shape org_tree_shape;

/* Where something goes: into `parent_id` (0 = the top), before a sibling (0 = at the end). */
typedef struct Move {
    int64_t parent_id, before_id;
} Move;
extern const Shape move_shape;

/* Tells the other slices that so many stores, regions or members changed. */
Code org_tree_changed(Ctx *cx, const char *what, int64_t changed) MUST_USE;
/* All regions and all stores, at most 10 000 of each. */
Code org_tree_get(Ctx *cx, OrgTree *out) MUST_USE;
/* "region.cycle", "region.unknown_parent", "region.unknown_before", "region.changed_meanwhile". */
Code org_tree_move_region(Ctx *cx, RegionId id, int64_t revision, Move move, Region *out) MUST_USE;
/* "store.unknown_region", "store.unknown_before", "store.changed_meanwhile". */
Code org_tree_move_store(Ctx *cx, StoreId id, int64_t revision, Move move, Store *out) MUST_USE;

/* Many members into one store (0 = into none). */
typedef struct Placement {
    Ids     staff_ids;
    int64_t store_id;
} Placement;
typedef struct Placed {
    int64_t changed;
} Placed;
extern const Shape placement_shape, placed_shape;

/* Ids that are not there are left out.  "staff.unknown_store". */
Code org_tree_place_staff(Ctx *cx, const Placement *placement, Placed *out) MUST_USE;

#endif
