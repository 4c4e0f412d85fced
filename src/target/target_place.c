/* target_place.c -- who belongs to an owner. */
#include "target/target_place.h"

enum { DEPTH_MAX = 50 };

Code target_place_load(Ctx *cx, TargetPlaces *out)
{
    *out = (TargetPlaces){ .sees_all = cx->scope_id == 0 };
    TRY(target_sql_members(cx, &out->members));
    TRY(target_sql_stores(cx, &out->stores));
    TRY(target_sql_teams(cx, &out->teams));
    return org_department_list(cx, &out->departments);
}

static const Department *department_of(const TargetPlaces *places, int64_t id)
{
    for (size_t i = 0; i < places->departments.count; i++)
        if (ROWS_AT(Department, places->departments, i)->id == id)
            return ROWS_AT(Department, places->departments, i);
    return NULL;
}

static bool is_below(const TargetPlaces *places, int64_t id, int64_t above)
{
    for (int depth = 0; depth < DEPTH_MAX && id != 0; depth++) {
        if (id == above) return true;
        const Department *department = department_of(places, id);
        id                           = department ? department->parent_id : 0;
    }
    return false;
}

static bool is_in_department(const TargetPlaces *places, int64_t staff_id, int64_t id)
{
    for (size_t i = 0; i < places->teams.count; i++) {
        const TargetTeam *team = ROWS_AT(TargetTeam, places->teams, i);
        if (team->staff_id == staff_id && is_below(places, team->department_id, id)) return true;
    }
    return false;
}

static bool belongs(const TargetPlaces *places, const TargetMember *member, TargetOwner kind,
                    int64_t id)
{
    if (kind == TARGET_STAFF) return member->id == id;
    if (kind == TARGET_STORE) return member->store_id == id;
    return kind == TARGET_DEPARTMENT && is_in_department(places, member->id, id);
}

static void name_it(const TargetPlaces *places, TargetOwner kind, int64_t id, TargetPlace *out)
{
    const Department *department = department_of(places, id);
    if (kind == TARGET_DEPARTMENT && department) {
        out->is_there = true;
        out->name     = department->name;
    }
    for (size_t i = 0; kind == TARGET_STORE && i < places->stores.count; i++) {
        const TargetStore *store = ROWS_AT(TargetStore, places->stores, i);
        if (store->id != id) continue;
        out->is_there = true;
        out->name     = store->name;
    }
}

TargetPlace target_place_of(Arena *arena, const TargetPlaces *places, TargetOwner kind, int64_t id)
{
    TargetPlace out = { .name = S("") };
    if (kind == TARGET_BRAND) {
        out.is_there = id == 0;
        out.is_seen  = places->sees_all;
        return out;
    }
    int64_t *ids   = arena_make(arena, int64_t, places->members.count);
    int64_t *seen  = arena_make(arena, int64_t, places->members.count);
    size_t   count = 0, seen_count = 0;
    name_it(places, kind, id, &out);
    for (size_t i = 0; i < places->members.count; i++) {
        const TargetMember *member = ROWS_AT(TargetMember, places->members, i);
        if (!belongs(places, member, kind, id)) continue;
        ids[count++] = member->id;
        if (member->is_seen) seen[seen_count++] = member->id;
        if (kind == TARGET_STAFF) out.is_there = true;
        if (kind == TARGET_STAFF) out.name = member->name;
    }
    out.staff_ids = (Ids){ ids, count };
    out.seen_ids  = (Ids){ seen, seen_count };
    out.is_seen   = places->sees_all || (count > 0 && seen_count == count);
    return out;
}
