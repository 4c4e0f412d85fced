/* customer_relation_sql.h -- the statements of relations. */
#ifndef CUSTOMER_CUSTOMER_RELATION_SQL_H
#define CUSTOMER_CUSTOMER_RELATION_SQL_H

#include "customer/customer_interval.h"

enum { RELATION_PAGE = 200 };

/* The row; ERR_NOT_FOUND "relation.not_found". */
Code customer_relation_sql_get(Ctx *cx, int64_t id, Relation *out) MUST_USE;
/* All intervals of a pair, oldest first. */
Code customer_relation_sql_of_pair(Ctx *cx, int64_t customer_id, int64_t staff_id,
                                   Rows *rows) MUST_USE;
/* Open ones of a customer; connection 0 = all. */
Code customer_relation_sql_open(Ctx *cx, int64_t customer_id, int64_t connection_id,
                                Rows *rows) MUST_USE;
/* Open ones of a member not seen since, by id. */
Code customer_relation_sql_unseen(Ctx *cx, int64_t staff_id, int64_t after, int64_t seen_at_ms,
                                  Rows *rows) MUST_USE;
Code customer_relation_sql_insert(Ctx *cx, const Relation *relation) MUST_USE; /* a new interval */
/* Start, end and number of an interval. */
Code customer_relation_sql_move(Ctx *cx, const Relation *relation) MUST_USE;
/* What the platform shows of it. */
Code customer_relation_sql_show(Ctx *cx, const Relation *relation) MUST_USE;
Code customer_relation_sql_delete(Ctx *cx, int64_t id) MUST_USE; /* an interval that was none */
Code customer_relation_sql_add_fact(Ctx *cx, const Relation *pair,
                                    const Fact *fact) MUST_USE; /* a known one: OK */
/* The stored facts of a pair: Rows of Fact. */
Code customer_relation_sql_facts(Ctx *cx, int64_t customer_id, int64_t staff_id,
                                 Rows *facts) MUST_USE;

#endif
