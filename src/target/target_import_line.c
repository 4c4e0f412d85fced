/* target_import_line.c -- one line of a spreadsheet of targets, as it was meant. */
#include "target/target_import_line.h"

#include "target/target_period.h"
#include "wire/cell.h"

enum { SCENE_MAX = 40, SECONDS_SCALE = 3, HUNDREDTHS_SCALE = 2, DAYS_MAX = 3 * 366 };
static const int64_t VALUE_MAX = 1000000000000000;

// clang-format off
static const char *const names[IMPORT_COLUMNS] = {
    [IMPORT_METRIC] = "指标|指标名称|metric", [IMPORT_OWNER]  = "归属|门店|对象|范围|scope|owner", [IMPORT_PERIOD] = "周期|时间|月份|日期|period|month",
    [IMPORT_FROM]   = "开始|开始日期|from",   [IMPORT_TO]     = "结束|结束日期|to",                [IMPORT_VALUE]  = "目标|目标值|value|target",
    [IMPORT_SCENE]  = "场景|活动|scene",      [IMPORT_CEILING] = "不超过|上限|at_most|ceiling",
};
static const struct { const char *word; TargetOwner kind; } prefixes[] = {
    { "门店", TARGET_STORE }, { "store", TARGET_STORE }, { "部门", TARGET_DEPARTMENT },
    { "department", TARGET_DEPARTMENT }, { "员工", TARGET_STAFF }, { "staff", TARGET_STAFF },
};
// clang-format on

static const Metric *metric_called(const TargetImportSheet *sheet, Str name)
{
    for (size_t i = 0; i < sheet->metrics.count; i++) {
        const Metric *one = ROWS_AT(Metric, sheet->metrics, i);
        if (str_equal_nocase(one->key, name) || str_equal(one->name_zh, name) ||
            str_equal_nocase(one->name_en, name))
            return one;
    }
    return NULL;
}

static bool is_any_of(Str text, Str words)
{
    while (words.len > 0)
        if (str_equal_nocase(text, str_cut(&words, '|'))) return true;
    return false;
}

/* Takes "门店:" from a name; 0: any kind. */
static TargetOwner cut_kind(Str *name)
{
    for (size_t i = 0; i < COUNT(prefixes); i++) {
        const size_t len  = str_of(prefixes[i].word).len;
        const Str    rest = str_slice(*name, len < name->len ? len : name->len, name->len);
        if (!str_equal_nocase(str_prefix_bytes(*name, len), str_of(prefixes[i].word))) continue;
        if (!str_starts(rest, S(":")) && !str_starts(rest, S("："))) continue;
        *name = str_trim(str_slice(rest, str_starts(rest, S(":")) ? 1 : S("：").len, rest.len));
        return prefixes[i].kind;
    }
    return (TargetOwner)0;
}

typedef struct Called {
    TargetOwner kind;
    int64_t     id;
    size_t      count;
} Called;

static void call(Called *called, TargetOwner asked, TargetOwner kind, int64_t id, Str name,
                 Str text)
{
    if ((asked != 0 && asked != kind) || !str_equal(name, text)) return;
    *called = (Called){ kind, id, called->count + 1 };
}

/* NULL, or why there is no such owner. */
static const char *find_owner(const TargetImportSheet *sheet, Str text, TargetImportLine *line)
{
    const TargetPlaces *places = &sheet->places;
    Called              called = { 0 };
    line->owner_name           = text;
    const TargetOwner asked    = cut_kind(&line->owner_name);
    const Str         name     = line->owner_name;
    if (name.len == 0 || (asked == 0 && is_any_of(name, S("品牌|全品牌|整个品牌|全部|brand|all"))))
        called = (Called){ TARGET_BRAND, 0, 1 };
    else {
        for (size_t i = 0; i < places->stores.count; i++) {
            const TargetStore *one = ROWS_AT(TargetStore, places->stores, i);
            call(&called, asked, TARGET_STORE, one->id, one->name, name);
        }
        for (size_t i = 0; i < places->departments.count; i++) {
            const Department *one = ROWS_AT(Department, places->departments, i);
            if (!one->is_gone) call(&called, asked, TARGET_DEPARTMENT, one->id, one->name, name);
        }
        for (size_t i = 0; i < places->members.count; i++) {
            const TargetMember *one = ROWS_AT(TargetMember, places->members, i);
            call(&called, asked, TARGET_STAFF, one->id, one->name, name);
        }
    }
    if (called.count > 1) return "target_import.owner_ambiguous";
    if (called.count == 0) return "target.unknown_owner";
    line->owner_kind = called.kind;
    line->owner_id   = called.id;
    /* It names everybody of the brand's staff who belongs to him: for each line anew. */
    const ArenaMark   mark  = arena_mark(sheet->cx->arena);
    const TargetPlace place = target_place_of(sheet->cx->arena, places, called.kind, called.id);
    arena_rewind(sheet->cx->arena, mark);
    return place.is_there && place.is_seen ? NULL : "target.unknown_owner";
}

