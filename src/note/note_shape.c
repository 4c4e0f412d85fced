/* note_shape.c -- fields of notes. */
#include "note/note.h"

// clang-format off
static const Field note_fields[] = {
    FIELD_ID  (Note, id),
    FIELD_ID  (Note, tenant_id,     .flags = SECRET),
    FIELD_ID  (Note, customer_id),
    FIELD     (Note, text),
    FIELD     (Note, media_ids),
    FIELD     (Note, is_pinned),
    FIELD_ID  (Note, author_id),
    FIELD     (Note, author_name),
    FIELD_TIME(Note, created_at_ms),
    FIELD_TIME(Note, edited_at_ms),
    FIELD     (Note, revision),
};
const Shape note_shape = SHAPE(Note, note_fields);

static const Field draft_fields[] = {
    FIELD_WITH(NoteDraft, text,      .min = 0, .max = NOTE_CHARS_MAX),
    FIELD_WITH(NoteDraft, media_ids, .min = 0, .max = NOTE_FILES_MAX),
    FIELD     (NoteDraft, is_pinned),
};
const Shape note_draft_shape = SHAPE(NoteDraft, draft_fields);

static const Field file_fields[] = {
    FIELD_ID  (NoteFile, media_id),
    FIELD     (NoteFile, name),
    FIELD     (NoteFile, mime),
    FIELD_ENUM(NoteFile, kind, media_kind_words),
    FIELD     (NoteFile, size),
    FIELD     (NoteFile, url),
};
static const Shape note_file_shape = SHAPE(NoteFile, file_fields);

static const Field view_fields[] = {
    FIELD_ID  (NoteView, id),
    FIELD_ID  (NoteView, customer_id),
    FIELD     (NoteView, text),
    FIELD     (NoteView, is_pinned),
    FIELD_ID  (NoteView, author_id),
    FIELD     (NoteView, author_name),
    FIELD_TIME(NoteView, created_at_ms),
    FIELD_TIME(NoteView, edited_at_ms),
    FIELD     (NoteView, may_edit),
    FIELD_LIST(NoteView, files,         note_file_shape),
    FIELD     (NoteView, revision),
};
const Shape note_view_shape = SHAPE(NoteView, view_fields);
// clang-format on
