/* transfer.c -- handing customers over, on the job (done after 24 h) and after leaving. */
#include "sim/act.h"
#include "sim/api.h"

enum { CUSTOMERS_MAX = 100, PAGE_MAX = 1000, TRANSFERS_MAX = 2 };

static Member *even_gone(const Corp *corp, Str userid)
{
    LIST_EACH(Member, member, corp->members)
    {
        if (str_equal_nocase(member->userid, userid)) return member;
    }
    return NULL;
}

static int read_pair(Call *call, Member **from, Member **to, bool resigned)
{
    *from = even_gone(call->corp, api_text(call, "handover_userid"));
    *to   = world_member(call->corp, api_text(call, "takeover_userid"));
    if (*from == NULL || *to == NULL) return api_refuse(call, 40003, NULL);
    if (*from == *to) return api_refuse(call, 40130, NULL);
    if (resigned && !(*from)->is_gone) return api_refuse(call, 40097, NULL);
    if (!(*to)->is_service) return api_refuse(call, 84083, NULL);
    return (*to)->status == 1 ? 0 : api_refuse(call, 40098, NULL);
}

static Transfer *waiting(const Corp *corp, const Customer *customer)
{
    LIST_EACH(Transfer, transfer, corp->transfers)
    {
        if (transfer->customer == customer && transfer->status == 2) return transfer;
    }
    return NULL;
}

static int start_one(Call *call, Member *from, Member *to, Str external_userid, bool resigned)
{
    Customer *customer = world_customer(call->corp, external_userid);
    if (customer == NULL) return 40096;
    Relation *relation = world_relation(from, customer);
    if (relation == NULL || !relation->member_has) return resigned ? 84061 : 40131;
    if (waiting(call->corp, customer)) return 40100;
    if (relation->transfers >= TRANSFERS_MAX) return 40128;
    if (to->friend_count >= to->friend_limit) return 40099;
    relation->transfers++;
    Transfer *transfer    = arena_make(call->world->arena, Transfer, 1);
    transfer->customer    = customer;
    transfer->from        = from;
    transfer->to          = to;
    transfer->due_ms      = call->now_ms + MS_PER_DAY;
    transfer->status      = 2;
    transfer->is_resigned = resigned;
    transfer->text        = world_keep(call->world, api_text(call, "transfer_success_msg"));
    list_add(call->world, &call->corp->transfers, transfer);
    call->world->transfers_waiting++;
    return 0;
}

static int start(Call *call, bool resigned)
{
    Member         *from, *to;
    const JsonItems ids = api_items(call, "external_userid");
    TRY_API(read_pair(call, &from, &to, resigned));
    if (ids.count == 0 || ids.count > CUSTOMERS_MAX) {
        return api_refuse(call, 40058, "invalid Request Parameter, external_userid");
    }
    api_open(call, "customer", true);
    for (size_t i = 0; i < ids.count; i++) {
        const Str external_userid = api_item_text(call, &ids.at[i]);
        api_open(call, NULL, false);
        api_put_text(call, "external_userid", external_userid);
        api_put_number(call, "errcode", start_one(call, from, to, external_userid, resigned));
        api_close(call, false);
    }
    api_close(call, true);
    return 0;
}

static int transfer_customer(Call *call) { return start(call, false); }
static int resigned_transfer(Call *call) { return start(call, true); }

static int result(Call *call, bool resigned)
{
    int64_t at, unused, given = 0;
    if (!api_cursor(call, &at, &unused)) return api_refuse(call, 40035, NULL);
    const Member *from = even_gone(call->corp, api_text(call, "handover_userid"));
    const Member *to   = even_gone(call->corp, api_text(call, "takeover_userid"));
    const List   *list = &call->corp->transfers;
    api_open(call, "customer", true);
    for (; (size_t)at < list->count && given < PAGE_MAX; at++) {
        const Transfer *transfer = list->at[at];
        if (transfer->from != from || transfer->to != to || transfer->is_resigned != resigned)
            continue;
        api_open(call, NULL, false);
        api_put_text(call, "external_userid",
                     world_external_userid(call->arena, transfer->customer));
        api_put_number(call, "status", transfer->status);
        api_put_number(call, "takeover_time", transfer->due_ms / MS_PER_SECOND);
        api_close(call, false);
        given++;
    }
    api_close(call, true);
    if ((size_t)at < list->count)
        api_put_cursor(call, at, 0);
    else
        api_end_cursor(call);
    return 0;
}

static int transfer_result(Call *call) { return result(call, false); }
static int resigned_result(Call *call) { return result(call, true); }

static int unassigned(Call *call)
{
    int64_t user_at, position, given = 0;
    if (!api_cursor(call, &user_at, &position)) return api_refuse(call, 40035, NULL);
    int64_t size = api_number(call, "page_size", PAGE_MAX);
    if (size < 1 || size > PAGE_MAX) size = PAGE_MAX;
    const List *members = &call->corp->members;
    api_open(call, "info", true);
    for (; (size_t)user_at < members->count; user_at++, position = 0) {
        const Member *member = members->at[user_at];
        if (!member->is_gone) continue;
        for (; (size_t)position < member->relations.count && given < size; position++) {
            const Relation *relation = member->relations.at[position];
            if (!relation->member_has || waiting(call->corp, relation->customer)) continue;
            api_open(call, NULL, false);
            api_put_text(call, "handover_userid", member->userid);
            api_put_text(call, "external_userid",
                         world_external_userid(call->arena, relation->customer));
            api_put_number(call, "dimission_time", member->left_s);
            api_close(call, false);
            given++;
        }
        if (given >= size) break;
    }
    api_close(call, true);
    const bool is_last = (size_t)user_at >= members->count;
    api_put_flag(call, "is_last", is_last);
    if (is_last)
        api_end_cursor(call);
    else
        api_put_cursor(call, user_at, position);
    return 0;
}

static const Endpoint endpoints[] = {
    { "externalcontact/transfer_customer", transfer_customer, WRITES | CUSTOMERS },
    { "externalcontact/transfer_result", transfer_result, CUSTOMERS },
    { "externalcontact/resigned/transfer_customer", resigned_transfer, WRITES | CUSTOMERS },
    { "externalcontact/resigned/transfer_result", resigned_result, CUSTOMERS },
    { "externalcontact/get_unassigned_list", unassigned, CUSTOMERS },
};
const Endpoints transfer_endpoints = { endpoints, COUNT(endpoints) };
