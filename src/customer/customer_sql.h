/* customer_sql.h -- the statements of persons. */
#ifndef CUSTOMER_CUSTOMER_SQL_H
#define CUSTOMER_CUSTOMER_SQL_H

#include "customer/customer_list.h"

/* The row; ERR_NOT_FOUND "customer.not_found". */
Code customer_sql_get(Ctx *cx, int64_t id, Customer *out) MUST_USE;
Code customer_sql_insert(Ctx *cx, const Customer *customer) MUST_USE; /* a new person   */
Code customer_sql_insert_all(Ctx *cx, Rows rows) MUST_USE;            /* many           */
/* What the platform knows of a person. */
Code customer_sql_set_facts(Ctx *cx, const Customer *customer) MUST_USE;
/* What a person wrote; ERR_CONFLICT "customer.changed_meanwhile". */
Code customer_sql_set_written(Ctx *cx, const Customer *customer, int64_t revision) MUST_USE;
/* is_active, first_added_at and source anew from the relations. */
Code customer_sql_refresh(Ctx *cx, int64_t id) MUST_USE;
Code customer_sql_set_search(Ctx *cx, int64_t id, Str search_text) MUST_USE; /* what q finds   */
/* Never backwards, and by more than `least_ms`. */
Code customer_sql_touch(Ctx *cx, int64_t id, int64_t at_ms, int64_t least_ms) MUST_USE;
/* When he was last heard of; INT64_MAX: he has no row. */
Code customer_sql_last_event(Ctx *cx, int64_t id, int64_t *last_ms) MUST_USE;

/* Never backwards: a JSON array of [id, instant]. */
Code customer_sql_touch_all(Ctx *cx, Str seen) MUST_USE;

#endif
