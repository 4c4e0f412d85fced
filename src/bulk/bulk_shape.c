/* Fields and words of bulk work. */
#include "bulk/bulk.h"

#define ENUM_WORDS(name, list) const Words name = { list, COUNT(list) }

static const char *const remark_modes[] = {
    [REMARK_REPLACE] = "replace",
    [REMARK_PREFIX]  = "prefix",
    [REMARK_SUFFIX]  = "suffix",
};
ENUM_WORDS(remark_mode_words, remark_modes);

static const char *const formats[] = { [FORMAT_XLSX] = "xlsx", [FORMAT_CSV] = "csv" };
ENUM_WORDS(file_format_words, formats);

/* ---- who --------------------------------------------------------------------------- */

enum { IDS_MAX = 5000 };

static const Field selection_fields[] = {
    FIELD_WITH(BulkSelection, result_id, .max = 40,
               .about = "A frozen list of customers, as GET /api/customers answers it"),
    FIELD_WITH(BulkSelection, except_ids, .max = IDS_MAX, .about = "But for these"),
    FIELD_WITH(BulkSelection, ids, .max = IDS_MAX, .about = "Or these alone"),
};
const Shape bulk_selection_shape = SHAPE(BulkSelection, selection_fields);

static const Field tags_draft_fields[] = {
    FIELD_OBJECT(BulkTagsDraft, selection, bulk_selection_shape, .flags = REQUIRED),
    FIELD_WITH(BulkTagsDraft, add_tag_ids, .max = 50),
    FIELD_WITH(BulkTagsDraft, remove_tag_ids, .max = 50),
};
const Shape bulk_tags_draft_shape = SHAPE(BulkTagsDraft, tags_draft_fields);

static const Field remark_draft_fields[] = {
    FIELD_OBJECT(BulkRemarkDraft, selection, bulk_selection_shape, .flags = REQUIRED),
    FIELD_ENUM(BulkRemarkDraft, mode, remark_mode_words, .flags = REQUIRED),
    FIELD_WITH(BulkRemarkDraft, text, .max = 20),
};
const Shape bulk_remark_draft_shape = SHAPE(BulkRemarkDraft, remark_draft_fields);

static const Field export_draft_fields[] = {
    FIELD_OBJECT(ExportDraft, selection, bulk_selection_shape, .flags = REQUIRED),
    FIELD_WITH(ExportDraft, columns, .flags = REQUIRED, .min = 1, .max = 40,
               .about = "id, name, phone, email, member_no, external_userid, gender, birthday, "
                        "address, description, corp_name, "
                        "position, source, state, tags, staff, remark, first_added_at, "
                        "last_event_at, created_at"),
    FIELD_ENUM(ExportDraft, format, file_format_words, .flags = REQUIRED),
    FIELD_WITH(ExportDraft, clear,
               .about = "Personal data unmasked; needs customer.reveal and leaves an audit line "
                        "and a watermark"),
};
const Shape export_draft_shape = SHAPE(ExportDraft, export_draft_fields);

/* ---- taking it back ------------------------------------------------------------------ */

static const Field undo_preview_fields[] = {
    FIELD_WITH(BulkUndoPreview, made, .about = "Customers the import made, who are there still"),
    FIELD_WITH(BulkUndoPreview, leaves,
               .about =
                   "Of those that were looked at: nobody touched them, they will be taken away"),
    FIELD_WITH(BulkUndoPreview, stays,
               .about = "Of those that were looked at: somebody touched them, they will stay"),
    FIELD_WITH(BulkUndoPreview, changes,
               .about = "Other customers who will lose its tags, or get back what they had"),
    FIELD_WITH(BulkUndoPreview, is_whole, .about = "All the import made were looked at"),
};
const Shape bulk_undo_preview_shape = SHAPE(BulkUndoPreview, undo_preview_fields);
