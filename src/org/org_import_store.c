/* org_import_store.c -- stores from a spreadsheet: by their code, with the regions they need. */
#include "org/org_import.h"

#include "org/org_store.h"
#include "org/org_tree_sql.h"

#include <stdlib.h>
#include <string.h>

/* S() where a constant is wanted. */
#define TEXT(literal)                   \
    {                                   \
        "" literal, sizeof(literal) - 1 \
    }

enum { CODE, NAME, REGION, ADDRESS, PHONE, LONGITUDE, LATITUDE, HOURS };
enum { REGION_DEPTH_MAX = 8, REGION_CHARS_MAX = 60, PATH_BYTES_MAX = 4096 };
enum { BEHIND_ALL = 100000 /* the sort of what is new; moving numbers siblings anew */ };

typedef struct StoreImport {
    Import  base;
    StrMap *stores;  /* code to Store */
    StrMap *regions; /* path to Region; those to be made have id 0 */
    Vec     paths;   /* of Str: the ones to be made, parents first */
} StoreImport;

/* ---- what is known ------------------------------------------------------------ */

/* "华东/上海" of a region, by walking up; a circle in old data ends at the depth. */
static Str path_of(Arena *arena, const IdMap *by_id, const Region *region)
{
    Str path = region->name;
    for (int depth = 1; depth < REGION_DEPTH_MAX && region->parent_id != 0; depth++) {
        region = idmap_find(by_id, region->parent_id);
        if (region == NULL) break;
        path = str_fmt(arena, "%.*s/%.*s", FMT(region->name), FMT(path));
    }
    return path;
}

static Code load_known(StoreImport *import)
{
    Ctx *cx     = import->base.cx;
    Rows stores = { 0 }, regions = { 0 };
    TRY(org_tree_sql_full_stores(cx, &stores));
    TRY(org_region_list(cx, &regions));
    import->stores  = strmap_new(cx->arena);
    import->regions = strmap_new(cx->arena);
    import->paths   = vec_of(cx->arena, Str);
    for (size_t i = 0; i < stores.count; i++)
        (void)strmap_put(import->stores, ROWS_AT(Store, stores, i)->code,
                         ROWS_AT(Store, stores, i));
    IdMap *by_id = idmap_new(cx->arena);
    for (size_t i = 0; i < regions.count; i++)
        (void)idmap_put(by_id, ROWS_AT(Region, regions, i)->id, ROWS_AT(Region, regions, i));
    for (size_t i = 0; i < regions.count; i++) {
        Region   *one  = ROWS_AT(Region, regions, i);
        const Str path = path_of(cx->arena, by_id, one);
        if (!strmap_find(import->regions, path)) (void)strmap_put(import->regions, path, one);
    }
    return OK;
}

/* ---- a line ------------------------------------------------------------------- */

static Code store_header(Import *import, const CsvRow *row)
{
    static const struct {
        int column;
        Str names;
    } heads[] = {
        { CODE, TEXT("门店编号|门店编码|编号|code") }, { NAME, TEXT("门店名称|名称|name") },
        { REGION, TEXT("所属区域|区域|region") },      { ADDRESS, TEXT("地址|门店地址|address") },
        { PHONE, TEXT("电话|门店电话|phone") },        { LONGITUDE, TEXT("经度|longitude|lng") },
        { LATITUDE, TEXT("纬度|latitude|lat") },       { HOURS, TEXT("营业时间|hours") },
    };
    for (size_t i = 0; i < COUNT(heads); i++)
        import->column[heads[i].column] = sheet_column(row, heads[i].names);
    REQUIRE(import->cx, import->column[CODE] >= 0, ERR_INVALID, "org_import.no_code_column");
    return OK;
}

/* "华东 / 上海" or "华东>上海" as "华东/上海"; NULL reason when it may be. */
static const char *tidy_path(Arena *arena, Str text, Str *path)
{
    Str    rest  = str_replace(arena, str_replace(arena, text, S("／"), S("/")), S(">"), S("/"));
    StrBuf buf   = strbuf(arena, PATH_BYTES_MAX);
    int    depth = 0;
    while (rest.ptr) {
        const Str name = str_trim(str_cut(&rest, '/'));
        if (name.len == 0) continue;
        if (str_chars(name) > REGION_CHARS_MAX) return "org_import.region_too_long";
        if (++depth > REGION_DEPTH_MAX) return "org_import.region_too_deep";
        if (depth > 1) strbuf_char(&buf, '/');
        strbuf_add(&buf, name);
    }
    *path = strbuf_str(&buf);
    return NULL;
}

