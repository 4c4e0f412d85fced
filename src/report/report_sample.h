/* report_sample.h -- pictures of boards of made answers, for tests of report/.  Private to them.
 *
 * With WEFT_PICTURE_DIR set they are kept to be looked at. */
#ifndef REPORT_REPORT_SAMPLE_H
#define REPORT_REPORT_SAMPLE_H

#include "report/report_testing.h"

#include "kernel/testing.h"
#include "sys/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#define REPORT_SAMPLE_FIND \
    "{\"kind\":\"pivot\",\"range\":{\"from\":\"2026-11-01\",\"to\":\"2026-11-28\"}}"

typedef struct ReportSample {
    const char *title, *look, *columns[8], *rows, *before, *reason, *query, *show;
} ReportSample;

static inline Rows report_sample_metrics(Arena *arena)
{
    Metric *all = arena_make(arena, Metric, 3);
    all[0]      = (Metric){ .key     = S("order.paid_fen"),
                            .name_zh = S("支付金额"),
                            .name_en = S("Paid amount"),
                            .formula = S("{\"measure\":\"sum\",\"event\":\"order.paid\","
                                              "\"property\":\"paid_fen\"}"),
                            .unit    = METRIC_FEN };
    all[1]      = (Metric){ .key     = S("customer.new"),
                            .name_zh = S("新增客户"),
                            .name_en = S("New customers"),
                            .formula = S("{\"measure\":\"people\",\"event\":\"contact.added\"}"),
                            .unit    = METRIC_COUNT };
    all[2]      = (Metric){ .key     = S("order.refund_rate"),
                            .name_zh = S("退款率"),
                            .name_en = S("Refund rate"),
                            .formula = S("{\"of\":{\"event\":\"order.refunded\"},"
                                              "\"over\":{\"event\":\"order.paid\"}}"),
                            .unit    = METRIC_RATIO };
    return (Rows){ all, 3 };
}

static inline ReportPanel report_sample_part(Arena *arena, const ReportSample *sample)
{
    Vec         columns = vec_of(arena, Str);
    ReportPanel part    = { .title  = str_of(sample->title),
                            .look   = str_of(sample->look),
                            .reason = sample->reason ? str_of(sample->reason) : (Str){ 0 } };
    for (size_t i = 0; i < COUNT(sample->columns) && sample->columns[i]; i++)
        *VEC_ADD(&columns, Str) = str_of(sample->columns[i]);
    part.tile.columns = (Strs){ (const Str *)(const void *)columns.at, columns.count };
    part.tile.rows    = str_of(sample->rows ? sample->rows : "[]");
    part.tile.before  = str_of(sample->before ? sample->before : "[]");
    part.tile.query   = str_of(sample->query ? sample->query : REPORT_SAMPLE_FIND);
    part.show         = str_of(sample->show ? sample->show : "{}");
    return part;
}

/* Between what a card holds and its sides, below the head and above the foot, nothing stands. */
static inline void report_sample_inside(const Seen *seen)
{
    enum { HEAD = 330, FOOT = 90, FROM = PAINT_EDGE + 2, UNTIL = PAINT_EDGE + CARD_PADDING - 13 };
    assert_int_equal(seen->width, PAINT_WIDTH);
    for (int y = HEAD; y < seen->height - FOOT; y++)
        for (int x = FROM; x < UNTIL; x++)
            for (int byte = 0; byte < 24; byte += 8) {
                assert_in_range(report_testing_at(seen, x, y) >> byte & 255, 0xf0, 0xff);
                assert_in_range(report_testing_at(seen, PAINT_WIDTH - 1 - x, y) >> byte & 255, 0xf0,
                                0xff);
            }
}

static inline void report_sample_keep(Arena *arena, const char *name, Str png)
{
    const char *folder = getenv("WEFT_PICTURE_DIR");
    if (folder)
        assert_int_equal(file_write(str_fmt(arena, "%s/%s.png", folder, name).ptr, png, 0600), OK);
}

static inline Seen report_sample_picture(Arena *arena, const char *name,
                                         const ReportSample *samples, size_t count, bool english,
                                         bool is_late)
{
    Ctx        cx    = { .arena = arena, .tenant_id = 1, .zone = { 480 }, .now_ms = 1795771800000 };
    Vec        parts = vec_of(arena, ReportPanel);
    const Str  said[] = { S("时间"), S("2026-11-01 – 2026-11-28"), S("渠道"),
                          S("企业微信、公众号") };
    ReportMark mark   = { .as_of = S("2026-11-28 09:00"),
                          .late  = is_late ? S("2026-11-28 08:30") : (Str){ 0 } };
    ReportBook book   = { .name    = english ? S("Owner board") : S("品牌主看板"),
                          .english = english,
                          .metrics = report_sample_metrics(arena),
                          .said    = { said, 4 } };
    Str        png    = { 0 };
    Target    *target = arena_make(arena, Target, 1);
    for (size_t i = 0; i < count; i++)
        *VEC_ADD(&parts, ReportPanel) = report_sample_part(arena, &samples[i]);
    *target = (Target){ .metric     = S("customer.new"),
                        .from_on    = S("2026-11-01"),
                        .to_on      = S("2026-11-30"),
                        .value      = 5000,
                        .actual_num = 3392,
                        .actual_den = 1,
                        .expected   = 4600,
                        .state      = TARGET_BEHIND };
    if (count > 1 && samples[1].before)
        VEC_AT(parts, ReportPanel, 1)->tile.targets = (Rows){ target, 1 };
    assert_int_equal(report_picture_draw(&cx, &book, vec_rows(&parts), &mark, &png), OK);
    report_sample_keep(arena, name, png);
    const Seen seen = report_testing_see(arena, png);
    report_sample_inside(&seen);
    return seen;
}

static inline int report_sample_drawn(const char *name, const ReportSample *samples, size_t count,
                                      bool english, bool is_late)
{
    Arena    *arena = arena_new(128 << 20);
    const int out   = report_sample_picture(arena, name, samples, count, english, is_late).height;
    arena_free(arena);
    return out;
}

/* How many points of the picture have that ink. */
static inline size_t report_sample_inked(const Seen *seen, uint32_t ink)
{
    return report_testing_inked(seen, (PaintBox){ 0, 0, PAINT_WIDTH, PAINT_TALL }, ink);
}

#endif
