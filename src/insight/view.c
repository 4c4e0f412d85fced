/* view.c -- lenses over staff, their places and the ways customers came. */
#include "insight/view.h"

#include "customer/customer.h"
#include "org/org.h"

enum { DEPTH_MAX = 32, PLACES_MAX = 256 };

Code view_facts(Ctx *cx, Facts *out)
{
    TRY(insight_sql_staff(cx, &out->staff));
    TRY(insight_sql_stores(cx, &out->stores));
    TRY(insight_sql_teams(cx, &out->teams));
    TRY(insight_sql_codes(cx, &out->codes));
    TRY(org_department_list(cx, &out->departments));
    TRY(org_region_list(cx, &out->regions));
    out->staff_of_id = idmap_new(cx->arena);
    for (size_t i = 0; i < out->staff.count; i++) {
        StaffFact *staff = ROWS_AT(StaffFact, out->staff, i);
        idmap_put(out->staff_of_id, staff->id, staff);
    }
    return OK;
}

/* ---- building ------------------------------------------------------------------ */

typedef struct Build {
    Arena             *arena;
    const PeopleSpans *spans;
    const Facts       *facts;
    View              *view;
    Vec                parts;       /* of ViewPart                                     */
    StrMap            *part_of_key; /* to a uint32_t                                   */
    IdMap             *region_of_store, *parent_of_region, *parent_of_department; /* to int64_t */
    IdMap             *teams_of_staff;                                            /* to Vec     */
} Build;

static Str key_of(Build *build, int64_t id)
{
    return id ? str_fmt(build->arena, "%lld", (long long)id) : S("none");
}

static uint32_t add_part(Build *build, Str key, Str label, Str parent_key)
{
    uint32_t *no                      = arena_make(build->arena, uint32_t, 1);
    *no                               = (uint32_t)build->parts.count;
    *VEC_ADD(&build->parts, ViewPart) = (ViewPart){ key, label, parent_key };
    strmap_put(build->part_of_key, key, no);
    return *no;
}

static uint32_t part_of_key(Build *build, Str key)
{
    const uint32_t *known = strmap_find(build->part_of_key, key);
    return known ? *known : add_part(build, key, (Str){ 0 }, (Str){ 0 });
}

static void remember(Build *build, IdMap *map, int64_t id, int64_t value)
{
    int64_t *kept = arena_make(build->arena, int64_t, 1);
    *kept         = value;
    idmap_put(map, id, kept);
}

static int64_t recall(const IdMap *map, int64_t id)
{
    const int64_t *kept = id ? idmap_find(map, id) : NULL;
    return kept ? *kept : 0;
}

static void read_places(Build *build)
{
    const Facts *facts          = build->facts;
    build->region_of_store      = idmap_new(build->arena);
    build->parent_of_region     = idmap_new(build->arena);
    build->parent_of_department = idmap_new(build->arena);
    build->teams_of_staff       = idmap_new(build->arena);
    for (size_t i = 0; i < facts->stores.count; i++) {
        const PlaceFact *store = ROWS_AT(PlaceFact, facts->stores, i);
        remember(build, build->region_of_store, store->id, store->region_id);
    }
    for (size_t i = 0; i < facts->regions.count; i++) {
        const Region *region = ROWS_AT(Region, facts->regions, i);
        remember(build, build->parent_of_region, region->id, region->parent_id);
    }
    for (size_t i = 0; i < facts->departments.count; i++) {
        const Department *department = ROWS_AT(Department, facts->departments, i);
        remember(build, build->parent_of_department, department->id, department->parent_id);
    }
    for (size_t i = 0; i < facts->teams.count; i++) {
        const TeamFact *team = ROWS_AT(TeamFact, facts->teams, i);
        Vec            *list = idmap_find(build->teams_of_staff, team->staff_id);
        if (!list) {
            list  = arena_make(build->arena, Vec, 1);
            *list = vec_of(build->arena, int64_t);
            idmap_put(build->teams_of_staff, team->staff_id, list);
        }
        *VEC_ADD(list, int64_t) = team->department_id;
    }
}

