/* permission.c -- the words of permissions, and sets of them. */
#include "kernel/permission.h"

static const char *const words[PERMISSION_COUNT] = {
#define PERMISSION(name, word, about) [name] = word,
#include "kernel/permission.def"
#undef PERMISSION
};
const Words permission_words = { words, PERMISSION_COUNT };

static const char *const abouts[PERMISSION_COUNT] = {
#define PERMISSION(name, word, about) [name] = about,
#include "kernel/permission.def"
#undef PERMISSION
};

_Static_assert(PERMISSION_COUNT <= 128, "a PermissionSet has 128 bits");

bool permission_in(const PermissionSet *set, Permission permission)
{
    ASSERT(permission > PERM_UNSET && permission < PERMISSION_COUNT);
    if (permission == PERM_PUBLIC || permission == PERM_SIGNED_IN) return true;
    return (set->bits[permission / 64] >> (permission % 64) & 1) != 0;
}

void permission_add(PermissionSet *set, Permission permission)
{
    ASSERT(permission > PERM_UNSET && permission < PERMISSION_COUNT);
    set->bits[permission / 64] |= (uint64_t)1 << (permission % 64);
}

PermissionSet permission_common(const PermissionSet *a, const PermissionSet *b)
{
    return (PermissionSet){ { a->bits[0] & b->bits[0], a->bits[1] & b->bits[1] } };
}

PermissionSet permission_set_of(const Strs given)
{
    PermissionSet set = { 0 };
    for (size_t i = 0; i < given.count; i++) {
        const int value = value_of(&permission_words, given.at[i]);
        if (value != PERM_UNSET) permission_add(&set, (Permission)value);
    }
    return set;
}

Strs permission_set_words(Arena *arena, const PermissionSet *set)
{
    Str   *list  = arena_make(arena, Str, PERMISSION_COUNT);
    size_t count = 0;
    for (int i = PERM_UNSET + 1; i < PERMISSION_COUNT; i++)
        if ((set->bits[i / 64] >> (i % 64) & 1) != 0) list[count++] = str_of(words[i]);
    return (Strs){ list, count };
}

const char *permission_about(Permission permission)
{
    ASSERT(permission > PERM_UNSET && permission < PERMISSION_COUNT);
    return abouts[permission];
}
