/* oa_stat_sql.c -- the statements of figures. */
#include "oa/oa_stat_sql.h"

// clang-format off
static const Field day_fields[] = {
    FIELD(OaDay, day), FIELD(OaDay, new_count), FIELD(OaDay, cancel_count), FIELD(OaDay, total_count),
    FIELD(OaDay, read_user), FIELD(OaDay, read_count), FIELD(OaDay, share_count), FIELD(OaDay, message_user),
    FIELD(OaDay, message_count), FIELD_TIME(OaDay, read_at_ms),
};
const Shape oa_day_shape = SHAPE(OaDay, day_fields);
static const Field article_fields[] = {
    FIELD(OaArticle, msgid), FIELD(OaArticle, title), FIELD(OaArticle, published_on), FIELD(OaArticle, target_user),
    FIELD(OaArticle, read_user), FIELD(OaArticle, read_count), FIELD(OaArticle, share_user),
    FIELD(OaArticle, favourite_user), FIELD_TIME(OaArticle, read_at_ms),
};
const Shape oa_article_shape = SHAPE(OaArticle, article_fields);
static const Field tap_fields[] = { FIELD(OaTap, button), FIELD(OaTap, taps) };
const Shape oa_tap_shape = SHAPE(OaTap, tap_fields);

static const Query put_day = {
    .name = "oa_day.put",
    .sql  = "INSERT INTO oa_day (tenant_id, connection_id, day, new_count, cancel_count, total_count, read_user,"
            " read_count, share_count, message_user, message_count, read_at_ms)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
            " ON CONFLICT (tenant_id, connection_id, day) DO UPDATE SET new_count = excluded.new_count,"
            " cancel_count = excluded.cancel_count, total_count = excluded.total_count,"
            " read_user = excluded.read_user, read_count = excluded.read_count,"
            " share_count = excluded.share_count, message_user = excluded.message_user,"
            " message_count = excluded.message_count, read_at_ms = excluded.read_at_ms",
};
static const Query put_article = {
    .name = "oa_article.put",
    .sql  = "INSERT INTO oa_article (tenant_id, connection_id, msgid, title, published_on, target_user, read_user,"
            " read_count, share_user, favourite_user, read_at_ms)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
            " ON CONFLICT (tenant_id, connection_id, msgid) DO UPDATE SET title = excluded.title,"
            " target_user = excluded.target_user, read_user = excluded.read_user,"
            " read_count = excluded.read_count, share_user = excluded.share_user,"
            " favourite_user = excluded.favourite_user, read_at_ms = excluded.read_at_ms",
};
static const Query tap = {
    .name = "oa_tap.count",
    .sql  = "INSERT INTO oa_tap (tenant_id, connection_id, day, button, taps) VALUES ($1, $2, $3, $4, 1)"
            " ON CONFLICT (tenant_id, connection_id, day, button) DO UPDATE SET taps = oa_tap.taps + 1",
};
static const Query days = {
    .name = "oa_day.list",
    .sql  = "SELECT {cols} FROM oa_day WHERE tenant_id = $1 AND connection_id = $2 AND day >= $3"
            " ORDER BY day LIMIT 400",
    .out  = &oa_day_shape,
};
static const Query articles = {
    .name = "oa_article.list",
    .sql  = "SELECT {cols} FROM oa_article WHERE tenant_id = $1 AND connection_id = $2 AND published_on >= $3"
            " ORDER BY published_on DESC, msgid LIMIT 400",
    .out  = &oa_article_shape,
};
static const Query taps = {
    .name = "oa_tap.list",
    .sql  = "SELECT button AS button, CAST(coalesce(sum(taps), 0) AS BIGINT) AS taps FROM oa_tap"
            " WHERE tenant_id = $1 AND connection_id = $2 AND day >= $3 GROUP BY button"
            " ORDER BY 2 DESC, 1 LIMIT 100",
    .out  = &oa_tap_shape,
};
static const Query *const queries[] = { &put_day, &put_article, &tap, &days, &articles, &taps };

const SqlList oa_stat_sql = { .folder = "oa", .queries = queries, .query_count = COUNT(queries) };
// clang-format on

Code oa_stat_sql_put_day(Ctx *cx, int64_t connection_id, const OaDay *day)
{
    return cx_run(cx, &put_day, NULL,
                  ARGS(V(cx->tenant_id), V(connection_id), V(day->day), V(day->new_count),
                       V(day->cancel_count), V(day->total_count), V(day->read_user),
                       V(day->read_count), V(day->share_count), V(day->message_user),
                       V(day->message_count), V(day->read_at_ms)));
}

Code oa_stat_sql_put_article(Ctx *cx, int64_t connection_id, const OaArticle *article)
{
    return cx_run(cx, &put_article, NULL,
                  ARGS(V(cx->tenant_id), V(connection_id), V(article->msgid), V(article->title),
                       V(article->published_on), V(article->target_user), V(article->read_user),
                       V(article->read_count), V(article->share_user), V(article->favourite_user),
                       V(article->read_at_ms)));
}

Code oa_stat_sql_tap(Ctx *cx, int64_t connection_id, int64_t day, Str button)
{
    return cx_run(cx, &tap, NULL, ARGS(V(cx->tenant_id), V(connection_id), V(day), V(button)));
}

Code oa_stat_sql_days(Ctx *cx, int64_t connection_id, Str from, Rows *rows)
{
    return cx_list(cx, &days, rows, ARGS(V(cx->tenant_id), V(connection_id), V(from)));
}

Code oa_stat_sql_articles(Ctx *cx, int64_t connection_id, Str from, Rows *rows)
{
    return cx_list(cx, &articles, rows, ARGS(V(cx->tenant_id), V(connection_id), V(from)));
}

Code oa_stat_sql_taps(Ctx *cx, int64_t connection_id, int64_t from_day, Rows *rows)
{
    return cx_list(cx, &taps, rows, ARGS(V(cx->tenant_id), V(connection_id), V(from_day)));
}
