/* target_import.c -- targets from a spreadsheet: planned line by line, then written. */
#include "target/target_import.h"

#include "target/target_import_line.h"

typedef struct Import {
    TargetImportSheet sheet;
    TargetImport     *out;
    Vec               good, bad;
    StrMap           *seen;
    bool              has_header;
} Import;

static Target target_of(const Ctx *cx, const TargetImportLine *line)
{
    return (Target){ .tenant_id     = cx->tenant_id,
                     .user_id       = cx->user_id,
                     .scene         = line->scene,
                     .metric        = line->metric,
                     .from_on       = line->from_on,
                     .to_on         = line->to_on,
                     .owner_kind    = line->owner_kind,
                     .owner_id      = line->owner_id,
                     .value         = line->value,
                     .is_ceiling    = line->is_ceiling,
                     .revision      = 1,
                     .created_at_ms = cx->now_ms,
                     .changed_at_ms = cx->now_ms };
}

static void refuse(Import *import, int64_t row, const char *reason, Str value)
{
    *VEC_ADD(&import->bad, TargetRefusal) =
        (TargetRefusal){ row, str_of(reason), str_prefix_chars(value, 100) };
}

static Code plan_line(Import *import, const CsvRow *row)
{
    Ctx             *cx    = import->sheet.cx;
    TargetImportLine line  = { 0 };
    Target           known = { 0 };
    Str              cell  = { 0 };
    bool             found = false;
    const char      *why   = target_import_line_read(&import->sheet, row, &line, &cell);
    if (!why) {
        const Str key = str_fmt(cx->arena, "%.*s|%.*s|%.*s|%.*s|%d|%lld", FMT(line.metric),
                                FMT(line.scene), FMT(line.from_on), FMT(line.to_on),
                                (int)line.owner_kind, (long long)line.owner_id);
        if (strmap_put(import->seen, key, import)) why = "target_import.twice";
    }
    if (why) {
        refuse(import, row->number, why, cell);
        return OK;
    }
    const Target like = target_of(cx, &line);
    TRY(target_sql_same(cx, &like, &known, &found));
    if (found && import->sheet.column[IMPORT_CEILING] < 0) line.is_ceiling = known.is_ceiling;
    const bool is_same = found && known.value == line.value && known.is_ceiling == line.is_ceiling;
    line.action        = is_same ? TARGET_SAME : found ? TARGET_UPDATE : TARGET_CREATE;
    *VEC_ADD(&import->good, TargetImportLine) = line;
    return OK;
}

static Code hear_row(void *with, const CsvRow *row, bool is_malformed)
{
    Import *import = with;
    Ctx    *cx     = import->sheet.cx;
    if (!is_malformed && !import->has_header) {
        import->has_header = true;
        REQUIRE(cx, target_import_line_head(&import->sheet, row), ERR_INVALID,
                "target_import.no_columns");
        return OK;
    }
    if (!is_malformed && sheet_is_blank(row)) return OK;
    REQUIRE(cx, import->out->rows < TARGETS_MAX, ERR_LIMIT, "target.too_many");
    import->out->rows++;
    if (!is_malformed) return plan_line(import, row);
    refuse(import, row->number, "target_import.malformed", (Str){ 0 });
    return OK;
}

static void count_lines(Import *import)
{
    TargetImport *out  = import->out;
    Vec           some = vec_of(import->sheet.cx->arena, TargetImportLine);
    out->all           = vec_rows(&import->good);
    out->invalid       = vec_rows(&import->bad);
    out->valid         = (int64_t)out->all.count;
    for (int is_same = 0; is_same < 2; is_same++)
        for (size_t i = 0; i < out->all.count; i++) {
            const TargetImportLine *line = ROWS_AT(TargetImportLine, out->all, i);
            if ((line->action == TARGET_SAME) != (is_same == 1)) continue;
            out->created += line->action == TARGET_CREATE;
            out->updated += line->action == TARGET_UPDATE;
            out->unchanged += line->action == TARGET_SAME;
            if (some.count < TARGET_IMPORT_SAMPLE_MAX) *VEC_ADD(&some, TargetImportLine) = *line;
        }
    out->sample = vec_rows(&some);
}

static Code write_lines(Ctx *cx, TargetImport *out)
{
    int64_t count = 0;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    for (size_t i = 0; i < out->all.count; i++) {
        const TargetImportLine *line  = ROWS_AT(TargetImportLine, out->all, i);
        Target                  like  = target_of(cx, line);
        Target                  known = { 0 };
        bool                    found = false, is_done = true;
        if (line->action == TARGET_SAME) continue;
        TRY(target_sql_same(cx, &like, &known, &found));
        like.id = cx_new_id(cx);
        if (!found) TRY(target_sql_insert(cx, &like));
        if (found)
            TRY(target_sql_set(cx, known.id, known.revision, line->value, line->is_ceiling,
                               &is_done));
        REQUIRE(cx, is_done, ERR_CONFLICT, "target.changed_meanwhile");
    }
    TRY(target_sql_count(cx, &count));
    REQUIRE(cx, count <= TARGETS_MAX, ERR_LIMIT, "target.too_many");
    if (out->created + out->updated > 0)
        TRY(event_emit(cx, EV_TARGET_CHANGED, (EventDraft){ .object = S("target:all") }));
    TRY(cx_commit(cx, &txn));
    out->is_done = true;
    return OK;
}

Code target_import_run(Ctx *cx, Str bytes, bool carry_out, TargetImport *out)
{
    *out          = (TargetImport){ 0 };
    Import import = { .sheet = { .cx = cx },
                      .out   = out,
                      .good  = vec_of(cx->arena, TargetImportLine),
                      .bad   = vec_of(cx->arena, TargetRefusal),
                      .seen  = strmap_new(cx->arena) };
    TRY(metric_list(cx, &import.sheet.metrics));
    TRY(target_place_load(cx, &import.sheet.places));
    TRY(sheet_read(cx, bytes, hear_row, &import));
    REQUIRE(cx, out->rows > 0, ERR_INVALID, "target_import.empty");
    count_lines(&import);
    return carry_out ? write_lines(cx, out) : OK;
}
