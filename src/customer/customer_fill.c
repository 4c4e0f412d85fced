/* customer_fill.c -- a survivor's empty facts, filled from those folded into him.  Statements are
 * in customer_fill_sql.c. */
#include "customer/customer_fill.h"

#include "customer/customer_fill_sql.h"

#include <stddef.h>

/* The texts that can be filled; gender is a word of its own. */
static const struct {
    const char *fact;
    size_t      at;
} texts[] = {
    { "name", offsetof(Customer, name) },
    { "avatar", offsetof(Customer, avatar) },
    { "corp_name", offsetof(Customer, corp_name) },
    { "position", offsetof(Customer, position) },
    { "description", offsetof(Customer, description) },
    { "birthday", offsetof(Customer, birthday) },
    { "address", offsetof(Customer, address) },
};
#define GENDER S("gender")

static Str *text_at(Customer *customer, size_t i)
{
    return (Str *)(void *)((char *)customer + texts[i].at);
}

static void take_out(Customer *customer, const CustomerFilled *filled)
{
    if (str_equal(filled->fact, GENDER)) {
        const Str now = word_of(&gender_words, (int)customer->gender);
        if (str_equal(now, filled->value)) customer->gender = GENDER_UNKNOWN;
        return;
    }
    for (size_t i = 0; i < COUNT(texts); i++)
        if (str_equal(filled->fact, str_of(texts[i].fact)) &&
            str_equal(*text_at(customer, i), filled->value))
            *text_at(customer, i) = filled->was;
}

Code customer_fill_undo(Ctx *cx, Customer *customer)
{
    Rows rows = { 0 };
    TRY(customer_fill_sql_of(cx, customer->id, &rows));
    if (rows.count == 0) return OK;
    for (size_t i = 0; i < rows.count; i++) take_out(customer, ROWS_AT(CustomerFilled, rows, i));
    TRY(customer_fill_sql_drop(cx, customer->id));
    return customer_fill_sql_set(cx, customer);
}

static void note(Ctx *cx, Vec *filled, const Customer *customer, Str fact, Str value, Str was)
{
    *VEC_ADD(filled, CustomerFilled) = (CustomerFilled){ .tenant_id   = cx->tenant_id,
                                                         .customer_id = customer->id,
                                                         .fact        = fact,
                                                         .value       = value,
                                                         .was         = was };
}

static void fill_from(Ctx *cx, Customer *customer, Customer *other, Vec *filled)
{
    for (size_t i = 0; i < COUNT(texts); i++) {
        Str      *text  = text_at(customer, i);
        const Str value = *text_at(other, i);
        if (text->len || !value.len) continue;
        note(cx, filled, customer, str_of(texts[i].fact), value, *text);
        *text = value;
    }
    if (customer->gender != GENDER_UNKNOWN || other->gender == GENDER_UNKNOWN) return;
    note(cx, filled, customer, GENDER, word_of(&gender_words, (int)other->gender), (Str){ 0 });
    customer->gender = other->gender;
}

Code customer_fill(Ctx *cx, Customer *customer)
{
    Rows below  = { 0 };
    Vec  filled = vec_of(cx->arena, CustomerFilled);
    TRY(customer_fill_sql_below(cx, customer->id, &below));
    for (size_t i = 0; i < below.count; i++)
        fill_from(cx, customer, ROWS_AT(Customer, below, i), &filled);
    if (filled.count == 0) return OK;
    TRY(customer_fill_sql_add(cx, vec_rows(&filled)));
    return customer_fill_sql_set(cx, customer);
}