/* ---- where a member belongs ------------------------------------------------------- */

typedef struct Places {
    int64_t id[PLACES_MAX];
    size_t  count;
} Places;

static void add_place(Places *places, int64_t id)
{
    for (size_t i = 0; i < places->count; i++)
        if (places->id[i] == id) return;
    if (places->count < PLACES_MAX) places->id[places->count++] = id;
}

/* `id` and all above it, as far as they are known. */
static void add_with_parents(Places *places, const IdMap *parents, int64_t id)
{
    for (int depth = 0; id && depth < DEPTH_MAX && idmap_find(parents, id); depth++) {
        add_place(places, id);
        id = recall(parents, id);
    }
}

static int64_t region_of(const Build *build, const StaffFact *staff)
{
    return staff ? recall(build->region_of_store, staff->store_id) : 0;
}

static void places_of(const Build *build, const StaffFact *staff, int64_t staff_id, BoardBy by,
                      Places *places)
{
    places->count = 0;
    if (by == BY_STAFF) add_place(places, staff_id);
    if (by == BY_STORE && staff &&
        idmap_find(build->region_of_store, staff->store_id ? staff->store_id : -1))
        add_place(places, staff->store_id);
    if (by == BY_REGION) add_with_parents(places, build->parent_of_region, region_of(build, staff));
    if (by == BY_DEPARTMENT && staff) {
        const Vec *teams = idmap_find(build->teams_of_staff, staff->id);
        for (size_t i = 0; teams && i < teams->count; i++)
            add_with_parents(places, build->parent_of_department, *VEC_AT(*teams, int64_t, i));
    }
    if (places->count == 0) add_place(places, 0);
}

static bool is_in(const Build *build, const StaffFact *staff, BoardBy by, int64_t wanted)
{
    Places places;
    if (wanted == 0) return true;
    places_of(build, staff, staff->id, by, &places);
    for (size_t i = 0; i < places.count; i++)
        if (places.id[i] == wanted) return true;
    return false;
}

static bool sees(const Build *build, const ViewFilter *filter, int64_t staff_id, bool is_whole)
{
    const StaffFact *staff = staff_id ? idmap_find(build->facts->staff_of_id, staff_id) : NULL;
    const bool       asked =
        filter->staff_id || filter->store_id || filter->region_id || filter->department_id;
    if (!staff) return is_whole && !asked;
    return (filter->staff_id == 0 || filter->staff_id == staff_id) &&
           is_in(build, staff, BY_STORE, filter->store_id) &&
           is_in(build, staff, BY_REGION, filter->region_id) &&
           is_in(build, staff, BY_DEPARTMENT, filter->department_id);
}

/* ---- parts -------------------------------------------------------------------------- */

static void name_parts(Build *build, BoardBy by)
{
    const Facts *facts = build->facts;
    if (by == BY_STAFF)
        for (size_t i = 0; i < facts->staff.count; i++) {
            const StaffFact *staff = ROWS_AT(StaffFact, facts->staff, i);
            add_part(build, key_of(build, staff->id), staff->name, (Str){ 0 });
        }
    if (by == BY_STORE)
        for (size_t i = 0; i < facts->stores.count; i++) {
            const PlaceFact *store = ROWS_AT(PlaceFact, facts->stores, i);
            add_part(build, key_of(build, store->id), store->name, (Str){ 0 });
        }
    if (by == BY_REGION)
        for (size_t i = 0; i < facts->regions.count; i++) {
            const Region *region = ROWS_AT(Region, facts->regions, i);
            add_part(build, key_of(build, region->id), region->name,
                     region->parent_id ? key_of(build, region->parent_id) : (Str){ 0 });
        }
    if (by == BY_DEPARTMENT)
        for (size_t i = 0; i < facts->departments.count; i++) {
            const Department *department = ROWS_AT(Department, facts->departments, i);
            add_part(build, key_of(build, department->id), department->name,
                     department->parent_id ? key_of(build, department->parent_id) : (Str){ 0 });
        }
    if (by == BY_CODE)
        for (size_t i = 0; i < facts->codes.count; i++) {
            const CodeFact *code = ROWS_AT(CodeFact, facts->codes, i);
            add_part(build, code->token, code->name, (Str){ 0 });
        }
}

