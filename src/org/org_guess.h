/* org_guess.h -- guesses of passwords and codes, counted.  Private to org/. */
#ifndef ORG_ORG_GUESS_H
#define ORG_ORG_GUESS_H

#include "org/org.h"

/* Whether one more may be tried at the door, by that name from that address: "session.throttled",
 * ERR_LIMIT, with the seconds to wait. */
Code org_guess_check(Ctx *cx, Str name, Str address, int64_t *retry_after_s) MUST_USE;
/* One was wrong; in a transaction of its own, whatever becomes of the caller's work. */
Code org_guess_note(Ctx *cx, Str name, Str address) MUST_USE;
/* One was right: those before are forgotten. */
Code org_guess_clear(Ctx *cx, Str name, Str address) MUST_USE;

/* The same for who is signed in already and is asked once more, as somebody else may sit at his
 * browser.  Counted by the user, apart from the door, so that neither locks the other; and each
 * secret for itself, so that who knows the one does not forget his guesses of the other by it. */
typedef enum Guess { GUESS_PASSWORD = 1, GUESS_CODE } Guess;
Code org_guess_check_own(Ctx *cx, Guess what) MUST_USE;
Code org_guess_note_own(Ctx *cx, Guess what) MUST_USE;
Code org_guess_clear_own(Ctx *cx, Guess what) MUST_USE;

#endif
