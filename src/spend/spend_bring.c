/* spend_bring.c -- costs out of files: a day or a whole month. */
#include "customer/customer.h"
#include "spend/spend_set.h"
#include "spend/spend_sql.h"

enum { MONTH_DAYS_MAX = 31, YEAR_FIRST = 1990, YEAR_LAST = 2100 };

// clang-format off
/* How people call the ways of adding; attribution knows them by their words. */
static const struct {
    AddWay      way;
    const char *zh, *en;
} ways[] = {
    { ADD_WAY_QR_CODE,           "扫描二维码",   "QR code" },
    { ADD_WAY_QR_CODE,           "二维码",       "QR" },
    { ADD_WAY_MOBILE_SEARCH,     "搜索手机号",   "Phone search" },
    { ADD_WAY_NAME_CARD,         "名片分享",     "Name card" },
    { ADD_WAY_GROUP_CHAT,        "群聊",         "Group chat" },
    { ADD_WAY_PHONE_CONTACTS,    "手机通讯录",   "Phone contacts" },
    { ADD_WAY_WECHAT_CONTACTS,   "微信联系人",   "WeChat contacts" },
    { ADD_WAY_CHANNELS,          "视频号",       "Channels" },
    { ADD_WAY_ACQUISITION_LINK,  "获客链接",     "Acquisition link" },
};
// clang-format on

bool spend_channel_of(Str text, Str *touch)
{
    for (size_t i = 0; i < COUNT(ways); i++)
        if (str_equal(text, str_of(ways[i].zh)) || str_equal(text, str_of(ways[i].en))) {
            *touch = word_of(&add_way_words, (int)ways[i].way);
            return true;
        }
    if (!value_of(&add_way_words, text)) return false;
    *touch = text;
    return true;
}

static bool digits(Str *rest, size_t count, int32_t *out)
{
    if (rest->len < count) return false;
    *out = 0;
    for (size_t i = 0; i < count; i++) {
        if (rest->ptr[i] < '0' || rest->ptr[i] > '9') return false;
        *out = *out * 10 + rest->ptr[i] - '0';
    }
    *rest = str_slice(*rest, count, rest->len);
    return true;
}

static void skip(Str *rest, Str mark)
{
    if (str_starts(*rest, mark)) *rest = str_slice(*rest, mark.len, rest->len);
}

bool spend_month_of(Str text, int64_t *first_day, int32_t *days)
{
    CivilTime civil = { .day = 1 };
    int32_t   day   = 1;
    Str       rest  = text;
    if (!digits(&rest, 4, &civil.year) || civil.year < YEAR_FIRST || civil.year > YEAR_LAST)
        return false;
    skip(&rest, S("-"));
    skip(&rest, S("/"));
    skip(&rest, S("."));
    skip(&rest, S("年"));
    if (!digits(&rest, 2, &civil.month) && !digits(&rest, 1, &civil.month)) return false;
    if (civil.month < 1 || civil.month > 12) return false;
    skip(&rest, S("月"));
    /* A spreadsheet shows a month and keeps its first day: "2026-11-01 00:00:00". */
    if (rest.len > 0 && rest.ptr[0] != '-' && rest.ptr[0] != '/') return false;
    if (rest.len > 0) rest = str_slice(rest, 1, rest.len);
    if (rest.len > 0 && (!digits(&rest, 2, &day) || day != 1)) return false;
    const Zone utc = { 0 };
    *first_day     = day_of(civil_to_ms(civil, utc), utc);
    civil.month++;
    *days = (int32_t)(day_of(civil_to_ms(civil, utc), utc) - *first_day);
    return true;
}

/* Of a month each day bears as much; the fen that are left go to the first days. */
static int64_t part_of(const SpendCost *cost, int32_t at)
{
    return cost->amount_fen / cost->days + (at < cost->amount_fen % cost->days);
}

static Spend cell_of(Ctx *cx, Str run_key, const SpendCost *cost, int32_t at)
{
    return (Spend){ .tenant_id     = cx->tenant_id,
                    .id            = cx_new_id(cx),
                    .user_id       = cx->user_id,
                    .kind          = cost->kind,
                    .touch         = cost->touch,
                    .day_on        = day_text(cx->arena, cost->first_day + at),
                    .amount_fen    = part_of(cost, at),
                    .changed_at_ms = cx->now_ms,
                    .brought_by    = run_key };
}

static Code bring_cell(Ctx *cx, Str run_key, const SpendCost *cost, int32_t at, bool *is_new)
{
    SpendSheet sheet = { 0 };
    Spend      next  = cell_of(cx, run_key, cost, at);
    Spend      was   = { 0 };
    TRY(spend_set_cell(cx, &next, cost->first_day + at, &was, &sheet));
    const SpendBrought line = { .run_key    = run_key,
                                .day_on     = next.day_on,
                                .kind       = next.kind,
                                .touch      = next.touch,
                                .row_no     = cost->row,
                                .before_fen = was.amount_fen,
                                .after_fen  = next.amount_fen,
                                .before_by  = was.brought_by };
    *is_new                 = *is_new || sheet.changed > 0;
    return spend_sql_brought_put(cx, &line);
}

/* Whether a row before it has one of its cells. */
static Code is_said(Ctx *cx, Str run_key, const SpendCost *cost, bool *is_twice)
{
    for (int32_t i = 0; i < cost->days && !*is_twice; i++) {
        const ArenaMark mark  = arena_mark(cx->arena);
        const Spend     cell  = cell_of(cx, run_key, cost, i);
        SpendBrought    known = { 0 };
        bool            found = false;
        TRY(spend_sql_brought_find(cx, run_key, &cell, &known, &found));
        *is_twice = found && known.row_no < cost->row;
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

Code spend_bring(Ctx *cx, Str run_key, const SpendCost *cost, bool *is_new, const char **refusal)
{
    ASSERT(cx->depth > 0 && cost->days > 0 && cost->days <= MONTH_DAYS_MAX);
    bool is_twice = false;
    *is_new       = false;
    TRY(is_said(cx, run_key, cost, &is_twice));
    *refusal = is_twice ? "spend.twice" : NULL;
    for (int32_t i = 0; i < cost->days && !is_twice; i++) {
        const ArenaMark mark = arena_mark(cx->arena);
        TRY(bring_cell(cx, run_key, cost, i, is_new));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

Code spend_code_of(Ctx *cx, Str text, Str *touch, const char **refusal)
{
    Rows    codes = { 0 };
    Str     rest  = text;
    int64_t id    = 0;
    *refusal      = NULL;
    skip(&rest, S("channel_code:"));
    if (!str_to_i64(rest, &id)) id = 0;
    TRY(spend_sql_codes(cx, text, id, &codes));
    if (codes.count == 0) *refusal = "spend.code_unknown";
    if (codes.count > 1) *refusal = "spend.code_ambiguous";
    if (*refusal == NULL)
        *touch =
            str_fmt(cx->arena, "channel_code:%lld", (long long)ROWS_AT(SpendCode, codes, 0)->id);
    return OK;
}
