/* customer_identity_sql.h -- the statements of identities. */
#ifndef CUSTOMER_CUSTOMER_IDENTITY_SQL_H
#define CUSTOMER_CUSTOMER_IDENTITY_SQL_H

#include "customer/customer_identity.h"

/* The row that holds the value. */
Code customer_identity_sql_holder(Ctx *cx, Str kind, Str scope, Str lookup, CustomerIdentity *out,
                                  bool *found) MUST_USE;
/* Who holds these two values of a contact: at most two rows. */
Code customer_identity_sql_contact_holders(Ctx *cx, Str corp_id, Str external_userid, Str unionid,
                                           Rows *rows) MUST_USE;
/* All rows of a person. */
Code customer_identity_sql_of_customer(Ctx *cx, int64_t customer_id, Rows *rows) MUST_USE;
/* Rows whose key is taken are left out; `inserted` counts the others. */
Code customer_identity_sql_insert_all(Ctx *cx, Rows rows, int64_t *inserted) MUST_USE;
/* Takes a row away; what it held is passed on to the oldest claim of the same value. */
Code customer_identity_sql_delete(Ctx *cx, const CustomerIdentity *row) MUST_USE;
Code customer_identity_sql_pass_on(Ctx *cx, const CustomerIdentity *given_up) MUST_USE;

/* Who claims a value without holding it. */
Code customer_identity_sql_claims(Ctx *cx, Str kind, Str scope, Str lookup, Rows *rows) MUST_USE;
/* It is verified from then on. */
Code customer_identity_sql_prove(Ctx *cx, const CustomerIdentity *row, int64_t at_ms,
                                 int64_t confidence) MUST_USE;

/* A corp whose contacts come without a unionid. */
typedef struct CustomerUntold {
    int64_t tenant_id;
    Str     corp_id;
    int64_t since_ms;
} CustomerUntold;
extern const Shape customer_untold_shape;
Code customer_identity_sql_any_untold(Ctx *cx, bool *any) MUST_USE;
Code customer_identity_sql_note_untold(Ctx *cx, const CustomerUntold *row) MUST_USE; /* as above */
/* Whether anybody holds one of that kind there. */
Code customer_identity_sql_any_of(Ctx *cx, Str kind, Str scope, bool *any) MUST_USE;
/* The scope after that one in which anybody holds one of that kind. */
Code customer_identity_sql_next_scope(Ctx *cx, Str kind, Str after, Str *scope,
                                      bool *found) MUST_USE;
/* Those that end, of all who hold or claim the value: not before `until_ms`; gone when it is over.
 */
Code customer_identity_sql_prolong(Ctx *cx, Str kind, Str scope, Str lookup,
                                   int64_t until_ms) MUST_USE;
Code customer_identity_sql_expire(Ctx *cx, Str kind, Str scope, Str lookup,
                                  int64_t now_ms) MUST_USE; /* as above */

#endif
