/* customer_made.h -- which customers an import made, and what happened to each since; customer.h
 * brings it.
 *
 * A customer goes with his import when nobody touched him: he has no relation, no identity from
 * elsewhere, no edit, was merged with nobody, and his row is as the import left it.  What the log
 * and the slices above know of him is for privacy_unmake.h to say. */
#ifndef CUSTOMER_CUSTOMER_MADE_H
#define CUSTOMER_CUSTOMER_MADE_H

#include "customer/customer.h"

/* Why one stays. */
typedef enum MadeWhy {
    MADE_MERGED = 1,
    MADE_RELATION, /* friend of a member, or was    */
    MADE_CHANGED,  /* by hand, or by another import */
    MADE_IDENTITY, /* he is known by more than what the import said */
    MADE_TAGGED,   /* by hand, or by another import */
    MADE_ORDER,
    MADE_NOTED,        /* a note, a consent, a group, an account, an asked-for deletion */
    MADE_EVENT,        /* something else happened to him                */
    MADE_OUT_OF_SIGHT, /* not among the customers of who takes the import back */
    MADE_GONE          /* deleted since: he is not even there                  */
} MadeWhy;
extern const Words made_why_words;

typedef struct CustomerMade {
    int64_t tenant_id, job_id, customer_id, revision;
    MadeWhy why; /* 0: nobody touched him, as far as is known */
} CustomerMade;

/* In the transaction that makes them. */
Code customer_made_note(Ctx *cx, int64_t job_id, Ids ids) MUST_USE;
/* Those of the ids it made who are as it left them, rising; held until the transaction ends. */
Code customer_made_as_left(Ctx *cx, int64_t job_id, Ids ids, Ids *out) MUST_USE;
/* These it wrote once more: that is no edit.  They were as it had left them before. */
Code customer_made_again(Ctx *cx, int64_t job_id, Ids ids) MUST_USE;
/* Rows of CustomerMade behind `after`, rising; `why` as it was noted. */
Code customer_made_list(Ctx *cx, int64_t job_id, int64_t after, int64_t limit, Rows *rows) MUST_USE;
/* Rows of CustomerMade of those of the ids it made, rising; `why` as of now. */
Code customer_made_look(Ctx *cx, int64_t job_id, Ids ids, Rows *rows) MUST_USE;
/* The same of those an undo left, as it was noted. */
Code customer_made_left(Ctx *cx, int64_t job_id, int64_t from_id, int64_t to_id,
                        Rows *rows) MUST_USE;
/* Locks their rows, and what they are known by, until the transaction ends: doors and whoever asks
 * customer_made_stay wait, and then find nobody.  Look behind it, in a statement of its own. */
Code customer_made_hold(Ctx *cx, Ids ids) MUST_USE;
/* Of whoever writes about a customer by hand: he is not taken away before the transaction ends.
 * Answers who he is, where he was merged meanwhile; ERR_NOT_FOUND "customer.not_found". */
Code customer_made_stay(Ctx *cx, CustomerId *id) MUST_USE;
/* Notes why one stays. */
Code customer_made_keep(Ctx *cx, const CustomerMade *made) MUST_USE;
/* Takes away all this slice knows of them; in an open transaction, held and looked at.  Who claims
 * what one of them held holds it now.  No digest stays: who comes by the same phone is new. */
Code customer_made_remove(Ctx *cx, int64_t job_id, Ids ids) MUST_USE;

extern const SqlList customer_made_sql;

#endif
