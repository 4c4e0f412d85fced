/* customer_many_sql.h -- statements on many customers; private to the slice. */
#ifndef CUSTOMER_CUSTOMER_MANY_SQL_H
#define CUSTOMER_CUSTOMER_MANY_SQL_H

#include "customer/customer_identity.h"
#include "customer/customer_tag.h"

/* Who holds what, or who has which identity. */
typedef struct HeldValue {
    int64_t customer_id;
    Str     kind, lookup;
} HeldValue;

/* The name of something of a customer: a tag, or a member with his remark. */
typedef struct ManyName {
    int64_t customer_id;
    Str     name, remark;
} ManyName;

/* Lists of ids and texts travel as JSON arrays. */
/* From here on the people index hears nothing of new customers and their phones ... */
Code customer_many_sql_making(Ctx *cx) MUST_USE;
/* ... until it is told of all between two ids.  Both in one transaction. */
Code customer_many_sql_made(Ctx *cx, int64_t first_id, int64_t last_id) MUST_USE;
Code customer_many_sql_holders(Ctx *cx, Str kind, Str lookups_json, Rows *held) MUST_USE;
Code customer_many_sql_written(Ctx *cx, Str ids_json, Rows *held) MUST_USE; /* phone, email, no. */
/* Rows of Customer the caller sees, rising. */
Code customer_many_sql_customers(Ctx *cx, Str ids_json, Rows *customers) MUST_USE;
Code customer_many_sql_seen(Ctx *cx, Str ids_json, Rows *held) MUST_USE; /* customer_id alone */
/* Adds an internal tag; answers whom it was new to: customer_id of TagLink. */
Code customer_many_sql_tag(Ctx *cx, Str ids_json, int64_t tag_id, Str source, Rows *links) MUST_USE;
/* Removes an internal tag, of any source or of one; answers the links that were there. */
Code customer_many_sql_untag(Ctx *cx, Str ids_json, int64_t tag_id, Str source,
                             Rows *links) MUST_USE;
/* Rows of TagLink, all as new as they are given; those there already stay. */
Code customer_many_sql_insert_links(Ctx *cx, Rows links, int64_t *inserted) MUST_USE;
/* Links of any member, of one source. */
Code customer_many_sql_links(Ctx *cx, Str ids_json, int64_t tag_id, Str source,
                             Rows *links) MUST_USE;
/* Rows of CustomerIdentity, oldest first. */
Code customer_many_sql_identities(Ctx *cx, Str ids_json, Rows *identities) MUST_USE;
/* Rows of ManyName: their tags; the members of open relations the caller sees. */
Code customer_many_sql_tag_names(Ctx *cx, Str ids_json, Rows *names) MUST_USE;
Code customer_many_sql_relations(Ctx *cx, Str ids_json, Rows *names) MUST_USE; /* as above */
/* Rows of Tag of that name that are internal and not deleted. */
Code customer_many_sql_tags_named(Ctx *cx, Str name, Rows *tags) MUST_USE;
Code customer_many_sql_groups_named(Ctx *cx, Str name, Rows *groups) MUST_USE; /* the same */

#endif
