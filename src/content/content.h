/* content.h -- media files, and messages made of text and attachments.
 *
 * A media file is stored once per tenant by its SHA-256; its kind is told by its first
 * bytes, never by its name.  A message keeps what a person wrote; variables such as
 * {客户昵称} are filled when it is sent. */
#ifndef CONTENT_CONTENT_H
#define CONTENT_CONTENT_H

#include "log/log.h"

typedef struct MediaId { int64_t v; } MediaId;

typedef enum MediaKind { MEDIA_IMAGE = 1, MEDIA_VIDEO, MEDIA_FILE, MEDIA_VOICE } MediaKind;
extern const Words media_kind_words;

typedef struct Media {
    int64_t   id, tenant_id;
    Str       name, mime;
    MediaKind kind;
    int64_t   size;
    int32_t   width, height;   /* of images; 0 if unknown */
    Str       sha256;
    int64_t   created_by, created_at_ms;
} Media;
extern const Shape media_shape;

typedef enum AttachmentKind {
    ATTACHMENT_IMAGE = 1, ATTACHMENT_LINK, ATTACHMENT_MINI_PROGRAM, ATTACHMENT_FILE,
    ATTACHMENT_VIDEO
} AttachmentKind;
extern const Words attachment_kind_words;

typedef struct Attachment {
    AttachmentKind kind;
    int64_t media_id;          /* image, file, video                       */
    Str     media_url;         /* answered, ignored when given             */
    Str     title, description, url;
    int64_t cover_media_id;    /* link and mini program                    */
    Str     cover_media_url;   /* answered, ignored when given             */
    Str     app_id, page;      /* mini program                             */
} Attachment;
extern const Shape attachment_shape;

typedef struct Message {
    Str  text;
    Rows attachments;          /* of Attachment */
} Message;
extern const Shape message_shape;

enum { MESSAGE_TEXT_BYTES_MAX = 4000, MESSAGE_ATTACHMENTS_MAX = 9 };

/* What the variables of a text stand for; absent ones fall back (客户昵称: 您) or to "". */
typedef struct MessageVars {
    Str customer_name, staff_name, store_name, date, channel;
} MessageVars;

/* ---- messages --------------------------------------------------------- */

/* The platform's limits, and that every media file is there and of the right kind.
 * ERR_INVALID with the path below `field` ("welcome" gives "welcome.attachments[2].url"):
 * "message.empty", "message.text_too_long", "message.too_many_attachments",
 * "message.media_missing", "message.media_unknown", "message.wrong_media_kind",
 * "message.title_missing", "message.title_too_long", "message.description_too_long",
 * "message.url_missing", "message.url_malformed", "message.app_id_missing",
 * "message.page_missing", "message.cover_missing", "message.image_too_large". */
Code content_message_check(Ctx *cx, const Message *message, Str field) MUST_USE;
/* Fills {客户昵称} {员工姓名} {门店} {日期} {渠道}; other braces stay as they are. */
Str  content_render(Ctx *cx, Str text, const MessageVars *vars);
/* The message as JSON for storing, and back.  Absent text parses as an empty message. */
Str  content_message_json(Ctx *cx, const Message *message);
Code content_message_parse(Ctx *cx, Str json, Message *out) MUST_USE;
/* Fills media_url and cover_media_url for answers. */
void content_message_urls(Ctx *cx, Message *message);
/* Rendered, in the form channel_send_welcome takes: media with id, path, name, mime,
 * sha256.  The text is cut at the platform's limit between two characters. */
Code content_message_platform_json(Ctx *cx, const Message *message, const MessageVars *vars,
                                   Str *json) MUST_USE;
/* Remembers which media files `object` ("welcome_policy:7") uses, so that they are not
 * deleted; NULL: none any more. */
Code content_message_uses(Ctx *cx, Str object, const Message *message) MUST_USE;

/* ---- media ------------------------------------------------------------ */

/* Checks kind and size by the platform's limits and stores the bytes; call it outside a
 * transaction.  ERR_INVALID "media.empty", "media.unsupported"; ERR_LIMIT "media.too_large". */
Code content_media_put(Ctx *cx, Str name, Str bytes, Media *out) MUST_USE;
/* ERR_NOT_FOUND "media.not_found". */
Code content_media_get(Ctx *cx, MediaId id, Media *out) MUST_USE;
/* Newest first; kind 0 = all.  Rows of Media. */
Code content_media_list(Ctx *cx, MediaKind kind, Str cursor, int64_t limit, Rows *items,
                        Str *next_cursor) MUST_USE;
/* The whole file. */
Code content_media_bytes(Ctx *cx, const Media *media, Str *bytes) MUST_USE;
/* Where the file lies, inside the data folder. */
Str  content_media_path(Ctx *cx, const Media *media);
/* ERR_CONFLICT "media.in_use" while a message uses it. */
Code content_media_delete(Ctx *cx, MediaId id) MUST_USE;

/* ---- pictures -------------------------------------------------------------- */

enum { PICTURE_SIDE_MAX = 2000 };

/* Rows from the top, each pixel 0xAARRGGBB with the colours multiplied by alpha, as cairo takes
 * them; lives in the arena. */
typedef struct Picture {
    uint32_t *argb;
    int32_t   width, height;
} Picture;

/* PNG and JPEG as pixels.  ERR_INVALID "picture.unreadable", "picture.too_large" beyond
 * PICTURE_SIDE_MAX. */
Code content_picture_read(Ctx *cx, Str bytes, Picture *out) MUST_USE;

/* ---- the brand's logo ---------------------------------------------------- */

enum { BRAND_LOGO_BYTES_MAX = 2 * 1024 * 1024 };

/* The picture that codes and posters carry; none until one was chosen. */
Code content_brand_logo(Ctx *cx, Media *out, bool *found) MUST_USE;
/* Its file; absent when there is none. */
Code content_brand_logo_bytes(Ctx *cx, Str *bytes) MUST_USE;
/* Chooses it (0: none any more).  ERR_NOT_FOUND "media.not_found"; ERR_INVALID
 * "brand.logo_not_a_picture", "brand.logo_too_large", and those of content_picture_read(). */
Code content_brand_set_logo(Ctx *cx, MediaId id) MUST_USE;

extern const SqlList content_sql;

#endif
