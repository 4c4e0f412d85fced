/* group_chat.c -- one group, and having it read again. */
#include "group_chat/group_chat.h"

#include "channel/channel.h"
#include "group_chat/group_chat_sql.h"

Code group_chat_get(Ctx *cx, GroupChatId id, GroupChat *out)
{
    return group_chat_sql_get(cx, id.v, out);
}

Code group_chat_refresh(Ctx *cx, GroupChatId id)
{
    GroupChat group = { 0 };
    TRY(group_chat_sql_get(cx, id.v, &group));
    REQUIRE(cx, group.state != GROUP_CHAT_DISMISSED, ERR_CONFLICT, "group_chat.dismissed");
    return channel_read_group(cx, (ConnectionId){ group.connection_id }, group.chat_id);
}
