/* consumer_shape.c -- fields of consumers' states, cursors and dead letters. */
#include "log/consumer_sql.h"

static const Field consumer_state_fields[] = {
    FIELD(ConsumerState, name),
    FIELD(ConsumerState, behind),
    FIELD_TIME(ConsumerState, oldest_at_ms),
    FIELD(ConsumerState, dead_count),
};
const Shape consumer_state_shape = SHAPE(ConsumerState, consumer_state_fields);

static const Field dead_letter_fields[] = {
    FIELD_ID(DeadLetter, id, .flags = SERVER_SET),
    FIELD_ID(DeadLetter, tenant_id, .flags = SERVER_SET | SECRET),
    FIELD_ID(DeadLetter, event_seq),
    FIELD(DeadLetter, consumer),
    FIELD(DeadLetter, type),
    FIELD(DeadLetter, reason),
    FIELD(DeadLetter, detail),
    FIELD_WITH(DeadLetter, lane, .flags = SERVER_SET | SECRET),
    FIELD_TIME(DeadLetter, failed_at_ms),
    FIELD(DeadLetter, attempts),
};
const Shape dead_letter_shape = SHAPE(DeadLetter, dead_letter_fields);

static const Field cursor_row_fields[] = { FIELD(CursorRow, part), FIELD(CursorRow, seq) };
const Shape        cursor_row_shape    = SHAPE(CursorRow, cursor_row_fields);

static const Field count_row_fields[] = { FIELD(CountRow, count) };
const Shape        count_row_shape    = SHAPE(CountRow, count_row_fields);

static const Field replay_row_fields[] = {
    FIELD_ID(ReplayRow, id),
    FIELD_ID(ReplayRow, tenant_id),
    FIELD_ID(ReplayRow, event_seq),
};
const Shape replay_row_shape = SHAPE(ReplayRow, replay_row_fields);

static const Field lane_row_fields[] = { FIELD_ID(LaneRow, tenant_id), FIELD(LaneRow, lane) };
const Shape        lane_row_shape    = SHAPE(LaneRow, lane_row_fields);

static const Field asker_row_fields[] = { FIELD(AskerRow, consumer) };
const Shape        asker_row_shape    = SHAPE(AskerRow, asker_row_fields);
