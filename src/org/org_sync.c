/* org_sync.c -- the platform's directory brought into ours: what differs is written, what is
 * missing is marked, nothing is deleted, for customers and history refer to it. */
#include "org/org_circle.h"
#include "org/org_scope_sql.h"
#include "org/org_sql.h"

static Code emit_changed(Ctx *cx, int64_t connection_id, const char *what, int64_t changed)
{
    if (changed == 0) return OK;
    const Str object = str_fmt(cx->arena, "connection:%lld", (long long)connection_id);
    const Str payload =
        str_fmt(cx->arena, "{\"connection_id\":\"%lld\",\"what\":\"%s\",\"changed\":%lld}",
                (long long)connection_id, what, (long long)changed);
    return event_emit(cx, EV_ORG_CHANGED, (EventDraft){ .object = object, .payload = payload });
}

/* ---- departments ---------------------------------------------------------- */

static Code known_departments(Ctx *cx, int64_t connection_id, Rows *rows, IdMap **by_platform_id)
{
    TRY(cx_list(cx, &org_sql_departments_known, rows, ARGS(V(cx->tenant_id), V(connection_id))));
    *by_platform_id = idmap_new(cx->arena);
    for (size_t i = 0; i < rows->count; i++) {
        Department *one = ROWS_AT(Department, *rows, i);
        idmap_put(*by_platform_id, one->platform_id, one);
    }
    return OK;
}

static Code write_department(Ctx *cx, const Department *one)
{
    return cx_run(cx, &org_sql_department_update, NULL,
                  ARGS(V(cx->tenant_id), V(one->id), V(one->platform_parent_id), V(one->name),
                       V(one->sort), V(one->is_gone)));
}

static bool department_differs(const Department *known, const DepartmentDraft *draft)
{
    return known->is_gone || known->platform_parent_id != draft->parent_platform_id ||
           known->sort != draft->sort ||
           (draft->name.len > 0 && !str_equal(known->name, draft->name));
}

static Code sync_department(Ctx *cx, Department *known, const DepartmentDraft *draft,
                            int64_t *changed)
{
    if (!department_differs(known, draft)) return OK;
    known->platform_parent_id = draft->parent_platform_id;
    known->sort               = draft->sort;
    known->is_gone            = false;
    if (draft->name.len > 0) known->name = draft->name;
    *changed += 1;
    return write_department(cx, known);
}

static Department new_department(Ctx *cx, int64_t connection_id, const DepartmentDraft *draft)
{
    const Str number = str_fmt(cx->arena, "#%lld", (long long)draft->platform_id);
    return (Department){ .id                 = cx_new_id(cx),
                         .tenant_id          = cx->tenant_id,
                         .connection_id      = connection_id,
                         .platform_id        = draft->platform_id,
                         .platform_parent_id = draft->parent_platform_id,
                         .name               = draft->name.len > 0 ? draft->name : number,
                         .sort               = draft->sort };
}

static Code mark_gone(Ctx *cx, Rows known, const IdMap *seen, int64_t *changed)
{
    for (size_t i = 0; i < known.count; i++) {
        Department *one = ROWS_AT(Department, known, i);
        if (one->is_gone || idmap_find(seen, one->platform_id)) continue;
        one->is_gone = true;
        *changed += 1;
        TRY(write_department(cx, one));
    }
    return OK;
}

/* Each department once, and none below itself; `seen` are their numbers. */
static Told told_of(Ctx *cx, Rows known, const DepartmentDraft *drafts, size_t count, bool complete,
                    IdMap *seen)
{
    Told told = { .known    = known,
                  .drafts   = arena_make(cx->arena, DepartmentDraft, count),
                  .complete = complete };
    for (size_t i = 0; i < count; i++) {
        if (drafts[i].platform_id == 0 || idmap_put(seen, drafts[i].platform_id, cx)) continue;
        told.drafts[told.count++] = drafts[i];
    }
    org_circle_cut(cx->arena, &told);
    return told;
}

Code org_sync_departments(Ctx *cx, int64_t connection_id, const DepartmentDraft *drafts,
                          size_t count, bool complete, int64_t *changed)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Rows    known   = { 0 };
    IdMap  *by_id   = NULL;
    IdMap  *seen    = idmap_new(cx->arena);
    Vec     added   = vec_of(cx->arena, Department);
    int64_t differs = 0;
    TRY(org_scope_sql_lock(cx)); /* two answers at once must not make a circle together */
    TRY(known_departments(cx, connection_id, &known, &by_id));
    const Told told = told_of(cx, known, drafts, count, complete, seen);
    for (size_t i = 0; i < told.count; i++) {
        Department *one = idmap_find(by_id, told.drafts[i].platform_id);
        if (one)
            TRY(sync_department(cx, one, &told.drafts[i], &differs));
        else
            *VEC_ADD(&added, Department) = new_department(cx, connection_id, &told.drafts[i]);
    }
    TRY(cx_insert_all(cx, &org_sql_department, vec_rows(&added), false, NULL));
    if (complete) TRY(mark_gone(cx, known, seen, &differs));
    differs += (int64_t)added.count;
    if (differs > 0) TRY(org_scope_refresh(cx, (UserId){ 0 }));
    TRY(emit_changed(cx, connection_id, "department", differs));
    TRY(cx_commit(cx, &txn));
    if (changed) *changed = differs;
    return OK;
}

