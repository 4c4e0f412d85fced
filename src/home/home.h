/* home.h -- what a person has for himself: his preferences and the views he saved.
 *
 * Preferences are the console's own: the server keeps them and does not read them.  Every function
 * works for cx->user_id within cx->tenant_id. */
#ifndef HOME_HOME_H
#define HOME_HOME_H

#include "org/org.h"

/* ---- preferences ---------------------------------------------------------- */

/* A draft of an editor may be larger than a setting, and is forgotten after some weeks. */
enum {
    PREFERENCE_BYTES_MAX = 8 * 1024,
    DRAFT_BYTES_MAX      = 128 * 1024,
    PREFERENCES_MAX      = 500,
    DRAFT_DAYS           = 30
};

typedef struct Preference {
    int64_t tenant_id, user_id;
    Str     key;      /* [a-z0-9] and . _ : -, e.g. "customers.columns"; "draft:..." of an editor */
    Str     value;    /* any JSON; absent = never set                                   */
    int64_t revision; /* 0 = never set                                                  */
    int64_t changed_at_ms;
} Preference;
extern const Shape preference_shape;

/* One that was never set is no failure: revision 0, no value.  "preference.bad_key". */
Code home_preference_get(Ctx *cx, Str key, Preference *out) MUST_USE;
/* Absent or null forgets it.  "preference.bad_key", "preference.too_large",
 * "preference.too_many". */
Code home_preference_set(Ctx *cx, Str key, Str value, Preference *out) MUST_USE;

/* ---- the first steps of a brand ------------------------------------------- */

/* What a new brand has done already, as the store knows it. */
typedef struct FirstSteps {
    int64_t connection_id; /* the first one; 0 = none yet          */
    bool    is_connected, is_callback_verified, has_staff, has_store, has_welcome, has_code,
        has_customer;
} FirstSteps;
extern const Shape first_steps_shape;

/* Of the whole brand, whoever asks. */
Code home_first_steps(Ctx *cx, FirstSteps *out) MUST_USE;

/* ---- saved views ------------------------------------------------------------ */

typedef struct SavedViewId {
    int64_t v;
} SavedViewId;

enum { SAVED_VIEWS_MAX = 50 }; /* of one user and page */

/* A named query of a list page.  Shared ones are seen by everybody and changed by who made them. */
typedef struct SavedView {
    int64_t id, tenant_id, user_id;
    Str     page, name;
    Str     query; /* of the page's address, without '?' */
    bool    is_shared;
    int64_t sort; /* the user's order, small first */
    int64_t revision;
    int64_t created_at_ms;
    /* In answers only: */
    bool    is_mine;
    Str     owner_name;
} SavedView;
extern const Shape saved_view_shape;

/* The user's own of a page in his order, then what others share. */
Code home_view_list(Ctx *cx, Str page, Rows *views) MUST_USE;
/* At the end of the user's own.  "saved_view.name_taken", "saved_view.too_many". */
Code home_view_create(Ctx *cx, const SavedView *draft, SavedView *out) MUST_USE;
/* Own ones only: another's is ERR_NOT_FOUND.  "saved_view.name_taken",
 * "saved_view.changed_meanwhile".  The page stays. */
Code home_view_update(Ctx *cx, SavedViewId id, int64_t revision, const SavedView *draft,
                      SavedView *out) MUST_USE;
Code home_view_delete(Ctx *cx, SavedViewId id) MUST_USE;

/* Tells who started a job that it has ended, when it failed or took so long that he went away. */
extern const Consumer home_consumer;

extern const SqlList home_sql;

#endif
