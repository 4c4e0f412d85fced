/* spend_shape.c -- fields and words of costs. */
#include "spend/spend.h"

// clang-format off
static const char *const kind_list[] = { NULL, "channel", "code", "campaign" };
const Words spend_kind_words = { kind_list, COUNT(kind_list) };

enum { DAY_SIZE = 10 };
static const Field spend_fields[] = {
    FIELD_ID  (Spend, id,            .flags = SERVER_SET),
    FIELD_WITH(Spend, tenant_id,     .flags = SERVER_SET | SECRET),
    FIELD_ID  (Spend, user_id,       .flags = SERVER_SET),
    FIELD_ENUM(Spend, kind,          spend_kind_words, .flags = REQUIRED),
    FIELD_WITH(Spend, touch,         .flags = REQUIRED, .min = 1, .max = 100, .about = "As attribution names it: a way of adding, channel_code:ID, the name of a campaign"),
    FIELD_WITH(Spend, day_on,        .flags = REQUIRED, .max = DAY_SIZE, .about = "A business day"),
    FIELD_WITH(Spend, amount_fen,    .min = 0, .max = 1000000000000, .about = "0: nothing"),
    FIELD_TIME(Spend, changed_at_ms, .flags = SERVER_SET),
    FIELD_WITH(Spend, brought_by,    .flags = SERVER_SET | SECRET),
};
const Shape spend_shape = SHAPE(Spend, spend_fields);

static const Field query_fields[] = {
    FIELD_WITH(SpendQuery, from, .max = DAY_SIZE, .about = "A business day; absent: the last 30"),
    FIELD_WITH(SpendQuery, to,   .max = DAY_SIZE),
};
const Shape spend_query_shape = SHAPE(SpendQuery, query_fields);

static const Field taken_fields[] = {
    FIELD_WITH(SpendTaken, changed,    .about = "Cells that are what they were"),
    FIELD_WITH(SpendTaken, amount_fen, .about = "By how much the sum rose"),
    FIELD_WITH(SpendTaken, kept,       .about = "Cells somebody has changed since"),
};
const Shape spend_taken_shape = SHAPE(SpendTaken, taken_fields);

static const Field sheet_fields[] = {
    FIELD_LIST(SpendSheet, lines,      spend_shape, .flags = REQUIRED, .max = SPEND_LINES_MAX),
    FIELD_WITH(SpendSheet, changed,    .flags = SERVER_SET, .about = "Cells that changed"),
    FIELD_WITH(SpendSheet, amount_fen, .flags = SERVER_SET, .about = "By how much the sum rose"),
};
const Shape spend_sheet_shape = SHAPE(SpendSheet, sheet_fields);
// clang-format on