/* Yuan of money, percent of ratios, seconds of spans, else a count. */
static bool read_value(Str text, MetricUnit unit, int64_t *out)
{
    Decimal   number;
    const int scale = unit == METRIC_FEN || unit == METRIC_RATIO ? HUNDREDTHS_SCALE
                      : unit == METRIC_MS                        ? SECONDS_SCALE
                                                                 : 0;
    for (size_t i = 0; i < 2; i++) {
        const Str mark = i == 0 ? S("%") : S("元");
        if (str_ends(text, mark)) text = str_trim(str_slice(text, 0, text.len - mark.len));
    }
    return cell_decimal(text, &number) && cell_units(number, scale, true, out) && *out > 0 &&
           *out <= VALUE_MAX;
}

static bool read_days(const TargetImportSheet *sheet, const CsvRow *row, TargetImportLine *line,
                      Str *told)
{
    Arena    *arena = sheet->cx->arena;
    const Str from  = sheet_cell(arena, row, sheet->column[IMPORT_FROM]);
    const Str to    = sheet_cell(arena, row, sheet->column[IMPORT_TO]);
    const Str both  = sheet_cell(arena, row, sheet->column[IMPORT_PERIOD]);
    int64_t   a = 0, b = 0, between = 0;
    *told              = both.len > 0 ? both : str_fmt(arena, "%.*s~%.*s", FMT(from), FMT(to));
    const bool is_good = both.len > 0 ? target_period_read(both, &a, &b)
                                      : target_period_read(from, &a, &between) &&
                                            target_period_read(to, &between, &b);
    if (!is_good || a > b || b - a > DAYS_MAX) return false;
    line->from_on = day_text(arena, a);
    line->to_on   = day_text(arena, b);
    return true;
}

bool target_import_line_head(TargetImportSheet *sheet, const CsvRow *row)
{
    int *column = sheet->column;
    for (int i = 0; i < IMPORT_COLUMNS; i++) column[i] = sheet_column(row, str_of(names[i]));
    return column[IMPORT_METRIC] >= 0 && column[IMPORT_VALUE] >= 0 &&
           (column[IMPORT_PERIOD] >= 0 || (column[IMPORT_FROM] >= 0 && column[IMPORT_TO] >= 0));
}

const char *target_import_line_read(const TargetImportSheet *sheet, const CsvRow *row,
                                    TargetImportLine *line, Str *cell)
{
    Arena        *arena  = sheet->cx->arena;
    const Metric *metric = NULL;
    *cell                = sheet_cell(arena, row, sheet->column[IMPORT_METRIC]);
    metric               = metric_called(sheet, *cell);
    if (!metric) return "target.unknown_metric";
    line->metric = metric->key;
    line->row    = row->number;
    *cell = line->scene = sheet_cell(arena, row, sheet->column[IMPORT_SCENE]);
    if (str_chars(line->scene) > SCENE_MAX) return "target_import.scene_too_long";
    line->is_ceiling = is_any_of(sheet_cell(arena, row, sheet->column[IMPORT_CEILING]),
                                 S("是|1|yes|true|√|不超过"));
    if (!read_days(sheet, row, line, cell)) return "target.bad_days";
    *cell           = sheet_cell(arena, row, sheet->column[IMPORT_OWNER]);
    const char *why = find_owner(sheet, *cell, line);
    if (why) return why;
    *cell = sheet_cell(arena, row, sheet->column[IMPORT_VALUE]);
    return read_value(*cell, metric->unit, &line->value) ? NULL : "target_import.bad_value";
}
