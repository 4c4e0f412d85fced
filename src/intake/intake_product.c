/* intake_product.c -- rows as products; of several that tell of one, the newest counts. */
#include "intake/intake_run.h"

enum {
    PRODUCT_NO,
    PRODUCT_TITLE,
    PRODUCT_CATEGORY,
    PRODUCT_PICTURE,
    PRODUCT_STATE,
    PRODUCT_PRICE,
    PRODUCT_AT,
    SKU_NO,
    SKU_TITLE,
    SKU_STOCK,
};
enum { TITLE_MAX = 2000 };

static const IntakeField fields[] = {
    [PRODUCT_NO]       = { "product_no", VALUE_CODE, SHOP_NUMBER_MAX, true, NULL },
    [PRODUCT_TITLE]    = { "title", VALUE_TEXT, TITLE_MAX, true, NULL },
    [PRODUCT_CATEGORY] = { "category", VALUE_TEXT, TITLE_MAX, false, NULL },
    [PRODUCT_PICTURE]  = { "picture", VALUE_TEXT, TITLE_MAX, false, NULL },
    [PRODUCT_STATE]    = { "state", VALUE_WORD, 0, false, &product_state_words },
    [PRODUCT_PRICE]    = { "price", VALUE_MONEY, 0, false, NULL },
    [PRODUCT_AT]       = { "updated_at", VALUE_TIME, 0, false, NULL },
    [SKU_NO]           = { "sku_no", VALUE_CODE, SHOP_NUMBER_MAX, false, NULL },
    [SKU_TITLE]        = { "sku_title", VALUE_TEXT, TITLE_MAX, false, NULL },
    [SKU_STOCK]        = { "stock", VALUE_COUNT, 0, false, NULL },
};

static Code begin(IntakeRun *run)
{
    return shop_import_open(run->cx, run->mapping.shop_no, run->mapping.shop_name, &run->shop);
}

static ProductFact product_of(IntakeRun *run, const IntakeRecord *record)
{
    const IntakeValue *values = record->values;
    SkuFact           *sku    = arena_make(run->cx->arena, SkuFact, 1);
    *sku                      = (SkuFact){ .sku_no    = values[SKU_NO].text,
                                           .title     = values[SKU_TITLE].text,
                                           .price_fen = values[PRODUCT_PRICE].number,
                                           .stock     = values[SKU_STOCK].number };
    return (ProductFact){ .product_no = values[PRODUCT_NO].text,
                          .title      = values[PRODUCT_TITLE].text,
                          .picture    = values[PRODUCT_PICTURE].text,
                          .category   = values[PRODUCT_CATEGORY].text,
                          .state      = values[PRODUCT_STATE].is_set
                                            ? (ProductState)values[PRODUCT_STATE].number
                                            : PRODUCT_ON_SALE,
                          .price_fen  = values[PRODUCT_PRICE].number,
                          .told_at_ms = values[PRODUCT_AT].is_set ? values[PRODUCT_AT].number
                                                                  : run->cx->now_ms,
                          .skus       = { sku, sku->sku_no.len > 0 } };
}

/* Skus of a product stand in a row each: they are told together. */
static void add_sku(IntakeRun *run, ProductFact *known, const ProductFact *told)
{
    if (told->skus.count == 0) return;
    SkuFact *list = arena_make(run->cx->arena, SkuFact, known->skus.count + 1);
    for (size_t i = 0; i < known->skus.count; i++) list[i] = *ROWS_AT(SkuFact, known->skus, i);
    list[known->skus.count] = *ROWS_AT(SkuFact, told->skus, 0);
    known->skus             = (Rows){ list, known->skus.count + 1 };
}

static void take(IntakeRun *run, StrMap *known, Vec *list, const ProductFact *told)
{
    ProductFact *before = strmap_find(known, told->product_no);
    if (!before) {
        before  = arena_make(run->cx->arena, ProductFact, 1);
        *before = *told;
        (void)strmap_put(known, before->product_no, before); /* was absent a line above */
        *VEC_ADD(list, ProductFact *) = before;
        return;
    }
    const Rows skus = before->skus;
    if (told->told_at_ms >= before->told_at_ms) {
        *before      = *told;
        before->skus = skus;
    }
    add_sku(run, before, told);
}

static Code store(IntakeRun *run, IntakeRecord *records, size_t count)
{
    Ctx         *cx    = run->cx;
    ShopFacts    facts = shop_facts(cx->arena);
    StrMap      *known = strmap_new(cx->arena);
    ShopImported done  = { 0 };
    Vec          list  = vec_of(cx->arena, ProductFact *);
    for (size_t i = 0; i < count; i++) {
        const ProductFact told = product_of(run, &records[i]);
        take(run, known, &list, &told);
    }
    for (size_t i = 0; i < list.count; i++)
        *VEC_ADD(&facts.products, ProductFact) = **VEC_AT(list, ProductFact *, i);
    TRY(shop_import_facts(cx, &run->shop, &facts, &done));
    run->report.added += done.new_products;
    run->report.known += done.products - done.new_products;
    return OK;
}

const IntakeSpec intake_product_spec = {
    .kind        = INTAKE_PRODUCT,
    .fields      = fields,
    .field_count = COUNT(fields),
    .begin       = begin,
    .store       = store,
    .batch_rows  = 5000,
};
