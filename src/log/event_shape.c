/* event_shape.c -- fields of events and their counts, and our own event words. */
#include "log/event_sql.h"

static const Field event_fields[] = {
    FIELD_ID(Event, seq, .flags = SERVER_SET),
    FIELD_ID(Event, tenant_id, .flags = SERVER_SET | SECRET),
    FIELD(Event, id),
    FIELD(Event, type),
    FIELD_ID(Event, person_id),
    FIELD(Event, actor),
    FIELD(Event, object),
    FIELD(Event, source),
    FIELD_TIME(Event, occurred_at_ms),
    FIELD_TIME(Event, received_at_ms),
    FIELD_JSON(Event, payload),
    FIELD_WITH(Event, part, .flags = SERVER_SET | SECRET),
};
const Shape event_shape = SHAPE(Event, event_fields);

/* As it is inserted: the place in the log is given by the store. */
static const Field event_row_fields[] = {
    FIELD_ID(Event, tenant_id),
    FIELD(Event, id),
    FIELD(Event, type),
    FIELD_ID(Event, person_id),
    FIELD(Event, actor),
    FIELD(Event, object),
    FIELD(Event, source),
    FIELD_TIME(Event, occurred_at_ms),
    FIELD_TIME(Event, received_at_ms),
    FIELD_JSON(Event, payload),
    FIELD(Event, part),
};
const Shape event_row_shape = SHAPE(Event, event_row_fields);

static const Field event_count_fields[] = {
    FIELD(EventCount, type),
    FIELD(EventCount, count),
    FIELD_TIME(EventCount, last_at_ms),
};
const Shape event_count_shape = SHAPE(EventCount, event_count_fields);

static const Field event_horizon_fields[] = {
    FIELD(EventHorizonRow, last_seq),
    FIELD(EventHorizonRow, oldest_running),
    FIELD(EventHorizonRow, is_dense),
};
const Shape event_horizon_shape = SHAPE(EventHorizonRow, event_horizon_fields);

static const Field event_number_fields[] = { FIELD(EventNumber, number) };
const Shape        event_number_shape    = SHAPE(EventNumber, event_number_fields);

static const Field event_news_fields[] = {
    FIELD_ID(Event, seq),
    FIELD_ID(Event, tenant_id),
    FIELD(Event, type),
    FIELD_ID(Event, person_id),
    FIELD_TIME(Event, occurred_at_ms),
    FIELD_TIME(Event, received_at_ms),
};
const Shape event_news_shape = SHAPE(Event, event_news_fields);

static const Field event_place_fields[] = {
    FIELD_ID(EventPlace, tenant_id), FIELD(EventPlace, stretch),
    FIELD_ID(EventPlace, person_id), FIELD_TIME(EventPlace, occurred_at_ms),
    FIELD_ID(EventPlace, seq),
};
const Shape event_place_shape = SHAPE(EventPlace, event_place_fields);

static const Field event_seq_fields[] = { FIELD_ID(EventSeq, seq) };
const Shape        event_seq_shape    = SHAPE(EventSeq, event_seq_fields);

typedef struct EventWord {
    const char *word;
    Permission  permission;
    Module      module;
} EventWord;

static const EventWord event_words[EVENT_TYPE_COUNT] = {
#define EVENT(name, word_, permission_, module_, about) [name] = { word_, permission_, module_ },
#include "log/event_words.def"
#undef EVENT
};

Str event_word(EventType type)
{
    ASSERT(type > EV_NONE && type < EVENT_TYPE_COUNT);
    return str_of(event_words[type].word);
}

static const EventWord *find_word(Str type)
{
    static const EventWord outside = { NULL, PERM_CUSTOMER_READ, MODULE_CUSTOMER };
    for (int i = EV_NONE + 1; i < EVENT_TYPE_COUNT; i++)
        if (str_equal(str_of(event_words[i].word), type)) return &event_words[i];
    return &outside;
}

Permission event_permission(Str type) { return find_word(type)->permission; }

Module event_module(Str type) { return find_word(type)->module; }

bool event_is_private(Str type)
{
    return str_equal(type, event_word(EV_PLATFORM_CONTACT_READ)) ||
           str_equal(type, event_word(EV_NOTIFICATION_SENT));
}

void event_hide(const Ctx *cx, Rows events)
{
    for (size_t i = 0; i < events.count; i++) {
        Event *event = ROWS_AT(Event, events, i);
        if (event_is_private(event->type) || !cx_may(cx, event_permission(event->type)))
            event->payload = S("{}");
    }
}
