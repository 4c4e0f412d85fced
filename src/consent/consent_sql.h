/* consent_sql.h -- the statements of consent. */
#ifndef CONSENT_CONSENT_SQL_H
#define CONSENT_CONSENT_SQL_H

#include "consent/consent.h"

/* What counts for one of many; state 0: nobody said anything. */
typedef struct ConsentOf {
    int64_t      id;
    ConsentState state;
} ConsentOf;

/* Whether anybody of the tenant ever withdrew this purpose. */
Code consent_sql_is_withdrawn(Ctx *cx, Str purpose, bool *is_any) MUST_USE;
/* Of each person of "[1,2,3]": Rows of ConsentOf, in no order. */
Code consent_sql_states(Ctx *cx, Str purpose, Str ids_json, Rows *rows) MUST_USE;
Code consent_sql_insert(Ctx *cx, const Consent *row) MUST_USE;
/* What a person and those folded into him said, newest first: Rows of Consent. */
Code consent_sql_said(Ctx *cx, CustomerId customer, int64_t limit, Rows *rows) MUST_USE;
/* The newest of one purpose. */
Code consent_sql_newest(Ctx *cx, CustomerId customer, Str purpose, Consent *out,
                        bool *found) MUST_USE;

#endif
