/* note.h -- what people write down about a customer: text and files, pinned ones first.
 *
 * A note is seen by whoever sees the customer.  It is changed and deleted by its author, or by who
 * may write users; everyone who may write customers pins it.  Its text stands nowhere else: the
 * events say that there is a note, not what it says. */
#ifndef NOTE_NOTE_H
#define NOTE_NOTE_H

#include "content/content.h"
#include "customer/customer.h"

typedef struct NoteId {
    int64_t v;
} NoteId;

enum { NOTE_CHARS_MAX = 2000, NOTE_FILES_MAX = 9 };

typedef struct Note {
    int64_t id, tenant_id, customer_id;
    Str     text, media_ids;
    bool    is_pinned;
    int64_t author_id;
    Str     author_name;
    int64_t created_at_ms, edited_at_ms, revision;
} Note;
extern const Shape note_shape;

typedef struct NoteDraft {
    Str  text;
    Ids  media_ids;
    bool is_pinned;
} NoteDraft;
extern const Shape note_draft_shape;

/* Bit i is field i of the draft's shape, as Call.given has it. */
enum { NOTE_TEXT = 1u << 0, NOTE_MEDIA = 1u << 1, NOTE_PINNED = 1u << 2 };

typedef struct NoteFile {
    int64_t   media_id;
    Str       name, mime;
    MediaKind kind;
    int64_t   size;
    Str       url;
} NoteFile;

typedef struct NoteView {
    int64_t id, customer_id;
    Str     text;
    bool    is_pinned;
    int64_t author_id;
    Str     author_name;
    int64_t created_at_ms, edited_at_ms;
    bool    may_edit; /* the caller may change and delete it */
    Rows    files;    /* of NoteFile; deleted ones are left out */
    int64_t revision;
} NoteView;
extern const Shape note_view_shape;

/* Pinned ones first, then newest first: Rows of NoteView.  ERR_NOT_FOUND "customer.not_found". */
Code note_list(Ctx *cx, CustomerId customer, Str cursor, int64_t limit, Rows *items,
               Str *next_cursor) MUST_USE;
/* ERR_INVALID "note.empty", "note.too_long", "note.too_many_files", "note.file_unknown". */
Code note_write(Ctx *cx, CustomerId customer, const NoteDraft *draft, NoteView *out) MUST_USE;
/* Changes what is `given`.  "note.changed_meanwhile"; ERR_DENIED "note.not_yours" for text and
 * files; ERR_NOT_FOUND "note.not_found". */
Code note_edit(Ctx *cx, CustomerId customer, NoteId id, int64_t revision, const NoteDraft *draft,
               uint64_t given, NoteView *out) MUST_USE;
/* ERR_DENIED "note.not_yours". */
Code note_delete(Ctx *cx, CustomerId customer, NoteId id, int64_t revision) MUST_USE;

extern const SqlList    note_sql;
extern const MergeTable note_merge_table;

#endif
