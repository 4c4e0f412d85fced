/* customer_tag.h -- which customer has which tag, from whom and since when. */
#ifndef CUSTOMER_CUSTOMER_TAG_H
#define CUSTOMER_CUSTOMER_TAG_H

#include "customer/customer.h"

typedef struct TagLink {
    int64_t tenant_id, customer_id, tag_id, staff_id; /* staff 0: an internal tag */
    Str     source;
    int64_t at_ms;
} TagLink;
extern const Shape tag_link_shape;

/* The corp tags of this member for the customer become those of `platform_ids`; unknown ones
 * are left out until the library brings them.  `is_first`: the customer is new and has none;
 * `is_quiet`: no event, because the sync that brought the relation brought them too. */
Code customer_tag_show(Ctx *cx, const Customer *customer, const Relation *seen, Strs platform_ids,
                       bool is_first, bool is_quiet) MUST_USE;
/* The tags a customer has, each once; Rows of Tag. */
Code customer_tag_list(Ctx *cx, CustomerId id, Rows *tags) MUST_USE;
/* Ids of tags on one relation's member, or of a customer (staff 0); Rows of TagLink. */
Code customer_tag_links(Ctx *cx, CustomerId id, Rows *links) MUST_USE;

#endif
