/* account_stat.c -- the data cube: users and articles per day, the same whenever they are asked
 * for. */
#include "sim/account.h"
#include "sim/api.h"

enum { DAY_S = 86400, CHINA_S = 8 * 3600, ARTICLE_DAYS = 7 };

typedef struct Span {
    int64_t from, until; /* days of China since 1970, both included */
} Span;

static bool read_day(Str text, int64_t *day)
{
    int64_t year, month, date;
    if (text.len != 10 || !str_to_i64(str_slice(text, 0, 4), &year) ||
        !str_to_i64(str_slice(text, 5, 7), &month) || !str_to_i64(str_slice(text, 8, 10), &date))
        return false;
    const CivilTime civil = { .year = (int)year, .month = (int)month, .day = (int)date };
    *day                  = (civil_to_ms(civil, (Zone){ 480 }) / MS_PER_SECOND + CHINA_S) / DAY_S;
    return true;
}

static int read_span(Call *call, int64_t days_max, Span *out)
{
    if (!read_day(api_text(call, "begin_date"), &out->from) ||
        !read_day(api_text(call, "end_date"), &out->until))
        return api_refuse(call, 61500, NULL);
    const int64_t today = (call->now_s + CHINA_S) / DAY_S;
    if (out->until < out->from || out->until - out->from >= days_max || out->until >= today)
        return api_refuse(call, 61501, NULL);
    return 0;
}

