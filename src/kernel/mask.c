/* mask.c -- personal data as people see it who need not know it. */
#include "kernel/mask.h"

#include "kernel/ctx.h"

static const char *const field_words[] = {
    [MASK_PHONE] = "phone",       [MASK_EMAIL] = "email",   [MASK_ADDRESS] = "address",
    [MASK_BIRTHDAY] = "birthday", [MASK_REMARK] = "remark", [MASK_ID_NUMBER] = "id_number",
};
const Words mask_field_words = { field_words, COUNT(field_words) };

static const char *const level_words[] = {
    [MASK_MASKED] = "masked",
    [MASK_CLEAR]  = "clear",
    [MASK_HIDDEN] = "hidden",
};
const Words mask_level_words = { level_words, COUNT(level_words) };

static const Field masks_fields[] = {
    FIELD_ENUM(Masks, phone, mask_level_words),   FIELD_ENUM(Masks, email, mask_level_words),
    FIELD_ENUM(Masks, address, mask_level_words), FIELD_ENUM(Masks, birthday, mask_level_words),
    FIELD_ENUM(Masks, remark, mask_level_words),  FIELD_ENUM(Masks, id_number, mask_level_words),
};
const Shape masks_shape = SHAPE(Masks, masks_fields);

/* ---- levels -------------------------------------------------------------- */

static MaskLevel level_of(const Masks *masks, MaskField field)
{
    switch (field) {
    case MASK_PHONE: return masks->phone;
    case MASK_EMAIL: return masks->email;
    case MASK_ADDRESS: return masks->address;
    case MASK_BIRTHDAY: return masks->birthday;
    case MASK_REMARK: return masks->remark;
    case MASK_ID_NUMBER: return masks->id_number;
    }
    return MASK_HIDDEN;
}

MaskLevel mask_level_in(const Masks *masks, MaskField field)
{
    const MaskLevel level = level_of(masks, field);
    return level != 0 ? level : MASK_MASKED;
}

Masks mask_decided(const Masks *masks)
{
    return (Masks){ .phone     = mask_level_in(masks, MASK_PHONE),
                    .email     = mask_level_in(masks, MASK_EMAIL),
                    .address   = mask_level_in(masks, MASK_ADDRESS),
                    .birthday  = mask_level_in(masks, MASK_BIRTHDAY),
                    .remark    = mask_level_in(masks, MASK_REMARK),
                    .id_number = mask_level_in(masks, MASK_ID_NUMBER) };
}

MaskLevel mask_level(const Ctx *cx, MaskField field) { return mask_level_in(&cx->masks, field); }

/* How much is seen: clear, masked, hidden. */
static int openness(MaskLevel level)
{
    if (level == MASK_HIDDEN) return 0;
    return level == MASK_CLEAR ? 2 : 1;
}

bool mask_within(const Masks *given, const Masks *own)
{
    for (int i = MASK_PHONE; i <= MASK_ID_NUMBER; i++)
        if (openness(mask_level_in(given, (MaskField)i)) >
            openness(mask_level_in(own, (MaskField)i)))
            return false;
    return true;
}

/* ---- values --------------------------------------------------------------- */

/* Short text shows nothing: what is left would be most of it. */
Str mask_phone(Arena *arena, Str phone)
{
    if (phone.ptr == NULL) return phone;
    if (phone.len < 7) return S("****");
    return str_fmt(arena, "%.*s****%.*s", FMT(str_slice(phone, 0, 3)),
                   FMT(str_slice(phone, phone.len - 4, phone.len)));
}

Str mask_email(Arena *arena, Str email)
{
    if (email.ptr == NULL) return email;
    Str       rest = email;
    const Str name = str_cut(&rest, '@');
    if (rest.ptr == NULL || name.len == 0) return S("***");
    return str_fmt(arena, "%.*s***@%.*s", FMT(str_prefix_chars(name, 1)), FMT(rest));
}

/* The first characters, when at least as many stay unseen. */
static Str beginning(Arena *arena, Str text, size_t chars)
{
    if (str_chars(text) < 2 * chars) return S("****");
    return str_fmt(arena, "%.*s****", FMT(str_prefix_chars(text, chars)));
}

/* "1990-05-17" and "05-17" keep the month: it is what a greeting needs. */
static Str mask_birthday(Arena *arena, Str birthday)
{
    if (birthday.len == 10) return str_fmt(arena, "****-%.*s-**", FMT(str_slice(birthday, 5, 7)));
    return birthday.len == 5 ? str_fmt(arena, "%.*s-**", FMT(str_slice(birthday, 0, 2)))
                             : S("****");
}

Str mask_value(Ctx *cx, MaskField field, Str plain)
{
    enum { DISTRICT_CHARS = 6 };
    const MaskLevel level = mask_level(cx, field);
    if (plain.ptr == NULL || plain.len == 0 || level == MASK_CLEAR) return plain;
    if (level == MASK_HIDDEN) return (Str){ 0 };
    switch (field) {
    case MASK_PHONE: return mask_phone(cx->arena, plain);
    case MASK_EMAIL: return mask_email(cx->arena, plain);
    case MASK_ADDRESS: return beginning(cx->arena, plain, DISTRICT_CHARS);
    case MASK_BIRTHDAY: return mask_birthday(cx->arena, plain);
    case MASK_REMARK: return beginning(cx->arena, plain, 1);
    case MASK_ID_NUMBER: return beginning(cx->arena, plain, 1);
    }
    return S("****");
}
