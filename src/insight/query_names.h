/* query_names.h -- what the ids in an answer are called.  Private to insight/. */
#ifndef INSIGHT_QUERY_NAMES_H
#define INSIGHT_QUERY_NAMES_H

#include "insight/query.h"

/* Sets out->names: Rows of QueryName, of the values in the columns of dimensions that are ids of
 * staff, users, stores, regions, departments, channel codes, tags, shops and audiences.  A member
 * of staff or a user outside the caller's scope has none, nor has what is there no longer. */
Code query_names(Ctx *cx, const QueryValue *value, QueryAnswer *out) MUST_USE;

#endif
