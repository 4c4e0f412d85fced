/* selection.h -- whom a bulk job concerns, written down when it starts; private to the slice.
 *
 * A file of ids, eight bytes each, rising: so a job that goes on after a kill sees the same
 * people, and walks the store in its own order. */
#ifndef BULK_SELECTION_H
#define BULK_SELECTION_H

#include "bulk/bulk.h"

enum { SELECTION_MAX = 20000000 };

/* Writes the ids down; `*key` names the file.  ERR_INVALID "bulk.nobody", ERR_LIMIT
 * "bulk.too_many", ERR_NOT_FOUND "customer.result_gone". */
Code selection_freeze(Ctx *cx, const BulkSelection *selection, int64_t *key,
                      int64_t *count) MUST_USE;
/* At most `max` ids from the one at `at` on; ERR_NOT_FOUND "bulk.selection_lost". */
Code selection_read(Ctx *cx, int64_t key, int64_t at, size_t max, Ids *ids) MUST_USE;
/* Where `code` says that no job came of it, the file goes; returns `code`.  key 0: there is
 * none. */
Code selection_or_remove(Ctx *cx, Code code, int64_t key) MUST_USE;
/* Absent is fine. */
void selection_remove(Ctx *cx, int64_t key);

#endif
