/* org_department.c -- the departments as a tree one can walk, whatever the platform said. */
#include "org/org_tree_sql.h"

typedef struct Tree {
    Rows   departments;
    IdMap *by_id;
} Tree;

static Department *parent_of(const Tree *tree, const Department *one)
{
    return one->parent_id ? idmap_find(tree->by_id, one->parent_id) : NULL;
}

/* Follows each department upwards; where a way meets itself, the last step is taken out. */
static void cut_circles(Ctx *cx, const Tree *tree)
{
    IdMap *good = idmap_new(cx->arena); /* the way up from here ends */
    for (size_t i = 0; i < tree->departments.count; i++) {
        Department *first = ROWS_AT(Department, tree->departments, i);
        IdMap      *way   = idmap_new(cx->arena);
        for (Department *at = first; at && !idmap_find(good, at->id);) {
            (void)idmap_put(way, at->id, at);
            Department *up = parent_of(tree, at);
            if (up == NULL || idmap_find(way, up->id)) {
                at->parent_id = 0;
                break;
            }
            at = up;
        }
        for (Department *at = first; at && !idmap_find(good, at->id); at = parent_of(tree, at))
            (void)idmap_put(good, at->id, at);
    }
}

/* Each member once for every department above those he is in; `pairs` are ordered by member. */
static void count_staff(Ctx *cx, const Tree *tree, Rows pairs)
{
    IdMap *counted = idmap_new(cx->arena); /* department to the pair that counted last */
    for (size_t i = 0; i < pairs.count; i++) {
        OrgPair *pair = ROWS_AT(OrgPair, pairs, i);
        for (Department *at = idmap_find(tree->by_id, pair->b); at; at = parent_of(tree, at)) {
            const OrgPair *last = idmap_put(counted, at->id, pair);
            if (last && last->a == pair->a) break; /* and so are those above */
            at->staff_total++;
        }
    }
}

Code org_department_list(Ctx *cx, Rows *departments)
{
    Tree tree  = { .by_id = idmap_new(cx->arena) };
    Rows pairs = { 0 };
    TRY(cx_list(cx, &org_sql_departments, &tree.departments,
                ARGS(V(cx->tenant_id), V(cx->scope_id))));
    TRY(org_tree_sql_memberships(cx, &pairs));
    for (size_t i = 0; i < tree.departments.count; i++) {
        Department *one = ROWS_AT(Department, tree.departments, i);
        (void)idmap_put(tree.by_id, one->id, one);
    }
    cut_circles(cx, &tree);
    count_staff(cx, &tree, pairs);
    *departments = tree.departments;
    return OK;
}
