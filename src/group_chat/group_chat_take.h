/* group_chat_take.h -- what the platform tells of a group, into rows and events; private. */
#ifndef GROUP_CHAT_GROUP_CHAT_TAKE_H
#define GROUP_CHAT_GROUP_CHAT_TAKE_H

#include "group_chat/group_chat_fold.h"

/* A member as a reading shows him. */
typedef struct GroupSeat {
    Str        key; /* as in GroupStay */
    bool       is_staff;
    Str        name, state, invited_by;
    GroupScene scene;
    int64_t    joined_at_ms;
} GroupSeat;

typedef struct GroupRead {
    int64_t    connection_id;
    Str        corp_id, chat_id;
    bool       is_gone; /* the platform knows no such group; nothing below is told then */
    Str        name, owner, notice;
    int64_t    created_at_ms, read_at_ms;
    GroupSeat *seats;
    size_t     seat_count;
} GroupRead;
Code group_chat_take_read(Ctx *cx, const GroupRead *read) MUST_USE;

typedef enum GroupNews { NEWS_JOINED = 1, NEWS_LEFT, NEWS_DISMISSED } GroupNews;
extern const Words group_chat_news_words;

typedef struct GroupTelling {
    int64_t   connection_id;
    Str       corp_id, chat_id;
    GroupNews news;
    LeftBy    how;     /* of a leaving */
    Strs      members; /* external_userids and userids */
    int64_t   at_ms;
} GroupTelling;
/* A group that was never read is left to the reading that follows. */
Code group_chat_take_told(Ctx *cx, const GroupTelling *told) MUST_USE;

/* A page of the sync: `states` beside `chat_ids`. */
Code group_chat_take_listed(Ctx *cx, int64_t connection_id, Strs chat_ids,
                            const GroupChatState *states, int64_t began_ms) MUST_USE;
/* After its last page: groups it did not show are dismissed. */
Code group_chat_take_all_listed(Ctx *cx, int64_t connection_id, int64_t began_ms) MUST_USE;

#endif
