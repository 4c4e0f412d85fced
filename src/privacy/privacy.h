/* privacy.h -- what a person may ask of a brand: all that is kept of him as a file, and to be
 * deleted.
 *
 * A deletion is asked for by one, with its ground, and looked at once more by whoever may delete,
 * who types the customer's name.  Then a job does it: at once the person is gone from every list
 * and door (customer_erase); then every text of the store is searched for what he was known by.
 * Orders, payments, amounts, relations as intervals, and that the deletion took place stay, under a
 * number that leads to nobody.  Killed anywhere, the job goes on where it was. */
#ifndef PRIVACY_PRIVACY_H
#define PRIVACY_PRIVACY_H

#include "customer/customer.h"

typedef struct ErasureId {
    int64_t v;
} ErasureId;

typedef enum ErasureState {
    ERASURE_WAITING = 1,
    ERASURE_RUNNING,
    ERASURE_DONE,
    ERASURE_REFUSED
} ErasureState;
extern const Words erasure_state_words;

/* Why somebody is deleted. */
typedef enum ErasureGround {
    ERASURE_REQUEST = 1, /* the person asked for it         */
    ERASURE_CONSENT,     /* the consent was withdrawn       */
    ERASURE_LAW,         /* a law or an authority wants it  */
    ERASURE_MISTAKE      /* he never should have been here  */
} ErasureGround;
extern const Words erasure_ground_words;

typedef enum ErasureDecision { ERASURE_CARRY_OUT = 1, ERASURE_REFUSE } ErasureDecision;

typedef struct Erasure {
    int64_t       id, tenant_id, customer_id;
    ErasureState  state;
    ErasureGround ground;
    Str           note; /* gone when it is done */
    int64_t       requested_by;
    Str           requested_by_name;
    int64_t       requested_at_ms, decided_by;
    Str           decided_by_name;
    int64_t       decided_at_ms;
    Str           answer; /* why it was refused */
    int64_t       job_id, erased_at_ms, done_at_ms, event_count, row_count;
    Str           sealed;
    int64_t       revision;
} Erasure;
extern const Shape erasure_shape;

typedef struct ErasureDraft {
    ErasureGround ground;
    Str           note;
} ErasureDraft;
extern const Shape erasure_draft_shape;

typedef struct ErasureDecisionDraft {
    ErasureDecision decision;
    Str             confirm; /* of carry_out: the name as ErasurePreview.confirm has it */
    Str             answer;  /* of refuse */
} ErasureDecisionDraft;
extern const Shape erasure_decision_shape;

/* What carrying it out would do. */
typedef struct ErasurePreview {
    int64_t customer_id;
    Str     confirm; /* what to type: the name, else the number of the customer */
    int64_t identity_count, relation_count, note_count, event_count, tag_count, attribute_count;
    int64_t order_count, paid_fen; /* these stay */
    int64_t open_id;               /* of a request that waits or runs; 0: none */
} ErasurePreview;
extern const Shape erasure_preview_shape;

typedef struct ErasureFilter {
    ErasureState state; /* 0: all */
    Str          cursor;
    int64_t      limit;
} ErasureFilter;
extern const Shape erasure_filter_shape;

/* What would go and what would stay.  ERR_NOT_FOUND "customer.not_found". */
Code privacy_preview(Ctx *cx, CustomerId customer, ErasurePreview *out) MUST_USE;
/* Asks for it.  ERR_CONFLICT "erasure.open" when somebody did already. */
Code privacy_request(Ctx *cx, CustomerId customer, const ErasureDraft *draft,
                     Erasure *out) MUST_USE;
/* Newest first. */
Code privacy_list(Ctx *cx, const ErasureFilter *filter, Rows *items, Str *next_cursor) MUST_USE;
/* ERR_NOT_FOUND "erasure.not_found", ERR_CONFLICT "erasure.decided", ERR_INVALID
 * "erasure.not_confirmed", "erasure.no_answer". */
Code privacy_decide(Ctx *cx, ErasureId id, const ErasureDecisionDraft *draft,
                    Erasure *out) MUST_USE;

/* All that is kept of a person as one JSON file, kept for a week; with phone numbers and the like
 * in clear for who may see them. */
Code privacy_export_start(Ctx *cx, CustomerId customer, Job *out) MUST_USE;

extern const JobKind   privacy_erase_job, privacy_export_job;
/* Takes the file of an export away. */
extern const TimerKind privacy_files_timer;
extern const SqlList   privacy_sql, privacy_sweep_sql;

#include "privacy/privacy_unmake.h"

#endif
