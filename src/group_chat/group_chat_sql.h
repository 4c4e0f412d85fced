/* group_chat_sql.h -- the statements of customer groups; private to the folder. */
#ifndef GROUP_CHAT_GROUP_CHAT_SQL_H
#define GROUP_CHAT_GROUP_CHAT_SQL_H

#include "group_chat/group_chat_list.h"

/* Within the caller's scope; ERR_NOT_FOUND "group_chat.not_found". */
Code group_chat_sql_get(Ctx *cx, int64_t id, GroupChat *out) MUST_USE;
Code group_chat_sql_find(Ctx *cx, int64_t connection_id, Str chat_id, GroupChat *out,
                         bool *found) MUST_USE;
Code group_chat_sql_insert(Ctx *cx, const GroupChat *group) MUST_USE; /* a new one */
/* All that a reading tells; the counts come from the stays. */
Code group_chat_sql_save(Ctx *cx, const GroupChat *group) MUST_USE;
Code group_chat_sql_listed(Ctx *cx, int64_t id, GroupChatState state,
                           int64_t listed_at_ms) MUST_USE; /* a sync showed it */
/* Rows of GroupChat: not dismissed, and not shown by the sync that began then. */
Code group_chat_sql_unlisted(Ctx *cx, int64_t connection_id, int64_t began_ms,
                             Rows *groups) MUST_USE;
/* Rows of GroupStay, earliest joining first. */
Code group_chat_sql_stays(Ctx *cx, int64_t group_chat_id, Rows *stays) MUST_USE;
Code group_chat_sql_add_stays(Ctx *cx, Rows stays) MUST_USE;              /* of GroupStay */
Code group_chat_sql_save_stay(Ctx *cx, const GroupStay *stay) MUST_USE;   /* all but its keys */
Code group_chat_sql_name_customer(Ctx *cx, int64_t connection_id, Str external_userid,
                                  int64_t customer_id) MUST_USE; /* in all its stays */

/* ---- for people, within their scope ---- */

Code group_chat_sql_page(Ctx *cx, const GroupChatFilter *filter, Str pattern, const int64_t *before,
                         int64_t limit, Rows *items) MUST_USE; /* of GroupChatRow */
Code group_chat_sql_row(Ctx *cx, int64_t id, GroupChatRow *out) MUST_USE;

typedef struct GroupCount {
    int64_t group_chat_id, owner_staff_id;
    Str     owner_name, store_name;
    int64_t external_count;
    int64_t joined, left, people, retained;
} GroupCount;
/* Of every group (id 0) or one, over [from, to): Rows of GroupCount. */
Code group_chat_sql_counts(Ctx *cx, int64_t id, int64_t from_ms, int64_t to_ms,
                           Rows *counts) MUST_USE;
Code group_chat_sql_members(Ctx *cx, int64_t id, Str state, Str pattern, const int64_t *before,
                            int64_t limit, Rows *items) MUST_USE; /* of GroupMemberRow */
Code group_chat_sql_of_customer(Ctx *cx, int64_t customer_id,
                                Rows *items) MUST_USE; /* of GroupOfCustomer */

#endif
