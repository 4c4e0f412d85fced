/* intake_apply.h -- what becomes of persons of a file, for the import and for its preview.  Private
 * to the slice. */
#ifndef INTAKE_INTAKE_APPLY_H
#define INTAKE_INTAKE_APPLY_H

#include "intake/intake_mapping.h"

/* What a row tells of a person; the facts with how they are kept. */
typedef struct FilePerson {
    PersonFacts facts;
    Str         external_userid;
    Str         tags;   /* names, one a line */
    Str         lookup; /* what he is found by, as the store has it */
} FilePerson;

/* What became of him. */
typedef struct PersonFate {
    IntakeOutcome outcome;
    const char   *reason; /* why he was refused */
} PersonFate;

/* How persons are applied: the rule, and the tags known by name so far. */
typedef struct ApplyPlan {
    const Mapping *mapping;
    Arena         *arena;    /* of the tags                             */
    StrMap        *tags;     /* name -> int64_t, the tag; 0: there is none */
    bool           is_trial; /* nothing is written                      */
    Str            source;   /* of the tags it gives: "import", or "import:JOB" */
    int64_t        job_id;   /* that can be undone: it is written down whom it makes; 0: none */
} ApplyPlan;

/* No tag is known yet; end it in any case.  `run_key`: of the run; a job is named by its tags. */
ApplyPlan intake_apply_begin(const Mapping *mapping, bool is_trial, Str run_key);
void      intake_apply_end(ApplyPlan *plan); /* as above */
/* A few hundred persons of different lookups, in the open transaction unless it is a trial. */
Code      intake_apply(Ctx *cx, ApplyPlan *plan, const FilePerson *const *persons, size_t count,
                       PersonFate *fates) MUST_USE;
/* Whether whom nobody knows is made. */
bool      intake_apply_makes(const Mapping *mapping);
/* The word of the identity they are found by. */
Str       intake_apply_kind(const Mapping *mapping);

#endif
