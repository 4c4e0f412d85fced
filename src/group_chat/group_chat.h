/* group_chat.h -- customer groups (客户群): who is in them, since when, and who left.
 *
 * A stay is one interval: who comes again has another one.  All figures of joining, leaving and
 * staying come from the stays. */
#ifndef GROUP_CHAT_GROUP_CHAT_H
#define GROUP_CHAT_GROUP_CHAT_H

#include "log/log.h"

typedef struct GroupChatId {
    int64_t v;
} GroupChatId;

typedef enum GroupChatState {
    GROUP_CHAT_ACTIVE = 1,
    GROUP_CHAT_OWNER_LEFT,
    GROUP_CHAT_INHERITING,
    GROUP_CHAT_INHERITED,
    GROUP_CHAT_DISMISSED
} GroupChatState;
extern const Words group_chat_state_words;

typedef struct GroupChat {
    int64_t        id, tenant_id, connection_id;
    Str            chat_id, name, owner_userid;
    int64_t        owner_staff_id; /* 0: nobody we know */
    Str            notice;
    GroupChatState state;
    int64_t        member_count, external_count; /* present now; external: not staff */
    int64_t        created_at_ms, dismissed_at_ms;
    int64_t        read_at_ms;   /* 0: its members were never read            */
    int64_t        listed_at_ms; /* beginning of the sync that last showed it */
} GroupChat;
extern const Shape group_chat_shape;

typedef enum GroupScene { SCENE_UNKNOWN = 1, SCENE_INVITED, SCENE_LINK, SCENE_QR_CODE } GroupScene;
extern const Words group_scene_words;

/* Unseen: a reading no longer showed him, nobody told why. */
typedef enum LeftBy { LEFT_SELF = 1, LEFT_REMOVED, LEFT_DISMISSED, LEFT_UNSEEN } LeftBy;
extern const Words left_by_words;

typedef struct GroupStay {
    int64_t    id, tenant_id, group_chat_id;
    Str        member_key; /* external_userid; of staff the userid in lower case */
    bool       is_staff;
    int64_t    customer_id; /* 0: staff, or nobody's friend yet */
    Str        name;
    GroupScene scene;
    Str        state; /* of the way he joined by */
    Str        invited_by;
    int64_t    joined_at_ms, left_at_ms; /* left 0: present */
    LeftBy     left_by;
} GroupStay;
extern const Shape group_stay_shape;

/* ERR_NOT_FOUND "group_chat.not_found", also for who may not see its owner. */
Code group_chat_get(Ctx *cx, GroupChatId id, GroupChat *out) MUST_USE;
/* Has it read again from the platform. */
Code group_chat_refresh(Ctx *cx, GroupChatId id) MUST_USE;

/* Hears platform.group_read, platform.group_told, platform.groups_listed and contact.added; says
 * group_chat.changed, group_chat.joined and group_chat.left. */
extern const Consumer group_chat_consumer;

extern const SqlList    group_chat_sql;
extern const MergeTable group_chat_merge_table;

#endif
