/* report_divisions.c -- the 34 provincial divisions of China in a picture, as tiles where they lie:
 * not their borders. */
#include "report/report_square.h"

#include <math.h>

enum {
    ACROSS     = 9,
    DOWN       = 8,
    TILE_TALL  = 60,
    TILE_GAP   = 4,
    NAME_MOST  = 20,
    NAME_LEAST = 15,
    RANKED     = 5,
    RANK_TALL  = 40,
    OTHERS     = 10, /* named among those that are no division */
    NOTE_MAX   = 4000,
};

typedef struct Division {
    const char *zh, *en, *code;
    int         column, row; /* from 1 */
} Division;

// clang-format off
static const Division divisions[] = {
    { "黑龙江", "Heilongjiang", "HL", 9, 1 },
    { "内蒙古", "Inner Mongolia", "NM", 6, 2 }, { "辽宁", "Liaoning", "LN", 8, 2 },
    { "吉林", "Jilin", "JL", 9, 2 },
    { "新疆", "Xinjiang", "XJ", 1, 3 }, { "甘肃", "Gansu", "GS", 3, 3 },
    { "宁夏", "Ningxia", "NX", 4, 3 }, { "山西", "Shanxi", "SX", 5, 3 },
    { "河北", "Hebei", "HE", 6, 3 }, { "北京", "Beijing", "BJ", 7, 3 },
    { "天津", "Tianjin", "TJ", 8, 3 },
    { "西藏", "Tibet", "XZ", 1, 4 }, { "青海", "Qinghai", "QH", 2, 4 },
    { "陕西", "Shaanxi", "SN", 4, 4 }, { "河南", "Henan", "HA", 5, 4 },
    { "山东", "Shandong", "SD", 7, 4 },
    { "四川", "Sichuan", "SC", 3, 5 }, { "重庆", "Chongqing", "CQ", 4, 5 },
    { "湖北", "Hubei", "HB", 5, 5 }, { "安徽", "Anhui", "AH", 6, 5 },
    { "江苏", "Jiangsu", "JS", 7, 5 }, { "上海", "Shanghai", "SH", 8, 5 },
    { "云南", "Yunnan", "YN", 3, 6 }, { "贵州", "Guizhou", "GZ", 4, 6 },
    { "湖南", "Hunan", "HN", 5, 6 }, { "江西", "Jiangxi", "JX", 6, 6 },
    { "浙江", "Zhejiang", "ZJ", 7, 6 },
    { "广西", "Guangxi", "GX", 4, 7 }, { "广东", "Guangdong", "GD", 5, 7 },
    { "福建", "Fujian", "FJ", 6, 7 }, { "台湾", "Taiwan", "TW", 8, 7 },
    { "海南", "Hainan", "HI", 4, 8 }, { "澳门", "Macao", "MO", 5, 8 },
    { "香港", "Hong Kong", "HK", 6, 8 },
};
// clang-format on

enum { COUNT_ALL = COUNT(divisions) };

typedef struct Map {
    const ReportCard *card;
    size_t            figure;
    double            values[COUNT_ALL]; /* NAN: none */
    size_t            rows[COUNT_ALL];   /* with a figure ...                         */
    ReportSquareEnds  ends;
    size_t            order[COUNT_ALL]; /* the largest first, those without left out */
    size_t            known, other_count, apart_count;
    StrBuf            others; /* "（无） 12 · London 3"                       */
    StrBuf            apart;  /* ... of which several are no figure of one: as others */
} Map;

/* 浙江, 浙江省, 浙江省 杭州市 or Zhejiang; COUNT_ALL: it is none. */
static size_t division_of(Str value)
{
    const Str text = str_trim(value);
    for (size_t i = 0; i < COUNT_ALL; i++)
        if (str_starts(text, str_of(divisions[i].zh)) ||
            str_equal_nocase(text, str_of(divisions[i].en)))
            return i;
    return COUNT_ALL;
}

/* ---- reading it ------------------------------------------------------------------------------ */

