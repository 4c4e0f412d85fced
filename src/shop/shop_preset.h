/* shop_preset.h -- files of orders we can read: rows into facts, pure.  Private to shop/. */
#ifndef SHOP_SHOP_PRESET_H
#define SHOP_SHOP_PRESET_H

#include "shop/shop_fact.h"

enum { SHOP_PRESET_CELLS_MAX = 8 };

/* A row that was found good; rows of one number in a row make up one order. */
typedef struct ShopPresetRow {
    Str number;
    Str cells[SHOP_PRESET_CELLS_MAX];
} ShopPresetRow;

typedef struct ShopPreset {
    const char        *word;
    const char        *shop_no, *shop_name; /* whose the orders are: made when it is missing */
    const char *const *columns;
    size_t             column_count;
    /* NULL, or the reason why the row is refused. */
    const char *(*check)(const Str *cells);
    /* The order that the rows make up. */
    void (*order)(Arena *arena, const ShopPresetRow *rows, size_t count, ShopFacts *facts);
    /* The product a row tells of; NULL when the file tells of none.  False: of none in this row. */
    bool (*product)(Arena *arena, const ShopPresetRow *row, ProductFact *out);
} ShopPreset;

/* The preset of that word, or NULL. */
const ShopPreset *shop_preset_find(Str word);
/* The cells are the names of the columns. */
bool              shop_preset_is_header(const ShopPreset *preset, const Str *cells, size_t count);

#endif
