/* customer_preset.h -- files we can read: rows into persons and events, pure. */
#ifndef CUSTOMER_CUSTOMER_PRESET_H
#define CUSTOMER_CUSTOMER_PRESET_H

#include "customer/customer.h"

/* What one row says. */
typedef struct PresetRow {
    Str     person;      /* the value of the person's identity  */
    Str     person_name; /* for a person nobody knows yet       */
    Str     type, object, payload;
    int64_t occurred_at_ms;
    Str     text; /* the row itself: equal rows are told apart by their order */
} PresetRow;

typedef struct Preset {
    const char        *word;   /* "taobao-userbehavior"                       */
    const char        *source; /* of the events and identities: "import:taobao" */
    const char        *identity_kind, *identity_scope;
    const char        *id_prefix; /* of the events                               */
    const char *const *columns;
    size_t             column_count;
    /* NULL, or the reason why the row is refused. */
    const char *(*read)(Arena *arena, const Str *cells, PresetRow *out);
} Preset;

/* The preset of that word, or NULL. */
const Preset *customer_preset_find(Str word);
/* The cells are the names of the columns.  A file may begin without them. */
bool          customer_preset_is_header(const Preset *preset, const Str *cells, size_t count);

#endif
