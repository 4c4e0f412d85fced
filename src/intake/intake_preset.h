/* intake_preset.h -- the mappings that ship with weft, as a list.  Private to the slice. */
#ifndef INTAKE_INTAKE_PRESET_H
#define INTAKE_INTAKE_PRESET_H

#include "intake/intake_mapping.h"

typedef struct IntakePreset {
    Str        name, title;
    IntakeKind kind;
} IntakePreset;
/* Rows of IntakePreset. */
Code intake_presets(Ctx *cx, Rows *out) MUST_USE;

#endif
