/* org_import.c -- what both imports share: rows, refusals, counts; and who works where. */
#include "org/org_import.h"

#include "org/org_tree_sql.h"

#include <string.h>

enum { CHANGES_A_STATEMENT = 1000, FORM_STAFF_MAX = 5000 };

// clang-format off
static const char *const action_words[] = {
    [IMPORT_CREATE] = "create", [IMPORT_UPDATE] = "update", [IMPORT_SAME] = "same",
};
const Words import_action_words = { action_words, COUNT(action_words) };

static const Field refusal_fields[] = {
    FIELD(ImportRefusal, row), FIELD(ImportRefusal, reason), FIELD(ImportRefusal, value),
};
static const Shape refusal_shape = SHAPE(ImportRefusal, refusal_fields);

static const Field store_line_fields[] = {
    FIELD(StoreLine, row), FIELD(StoreLine, code), FIELD(StoreLine, name), FIELD(StoreLine, region),
    FIELD(StoreLine, address), FIELD(StoreLine, phone), FIELD(StoreLine, hours),
    FIELD(StoreLine, longitude), FIELD(StoreLine, latitude),
    FIELD_ENUM(StoreLine, action, import_action_words),
};
static const Shape store_line_shape = SHAPE(StoreLine, store_line_fields);

static const Field staff_line_fields[] = {
    FIELD(StaffLine, row), FIELD(StaffLine, userid), FIELD(StaffLine, store_code),
    FIELD(StaffLine, name), FIELD(StaffLine, store_name),
    FIELD_ENUM(StaffLine, action, import_action_words),
};
static const Shape staff_line_shape = SHAPE(StaffLine, staff_line_fields);

#define PLAN_SHAPE(stem, line_shape, Name)                                                     \
    static const Field stem##_fields[] = {                                                     \
        FIELD(ImportPlan, rows), FIELD(ImportPlan, valid), FIELD(ImportPlan, created),         \
        FIELD(ImportPlan, updated), FIELD(ImportPlan, unchanged),                              \
        FIELD(ImportPlan, new_regions), FIELD_LIST(ImportPlan, invalid, refusal_shape),        \
        FIELD_LIST(ImportPlan, sample, line_shape), FIELD(ImportPlan, is_done),                \
    };                                                                                         \
    const Shape stem##_shape = { .name = Name, .fields = stem##_fields,                        \
                                 .count = COUNT(stem##_fields), .size = sizeof(ImportPlan) }
PLAN_SHAPE(store_import, store_line_shape, "StoreImport");
PLAN_SHAPE(staff_import, staff_line_shape, "StaffImport");
// clang-format on

/* ---- rows, refusals, counts --------------------------------------------------- */

void org_import_refuse(Import *import, int64_t row, const char *reason, Str value)
{
    *VEC_ADD(&import->bad, ImportRefusal) =
        (ImportRefusal){ row, str_of(reason), str_prefix_chars(value, 100) };
}

static Code hear_row(void *with, const CsvRow *row, bool is_malformed)
{
    Import *import = with;
    if (!is_malformed && !import->has_header) {
        import->has_header = true;
        return import->header(import, row);
    }
    if (!is_malformed && sheet_is_blank(row)) return OK;
    REQUIRE(import->cx, import->out->rows < import->rows_max, ERR_LIMIT,
            "org_import.too_many_rows");
    import->out->rows++;
    if (!is_malformed) return import->line(import, row);
    org_import_refuse(import, row->number, "org_import.row_malformed", (Str){ 0 });
    return OK;
}

Code org_import_read(Import *import, Str bytes)
{
    *import->out = (ImportPlan){ 0 };
    import->bad  = vec_of(import->cx->arena, ImportRefusal);
    import->seen = strmap_new(import->cx->arena);
    TRY(sheet_read(import->cx, bytes, hear_row, import));
    REQUIRE(import->cx, import->out->rows > 0, ERR_INVALID, "org_import.empty");
    return OK;
}

static ImportAction action_of(const Rows *lines, size_t size, size_t index, size_t action_at)
{
    ImportAction action;
    memcpy(&action, (const char *)lines->at + index * size + action_at, sizeof(action));
    return action;
}

void org_import_count(Import *import, size_t action_at)
{
    ImportPlan  *out  = import->out;
    const size_t size = import->good.size;
    Vec          some = vec_of_size(import->cx->arena, size);
    out->all          = vec_rows(&import->good);
    out->invalid      = vec_rows(&import->bad);
    out->valid        = (int64_t)out->all.count;
    for (size_t i = 0; i < out->all.count; i++) {
        const ImportAction action = action_of(&out->all, size, i, action_at);
        out->created += action == IMPORT_CREATE;
        out->updated += action == IMPORT_UPDATE;
        out->unchanged += action == IMPORT_SAME;
    }
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < out->all.count && some.count < IMPORT_SAMPLE_MAX; i++)
            if ((action_of(&out->all, size, i, action_at) == IMPORT_SAME) == (pass == 1))
                memcpy(vec_add(&some), (const char *)out->all.at + i * size, size);
    out->sample = vec_rows(&some);
}

