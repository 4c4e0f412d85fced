/* shop_sql.h -- the statements of shops and their callbacks.  Private to shop/. */
#ifndef SHOP_SHOP_SQL_H
#define SHOP_SHOP_SQL_H

#include "shop/shop.h"
#include "shop/shop_push.h"

/* Of any tenant: a callback's address tells the platform and the shop. */
Code shop_sql_by_number(Ctx *cx, ShopPlatform platform, Str shop_no, Shop *out,
                        bool *found) MUST_USE;
Code shop_sql_get(Ctx *cx, int64_t id, Shop *out, bool *found) MUST_USE;
Code shop_sql_list(Ctx *cx, Rows *rows) MUST_USE; /* oldest first */
Code shop_sql_insert(Ctx *cx, const Shop *shop) MUST_USE;
/* What people set; ERR_CONFLICT "shop.changed_meanwhile". */
Code shop_sql_update(Ctx *cx, const Shop *shop, int64_t revision) MUST_USE;
/* Instants and health: they move without people. */
Code shop_sql_pushed(Ctx *cx, int64_t id, int64_t at_ms) MUST_USE;
Code shop_sql_pulled(Ctx *cx, int64_t id, int64_t at_ms, int64_t until_ms) MUST_USE; /* as above */
Code shop_sql_products_pulled(Ctx *cx, int64_t id, int64_t until_ms,
                              int64_t whole_at_ms) MUST_USE; /* as above */
Code shop_sql_health(Ctx *cx, int64_t id, ShopHealth health, Str reason,
                     Str detail) MUST_USE;                            /* as above */
Code shop_sql_pull_job(Ctx *cx, int64_t id, int64_t job_id) MUST_USE; /* as above */
Code shop_sql_tokens(Ctx *cx, const Shop *shop) MUST_USE; /* sealed ones, and until when */

/* A callback that is known already changes nothing: `is_new` tells. */
Code shop_sql_insert_push(Ctx *cx, const Push *push, bool *is_new) MUST_USE;
Code shop_sql_push(Ctx *cx, int64_t id, Push *out, bool *found) MUST_USE;
Code shop_sql_settle_push(Ctx *cx, const Push *push) MUST_USE; /* state, reason, detail, attempts */
/* Newest first. */
Code shop_sql_pushes(Ctx *cx, const PushFilter *filter, int64_t before_id, int64_t limit,
                     Rows *rows) MUST_USE;
/* How many wait and how many failed. */
Code shop_sql_push_counts(Ctx *cx, int64_t shop_id, int64_t *waiting, int64_t *failed) MUST_USE;
/* Forgets those settled before; at most `limit`. */
Code shop_sql_forget_pushes(Ctx *cx, int64_t before_ms, int64_t limit, int64_t *removed) MUST_USE;

#endif
