/* tag_sql.h -- the statements of the tag library. */
#ifndef CUSTOMER_TAG_SQL_H
#define CUSTOMER_TAG_SQL_H

#include "customer/tag.h"

/* Rows with is_deleted too; ERR_NOT_FOUND "tag_group.not_found", "tag.not_found". */
/* How many customers a scope sees with a tag. */
typedef struct TagCount {
    int64_t tag_id, count;
} TagCount;
/* TagCounts of the caller, whose scope is not all. */
Code tag_sql_seen(Ctx *cx, Rows *counts) MUST_USE;
Code tag_sql_group_get(Ctx *cx, int64_t id, TagGroup *out) MUST_USE;
Code tag_sql_get(Ctx *cx, int64_t id, Tag *out) MUST_USE; /* one tag */
Code tag_sql_groups(Ctx *cx, Rows *groups) MUST_USE;      /* not deleted */
Code tag_sql_groups_of_connection(Ctx *cx, int64_t connection_id,
                                  Rows *groups) MUST_USE;                   /* deleted ones too */
Code tag_sql_tags(Ctx *cx, Rows *tags) MUST_USE;                            /* not deleted */
Code tag_sql_tags_of_group(Ctx *cx, int64_t group_id, Rows *tags) MUST_USE; /* deleted ones too */
/* The same, kept from others until the transaction ends: for who stores them by what he read. */
Code tag_sql_hold_group(Ctx *cx, int64_t group_id, Rows *tags) MUST_USE;
Code tag_sql_flat(Ctx *cx, Str pattern, Rows *tags) MUST_USE; /* "" = all */
/* The tag the platform knows by that id. */
Code tag_sql_by_platform(Ctx *cx, int64_t connection_id, Str platform_id, Tag *out,
                         bool *found) MUST_USE;
Code tag_sql_group_insert(Ctx *cx, const TagGroup *group) MUST_USE; /* a new group */
Code tag_sql_insert(Ctx *cx, const Tag *tag) MUST_USE;              /* a new tag */
/* Every column but counts, where the revision is still `revision`; the new one is one more.
 * ERR_CONFLICT "tag_group.changed_meanwhile", "tag.changed_meanwhile". */
Code tag_sql_group_save(Ctx *cx, const TagGroup *group) MUST_USE;
Code tag_sql_save(Ctx *cx, const Tag *tag) MUST_USE;                     /* as above */
Code tag_sql_group_purge(Ctx *cx, int64_t id) MUST_USE;                  /* the row */
Code tag_sql_purge(Ctx *cx, int64_t id) MUST_USE;                        /* row and links */
Code tag_sql_corp_count(Ctx *cx, int64_t *count) MUST_USE;               /* not deleted */
Code tag_sql_add_customers(Ctx *cx, int64_t id, int64_t delta) MUST_USE; /* the counter */

#endif