/* ---- staff ------------------------------------------------------------------ */

/* A member as known, and where he is known to belong. */
typedef struct Known {
    Staff *staff;
    size_t place_at, place_count;
} Known;

typedef struct Sync {
    Ctx    *cx;
    int64_t connection_id, changed;
    IdMap  *departments; /* platform id to Department */
    StrMap *known;       /* userid_key to Known */
    Rows    staff, places;
    Vec     added, memberships;
    bool    moved; /* somebody left a department */
} Sync;

static Str key_of(Arena *arena, Str userid)
{
    char *key = arena_make(arena, char, userid.len + 1);
    for (size_t i = 0; i < userid.len; i++) {
        const char c = userid.ptr[i];
        key[i]       = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (Str){ key, userid.len };
}

static Code load(Sync *sync)
{
    Ctx *cx     = sync->cx;
    Rows places = { 0 }, departments = { 0 };
    TRY(known_departments(cx, sync->connection_id, &departments, &sync->departments));
    TRY(cx_list(cx, &org_sql_staff_known, &sync->staff,
                ARGS(V(cx->tenant_id), V(sync->connection_id))));
    TRY(cx_list(cx, &org_sql_memberships_known, &places,
                ARGS(V(cx->tenant_id), V(sync->connection_id))));
    sync->places = places;
    sync->known  = strmap_new(cx->arena);
    IdMap *by_id = idmap_new(cx->arena);
    Known *all   = arena_make(cx->arena, Known, sync->staff.count);
    for (size_t i = 0; i < sync->staff.count; i++) {
        all[i].staff = ROWS_AT(Staff, sync->staff, i);
        strmap_put(sync->known, all[i].staff->userid_key, &all[i]);
        idmap_put(by_id, all[i].staff->id, &all[i]);
    }
    for (size_t i = 0; i < places.count; i++) {
        Known *one = idmap_find(by_id, ROWS_AT(OrgPair, places, i)->a);
        if (one && one->place_count++ == 0) one->place_at = i;
    }
    return OK;
}

static int64_t department_of(const Sync *sync, int64_t platform_id)
{
    const Department *one = platform_id ? idmap_find(sync->departments, platform_id) : NULL;
    return one ? one->id : 0;
}

/* Our ids of the departments of a draft, without repeats. */
static Ids places_of(Sync *sync, const StaffDraft *draft)
{
    int64_t *ids   = arena_make(sync->cx->arena, int64_t, draft->platform_department_ids.count);
    size_t   count = 0;
    for (size_t i = 0; i < draft->platform_department_ids.count; i++) {
        const int64_t id     = department_of(sync, draft->platform_department_ids.at[i]);
        bool          is_new = id != 0;
        for (size_t k = 0; k < count; k++) is_new = is_new && ids[k] != id;
        if (is_new) ids[count++] = id;
    }
    return (Ids){ ids, count };
}

static bool same_places(const Sync *sync, const Known *known, Ids wanted)
{
    if (known->place_count != wanted.count) return false;
    for (size_t i = 0; i < wanted.count; i++) {
        bool is_known = false;
        for (size_t k = 0; k < known->place_count; k++)
            is_known |= ROWS_AT(OrgPair, sync->places, known->place_at + k)->b == wanted.at[i];
        if (!is_known) return false;
    }
    return true;
}

static void add_places(Sync *sync, int64_t staff_id, Ids places)
{
    for (size_t i = 0; i < places.count; i++)
        *VEC_ADD(&sync->memberships, StaffDepartment) =
            (StaffDepartment){ sync->cx->tenant_id, staff_id, places.at[i] };
}

static bool take_text(Str *known, Str given)
{
    if (given.len == 0 || str_equal(*known, given)) return false;
    *known = given;
    return true;
}

/* What is not said stays as it is: who is only listed is there, and nothing more. */
static StaffStatus status_after(StaffStatus known, StaffStatus said)
{
    if (said) return said;
    return known == 0 || known == STAFF_LEFT ? STAFF_ACTIVE : known;
}

/* Applies a draft to a row; false when nothing differs. */
static bool apply(const Sync *sync, Staff *staff, const StaffDraft *draft)
{
    const int64_t     main_id = department_of(sync, draft->main_platform_department_id);
    const StaffStatus status  = status_after(staff->status, draft->status);
    bool              differs = staff->status != status || staff->is_contact != draft->is_contact ||
                   staff->main_department_id != main_id;
    staff->status             = status;
    staff->is_contact         = draft->is_contact;
    staff->main_department_id = main_id;
    differs |= take_text(&staff->userid, draft->userid);
    differs |= take_text(&staff->name, draft->name);
    differs |= take_text(&staff->avatar, draft->avatar);
    differs |= take_text(&staff->position, draft->position);
    differs |= take_text(&staff->alias, draft->alias);
    return differs;
}

static Code write_staff(Ctx *cx, const Staff *staff)
{
    return cx_run(cx, &org_sql_staff_update, NULL,
                  ARGS(V(cx->tenant_id), V(staff->id), V(staff->userid), V(staff->name),
                       V(staff->avatar), V(staff->position), V(staff->alias),
                       V(word_of(&staff_status_words, (int)staff->status)), V(staff->is_contact),
                       V(staff->main_department_id), V(cx->now_ms)));
}

static Code change(Sync *sync, Known *known, const StaffDraft *draft)
{
    Ctx       *cx      = sync->cx;
    const Ids  places  = places_of(sync, draft);
    const bool moves   = !same_places(sync, known, places);
    const bool differs = apply(sync, known->staff, draft);
    if (!moves && !differs) return OK;
    sync->changed++;
    TRY(write_staff(cx, known->staff));
    if (!moves) return OK;
    sync->moved = true;
    TRY(cx_run(cx, &org_sql_memberships_delete, NULL, ARGS(V(cx->tenant_id), V(known->staff->id))));
    add_places(sync, known->staff->id, places);
    return OK;
}

static void add(Sync *sync, Str key, const StaffDraft *draft)
{
    Ctx  *cx    = sync->cx;
    Staff staff = { .id            = cx_new_id(cx),
                    .tenant_id     = cx->tenant_id,
                    .connection_id = sync->connection_id,
                    .userid        = draft->userid,
                    .userid_key    = key,
                    .name          = draft->userid,
                    .revision      = 1,
                    .created_at_ms = cx->now_ms,
                    .updated_at_ms = cx->now_ms };
    (void)apply(sync, &staff, draft); /* new anyway */
    *VEC_ADD(&sync->added, Staff) = staff;
    sync->changed++;
    add_places(sync, staff.id, places_of(sync, draft));
}

static Code mark_left(Sync *sync, const StrMap *seen)
{
    for (size_t i = 0; i < sync->staff.count; i++) {
        Staff *staff = ROWS_AT(Staff, sync->staff, i);
        if (staff->status == STAFF_LEFT || strmap_find(seen, staff->userid_key)) continue;
        staff->status     = STAFF_LEFT;
        staff->is_contact = false;
        sync->changed++;
        TRY(write_staff(sync->cx, staff));
    }
    return OK;
}

Code org_sync_staff(Ctx *cx, int64_t connection_id, const StaffDraft *drafts, size_t count,
                    bool complete, int64_t *changed)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Sync    sync = { .cx            = cx,
                     .connection_id = connection_id,
                     .added         = vec_of(cx->arena, Staff),
                     .memberships   = vec_of(cx->arena, StaffDepartment) };
    StrMap *seen = strmap_new(cx->arena);
    TRY(load(&sync));
    for (size_t i = 0; i < count; i++) {
        const Str key = key_of(cx->arena, drafts[i].userid);
        if (key.len == 0 || strmap_put(seen, key, &sync)) continue;
        Known *known = strmap_find(sync.known, key);
        if (known)
            TRY(change(&sync, known, &drafts[i]));
        else
            add(&sync, key, &drafts[i]);
    }
    if (complete) TRY(mark_left(&sync, seen));
    TRY(cx_insert_all(cx, &org_sql_staff, vec_rows(&sync.added), false, NULL));
    TRY(cx_insert_all(cx, &org_sql_staff_department, vec_rows(&sync.memberships), true, NULL));
    if (sync.memberships.count > 0 || sync.moved) TRY(org_scope_refresh(cx, (UserId){ 0 }));
    if (sync.changed > 0 || complete) TRY(org_user_follow_staff(cx));
    TRY(emit_changed(cx, connection_id, "staff", sync.changed));
    TRY(cx_commit(cx, &txn));
    if (changed) *changed = sync.changed;
    return OK;
}
