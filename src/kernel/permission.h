/* permission.h -- what a user may do: words, and sets of them. */
#ifndef KERNEL_PERMISSION_H
#define KERNEL_PERMISSION_H

#include "base/base.h"

typedef enum Permission {
    PERM_UNSET = 0, /* a forgotten permission is refused at boot */
#define PERMISSION(name, word, about) name,
#include "kernel/permission.def"
#undef PERMISSION
    PERMISSION_COUNT
} Permission;

/* One bit per permission. */
typedef struct PermissionSet { uint64_t bits[2]; } PermissionSet;

extern const Words permission_words;

/* PERM_PUBLIC and PERM_SIGNED_IN are in every set. */
bool permission_in(const PermissionSet *set, Permission permission);
void permission_add(PermissionSet *set, Permission permission);
/* What is in both. */
PermissionSet permission_common(const PermissionSet *a, const PermissionSet *b);
/* From a JSON array of words; unknown words are left out (a newer or older release). */
PermissionSet permission_set_of(const Strs words);
Strs permission_set_words(Arena *arena, const PermissionSet *set);
const char *permission_about(Permission permission);

#endif
