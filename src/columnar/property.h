/* property.h -- properties of events as columns.
 *
 * A payload is read as scalars by name: objects within it give names with dots, an array is the
 * text of its JSON, true and false are texts, null is not there.  Numbers and texts are kept
 * apart, so a name that is a number today and a text tomorrow has a column of each.  A tenant's
 * first names get slots; of one event only the first PROPERTY_SLOTTED can, so that one type of
 * thousands of properties does not take all.  What has no slot stands in the rest, as JSON; that
 * there is any is told by a slot without a name, at -1. */
#ifndef COLUMNAR_PROPERTY_H
#define COLUMNAR_PROPERTY_H

#include "columnar/columnar.h"
#include "wire/json.h"

enum {
    PROPERTY_SLOTTED    = 64,   /* properties of an event that may ask for a new slot */
    PROPERTY_COUNT_MAX  = 5000, /* of an event; more are left out                     */
    PROPERTY_NAME_MAX   = 200,  /* bytes                                              */
    PROPERTY_TEXT_MAX   = 4000, /* bytes; what is longer is cut                       */
    PROPERTY_DEPTH_MAX  = 6
};

/* The slots of all tenants. */
typedef struct PropertyBook {
    Arena  *arena;
    StrMap *slots; /* tenant, kind and name to ColumnarSlot      */
    IdMap  *taken; /* tenant to int32_t[2]: texts, numbers taken */
    int32_t widest[2];
} PropertyBook;

/* `arena` outlives the book; `slots` are those the store knows. */
PropertyBook *property_book(Arena *arena, Rows slots);
/* The place of a name, or -1. */
int32_t property_slot(const PropertyBook *book, Arena *scratch, int64_t tenant_id, Str name,
                      bool is_number);
/* Whether some of the tenant's properties of that kind stand in the rest. */
bool    property_has_rest(const PropertyBook *book, Arena *scratch, int64_t tenant_id,
                          bool is_number);
/* The properties of a payload as values of row `row` of `batch`; new slots are added to `slots`,
 * what has none to the row's rest. */
void    property_read(PropertyBook *book, Arena *arena, Str payload, uint32_t row, ColumnarRow *out,
                      Vec *values, Vec *slots);

#endif
