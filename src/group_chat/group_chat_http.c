/* group_chat_http.c -- the routes of customer groups. */
#include "group_chat/group_chat_http.h"

#include "group_chat/group_chat_list.h"

// clang-format off
typedef struct GroupPage { Rows items; Str next_cursor; } GroupPage;
#define PAGE_SHAPE(stem, item, Name)                                                            \
    static const Field stem##_fields[] = {                                                      \
        FIELD_LIST(GroupPage, items, item, .flags = 0), FIELD(GroupPage, next_cursor),          \
    };                                                                                          \
    static const Shape stem##_shape = { .name = Name, .fields = stem##_fields,                  \
                                        .count = COUNT(stem##_fields), .size = sizeof(GroupPage) }
PAGE_SHAPE(group_page, group_chat_row_shape, "GroupChatPage");
PAGE_SHAPE(member_page, group_chat_member_shape, "GroupMemberPage");
PAGE_SHAPE(customer_page, group_chat_of_customer_shape, "GroupOfCustomerPage");
// clang-format on

static Code list_groups(Call *call)
{
    GroupPage *page = call->out;
    return group_chat_list(call->cx, call->query, &page->items, &page->next_cursor);
}

static Code summary(Call *call)
{
    return group_chat_summary(call->cx, ((const GroupViewQuery *)call->query)->days, call->out);
}

static Code get_group(Call *call)
{
    return group_chat_view(call->cx, (GroupChatId){ call->id },
                           ((const GroupViewQuery *)call->query)->days, call->out);
}

static Code list_members(Call *call)
{
    GroupPage *page = call->out;
    return group_chat_members(call->cx, (GroupChatId){ call->id }, call->query, &page->items,
                              &page->next_cursor);
}

static Code refresh(Call *call)
{
    call->object = str_fmt(call->cx->arena, "group_chat:%lld", (long long)call->id);
    return group_chat_refresh(call->cx, (GroupChatId){ call->id });
}

static Code of_customer(Call *call)
{
    return group_chat_of_customer(call->cx, call->id, &((GroupPage *)call->out)->items);
}

// clang-format off
static const Route routes[] = {
    { GET,  "/api/group-chats",               PERM_GROUP_CHAT_READ,  list_groups,  &group_chat_filter_shape, NULL, &group_page_shape, 0, "Customer groups, newest first" },
    { GET,  "/api/group-chats/summary",       PERM_GROUP_CHAT_READ,  summary,      &group_chat_view_query_shape, NULL, &group_chat_summary_shape, 0, "Joining, leaving and staying, by owner" },
    { GET,  "/api/group-chats/{id}",          PERM_GROUP_CHAT_READ,  get_group,    &group_chat_view_query_shape, NULL, &group_chat_view_shape, 0, "One customer group with its figures" },
    { GET,  "/api/group-chats/{id}/members",  PERM_GROUP_CHAT_READ,  list_members, &group_chat_member_filter_shape, NULL, &member_page_shape, 0, "Who is in a group, and who left it" },
    { POST, "/api/group-chats/{id}/refresh",  PERM_GROUP_CHAT_WRITE, refresh,      NULL, NULL, NULL, AUDITED | NO_BODY, "Read a group again from the platform" },
    { GET,  "/api/customers/{id}/group-chats", PERM_GROUP_CHAT_READ, of_customer,  NULL, NULL, &customer_page_shape, 0, "The groups a customer is or was in" },
};
// clang-format on
const RouteList group_chat_routes = ROUTE_LIST_OF(MODULE_GROUP_CHAT, "group_chat", routes);
