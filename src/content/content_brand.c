/* content_brand.c -- the brand's logo: the media file that "brand:logo" uses. */
#include "content/content.h"
#include "content/content_sql.h"

static Str logo_object(void) { return S("brand:logo"); }

Code content_brand_logo(Ctx *cx, Media *out, bool *found)
{
    return content_sql_find_used(cx, logo_object(), out, found);
}

Code content_brand_logo_bytes(Ctx *cx, Str *bytes)
{
    Media media = { 0 };
    bool  found = false;
    *bytes      = (Str){ 0 };
    TRY(content_brand_logo(cx, &media, &found));
    return found ? content_media_bytes(cx, &media, bytes) : OK;
}

static Code check(Ctx *cx, MediaId id)
{
    Media   media   = { 0 };
    Str     bytes   = { 0 };
    Picture picture = { 0 };
    TRY(content_media_get(cx, id, &media));
    if (media.kind != MEDIA_IMAGE)
        return fail_field(cx, "brand.logo_not_a_picture", S("media_id"), "PNG, JPEG");
    if (media.size > BRAND_LOGO_BYTES_MAX)
        return fail_field(cx, "brand.logo_too_large", S("media_id"), "2 MB");
    TRY(content_media_bytes(cx, &media, &bytes));
    return content_picture_read(cx, bytes, &picture);
}

Code content_brand_set_logo(Ctx *cx, MediaId id)
{
    if (id.v) TRY(check(cx, id));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(content_sql_forget_uses(cx, logo_object()));
    if (id.v) TRY(content_sql_add_use(cx, logo_object(), id.v));
    return cx_commit(cx, &txn);
}
