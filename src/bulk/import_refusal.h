/* import_refusal.h -- why a row was refused, as a byte, a reason and a sentence; private. */
#ifndef BULK_IMPORT_REFUSAL_H
#define BULK_IMPORT_REFUSAL_H

#include "bulk/bulk.h"

typedef enum Refusal {
    REFUSAL_NONE, REFUSAL_BAD_ROW, REFUSAL_KEY_MISSING, REFUSAL_NUMBER_CUT, REFUSAL_BAD_PHONE,
    REFUSAL_BAD_EMAIL, REFUSAL_BAD_GENDER, REFUSAL_BAD_BIRTHDAY, REFUSAL_BAD_MEMBER_NO,
    REFUSAL_NAME_TOO_LONG, REFUSAL_ADDRESS_TOO_LONG, REFUSAL_DESCRIPTION_TOO_LONG,
    REFUSAL_TOO_MANY_TAGS, REFUSAL_TAG_TOO_LONG, REFUSAL_TAG_UNKNOWN, REFUSAL_DUPLICATE,
    REFUSAL_PERSON_UNKNOWN, REFUSAL_PERSON_ELSEWHERE, REFUSAL_IDENTITY_TAKEN, REFUSAL_NOT_WRITTEN,
    REFUSAL_END
} Refusal;

/* "import.bad_phone" and the like. */
Str     import_refusal_reason(Refusal refusal);
/* REFUSAL_NOT_WRITTEN for what is not in the list. */
Refusal import_refusal_of(Str reason);
/* The sentence in Chinese, or in English. */
Str     import_refusal_text(Refusal refusal, bool english);

#endif