/* A pivot with subtotals has a row over all of them, too. */
static bool is_part(const ReportCard *card, const Json *row)
{
    const size_t level = report_column_find(card->columns, card->count, "level");
    return level == card->count || row->count <= level || row->as.first[level].kind != JSON_INT ||
           row->as.first[level].as.integer == 1;
}

static void add_row(const Map *map, const Json *row, size_t *count, StrBuf *out)
{
    const ReportCard *card  = map->card;
    Arena            *arena = card->cx->arena;
    const Json       *cell  = &row->as.first[0];
    if (++*count > OTHERS) return;
    strbuf_fmt(out, "%s%.*s %.*s", *count > 1 ? " · " : "",
               FMT(report_column_said(arena, &card->columns[0], cell, card->english)),
               FMT(report_column_said(arena, &card->columns[map->figure],
                                      &row->as.first[map->figure], card->english)));
}

static void rank(Map *map)
{
    for (size_t i = 0; i < COUNT_ALL; i++) {
        size_t at = map->known;
        if (isnan(map->values[i])) continue;
        for (; at > 0 && map->values[map->order[at - 1]] < map->values[i]; at--)
            map->order[at] = map->order[at - 1];
        map->order[at] = i;
        map->known++;
        map->ends.most = fmax(map->ends.most, fabs(map->values[i]));
        map->ends.has_above |= map->values[i] > 0;
        map->ends.has_below |= map->values[i] < 0;
    }
}

/* Where a row lies: COUNT_ALL: nowhere; false: it is over others. */
static bool place_of(const Map *map, const Json *row, size_t *out)
{
    if (row->count <= map->figure || !is_part(map->card, row)) return false;
    const Json *cell = &row->as.first[0];
    *out             = cell->kind == JSON_STR ? division_of(cell->as.str) : COUNT_ALL;
    return true;
}

static bool is_apart(const Map *map, size_t at)
{
    return map->rows[at] > 1 && !map->card->columns[map->figure].is_sum;
}

/* "浙江省 杭州市" and "浙江省 宁波市" are both of 浙江. */
static void read_map(Map *map)
{
    const Json *rows = map->card->rows;
    size_t      at   = 0;
    for (size_t i = 0; i < COUNT_ALL; i++) map->values[i] = NAN;
    for (uint32_t i = 0; i < rows->count; i++) {
        double value = 0;
        if (!place_of(map, &rows->as.first[i], &at)) continue;
        if (at == COUNT_ALL) {
            add_row(map, &rows->as.first[i], &map->other_count, &map->others);
        } else if (report_word_number(&rows->as.first[i].as.first[map->figure], &value)) {
            map->values[at] = isnan(map->values[at]) ? value : map->values[at] + value;
            map->rows[at]++;
        }
    }
    for (uint32_t i = 0; i < rows->count; i++)
        if (place_of(map, &rows->as.first[i], &at) && at < COUNT_ALL && is_apart(map, at))
            add_row(map, &rows->as.first[i], &map->apart_count, &map->apart);
    for (size_t i = 0; i < COUNT_ALL; i++)
        if (is_apart(map, i)) map->values[i] = NAN;
    rank(map);
}

/* ---- drawing it ------------------------------------------------------------------------------ */

/* Smaller where it is too long. */
static void write(const ReportCard *card, PaintBox box, Str text, PaintText how)
{
    how = report_paint_shrunk(card->cx, card->paint, box.width, text, how, NAME_LEAST);
    (void)report_paint_text(card->cx, card->paint, box, text, &how);
}

/* "¥1.2万", "3 行" of which none is its figure; empty: nothing. */
static Str said_of(const Map *map, size_t at, double room, const PaintText *how)
{
    const ReportCard *card  = map->card;
    const double      value = map->values[at];
    if (is_apart(map, at))
        return str_fmt(card->cx->arena, card->english ? "%zu rows" : "%zu 行", map->rows[at]);
    if (isnan(value) || fabs(value) <= 0) return (Str){ 0 };
    return report_card_fit(card, card->columns[map->figure].unit, value, room, how);
}

