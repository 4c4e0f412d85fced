/* oa_stat_sql.h -- the statements of figures.  Private to oa/. */
#ifndef OA_OA_STAT_SQL_H
#define OA_OA_STAT_SQL_H

#include "oa/oa.h"

/* Written over: what was told later counts. */
Code oa_stat_sql_put_day(Ctx *cx, int64_t connection_id, const OaDay *day) MUST_USE;
Code oa_stat_sql_put_article(Ctx *cx, int64_t connection_id, const OaArticle *article) MUST_USE;
Code oa_stat_sql_tap(Ctx *cx, int64_t connection_id, int64_t day, Str button) MUST_USE;
/* From that day on; oldest first, newest first, most first. */
Code oa_stat_sql_days(Ctx *cx, int64_t connection_id, Str from, Rows *rows) MUST_USE;
Code oa_stat_sql_articles(Ctx *cx, int64_t connection_id, Str from, Rows *rows) MUST_USE;
Code oa_stat_sql_taps(Ctx *cx, int64_t connection_id, int64_t from_day, Rows *rows) MUST_USE;

#endif
