/* mask.h -- which personal data a role sees in clear, which masked, which not at all. */
#ifndef KERNEL_MASK_H
#define KERNEL_MASK_H

#include "base/base.h"

typedef struct Ctx Ctx;

typedef enum MaskField {
    MASK_PHONE = 1, MASK_EMAIL, MASK_ADDRESS, MASK_BIRTHDAY, MASK_REMARK, MASK_ID_NUMBER
} MaskField;
extern const Words mask_field_words;

/* 0 is masked, too: what nobody decided is not shown. */
typedef enum MaskLevel { MASK_MASKED = 1, MASK_CLEAR, MASK_HIDDEN } MaskLevel;
extern const Words mask_level_words;

/* The decision of a role, one level for each field. */
typedef struct Masks {
    MaskLevel phone, email, address, birthday, remark, id_number;
} Masks;
extern const Shape masks_shape;

/* How the caller sees that field. */
MaskLevel mask_level(const Ctx *cx, MaskField field);
/* The level in a set; never 0. */
MaskLevel mask_level_in(const Masks *masks, MaskField field);
/* The same with every field decided. */
Masks     mask_decided(const Masks *masks);
/* A value as the caller may see it: itself, masked, or absent.  Absent stays absent. */
Str       mask_value(Ctx *cx, MaskField field, Str plain);
/* Whether `given` shows no field better than `own` does. */
bool      mask_within(const Masks *given, const Masks *own);

/* "138****1234", "z***@example.com". */
Str mask_phone(Arena *arena, Str phone);
Str mask_email(Arena *arena, Str email);

#endif
