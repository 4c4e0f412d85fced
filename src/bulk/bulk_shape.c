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

static const char *const fields_of_import[] = {
    [IMPORT_NAME]            = "name",
    [IMPORT_PHONE]           = "phone",
    [IMPORT_EXTERNAL_USERID] = "external_userid",
    [IMPORT_MEMBER_NO]       = "member_no",
    [IMPORT_EMAIL]           = "email",
    [IMPORT_GENDER]          = "gender",
    [IMPORT_BIRTHDAY]        = "birthday",
    [IMPORT_ADDRESS]         = "address",
    [IMPORT_DESCRIPTION]     = "description",
    [IMPORT_TAGS]            = "tags",
};
ENUM_WORDS(import_field_words, fields_of_import);

static const char *const keys[] = {
    [KEY_PHONE]           = "phone",
    [KEY_EXTERNAL_USERID] = "external_userid",
    [KEY_MEMBER_NO]       = "member_no",
};
ENUM_WORDS(import_key_words, keys);

static const char *const rules[] = {
    [RULE_CREATE] = "create",
    [RULE_UPDATE] = "update",
    [RULE_FILL]   = "fill",
    [RULE_BOTH]   = "both",
};
ENUM_WORDS(import_rule_words, rules);

static const char *const outcomes[] = {
    [ROW_CREATED] = "created", [ROW_UPDATED] = "updated",     [ROW_UNCHANGED] = "unchanged",
    [ROW_SKIPPED] = "skipped", [ROW_DUPLICATE] = "duplicate", [ROW_REFUSED] = "refused",
};
ENUM_WORDS(row_outcome_words, outcomes);

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

/* ---- import ------------------------------------------------------------------------ */

static const Field column_fields[] = {
    FIELD(ImportColumn, name),
    FIELD_ENUM(ImportColumn, field, import_field_words,
               .about = "What it is taken for; null: left out"),
    FIELD_WITH(ImportColumn, reason,
               .about = "Why it is left out, when it tells what no file can set: of which member "
                        "of staff or store the customer is"),
    FIELD(ImportColumn, samples),
};
static const Shape column_shape = SHAPE(ImportColumn, column_fields);

static const Field line_fields[] = {
    FIELD_WITH(ImportLine, number, .about = "The row in the file, from 1"),
    FIELD(ImportLine, cells),
};
static const Shape line_shape = SHAPE(ImportLine, line_fields);

static const Field import_fields[] = {
    FIELD_ID(CustomerImport, id, .flags = SERVER_SET),
    FIELD(CustomerImport, name),
    FIELD_ENUM(CustomerImport, format, file_format_words),
    FIELD(CustomerImport, size),
    FIELD(CustomerImport, has_header),
    FIELD_LIST(CustomerImport, columns, column_shape),
    FIELD_LIST(CustomerImport, sample, line_shape),
    FIELD_ENUM(CustomerImport, key, import_key_words),
    FIELD_ENUM(CustomerImport, rule, import_rule_words),
    FIELD(CustomerImport, makes_tags),
    FIELD(CustomerImport, tag_ids),
    FIELD_ID(CustomerImport, job_id),
    FIELD_ID(CustomerImport, created_by),
    FIELD_TIME(CustomerImport, created_at_ms),
    FIELD(CustomerImport, revision),
};
const Shape customer_import_shape = SHAPE(CustomerImport, import_fields);

static const Field import_draft_fields[] = {
    FIELD_WITH(ImportDraft, fields, .flags = REQUIRED, .min = 1, .max = 200,
               .about = "For each column: name, phone, external_userid, member_no, email, gender, "
                        "birthday, address, description, "
                        "tags, or \"\" to leave it out"),
    FIELD(ImportDraft, has_header),
    FIELD_ENUM(ImportDraft, key, import_key_words, .flags = REQUIRED),
    FIELD_ENUM(ImportDraft, rule, import_rule_words, .flags = REQUIRED),
    FIELD_WITH(ImportDraft, makes_tags, .about = "Tags the library does not know are made"),
    FIELD_WITH(ImportDraft, tag_ids, .max = 20, .about = "Internal tags for everybody in the file"),
};
const Shape import_draft_shape = SHAPE(ImportDraft, import_draft_fields);

static const Field example_fields[] = {
    FIELD(ImportExample, row),    FIELD_ENUM(ImportExample, outcome, row_outcome_words),
    FIELD(ImportExample, reason), FIELD(ImportExample, name),
    FIELD(ImportExample, phone),
};
static const Shape example_shape = SHAPE(ImportExample, example_fields);

static const Field preview_fields[] = {
    FIELD(ImportPreview, rows),
    FIELD(ImportPreview, created),
    FIELD(ImportPreview, updated),
    FIELD(ImportPreview, unchanged),
    FIELD(ImportPreview, skipped),
    FIELD(ImportPreview, duplicate),
    FIELD(ImportPreview, refused),
    FIELD_WITH(ImportPreview, is_whole,
               .about = "False: the file is so long that only its first rows were looked at"),
    FIELD_LIST(ImportPreview, examples, example_shape),
};
const Shape import_preview_shape = SHAPE(ImportPreview, preview_fields);
