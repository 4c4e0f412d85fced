/* acquire_sql.h -- the statements of channel codes; private to the slice. */
#ifndef ACQUIRE_ACQUIRE_SQL_H
#define ACQUIRE_ACQUIRE_SQL_H

#include "acquire/acquire.h"

/* Rows as stored; the rules turn them into ChannelCode lists and DutyPlans. */
typedef struct StaffRow {
    int64_t tenant_id, code_id, slot_no, place, staff_id, weight, daily_cap;
} StaffRow;
typedef struct SlotRow {
    int64_t tenant_id, code_id, slot_no;
    Str     name;
    int64_t weekdays, from_minute, until_minute;
} SlotRow;
typedef struct TagRow {
    int64_t tenant_id, code_id, place, tag_id;
} TagRow;
/* What one code consists of besides its own row. */
typedef struct CodeParts {
    Rows staff, slots, tags;
} CodeParts; /* StaffRow, SlotRow, TagRow */

/* A new code, without its lists. */
Code acquire_sql_insert(Ctx *cx, const ChannelCode *code) MUST_USE;
/* Only when `revision` is still the stored one; *changed says. */
Code acquire_sql_update(Ctx *cx, const ChannelCode *code, int64_t revision, bool *changed) MUST_USE;
Code acquire_sql_get(Ctx *cx, ChannelCodeId id, ChannelCode *out) MUST_USE;
/* The same inside a transaction that writes it: nobody else changes it until the end. */
Code acquire_sql_get_to_change(Ctx *cx, ChannelCodeId id, ChannelCode *out) MUST_USE;
Code acquire_sql_find_by_token(Ctx *cx, Str token, ChannelCode *out, bool *found) MUST_USE;
Code acquire_sql_find_deleted(Ctx *cx, ChannelCodeId id, ChannelCode *out, bool *found) MUST_USE;
/* Newest first before `before_id`. */
Code acquire_sql_list(Ctx *cx, const CodeFilter *filter, int64_t before_id, int64_t limit,
                      Rows *items) MUST_USE;
/* Rows of CodeName, newest first: those that fit a text, and those asked for by id or token. */
Code acquire_sql_names_like(Ctx *cx, Str q, int64_t limit, Rows *names) MUST_USE;
/* Two at most of each name; `names` is a JSON array of text. */
Code acquire_sql_names_exact(Ctx *cx, Str names, Rows *found) MUST_USE;
Code acquire_sql_names_of(Ctx *cx, Ids ids, Str token, Rows *names) MUST_USE;
/* What the platform has, without touching the revision. */
Code acquire_sql_set_platform(Ctx *cx, const ChannelCode *code) MUST_USE;
/* Codes in which a member of staff takes part, for when he leaves or comes back. */
Code acquire_sql_list_by_staff(Ctx *cx, int64_t staff_id, Rows *items) MUST_USE;

/* Its staff, slots and tags as stored. */
Code acquire_sql_parts(Ctx *cx, ChannelCodeId id, CodeParts *out) MUST_USE;
/* The tags alone: rows TagRow. */
Code acquire_sql_tags(Ctx *cx, ChannelCodeId id, Rows *tags) MUST_USE;
/* How many of its members the caller, whose scope is not all, may not see. */
Code acquire_sql_unseen(Ctx *cx, ChannelCodeId id, int64_t *count) MUST_USE;
Code acquire_sql_set_parts(Ctx *cx, ChannelCodeId id, const CodeParts *parts) MUST_USE;

/* ---- groups ---- */
Code acquire_sql_group_list(Ctx *cx, Rows *items) MUST_USE;
Code acquire_sql_group_get(Ctx *cx, ChannelCodeGroupId id, ChannelCodeGroup *out) MUST_USE;
Code acquire_sql_group_find_by_name(Ctx *cx, Str name, ChannelCodeGroup *out, bool *found) MUST_USE;
Code acquire_sql_group_insert(Ctx *cx, const ChannelCodeGroup *group) MUST_USE;
Code acquire_sql_group_update(Ctx *cx, const ChannelCodeGroup *group, int64_t revision,
                              bool *changed) MUST_USE;
Code acquire_sql_group_delete(Ctx *cx, ChannelCodeGroupId id, int64_t revision,
                              bool *changed) MUST_USE;

#endif
