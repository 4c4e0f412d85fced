/* customer_tag_sql.h -- the statements of tags on customers. */
#ifndef CUSTOMER_CUSTOMER_TAG_SQL_H
#define CUSTOMER_CUSTOMER_TAG_SQL_H

#include "customer/customer_list.h"
#include "customer/customer_tag.h"

Code customer_tag_sql_links(Ctx *cx, int64_t customer_id,
                            Rows *links) MUST_USE; /* all of a customer */
/* `changed` false when it was there. */
Code customer_tag_sql_add(Ctx *cx, const TagLink *link, bool *changed) MUST_USE;
/* Those of a new customer. */
Code customer_tag_sql_add_all(Ctx *cx, Rows links) MUST_USE;
/* `changed` false when it was not there. */
Code customer_tag_sql_remove(Ctx *cx, const TagLink *link, bool *changed) MUST_USE;
/* Text for `ids_json`: the JSON array of the numbers. */
Code customer_tag_sql_by_ids(Ctx *cx, Str ids_json, Rows *tags) MUST_USE;
/* Tags of a page of customers: Rows of TagBrief, by customer. */
Code customer_tag_sql_of_page(Ctx *cx, Str ids_json, Rows *briefs) MUST_USE;

#endif
