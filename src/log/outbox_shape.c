/* outbox_shape.c -- fields and words of effects and quotas. */
#include "log/outbox_sql.h"

static const char *const effect_words[] = {
    [EFFECT_PENDING] = "pending", [EFFECT_SENDING] = "sending",     [EFFECT_DONE] = "done",
    [EFFECT_DEAD] = "dead",       [EFFECT_DISCARDED] = "discarded",
};
const Words effect_state_words = { effect_words, COUNT(effect_words) };

static const Field effect_fields[] = {
    FIELD_ID(Effect, id, .flags = SERVER_SET),
    FIELD_ID(Effect, tenant_id, .flags = SERVER_SET | SECRET),
    FIELD(Effect, kind),
    FIELD(Effect, key),
    FIELD(Effect, quota),
    FIELD(Effect, lane),
    FIELD(Effect, object),
    FIELD_JSON(Effect, payload),
    FIELD_ENUM(Effect, state, effect_state_words),
    FIELD(Effect, attempts),
    FIELD_TIME(Effect, next_at_ms),
    FIELD_TIME(Effect, deadline_ms),
    FIELD_TIME(Effect, claimed_until_ms),
    FIELD(Effect, reason),
    FIELD(Effect, detail),
    FIELD_JSON(Effect, answer),
    FIELD_TIME(Effect, created_at_ms),
    FIELD_TIME(Effect, settled_at_ms),
};
const Shape effect_shape = SHAPE(Effect, effect_fields);

static const Field queue_row_fields[] = {
    FIELD(QueueRow, queue),
    FIELD_TIME(QueueRow, next_at_ms),
};
const Shape queue_row_shape = SHAPE(QueueRow, queue_row_fields);

static const Field quota_row_fields[] = {
    FIELD_ID(QuotaRow, tenant_id),        FIELD(QuotaRow, name),
    FIELD_TIME(QuotaRow, minute_at_ms),   FIELD(QuotaRow, minute_used),
    FIELD_TIME(QuotaRow, hour_at_ms),     FIELD(QuotaRow, hour_used),
    FIELD_TIME(QuotaRow, rests_until_ms),
};
const Shape quota_row_shape = SHAPE(QuotaRow, quota_row_fields);

static const Field effect_id_fields[] = { FIELD_ID(EffectId, id) };
const Shape        effect_id_shape    = SHAPE(EffectId, effect_id_fields);

static const Field outbox_counts_fields[] = {
    FIELD(OutboxCounts, pending),
    FIELD(OutboxCounts, sending),
    FIELD(OutboxCounts, dead),
    FIELD_TIME(OutboxCounts, oldest_pending_at_ms),
};
const Shape outbox_counts_shape = SHAPE(OutboxCounts, outbox_counts_fields);