/* False when a cell holds no number. */
static bool read_degrees(Str text, double most, double *out)
{
    char  digits[32];
    char *end = NULL;
    if (text.len == 0) return true;
    if (text.len >= sizeof(digits)) return false;
    memcpy(digits, text.ptr, text.len);
    digits[text.len]    = '\0';
    const double number = strtod(digits, &end);
    if (*end != '\0' || !(number >= -most && number <= most)) return false;
    *out = number;
    return true;
}

static bool too_long(Str text, size_t chars) { return str_chars(text) > chars; }

typedef struct Cells {
    Str longitude, latitude;
} Cells;

/* Why a line is refused, and the cell it is about; NULL when it may be. */
static const char *store_refusal(StoreImport *import, StoreLine *line, Cells cells, Str *about)
{
    const bool is_new = !strmap_find(import->stores, line->code);
    *about            = line->code;
    if (line->code.len == 0) return "org_import.code_missing";
    if (too_long(line->code, 40)) return "org_import.code_too_long";
    if (strmap_find(import->base.seen, line->code)) return "org_import.code_twice";
    *about = line->name;
    if (line->name.len == 0 && is_new) return "org_import.name_missing";
    if (too_long(line->name, 60)) return "org_import.name_too_long";
    *about          = line->region;
    const char *why = tidy_path(import->base.cx->arena, line->region, &line->region);
    if (why) return why;
    *about = line->address;
    if (too_long(line->address, 200)) return "org_import.address_too_long";
    *about = line->phone;
    if (too_long(line->phone, 40)) return "org_import.phone_too_long";
    *about = line->hours;
    if (line->hours.len > 0 && !org_store_hours_hold(line->hours)) return "org_import.bad_hours";
    *about =
        str_fmt(import->base.cx->arena, "%.*s, %.*s", FMT(cells.longitude), FMT(cells.latitude));
    if ((cells.longitude.len > 0) != (cells.latitude.len > 0)) return "org_import.bad_coordinates";
    if (!read_degrees(cells.longitude, 180, &line->longitude) ||
        !read_degrees(cells.latitude, 90, &line->latitude))
        return "org_import.bad_coordinates";
    return NULL;
}

/* Remembers the regions of a path that have to be made, parents first. */
static void want_region(StoreImport *import, Str path)
{
    if (path.len == 0 || strmap_find(import->regions, path)) return;
    for (size_t i = 0; i <= path.len; i++) {
        if (i < path.len && path.ptr[i] != '/') continue;
        const Str part = str_slice(path, 0, i);
        if (strmap_find(import->regions, part)) continue;
        Region *region = arena_make(import->base.cx->arena, Region, 1);
        (void)strmap_put(import->regions, part, region);
        *VEC_ADD(&import->paths, Str) = part;
    }
}

static Str or_known(Str given, Str known) { return given.len > 0 ? given : known; }

/* The store as it will be. */
static Store wanted_store(const StoreImport *import, const StoreLine *line, const Store *known)
{
    Store         store  = known ? *known : (Store){ .is_open = true };
    const Region *region = line->region.len > 0 ? strmap_find(import->regions, line->region) : NULL;
    const bool    has_place =
        line->longitude < 0 || line->longitude > 0 || line->latitude < 0 || line->latitude > 0;
    store.code    = line->code;
    store.name    = or_known(line->name, store.name);
    store.address = or_known(line->address, store.address);
    store.phone   = or_known(line->phone, store.phone);
    store.hours   = or_known(line->hours, store.hours);
    if (region) store.region_id = region->id;
    if (has_place) {
        store.longitude = line->longitude;
        store.latitude  = line->latitude;
    }
    return store;
}

static bool differs(double a, double b) { return a < b || a > b; }

static ImportAction action_of(StoreImport *import, const StoreLine *line)
{
    const Store *known = strmap_find(import->stores, line->code);
    if (!known) return IMPORT_CREATE;
    const Store   wanted = wanted_store(import, line, known);
    const Region *region = line->region.len > 0 ? strmap_find(import->regions, line->region) : NULL;
    const bool    same =
        !(region && region->id == 0) && wanted.region_id == known->region_id &&
        str_equal(wanted.name, known->name) && str_equal(wanted.address, known->address) &&
        str_equal(wanted.phone, known->phone) && str_equal(wanted.hours, known->hours) &&
        !differs(wanted.longitude, known->longitude) && !differs(wanted.latitude, known->latitude);
    return same ? IMPORT_SAME : IMPORT_UPDATE;
}

