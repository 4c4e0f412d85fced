/* mask.c -- personal data as people see it who need not know it. */
#include "kernel/secret.h"

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
