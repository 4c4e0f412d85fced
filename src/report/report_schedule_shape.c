/* report_schedule_shape.c -- schedules of boards, as seen from outside. */
#include "report/report_schedule.h"

#define WORDS(name, ...)                                            \
    static const char *const name##_list[] = { NULL, __VA_ARGS__ }; \
    const Words              name          = { name##_list, COUNT(name##_list) }

WORDS(report_every_words, "day", "week", "month");
WORDS(report_delivery_state_words, "waiting", "sending", "sent", "told", "refused", "failed");

enum { INSIDE = SERVER_SET | SECRET, ANSWERED = SERVER_SET | NOT_STORED };

// clang-format off
static const Field delivery_fields[] = {
    FIELD_ID  (ReportDelivery, id),
    FIELD_ID  (ReportDelivery, tenant_id,     .flags = INSIDE),
    FIELD_ID  (ReportDelivery, run_id,        .flags = INSIDE),
    FIELD_ID  (ReportDelivery, user_id),
    FIELD_WITH(ReportDelivery, part,          .flags = INSIDE),
    FIELD_ENUM(ReportDelivery, state,         report_delivery_state_words),
    FIELD_WITH(ReportDelivery, reason,        .about = "Why he did not get it; else empty"),
    FIELD_TIME(ReportDelivery, settled_at_ms),
    FIELD_WITH(ReportDelivery, user_name,     .flags = ANSWERED),
    FIELD_WITH(ReportDelivery, has_picture,   .flags = ANSWERED, .about = "The caller's own, while it is kept"),
};
const Shape report_delivery_shape = SHAPE(ReportDelivery, delivery_fields);

static const Field run_fields[] = {
    FIELD_ID  (ReportRun, id),
    FIELD_ID  (ReportRun, tenant_id,     .flags = INSIDE),
    FIELD_ID  (ReportRun, schedule_id),
    FIELD_TIME(ReportRun, due_at_ms),
    FIELD_TIME(ReportRun, started_at_ms),
    FIELD_WITH(ReportRun, is_late,       .about = "Nothing ran when it was due; what was missed comes once"),
    FIELD_WITH(ReportRun, is_trial,      .about = "Now, to who asked for it"),
    FIELD_LIST(ReportRun, deliveries,    report_delivery_shape),
};
const Shape report_run_shape = SHAPE(ReportRun, run_fields);

static const Field schedule_fields[] = {
    FIELD_ID  (ReportSchedule, id,              .flags = SERVER_SET),
    FIELD_ID  (ReportSchedule, tenant_id,       .flags = INSIDE),
    FIELD_ID  (ReportSchedule, user_id,         .flags = INSIDE),
    FIELD_WITH(ReportSchedule, board,           .flags = REQUIRED, .min = 1, .max = 40, .about = "Its id, or the key of a board of the program"),
    FIELD_JSON(ReportSchedule, filter,          .about = "The filter of the board, as it is sent; absent: its own"),
    FIELD_ENUM(ReportSchedule, every,           report_every_words, .flags = REQUIRED),
    FIELD_WITH(ReportSchedule, weekdays,        .min = 0, .max = 127, .about = "Weekly: the sum of 1 Monday, 2 Tuesday, 4 Wednesday … 64 Sunday"),
    FIELD_WITH(ReportSchedule, day,             .min = 0, .max = 31, .about = "Monthly: the day, in shorter months the last one; 0: the last day"),
    FIELD_WITH(ReportSchedule, minute,          .min = 0, .max = 1439, .about = "Of the day, in the brand's zone"),
    FIELD_WITH(ReportSchedule, has_sheet,       .about = "With the board as a spreadsheet"),
    FIELD     (ReportSchedule, is_on),
    FIELD_WITH(ReportSchedule, reason,          .flags = SERVER_SET, .about = "Why it was paused by itself; else empty"),
    FIELD_WITH(ReportSchedule, revision,        .flags = SERVER_SET),
    FIELD_TIME(ReportSchedule, created_at_ms,   .flags = SERVER_SET),
    FIELD_TIME(ReportSchedule, changed_at_ms,   .flags = SERVER_SET),
    FIELD_WITH(ReportSchedule, deleted_at_ms,   .flags = INSIDE),
    FIELD_WITH(ReportSchedule, gone_with_board, .flags = INSIDE),
    FIELD_WITH(ReportSchedule, user_ids,        .max = REPORT_RECEIVERS_MAX, .about = "Users it is sent to; none: the caller"),
    FIELD_WITH(ReportSchedule, is_mine,         .flags = ANSWERED),
    FIELD_WITH(ReportSchedule, may_edit,        .flags = ANSWERED),
    FIELD_WITH(ReportSchedule, is_received,     .flags = ANSWERED, .about = "It is sent to the caller"),
    FIELD_WITH(ReportSchedule, is_left,         .flags = ANSWERED, .about = "Its maker left"),
    FIELD_WITH(ReportSchedule, owner_name,      .flags = ANSWERED),
    FIELD_WITH(ReportSchedule, board_name,      .flags = ANSWERED),
    FIELD_TIME(ReportSchedule, next_at_ms,      .flags = ANSWERED),
    FIELD_LIST(ReportSchedule, last,            report_run_shape, .flags = SERVER_SET, .about = "The newest sending, if there was one"),
};
const Shape report_schedule_shape = SHAPE(ReportSchedule, schedule_fields);
// clang-format on