static void draw_tile(const Map *map, size_t at, double y)
{
    const ReportCard *card  = map->card;
    const Division   *one   = &divisions[at];
    const double      wide  = card->inner.width / ACROSS;
    const double      value = map->values[at];
    const PaintText   name  = { .pixels = NAME_MOST, .ink = INK_TEXT, .align = PAINT_CENTER };
    const PaintText   how   = { .pixels = 17, .ink = INK_TEXT, .align = PAINT_CENTER };
    const PaintBox    box   = { card->inner.x + wide * (one->column - 1),
                                y + (TILE_TALL + TILE_GAP) * (one->row - 1), wide - TILE_GAP,
                                TILE_TALL };
    const Str         said  = said_of(map, at, box.width - 6, &how);
    const bool        says  = said.len > 0;
    report_paint_box(card->paint, box, 6,
                     report_square_ink(isnan(value) ? 0 : value, map->ends.most));
    write(card,
          (PaintBox){ box.x + 1, box.y + (says ? 4 : 0), box.width - 2, says ? 28 : box.height },
          str_of(card->english ? one->code : one->zh), name);
    if (says) write(card, (PaintBox){ box.x + 1, box.y + 31, box.width - 2, 24 }, said, how);
}

/* The first of them as they are: on a tile there is room for short figures only. */
static double draw_rank(const Map *map, double y)
{
    const ReportCard *card = map->card;
    const double      name = card->inner.width * 0.30, number = card->inner.width * 0.28;
    const double      room  = card->inner.width - name - number;
    const PaintText   label = { .pixels = 23, .ink = INK_TEXT };
    const PaintText bold = { .pixels = 23, .ink = INK_TEXT, .is_bold = true, .align = PAINT_RIGHT };
    for (size_t i = 0; i < map->known && i < RANKED; i++, y += RANK_TALL) {
        const Division *one   = &divisions[map->order[i]];
        const double    value = map->values[map->order[i]];
        const double    wide  = map->ends.most > 0 ? room * fabs(value) / map->ends.most : 0;
        write(card, (PaintBox){ card->inner.x, y, name - 8, RANK_TALL },
              str_fmt(card->cx->arena, "%zu  %s", i + 1, card->english ? one->en : one->zh), label);
        report_paint_box(card->paint,
                         (PaintBox){ card->inner.x + name, y + 14, fmax(wide, 12), 12 }, 6,
                         report_square_ink(value, fabs(value)));
        (void)report_paint_text(
            card->cx, card->paint,
            (PaintBox){ card->inner.x + card->inner.width - number + 8, y, number - 8, RANK_TALL },
            report_card_fit(card, card->columns[map->figure].unit, value, number - 8, &bold),
            &bold);
    }
    return y + 4;
}

static double draw_note(const ReportCard *card, const char *what, const StrBuf *rows, size_t count,
                        double y)
{
    if (count == 0) return y;
    return report_card_note(card,
                            str_fmt(card->cx->arena, "%s%.*s%s", what, FMT(strbuf_str(rows)),
                                    count > OTHERS ? " …" : ""),
                            y - 6);
}

static double draw_figure(const ReportCard *card, size_t figure, double y)
{
    Map map = { .card   = card,
                .figure = figure,
                .others = strbuf(card->cx->arena, NOTE_MAX),
                .apart  = strbuf(card->cx->arena, NOTE_MAX) };
    read_map(&map);
    for (size_t i = 0; i < COUNT_ALL; i++) draw_tile(&map, i, y);
    y += (TILE_TALL + TILE_GAP) * DOWN + 6;
    if (map.ends.most > 0) y = report_square_scale(card, card->columns[figure].unit, &map.ends, y);
    y = draw_rank(&map, y + 4);
    y = draw_note(card, card->english ? "Not added up: " : "不能相加：", &map.apart,
                  map.apart_count, y);
    return draw_note(card, card->english ? "Without a province: " : "不是省份：", &map.others,
                     map.other_count, y);
}

double report_card_divisions(const ReportCard *card)
{
    if (card->count < 2 || card->labels < 1 || report_column_is_time(card->columns[0].name))
        return report_card_table(card);
    return report_square_each(card, 1, draw_figure);
}