static Code store_line(Import *base, const CsvRow *row)
{
    StoreImport *import = (StoreImport *)base;
    Arena       *arena  = base->cx->arena;
    const int   *at     = base->column;
    Str          about  = { 0 };
    StoreLine    line   = { .row     = row->number,
                            .code    = sheet_cell(arena, row, at[CODE]),
                            .name    = sheet_cell(arena, row, at[NAME]),
                            .region  = sheet_cell(arena, row, at[REGION]),
                            .address = sheet_cell(arena, row, at[ADDRESS]),
                            .phone   = sheet_cell(arena, row, at[PHONE]),
                            .hours   = sheet_cell(arena, row, at[HOURS]) };
    const Cells  cells  = { sheet_cell(arena, row, at[LONGITUDE]),
                            sheet_cell(arena, row, at[LATITUDE]) };
    const char  *why    = store_refusal(import, &line, cells, &about);
    if (why) {
        org_import_refuse(base, row->number, why, about);
        return OK;
    }
    (void)strmap_put(base->seen, line.code, base);
    want_region(import, line.region);
    line.action                      = action_of(import, &line);
    *VEC_ADD(&base->good, StoreLine) = line;
    return OK;
}

/* ---- carrying it out ----------------------------------------------------------- */

static Code make_regions(StoreImport *import)
{
    for (size_t i = 0; i < import->paths.count; i++) {
        const Str path = *VEC_AT(import->paths, Str, i);
        size_t    cut  = path.len;
        while (cut > 0 && path.ptr[cut - 1] != '/') cut--;
        const Region *parent =
            cut > 0 ? strmap_find(import->regions, str_slice(path, 0, cut - 1)) : NULL;
        Region      *made  = strmap_find(import->regions, path);
        const Region draft = { .name      = str_slice(path, cut, path.len),
                               .parent_id = parent ? parent->id : 0,
                               .sort      = BEHIND_ALL + (int64_t)i };
        TRY(org_region_create(import->base.cx, &draft, made));
    }
    return OK;
}

/* What a line may hold was checked when it was planned. */
static Code update_store(Ctx *cx, const Store *store)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &org_sql_store_update, &changed,
               ARGS(V(cx->tenant_id), V(store->id), V(store->revision), V(store->code),
                    V(store->name), V(store->region_id), V(store->address), V(store->phone),
                    V(store->longitude), V(store->latitude), V(store->hours), V(store->is_open))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "store.changed_meanwhile");
    return OK;
}

static Code write_stores(StoreImport *import)
{
    Ctx        *cx      = import->base.cx;
    ImportPlan *plan    = import->base.out;
    Vec         created = vec_of(cx->arena, Store);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(make_regions(import));
    for (size_t i = 0; i < plan->all.count; i++) {
        const StoreLine *line  = ROWS_AT(StoreLine, plan->all, i);
        const Store     *known = strmap_find(import->stores, line->code);
        Store            store = wanted_store(import, line, known);
        if (line->action == IMPORT_UPDATE) TRY(update_store(cx, &store));
        if (line->action != IMPORT_CREATE) continue;
        store.id                  = cx_new_id(cx);
        store.tenant_id           = cx->tenant_id;
        store.sort                = BEHIND_ALL + (int64_t)i;
        store.revision            = 1;
        *VEC_ADD(&created, Store) = store;
    }
    TRY(cx_insert_all(cx, &org_sql_store, vec_rows(&created), false, NULL));
    const int64_t changed = plan->created + plan->updated;
    if (changed > 0) {
        TRY(org_scope_refresh(cx, (UserId){ 0 }));
        TRY(org_tree_changed(cx, "store", changed));
    }
    TRY(cx_commit(cx, &txn));
    plan->is_done = true;
    return OK;
}

Code org_import_stores(Ctx *cx, Str bytes, bool carry_out, ImportPlan *out)
{
    StoreImport import = { .base = { .cx       = cx,
                                     .out      = out,
                                     .good     = vec_of(cx->arena, StoreLine),
                                     .rows_max = IMPORT_STORES_MAX,
                                     .header   = store_header,
                                     .line     = store_line } };
    TRY(load_known(&import));
    TRY(org_import_read(&import.base, bytes));
    org_import_count(&import.base, offsetof(StoreLine, action));
    out->new_regions = (Strs){ (const Str *)(const void *)import.paths.at, import.paths.count };
    return carry_out ? write_stores(&import) : OK;
}

Code org_import_store_form(Ctx *cx, Str *xlsx)
{
    static const Str cells[] = {
        TEXT("门店编号"),     TEXT("门店名称"),  TEXT("所属区域"),
        TEXT("地址"),         TEXT("电话"),      TEXT("经度"),
        TEXT("纬度"),         TEXT("营业时间"),  TEXT("S001"),
        TEXT("人民广场店"),   TEXT("华东/上海"), TEXT("上海市黄浦区西藏中路 1 号"),
        TEXT("021-60000000"), TEXT("121.4737"),  TEXT("31.2304"),
        TEXT("09:00-21:00"),
    };
    return sheet_write(cx, S("门店"), cells, 8, 2, xlsx);
}
