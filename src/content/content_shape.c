/* content_shape.c -- fields and words of media, messages and attachments. */
#include "content/content.h"

// clang-format off
static const char *const media_kind_word[] = {
    [MEDIA_IMAGE] = "image", [MEDIA_VIDEO] = "video", [MEDIA_FILE] = "file", [MEDIA_VOICE] = "voice",
};
const Words media_kind_words = { media_kind_word, COUNT(media_kind_word) };

static const char *const attachment_kind_word[] = {
    [ATTACHMENT_IMAGE] = "image", [ATTACHMENT_LINK]  = "link", [ATTACHMENT_MINI_PROGRAM] = "mini_program",
    [ATTACHMENT_FILE]  = "file",  [ATTACHMENT_VIDEO] = "video",
};
const Words attachment_kind_words = { attachment_kind_word, COUNT(attachment_kind_word) };

static const Field media_fields[] = {
    FIELD_ID  (Media, id),
    FIELD_ID  (Media, tenant_id,  .flags = SECRET),
    FIELD     (Media, name),
    FIELD     (Media, mime),
    FIELD_ENUM(Media, kind,       media_kind_words),
    FIELD     (Media, size),
    FIELD     (Media, width),
    FIELD     (Media, height),
    FIELD     (Media, sha256),
    FIELD_ID  (Media, created_by, .flags = SECRET),
    FIELD_TIME(Media, created_at_ms),
};
const Shape media_shape = SHAPE(Media, media_fields);

static const Field attachment_fields[] = {
    FIELD_ENUM(Attachment, kind,            attachment_kind_words, .flags = REQUIRED),
    FIELD_ID  (Attachment, media_id),
    FIELD     (Attachment, media_url),
    FIELD     (Attachment, title),
    FIELD     (Attachment, description),
    FIELD     (Attachment, url),
    FIELD_ID  (Attachment, cover_media_id),
    FIELD     (Attachment, cover_media_url),
    FIELD     (Attachment, app_id),
    FIELD     (Attachment, page),
};
const Shape attachment_shape = SHAPE(Attachment, attachment_fields);

static const Field message_fields[] = {
    FIELD     (Message, text),
    FIELD_LIST(Message, attachments, attachment_shape, .min = 0, .max = 100),
};
const Shape message_shape = SHAPE(Message, message_fields);
// clang-format on
