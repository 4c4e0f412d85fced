/* target_shape.c -- targets, as seen from outside. */
#include "target/target_import.h"

#define WORDS(name, ...)                                            \
    static const char *const name##_list[] = { NULL, __VA_ARGS__ }; \
    const Words              name          = { name##_list, COUNT(name##_list) }

WORDS(target_owner_words, "brand", "department", "store", "staff");
WORDS(target_action_words, "create", "update", "same");
WORDS(target_state_words, "waiting", "on_pace", "behind", "reached", "missed", "unknown");

enum { INSIDE = SERVER_SET | SECRET, ANSWERED = SERVER_SET | NOT_STORED, DAY_SIZE = 10 };

// clang-format off
static const Field target_fields[] = {
    FIELD_ID  (Target, id,            .flags = SERVER_SET),
    FIELD_ID  (Target, tenant_id,     .flags = INSIDE),
    FIELD_ID  (Target, user_id,       .flags = INSIDE),
    FIELD_WITH(Target, scene,         .flags = SERVER_SET),
    FIELD_WITH(Target, metric,        .flags = SERVER_SET),
    FIELD_WITH(Target, from_on,       .flags = SERVER_SET),
    FIELD_WITH(Target, to_on,         .flags = SERVER_SET),
    FIELD_ENUM(Target, owner_kind,    target_owner_words, .flags = SERVER_SET),
    FIELD_ID  (Target, owner_id,      .flags = SERVER_SET),
    FIELD_WITH(Target, value,         .flags = REQUIRED, .min = 1, .max = 1000000000000000, .about = "In the unit of the metric; of ratios in ten-thousandths"),
    FIELD_WITH(Target, is_ceiling,    .flags = SERVER_SET),
    FIELD_WITH(Target, revision,      .flags = SERVER_SET),
    FIELD_TIME(Target, created_at_ms, .flags = SERVER_SET),
    FIELD_TIME(Target, changed_at_ms, .flags = SERVER_SET),
    FIELD_WITH(Target, deleted_at_ms, .flags = INSIDE),
    FIELD_WITH(Target, owner_name,    .flags = ANSWERED),
    FIELD_WITH(Target, actual_num,    .flags = ANSWERED, .about = "The number is actual_num / actual_den; actual_den 0: there is none"),
    FIELD_WITH(Target, actual_den,    .flags = ANSWERED),
    FIELD_WITH(Target, expected,      .flags = ANSWERED, .about = "By now, when every day brings as much"),
    FIELD_ENUM(Target, state,         target_state_words, .flags = ANSWERED),
    FIELD_WITH(Target, reason,        .flags = ANSWERED),
    FIELD_JSON(Target, filters,       .flags = ANSWERED, .about = "Which events are the owner's; true: all"),
};
const Shape target_shape = SHAPE(Target, target_fields);

static const Field query_fields[] = {
    FIELD_WITH(TargetQuery, from,   .max = DAY_SIZE),
    FIELD_WITH(TargetQuery, to,     .max = DAY_SIZE),
    FIELD_WITH(TargetQuery, metric, .max = 60),
};
const Shape target_query_shape = SHAPE(TargetQuery, query_fields);

static const Field line_fields[] = {
    FIELD_ENUM(TargetLine, owner_kind, target_owner_words, .flags = REQUIRED),
    FIELD_ID  (TargetLine, owner_id,   .about = "Absent of the brand"),
    FIELD_WITH(TargetLine, value,      .min = 0, .max = 1000000000000000, .about = "0: no target"),
};
const Shape target_line_shape = SHAPE(TargetLine, line_fields);

static const Field sheet_fields[] = {
    FIELD_WITH(TargetSheet, scene,      .max = 40, .about = "What it is for; may be empty"),
    FIELD_WITH(TargetSheet, metric,     .flags = REQUIRED, .max = 60, .about = "A key of the catalogue"),
    FIELD_WITH(TargetSheet, from_on,    .flags = REQUIRED, .max = DAY_SIZE),
    FIELD_WITH(TargetSheet, to_on,      .flags = REQUIRED, .max = DAY_SIZE),
    FIELD_WITH(TargetSheet, is_ceiling, .about = "At most, not at least"),
    FIELD_LIST(TargetSheet, lines,      target_line_shape, .flags = REQUIRED, .max = TARGET_ROWS_MAX),
    FIELD_WITH(TargetSheet, saved,      .flags = SERVER_SET),
    FIELD_WITH(TargetSheet, removed,    .flags = SERVER_SET),
};
const Shape target_sheet_shape = SHAPE(TargetSheet, sheet_fields);

static const Field refusal_fields[] = {
    FIELD_WITH(TargetRefusal, row, .about = "Counted from 1, the head with it"), FIELD(TargetRefusal, reason), FIELD(TargetRefusal, value),
};
static const Shape refusal_shape = SHAPE(TargetRefusal, refusal_fields);

static const Field import_line_fields[] = {
    FIELD(TargetImportLine, row), FIELD(TargetImportLine, metric), FIELD(TargetImportLine, scene),
    FIELD(TargetImportLine, from_on), FIELD(TargetImportLine, to_on), FIELD(TargetImportLine, owner_name),
    FIELD_ENUM(TargetImportLine, owner_kind, target_owner_words), FIELD_ID(TargetImportLine, owner_id),
    FIELD(TargetImportLine, value), FIELD(TargetImportLine, is_ceiling),
    FIELD_ENUM(TargetImportLine, action, target_action_words),
};
static const Shape import_line_shape = SHAPE(TargetImportLine, import_line_fields);

static const Field import_fields[] = {
    FIELD(TargetImport, rows), FIELD(TargetImport, valid), FIELD(TargetImport, created),
    FIELD(TargetImport, updated), FIELD(TargetImport, unchanged),
    FIELD_LIST(TargetImport, invalid, refusal_shape), FIELD_LIST(TargetImport, sample, import_line_shape),
    FIELD(TargetImport, is_done),
};
const Shape target_import_shape = SHAPE(TargetImport, import_fields);
// clang-format on