static Str date_of(Arena *arena, int64_t day)
{
    const CivilTime civil =
        civil_time((day * DAY_S - CHINA_S) * (int64_t)MS_PER_SECOND, (Zone){ 480 });
    return str_fmt(arena, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

/* A number of that day and thing, always the same. */
static int64_t some(const Call *call, int64_t day, int64_t what, int64_t bound)
{
    uint64_t x = str_hash(call->app->account->app_id) ^ ((uint64_t)day * 0x9E3779B97F4A7C15u) ^
                 ((uint64_t)what * 0xBF58476D1CE4E5B9u);
    x ^= x >> 31;
    x *= 0x94D049BB133111EBu;
    return (int64_t)((x >> 33) % (uint64_t)bound);
}

static int user_summary(Call *call)
{
    static const int sources[] = { 0, 1, 17, 30, 57 };
    Span             span;
    TRY_API(read_span(call, 7, &span));
    api_open(call, "list", true);
    for (int64_t day = span.from; day <= span.until; day++)
        for (size_t i = 0; i < COUNT(sources); i++) {
            api_open(call, NULL, false);
            api_put_text(call, "ref_date", date_of(call->arena, day));
            api_put_number(call, "user_source", sources[i]);
            api_put_number(call, "new_user", some(call, day, sources[i], 30));
            api_put_number(call, "cancel_user", i == 0 ? some(call, day, 99, 12) : 0);
            api_close(call, false);
        }
    api_close(call, true);
    return 0;
}

static int user_cumulate(Call *call)
{
    Span span;
    TRY_API(read_span(call, 7, &span));
    const int64_t today = (call->now_s + CHINA_S) / DAY_S;
    api_open(call, "list", true);
    for (int64_t day = span.from; day <= span.until; day++) {
        const int64_t fans  = (int64_t)call->app->account->fans.count;
        const int64_t count = fans > (today - day) * 3 ? fans - (today - day) * 3 : 0;
        api_open(call, NULL, false);
        api_put_text(call, "ref_date", date_of(call->arena, day));
        api_put_number(call, "user_source", 0);
        api_put_number(call, "cumulate_user", count);
        api_close(call, false);
    }
    api_close(call, true);
    return 0;
}

/* What was read on one day; it fades. */
static void put_reads(Call *call, const Article *article, int64_t day, int64_t until)
{
    int64_t users = 0, shares = 0, favourites = 0;
    for (int64_t at = article->published_day; at <= until; at++) {
        if (at < day) continue;
        const int64_t age = at - article->published_day;
        users += article->targets / (4 + age * age * 3) + some(call, at, 300 + age, 9);
        shares += some(call, at, 400, 20) / (age + 1);
        favourites += some(call, at, 500, 8) / (age + 1);
    }
    api_put_number(call, "int_page_read_user", users);
    api_put_number(call, "int_page_read_count", users + users / 3);
    api_put_number(call, "ori_page_read_user", users / 20);
    api_put_number(call, "ori_page_read_count", users / 18);
    api_put_number(call, "share_user", shares);
    api_put_number(call, "share_count", shares + shares / 2);
    api_put_number(call, "add_to_fav_user", favourites);
    api_put_number(call, "add_to_fav_count", favourites);
}

static int article_summary(Call *call)
{
    Span span;
    TRY_API(read_span(call, 1, &span));
    api_open(call, "list", true);
    LIST_EACH(Article, article, call->app->account->articles)
    {
        if (span.from < article->published_day ||
            span.from >= article->published_day + ARTICLE_DAYS)
            continue;
        api_open(call, NULL, false);
        api_put_text(call, "ref_date", date_of(call->arena, span.from));
        api_put_text(call, "msgid", article->msgid);
        api_put_text(call, "title", article->title);
        put_reads(call, article, span.from, span.from);
        api_close(call, false);
    }
    api_close(call, true);
    return 0;
}

static int article_total(Call *call)
{
    Span          span;
    const int64_t today = (call->now_s + CHINA_S) / DAY_S;
    TRY_API(read_span(call, 1, &span));
    api_open(call, "list", true);
    LIST_EACH(Article, article, call->app->account->articles)
    {
        if (span.from != article->published_day) continue;
        api_open(call, NULL, false);
        api_put_text(call, "ref_date", date_of(call->arena, span.from));
        api_put_text(call, "msgid", article->msgid);
        api_put_text(call, "title", article->title);
        api_open(call, "details", true);
        for (int64_t day = span.from; day < span.from + ARTICLE_DAYS && day < today; day++) {
            api_open(call, NULL, false);
            api_put_text(call, "stat_date", date_of(call->arena, day));
            api_put_number(call, "target_user", article->targets);
            put_reads(call, article, span.from, day);
            api_close(call, false);
        }
        api_close(call, true);
        api_close(call, false);
    }
    api_close(call, true);
    return 0;
}

static int user_read(Call *call)
{
    Span span;
    TRY_API(read_span(call, 3, &span));
    api_open(call, "list", true);
    for (int64_t day = span.from; day <= span.until; day++) {
        api_open(call, NULL, false);
        api_put_text(call, "ref_date", date_of(call->arena, day));
        api_put_number(call, "user_source", 99999999);
        api_put_number(call, "int_page_read_user", 100 + some(call, day, 600, 300));
        api_put_number(call, "int_page_read_count", 130 + some(call, day, 600, 300));
        api_put_number(call, "ori_page_read_user", some(call, day, 601, 20));
        api_put_number(call, "ori_page_read_count", some(call, day, 601, 20));
        api_put_number(call, "share_user", some(call, day, 602, 20));
        api_put_number(call, "share_count", some(call, day, 602, 20));
        api_put_number(call, "add_to_fav_user", some(call, day, 603, 9));
        api_put_number(call, "add_to_fav_count", some(call, day, 603, 9));
        api_close(call, false);
    }
    api_close(call, true);
    return 0;
}

static int upstream(Call *call)
{
    Span span;
    TRY_API(read_span(call, 7, &span));
    api_open(call, "list", true);
    for (int64_t day = span.from; day <= span.until; day++) {
        api_open(call, NULL, false);
        api_put_text(call, "ref_date", date_of(call->arena, day));
        api_put_number(call, "msg_type", 1);
        api_put_number(call, "msg_user", 5 + some(call, day, 700, 30));
        api_put_number(call, "msg_count", 9 + some(call, day, 700, 60));
        api_close(call, false);
    }
    api_close(call, true);
    return 0;
}

static const Endpoint endpoints[] = {
    { "datacube/getusersummary", user_summary, BARE },
    { "datacube/getusercumulate", user_cumulate, BARE },
    { "datacube/getarticlesummary", article_summary, BARE },
    { "datacube/getarticletotal", article_total, BARE },
    { "datacube/getuserread", user_read, BARE },
    { "datacube/getupstreammsg", upstream, BARE },
};
const Endpoints account_stat_endpoints = { endpoints, COUNT(endpoints) };
