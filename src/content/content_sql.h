/* content_sql.h -- the statements of media and their uses. */
#ifndef CONTENT_CONTENT_SQL_H
#define CONTENT_CONTENT_SQL_H

#include "content/content.h"

Code content_sql_insert(Ctx *cx, const Media *media) MUST_USE; /* a new upload */
/* ERR_NOT_FOUND "media.not_found". */
Code content_sql_get(Ctx *cx, int64_t id, Media *out) MUST_USE;
Code content_sql_page(Ctx *cx, MediaKind kind, int64_t before_id, int64_t limit,
                      Rows *items) MUST_USE;           /* newest first */
Code content_sql_delete(Ctx *cx, int64_t id) MUST_USE; /* the row */
Code content_sql_count_sha256(Ctx *cx, Str sha256,
                              int64_t *count) MUST_USE; /* uploads of equal bytes */
Code content_sql_count_uses(Ctx *cx, int64_t media_id,
                            int64_t *count) MUST_USE;                     /* records that use it */
Code content_sql_forget_uses(Ctx *cx, Str object) MUST_USE;               /* of one record */
Code content_sql_add_use(Ctx *cx, Str object, int64_t media_id) MUST_USE; /* a known one: OK */
/* The file that a record uses. */
Code content_sql_find_used(Ctx *cx, Str object, Media *out, bool *found) MUST_USE;

#endif
