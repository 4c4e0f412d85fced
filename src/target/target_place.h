/* target_place.h -- who belongs to an owner, how he is called, and whether the caller sees all of
 * him.  Private to target/. */
#ifndef TARGET_TARGET_PLACE_H
#define TARGET_TARGET_PLACE_H

#include "target/target_sql.h"

typedef struct TargetPlaces {
    Rows members, stores, departments, teams; /* of TargetMember, TargetStore, Department, … */
    bool sees_all;
} TargetPlaces;

typedef struct TargetPlace {
    bool is_there, is_seen; /* seen: everybody of it, and there is anybody */
    Str  name;              /* of the brand: empty                         */
    Ids  staff_ids;         /* of the brand: none                          */
    Ids  seen_ids;          /* of those, whom the caller sees              */
} TargetPlace;

/* All of the brand, for many questions. */
Code        target_place_load(Ctx *cx, TargetPlaces *out) MUST_USE;
/* Of an owner; one that is not there is not `is_there`. */
TargetPlace target_place_of(Arena *arena, const TargetPlaces *places, TargetOwner kind, int64_t id);

#endif
