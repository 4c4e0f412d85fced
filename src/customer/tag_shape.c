/* tag_shape.c -- the tag library as it looks outside. */
#include "customer/tag.h"

// clang-format off
static const Field tag_view_fields[] = {
    FIELD_ID  (TagView, id),
    FIELD     (TagView, name),
    FIELD     (TagView, sort),
    FIELD     (TagView, customer_count),
    FIELD_ENUM(TagView, sync_state, sync_state_words),
    FIELD     (TagView, sync_reason),
    FIELD     (TagView, revision),
};
const Shape tag_view_shape = SHAPE(TagView, tag_view_fields);

static const Field group_view_fields[] = {
    FIELD_ID  (TagGroupView, id),
    FIELD     (TagGroupView, name),
    FIELD_ENUM(TagGroupView, kind,       tag_kind_words),
    FIELD     (TagGroupView, sort),
    FIELD     (TagGroupView, is_editable),
    FIELD_ENUM(TagGroupView, sync_state, sync_state_words),
    FIELD     (TagGroupView, sync_reason),
    FIELD     (TagGroupView, revision),
    FIELD_LIST(TagGroupView, tags,       tag_view_shape),
};
const Shape tag_group_view_shape = SHAPE(TagGroupView, group_view_fields);

static const Field group_draft_fields[] = {
    FIELD_WITH(TagGroupDraft, name, .flags = REQUIRED, .min = 1, .max = TAG_NAME_CHARS_MAX),
    FIELD_ENUM(TagGroupDraft, kind, tag_kind_words, .flags = REQUIRED),
    FIELD_WITH(TagGroupDraft, tags, .min = 0, .max = 100),
};
const Shape tag_group_draft_shape = SHAPE(TagGroupDraft, group_draft_fields);

static const Field tag_draft_fields[] = {
    FIELD_WITH(TagDraft, name, .flags = REQUIRED, .min = 1, .max = TAG_NAME_CHARS_MAX),
    FIELD_WITH(TagDraft, sort, .min = 0, .max = 4294967295),
};
const Shape tag_draft_shape = SHAPE(TagDraft, tag_draft_fields);

static const Field tag_flat_fields[] = {
    FIELD_ID  (TagFlat, id),
    FIELD     (TagFlat, name),
    FIELD_ID  (TagFlat, group_id),
    FIELD     (TagFlat, group_name),
    FIELD_ENUM(TagFlat, kind, tag_kind_words),
    FIELD     (TagFlat, customer_count),
};
const Shape tag_flat_shape = SHAPE(TagFlat, tag_flat_fields);
// clang-format on
