/* privacy_unmake_sql.h -- what the slices above customer/ know of those an import made. */
#ifndef PRIVACY_PRIVACY_UNMAKE_SQL_H
#define PRIVACY_PRIVACY_UNMAKE_SQL_H

#include "privacy/privacy_unmake.h"

/* Who of them has an order. */
Code privacy_unmake_sql_ordered(Ctx *cx, Ids ids, Ids *out) MUST_USE;
/* Who of them has a note, a consent, a stay in a group, or follows an official account. */
Code privacy_unmake_sql_noted(Ctx *cx, Ids ids, Ids *out) MUST_USE;
/* Of whom somebody said by hand what is known: evidence that follows from no event. */
Code privacy_unmake_sql_told(Ctx *cx, Ids ids, Ids *out) MUST_USE;
/* Deletes what the house itself thought of them. */
Code privacy_unmake_sql_remove(Ctx *cx, Ids ids) MUST_USE;

#endif
