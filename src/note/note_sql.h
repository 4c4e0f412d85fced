/* note_sql.h -- the statements of notes. */
#ifndef NOTE_NOTE_SQL_H
#define NOTE_NOTE_SQL_H

#include "note/note.h"

/* Below (is_pinned, id), pinned first, newest first: Rows of Note. */
Code note_sql_page(Ctx *cx, CustomerId customer, int64_t before_pinned, int64_t before_id,
                   int64_t limit, Rows *rows) MUST_USE;
/* ERR_NOT_FOUND "note.not_found". */
Code note_sql_get(Ctx *cx, CustomerId customer, NoteId id, Note *out) MUST_USE;
Code note_sql_insert(Ctx *cx, const Note *note) MUST_USE;
/* ERR_CONFLICT "note.changed_meanwhile". */
Code note_sql_update(Ctx *cx, const Note *note, int64_t revision) MUST_USE;
Code note_sql_delete(Ctx *cx, NoteId id, int64_t revision) MUST_USE;

#endif
