/* Fields of imports as the console sees them. */
#include "intake/intake_kind.h"

// clang-format off
static const Field column_fields[] = {
    FIELD(IntakeColumn, name),
    FIELD_WITH(IntakeColumn, samples, .about = "What stands in it first"),
    FIELD_WITH(IntakeColumn, reason, .about = "Why no file can set it of a person: it tells of which member of staff or store he is"),
};
static const Shape column_shape = SHAPE(IntakeColumn, column_fields);

static const Field intake_fields[] = {
    FIELD_ID  (Intake, id, .flags = SERVER_SET),
    FIELD_WITH(Intake, name, .flags = SERVER_SET),
    FIELD_WITH(Intake, size, .flags = SERVER_SET, .about = "Bytes"),
    FIELD_ENUM(Intake, kind, intake_kind_words),
    FIELD_LIST(Intake, columns, column_shape),
    FIELD_JSON(Intake, mapping, .about = "The mapping (docs/import.md); guessed until it is written"),
    FIELD_WITH(Intake, has_header, .flags = SERVER_SET, .about = "The first row names the columns; else they are called A, B, C and so on"),
    FIELD_WITH(Intake, is_good, .flags = SERVER_SET, .about = "The mapping was checked against the file"),
    FIELD_ID  (Intake, job_id, .flags = SERVER_SET, .about = "The job that brings it in; null: not started"),
    FIELD_ENUM(Intake, state, job_state_words, .flags = SERVER_SET, .about = "Of that job"),
    FIELD_WITH(Intake, done, .flags = SERVER_SET, .about = "Rows so far"),
    FIELD_WITH(Intake, failed, .flags = SERVER_SET, .about = "Rows that were refused"),
    FIELD_ID  (Intake, created_by, .flags = SERVER_SET),
    FIELD_TIME(Intake, created_at_ms, .flags = SERVER_SET),
    FIELD_WITH(Intake, revision, .flags = SERVER_SET),
};
const Shape intake_shape = SHAPE(Intake, intake_fields);

static const Field draft_fields[] = {
    FIELD_JSON(IntakeDraft, mapping, .flags = REQUIRED, .about = "The mapping, docs/import.md"),
};
const Shape intake_draft_shape = SHAPE(IntakeDraft, draft_fields);

static const Field header_draft_fields[] = { FIELD_WITH(IntakeHeaderDraft, has_header, .flags = REQUIRED) };
const Shape        intake_header_draft_shape = SHAPE(IntakeHeaderDraft, header_draft_fields);

static const Field row_fields[] = {
    FIELD_WITH(IntakePreviewRow, row, .about = "In the file, from 1"),
    FIELD_WITH(IntakePreviewRow, is_left_out, .about = "The mapping does not want it"),
    FIELD_ENUM(IntakePreviewRow, outcome, intake_outcome_words, .about = "What becomes of a person; null: no person"),
    FIELD_WITH(IntakePreviewRow, reason, .about = "Why it is refused, as a sentence in the language asked for"),
    FIELD     (IntakePreviewRow, cells),
};
static const Shape row_shape = SHAPE(IntakePreviewRow, row_fields);

static const Field preview_fields[] = {
    FIELD_WITH(IntakePreview, fields, .about = "What is filled: total, people.phone, payload.sum"),
    FIELD_LIST(IntakePreview, rows, row_shape),
    FIELD     (IntakePreview, good),
    FIELD     (IntakePreview, refused),
    FIELD     (IntakePreview, left_out),
    FIELD_WITH(IntakePreview, created, .about = "Of the good rows those that make a person"),
    FIELD     (IntakePreview, updated),
    FIELD     (IntakePreview, unchanged),
    FIELD_WITH(IntakePreview, skipped, .about = "Persons the rule leaves alone"),
    FIELD_WITH(IntakePreview, is_whole, .about = "False: the file is so long that only its first rows were looked at"),
};
const Shape intake_preview_shape = SHAPE(IntakePreview, preview_fields);

static const Field mapping_fields[] = {
    FIELD_ID  (IntakeMapping, id, .flags = SERVER_SET, .about = "null: it ships with weft"),
    FIELD_WITH(IntakeMapping, name, .flags = REQUIRED, .min = 1, .max = 60),
    FIELD_ENUM(IntakeMapping, kind, intake_kind_words, .flags = SERVER_SET),
    FIELD_JSON(IntakeMapping, mapping, .flags = REQUIRED),
    FIELD_ID  (IntakeMapping, updated_by, .flags = SERVER_SET),
    FIELD_TIME(IntakeMapping, updated_at_ms, .flags = SERVER_SET),
};
const Shape intake_mapping_shape = SHAPE(IntakeMapping, mapping_fields);
// clang-format on