/* ---- staff -------------------------------------------------------------------- */

enum { USERID, STORE };

typedef struct StaffImport {
    Import  base;
    StrMap *staff;  /* userid in lower case to StaffPlace */
    StrMap *twice;  /* userids of more than one connection */
    StrMap *stores; /* code to Store */
} StaffImport;

static Code staff_header(Import *import, const CsvRow *row)
{
    import->column[USERID] = sheet_column(row, S("员工账号|账号|成员账号|userid|user_id"));
    import->column[STORE] = sheet_column(row, S("门店编号|门店编码|编号|store|store_code|code"));
    REQUIRE(import->cx, import->column[USERID] >= 0, ERR_INVALID, "org_import.no_userid_column");
    REQUIRE(import->cx, import->column[STORE] >= 0, ERR_INVALID, "org_import.no_store_column");
    return OK;
}

static Str lower(Arena *arena, Str text)
{
    char *out = arena_make(arena, char, text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        out[i]       = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (Str){ out, text.len };
}

static const char *staff_refusal(StaffImport *import, const StaffLine *line, Str key)
{
    if (line->userid.len == 0) return "org_import.userid_missing";
    if (strmap_find(import->base.seen, key)) return "org_import.userid_twice";
    if (strmap_find(import->twice, key)) return "org_import.userid_ambiguous";
    if (!strmap_find(import->staff, key)) return "org_import.userid_unknown";
    if (line->store_code.len > 0 && !strmap_find(import->stores, line->store_code))
        return "org_import.store_unknown";
    return NULL;
}

static Code staff_line(Import *base, const CsvRow *row)
{
    StaffImport *import = (StaffImport *)base;
    Arena       *arena  = base->cx->arena;
    StaffLine    line   = { .row        = row->number,
                            .userid     = sheet_cell(arena, row, base->column[USERID]),
                            .store_code = sheet_cell(arena, row, base->column[STORE]) };
    const Str    key    = lower(arena, line.userid);
    const char  *why    = staff_refusal(import, &line, key);
    if (why) {
        org_import_refuse(base, row->number, why,
                          str_equal(str_of(why), S("org_import.store_unknown")) ? line.store_code
                                                                                : line.userid);
        return OK;
    }
    (void)strmap_put(base->seen, key, base);
    const StaffPlace *place = strmap_find(import->staff, key);
    const Store      *store = strmap_find(import->stores, line.store_code);
    line.staff_id           = place->id;
    line.name               = place->name;
    line.store_id           = store ? store->id : 0;
    line.store_name         = store ? store->name : (Str){ 0 };
    line.action             = line.store_id == place->store_id ? IMPORT_SAME : IMPORT_UPDATE;
    *VEC_ADD(&base->good, StaffLine) = line;
    return OK;
}

static Code load_staff(StaffImport *import)
{
    Ctx *cx     = import->base.cx;
    Rows places = { 0 }, stores = { 0 };
    TRY(org_tree_sql_staff(cx, &places));
    TRY(org_tree_sql_full_stores(cx, &stores));
    import->staff  = strmap_new(cx->arena);
    import->twice  = strmap_new(cx->arena);
    import->stores = strmap_new(cx->arena);
    for (size_t i = 0; i < places.count; i++) {
        StaffPlace *one = ROWS_AT(StaffPlace, places, i);
        if (strmap_put(import->staff, one->userid_key, one))
            (void)strmap_put(import->twice, one->userid_key, one);
    }
    for (size_t i = 0; i < stores.count; i++) {
        Store *one = ROWS_AT(Store, stores, i);
        (void)strmap_put(import->stores, one->code, one);
    }
    return OK;
}

/* The lines of one store in as few statements as there are. */
static Code place_lines(Ctx *cx, Rows lines, int64_t store_id, int64_t *changed)
{
    int64_t ids[CHANGES_A_STATEMENT];
    size_t  count = 0;
    for (size_t i = 0; i <= lines.count; i++) {
        const StaffLine *line = i < lines.count ? ROWS_AT(StaffLine, lines, i) : NULL;
        if (line && line->action == IMPORT_UPDATE && line->store_id == store_id)
            ids[count++] = line->staff_id;
        if (count == 0 || (line && count < CHANGES_A_STATEMENT)) continue;
        int64_t some = 0;
        TRY(org_tree_sql_place(cx, (Ids){ ids, count }, store_id, &some));
        *changed += some;
        count = 0;
    }
    return OK;
}

static Code write_staff(Ctx *cx, ImportPlan *plan)
{
    IdMap  *done    = idmap_new(cx->arena);
    bool    cleared = false;
    int64_t changed = 0;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    for (size_t i = 0; i < plan->all.count; i++) {
        const StaffLine *line = ROWS_AT(StaffLine, plan->all, i);
        if (line->action != IMPORT_UPDATE) continue;
        if (line->store_id == 0 ? cleared : idmap_find(done, line->store_id) != NULL) continue;
        if (line->store_id == 0)
            cleared = true;
        else
            (void)idmap_put(done, line->store_id, plan);
        TRY(place_lines(cx, plan->all, line->store_id, &changed));
    }
    if (changed > 0) {
        TRY(org_scope_refresh(cx, (UserId){ 0 }));
        TRY(org_tree_changed(cx, "staff", changed));
    }
    TRY(cx_commit(cx, &txn));
    plan->is_done = true;
    return OK;
}

Code org_import_staff(Ctx *cx, Str bytes, bool carry_out, ImportPlan *out)
{
    StaffImport import = { .base = { .cx       = cx,
                                     .out      = out,
                                     .good     = vec_of(cx->arena, StaffLine),
                                     .rows_max = IMPORT_STAFF_MAX,
                                     .header   = staff_header,
                                     .line     = staff_line } };
    TRY(load_staff(&import));
    TRY(org_import_read(&import.base, bytes));
    org_import_count(&import.base, offsetof(StaffLine, action));
    return carry_out ? write_staff(cx, out) : OK;
}

Code org_import_staff_form(Ctx *cx, Str *xlsx)
{
    Rows places = { 0 }, stores = { 0 };
    TRY(org_tree_sql_staff(cx, &places));
    TRY(org_tree_sql_full_stores(cx, &stores));
    IdMap *by_id = idmap_new(cx->arena);
    for (size_t i = 0; i < stores.count; i++)
        (void)idmap_put(by_id, ROWS_AT(Store, stores, i)->id, ROWS_AT(Store, stores, i));
    const size_t count = places.count < FORM_STAFF_MAX ? places.count : FORM_STAFF_MAX;
    Str         *cells = arena_make(cx->arena, Str, (count + 1) * 3);
    cells[0]           = S("员工账号");
    cells[1]           = S("姓名");
    cells[2]           = S("门店编号");
    for (size_t i = 0; i < count; i++) {
        const StaffPlace *one   = ROWS_AT(StaffPlace, places, i);
        const Store      *store = one->store_id ? idmap_find(by_id, one->store_id) : NULL;
        cells[3 * i + 3]        = one->userid;
        cells[3 * i + 4]        = one->name;
        cells[3 * i + 5]        = store ? store->code : S("");
    }
    return sheet_write(cx, S("员工门店"), cells, 3, count + 1, xlsx);
}
