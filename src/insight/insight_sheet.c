/* insight_sheet.c -- boards as spreadsheets, in the words of docs/metrics.md. */
#include "insight/insight.h"
#include "kernel/sheet.h"

/* A heading in both languages. */
typedef struct Heading {
    const char *zh, *en;
} Heading;

typedef struct Column {
    Heading heading;
    size_t  at; /* of GrowthFigures */
} Column;

// clang-format off
static const Column columns[] = {
    { { "新增好友", "Relations added" },      offsetof(GrowthFigures, added) },
    { { "新客户",   "New customers" },        offsetof(GrowthFigures, new_people) },
    { { "再次添加", "Added again" },          offsetof(GrowthFigures, again) },
    { { "转入",     "Handed in" },            offsetof(GrowthFigures, moved_in) },
    { { "流失好友", "Relations lost" },       offsetof(GrowthFigures, lost) },
    { { "客户删除", "Deleted by customer" },  offsetof(GrowthFigures, lost_by_customer) },
    { { "员工删除", "Deleted by staff" },     offsetof(GrowthFigures, lost_by_staff) },
    { { "系统核对", "Found gone" },           offsetof(GrowthFigures, lost_by_system) },
    { { "转出",     "Handed out" },           offsetof(GrowthFigures, moved_out) },
    { { "净增好友", "Net relations" },        offsetof(GrowthFigures, net) },
    { { "期末好友", "Relations at the end" }, offsetof(GrowthFigures, open_after) },
    { { "流失客户", "Customers churned" },    offsetof(GrowthFigures, churned) },
    { { "期末客户数", "Customers at the end" }, offsetof(GrowthFigures, people_after) },
};
static const Heading by_heading[] = {
    [BY_DAY] = { "日期", "Day" },         [BY_WEEK] = { "周（周一）", "Week from" },
    [BY_MONTH] = { "月份", "Month" },     [BY_STAFF] = { "员工", "Staff" },
    [BY_DEPARTMENT] = { "部门", "Department" }, [BY_STORE] = { "门店", "Store" },
    [BY_REGION] = { "区域", "Region" },   [BY_CODE] = { "渠道活码", "Channel code" },
    [BY_SOURCE] = { "添加方式", "Way of adding" },
};
static const Heading total_heading = { "合计", "Total" }, none_heading = { "未分配", "None" },
                     other_heading = { "其他", "Other" }, size_heading = { "客户数", "Customers" },
                     growth_name = { "客户增长", "growth" }, retention_name = { "留存", "retention" };
// clang-format on

enum { COLUMNS = COUNT(columns) };

static Str said(const Heading *heading, Str lang)
{
    return str_of(str_equal(lang, S("en-US")) ? heading->en : heading->zh);
}

static Str label_of(Str key, Str label, Str lang)
{
    if (label.len) return label;
    if (str_equal(key, S("none"))) return said(&none_heading, lang);
    return str_equal(key, S("other")) ? said(&other_heading, lang) : key;
}

static Str number(Ctx *cx, int64_t value) { return str_fmt(cx->arena, "%lld", (long long)value); }

static void growth_line(Ctx *cx, Str label, const GrowthFigures *figures, Str *cells)
{
    cells[0] = label;
    for (size_t i = 0; i < COLUMNS; i++)
        cells[1 + i] =
            number(cx, *(const int64_t *)(const void *)((const char *)figures + columns[i].at));
}

static Str file_name(Ctx *cx, const Heading *what, Str from, Str to, Str lang)
{
    return str_fmt(cx->arena, "%.*s_%.*s_%.*s.xlsx", FMT(said(what, lang)), FMT(from), FMT(to));
}

Code insight_sheet_growth(Ctx *cx, const GrowthQuery *query, Str *xlsx, Str *name)
{
    GrowthBoard board;
    TRY(insight_growth(cx, query, &board));
    Str *cells = arena_make(cx->arena, Str, (board.rows.count + 2) * (COLUMNS + 1));
    cells[0]   = said(&by_heading[board.by], query->lang);
    for (size_t i = 0; i < COLUMNS; i++) cells[1 + i] = said(&columns[i].heading, query->lang);
    growth_line(cx, said(&total_heading, query->lang), &board.now, cells + COLUMNS + 1);
    for (size_t i = 0; i < board.rows.count; i++) {
        const GrowthRow *row = ROWS_AT(GrowthRow, board.rows, i);
        growth_line(cx, label_of(row->key, row->label, query->lang), &row->now,
                    cells + (i + 2) * (COLUMNS + 1));
    }
    *name = file_name(cx, &growth_name, board.from, board.to, query->lang);
    bool is_number[COLUMNS + 1];
    for (size_t i = 0; i <= COLUMNS; i++) is_number[i] = i > 0;
    return sheet_write_typed(cx, said(&growth_name, query->lang), cells, is_number, COLUMNS + 1,
                             board.rows.count + 2, xlsx);
}

/* "95.2%"; "95.2%*" while some have not reached the day; "—" while nobody has. */
static Str share(Ctx *cx, const CohortRow *row, size_t point)
{
    const int64_t reached = row->reached.at[point], kept = row->retained.at[point];
    if (reached == 0) return S("—");
    const int64_t tenths = (kept * 2000 + reached) / (2 * reached);
    return str_fmt(cx->arena, "%lld.%lld%%%s", (long long)(tenths / 10), (long long)(tenths % 10),
                   reached < row->size ? "*" : "");
}

static void cohort_line(Ctx *cx, Str label, const CohortRow *row, Str *cells)
{
    cells[0] = label;
    cells[1] = number(cx, row->size);
    for (size_t i = 0; i < RETENTION_POINTS; i++) cells[2 + i] = share(cx, row, i);
}

Code insight_sheet_retention(Ctx *cx, const RetentionQuery *query, Str *xlsx, Str *name)
{
    enum { WIDTH = RETENTION_POINTS + 2 };
    RetentionBoard board;
    TRY(insight_retention(cx, query, &board));
    Str *cells = arena_make(cx->arena, Str, (board.rows.count + 2) * WIDTH);
    cells[0]   = said(&by_heading[board.by], query->lang);
    cells[1]   = said(&size_heading, query->lang);
    for (size_t i = 0; i < RETENTION_POINTS; i++)
        cells[2 + i] = str_fmt(cx->arena, "+%d", (int)retention_points[i]);
    cohort_line(cx, said(&total_heading, query->lang), &board.total, cells + WIDTH);
    for (size_t i = 0; i < board.rows.count; i++) {
        const CohortRow *row = ROWS_AT(CohortRow, board.rows, i);
        cohort_line(cx, label_of(row->key, row->label, query->lang), row, cells + (i + 2) * WIDTH);
    }
    *name = file_name(cx, &retention_name, board.from, board.to, query->lang);
    static const bool is_number[WIDTH] = { [1] = true };
    return sheet_write_typed(cx, said(&retention_name, query->lang), cells, is_number, WIDTH,
                             board.rows.count + 2, xlsx);
}
