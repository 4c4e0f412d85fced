/* shop_product.c -- products as people see them. */
#include "shop/shop_order_sql.h"

/* Any part of a title, in lower case; what LIKE takes for more is taken for itself. */
static Str pattern_of(Arena *arena, Str q)
{
    if (!q.len) return S("");
    StrBuf text = strbuf(arena, 2 * q.len + 2);
    strbuf_char(&text, '%');
    for (size_t i = 0; i < q.len; i++) {
        const char c = q.ptr[i];
        if (c == '%' || c == '_' || c == '\\') strbuf_char(&text, '\\');
        strbuf_char(&text, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
    strbuf_char(&text, '%');
    return strbuf_str(&text);
}

Code shop_product_list(Ctx *cx, const ProductFilter *filter, Rows *products, Str *next_cursor)
{
    const int64_t limit = page_limit(filter->limit);
    int64_t       keys[2];
    TRY(page_keys(cx, filter->cursor, INT64_MAX, keys, COUNT(keys)));
    TRY(shop_order_sql_products(cx, filter, pattern_of(cx->arena, str_trim(filter->q)), keys,
                                limit + 1, products));
    *next_cursor = (Str){ 0 };
    if ((int64_t)products->count <= limit) return OK;
    products->count     = (size_t)limit;
    const Product *last = ROWS_AT(Product, *products, limit - 1);
    *next_cursor        = page_cursor(cx->arena, (int64_t[]){ last->told_at_ms, last->id }, 2);
    return OK;
}

Code shop_product_get(Ctx *cx, ProductId id, Product *out)
{
    bool found = false;
    TRY(shop_order_sql_product(cx, id.v, out, &found));
    REQUIRE(cx, found, ERR_NOT_FOUND, "product.not_found");
    return shop_order_sql_skus_of(cx, id.v, &out->skus);
}
