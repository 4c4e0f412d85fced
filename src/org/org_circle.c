/* org_circle.c -- departments the platform has put below their own children. */
#include "org/org_circle.h"

typedef struct Place {
    int64_t          id, parent_id, old_parent_id; /* the platform's numbers                      */
    bool             is_known, is_settled;         /* had a place before; stays where it is now   */
    bool             ends;                         /* the way up from here ends                   */
    size_t           walk;                         /* the last walk that came through here        */
    DepartmentDraft *draft;                        /* NULL: known, and not told of now            */
} Place;

typedef struct Tree {
    Place *places;
    size_t count, walk;
    IdMap *by_id;
} Tree;

static void add(Tree *tree, Place place)
{
    tree->places[tree->count] = place;
    (void)idmap_put(tree->by_id, place.id, &tree->places[tree->count]);
    tree->count++;
}

static Tree tree_of(Arena *arena, const Told *told)
{
    Tree   tree  = { .places = arena_make(arena, Place, told->known.count + told->count),
                     .by_id  = idmap_new(arena) };
    IdMap *known = idmap_new(arena);
    for (size_t i = 0; i < told->known.count; i++) {
        Department *one = ROWS_AT(Department, told->known, i);
        if (!one->is_gone) (void)idmap_put(known, one->platform_id, one);
    }
    for (size_t i = 0; i < told->count; i++) {
        DepartmentDraft  *draft = &told->drafts[i];
        const Department *was   = idmap_find(known, draft->platform_id);
        add(&tree, (Place){ .id            = draft->platform_id,
                            .parent_id     = draft->parent_platform_id,
                            .old_parent_id = was ? was->platform_parent_id : 0,
                            .is_known      = was != NULL,
                            .draft         = draft });
    }
    for (size_t i = 0; !told->complete && i < told->known.count; i++) {
        const Department *one = ROWS_AT(Department, told->known, i);
        if (!one->is_gone && !idmap_find(tree.by_id, one->platform_id))
            add(&tree, (Place){ .id         = one->platform_id,
                                .parent_id  = one->platform_parent_id,
                                .is_known   = true,
                                .is_settled = true });
    }
    return tree;
}

static Place *above(const Tree *tree, const Place *place)
{
    return place->parent_id ? idmap_find(tree->by_id, place->parent_id) : NULL;
}

/* Somewhere in the circle the way up from `place` runs into; NULL when the way ends. */
static Place *find_circle(Tree *tree, Place *place)
{
    tree->walk++;
    Place *at = place;
    for (; at && !at->ends; at = above(tree, at)) {
        if (at->walk == tree->walk) return at;
        at->walk = tree->walk;
    }
    for (at = place; at && !at->ends; at = above(tree, at)) at->ends = true;
    return NULL;
}

static void put_back(Place *place, int64_t parent_id)
{
    place->parent_id  = parent_id;
    place->is_settled = true;
    if (place->draft) place->draft->parent_platform_id = parent_id;
}

/* Each call settles at least one place, or makes it a root: there are only so many. */
static void open_circle(const Tree *tree, Place *circle)
{
    Place *first = circle, *at = circle;
    bool   is_open = false;
    do {
        Place *next = above(tree, at);
        if (at->id < first->id) first = at;
        if (at->is_known && !at->is_settled && at->parent_id != at->old_parent_id) {
            put_back(at, at->old_parent_id);
            is_open = true;
        }
        at = next;
    } while (at != circle);
    if (!is_open) put_back(first, 0);
}

void org_circle_cut(Arena *arena, const Told *told)
{
    Tree tree = tree_of(arena, told);
    for (size_t i = 0; i < tree.count; i++)
        for (Place *circle; (circle = find_circle(&tree, &tree.places[i]));)
            open_circle(&tree, circle);
}
