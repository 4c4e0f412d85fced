/* home_shape.c -- the fields of preferences and saved views. */
#include "home/home.h"

enum { INSIDE = SERVER_SET | SECRET, ANSWERED = SERVER_SET | NOT_STORED };

// clang-format off
static const Field preference_fields[] = {
    FIELD_ID  (Preference, tenant_id,     .flags = INSIDE),
    FIELD_ID  (Preference, user_id,       .flags = INSIDE),
    FIELD_WITH(Preference, key,           .flags = SERVER_SET),
    FIELD_JSON(Preference, value,         .flags = 0, .about = "Any JSON; null forgets it"),
    FIELD_WITH(Preference, revision,      .flags = SERVER_SET, .about = "0 = never set"),
    FIELD_TIME(Preference, changed_at_ms, .flags = SERVER_SET),
};
const Shape preference_shape = SHAPE(Preference, preference_fields);

static const Field first_steps_fields[] = {
    FIELD_ID(FirstSteps, connection_id),
    FIELD   (FirstSteps, is_connected),
    FIELD   (FirstSteps, is_callback_verified),
    FIELD   (FirstSteps, has_staff),
    FIELD   (FirstSteps, has_store),
    FIELD   (FirstSteps, has_welcome),
    FIELD   (FirstSteps, has_code),
    FIELD   (FirstSteps, has_customer),
};
const Shape first_steps_shape = SHAPE(FirstSteps, first_steps_fields);

static const Field saved_view_fields[] = {
    FIELD_ID  (SavedView, id,            .flags = SERVER_SET),
    FIELD_ID  (SavedView, tenant_id,     .flags = INSIDE),
    FIELD_ID  (SavedView, user_id,       .flags = INSIDE),
    FIELD_WITH(SavedView, page,          .flags = REQUIRED, .min = 1, .max = 40),
    FIELD_WITH(SavedView, name,          .flags = REQUIRED, .min = 1, .max = 40),
    FIELD_WITH(SavedView, query,         .min = 0, .max = 4000, .about = "Of the page's address, without '?'"),
    FIELD     (SavedView, is_shared),
    FIELD_WITH(SavedView, sort,          .min = 0, .max = 100000),
    FIELD_WITH(SavedView, revision,      .flags = SERVER_SET),
    FIELD_TIME(SavedView, created_at_ms, .flags = SERVER_SET),
    FIELD_WITH(SavedView, is_mine,       .flags = ANSWERED),
    FIELD_WITH(SavedView, owner_name,    .flags = ANSWERED),
};
const Shape saved_view_shape = SHAPE(SavedView, saved_view_fields);
// clang-format on