static void part_staff(Build *build, BoardBy by)
{
    const size_t count = build->spans->staff_count;
    uint32_t    *first = arena_make(build->arena, uint32_t, count + 1);
    Vec          parts = vec_of(build->arena, uint32_t);
    for (size_t no = 0; no < count; no++) {
        const int64_t    id    = build->spans->staff_id[no];
        const StaffFact *staff = id ? idmap_find(build->facts->staff_of_id, id) : NULL;
        Places           places;
        places_of(build, staff, id, by, &places);
        first[no] = (uint32_t)parts.count;
        for (size_t i = 0; i < places.count; i++) {
            const uint32_t part        = part_of_key(build, key_of(build, places.id[i]));
            *VEC_ADD(&parts, uint32_t) = part;
        }
    }
    first[count]                 = (uint32_t)parts.count;
    build->view->lens.by         = LENS_STAFF;
    build->view->lens.part_first = first;
    build->view->lens.parts      = vec_rows(&parts).at;
}

static void part_states(Build *build)
{
    const size_t count = build->spans->state_count;
    uint32_t    *of    = arena_make(build->arena, uint32_t, count);
    for (size_t no = 0; no < count; no++) {
        const Str       state = build->spans->state[no];
        const uint32_t *known = state.len ? strmap_find(build->part_of_key, state) : NULL;
        of[no] = known ? *known : part_of_key(build, state.len ? S("other") : S("none"));
    }
    build->view->lens.by      = LENS_STATE;
    build->view->lens.part_of = of;
}

static void part_ways(Build *build)
{
    uint32_t *of = arena_make(build->arena, uint32_t, UINT8_MAX + 1);
    for (int way = 0; way <= UINT8_MAX; way++) {
        const Str word = word_of(&add_way_words, way);
        of[way]        = part_of_key(build, word.len ? word : S("unknown"));
    }
    build->view->lens.by      = LENS_WAY;
    build->view->lens.part_of = of;
}

View view_of(Arena *arena, const PeopleSpans *spans, const Facts *facts, const ViewFilter *filter,
             BoardBy by, bool is_whole)
{
    View  view  = { 0 };
    Build build = { .arena       = arena,
                    .spans       = spans,
                    .facts       = facts,
                    .view        = &view,
                    .parts       = vec_of(arena, ViewPart),
                    .part_of_key = strmap_new(arena) };
    read_places(&build);
    uint8_t *staff = arena_make(arena, uint8_t, spans->staff_count + 1);
    for (size_t no = 0; no < spans->staff_count; no++)
        staff[no] = sees(&build, filter, spans->staff_id[no], is_whole);
    view.lens.sees_staff = view.presence.sees_staff = staff;
    if (filter->code_token.len) {
        uint8_t *states = arena_make(arena, uint8_t, spans->state_count);
        for (size_t no = 1; no < spans->state_count; no++)
            states[no] = str_equal(spans->state[no], filter->code_token);
        view.lens.sees_state = states;
    }
    name_parts(&build, by);
    if (by >= BY_STAFF && by <= BY_REGION) part_staff(&build, by);
    if (by == BY_CODE) part_states(&build);
    if (by == BY_SOURCE) part_ways(&build);
    view.lens.part_count = build.parts.count;
    view.parts           = vec_rows(&build.parts).at;
    return view;
}

int64_t view_part(const View *view, Str key)
{
    for (size_t i = 0; i < view->lens.part_count; i++)
        if (str_equal(view->parts[i].key, key)) return (int64_t)i;
    return -1;
}
