/* Groups of channel codes. */
#include "acquire/acquire_sql.h"

static Code refuse_taken(Ctx *cx, Str name, int64_t own_id)
{
    ChannelCodeGroup other;
    bool             found = false;
    TRY(acquire_sql_group_find_by_name(cx, name, &other, &found));
    if (found && other.id != own_id)
        return fail_field(cx, "channel_code_group.name_taken", S("name"), NULL);
    return OK;
}

Code acquire_group_list(Ctx *cx, Rows *items) { return acquire_sql_group_list(cx, items); }

Code acquire_group_create(Ctx *cx, const ChannelCodeGroup *draft, ChannelCodeGroup *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(refuse_taken(cx, draft->name, 0));
    ChannelCodeGroup group = *draft;
    group.id               = cx_new_id(cx);
    group.tenant_id        = cx->tenant_id;
    group.revision         = 1;
    TRY(acquire_sql_group_insert(cx, &group));
    *out = group;
    return cx_commit(cx, &txn);
}

Code acquire_group_update(Ctx *cx, ChannelCodeGroupId id, int64_t revision,
                          const ChannelCodeGroup *draft, ChannelCodeGroup *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    ChannelCodeGroup group;
    TRY(acquire_sql_group_get(cx, id, &group));
    TRY(refuse_taken(cx, draft->name, id.v));
    group.name   = draft->name;
    group.sort   = draft->sort;
    bool changed = false;
    TRY(acquire_sql_group_update(cx, &group, revision, &changed));
    REQUIRE(cx, changed, ERR_CONFLICT, "channel_code_group.changed_meanwhile");
    TRY(acquire_sql_group_get(cx, id, out));
    return cx_commit(cx, &txn);
}

Code acquire_group_delete(Ctx *cx, ChannelCodeGroupId id, int64_t revision)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    ChannelCodeGroup group;
    TRY(acquire_sql_group_get(cx, id, &group));
    REQUIRE(cx, group.code_count == 0, ERR_CONFLICT, "channel_code_group.not_empty");
    bool changed = false;
    TRY(acquire_sql_group_delete(cx, id, revision, &changed));
    REQUIRE(cx, changed, ERR_CONFLICT, "channel_code_group.changed_meanwhile");
    return cx_commit(cx, &txn);
}
