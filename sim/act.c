/* act.c -- the acts of customers and members on each other. */
#include "sim/act.h"

#include "sim/content.h"
#include "sim/event.h"
#include "sim/ids.h"

enum { CANDIDATES_MAX = 500 };

/* ---- scanning -------------------------------------------------------------------------- */

static bool can_take(const Member *member)
{
    return !member->is_gone && member->status == 1 && member->is_service &&
           member->friend_count < member->friend_limit;
}

static void add_candidate(Member **list, size_t *count, Member *member)
{
    if (!can_take(member) || *count == CANDIDATES_MAX) return;
    for (size_t i = 0; i < *count; i++) {
        if (list[i] == member) return;
    }
    list[(*count)++] = member;
}

static size_t candidates(const Way *way, Member **list)
{
    size_t count = 0;
    LIST_EACH(Member, member, way->users) add_candidate(list, &count, member);
    for (size_t p = 0; p < way->parties.count; p++) {
        LIST_EACH(Member, member, way->corp->members)
        {
            if (world_member_in(member, way->parties.at[p], true)) {
                add_candidate(list, &count, member);
            }
        }
    }
    return count;
}

/* Of an exclusive way a person gets only one member. */
static Relation *exclusive_one(const Way *way, const Customer *customer)
{
    for (Relation *relation = customer->first; relation; relation = relation->next) {
        if (relation->way == way && relation->member_has && relation->customer_has) return relation;
    }
    return NULL;
}

static const char *pick(World *world, const Scan *scan, Member **member)
{
    const Way *way = scan->way;
    if (scan->member) {
        *member = scan->member;
        return can_take(scan->member) ? NULL : "nobody";
    }
    if (way == NULL) return "nobody";
    Member      *list[CANDIDATES_MAX];
    const size_t count = candidates(way, list);
    if (count == 0) return "nobody";
    *member = list[prng_below(&world->random, count)];
    return NULL;
}

static const char *refused(const Scan *scan)
{
    const Way *way = scan->way;
    if (way == NULL) return NULL;
    const int64_t now_s = world_now_s(way->corp->world);
    if (way->is_gone || way->is_spent) return "dead";
    if (way->is_link && way->corp->link_balance == 0) return "dead";
    if (way->is_temp && now_s > way->created_s + way->expires_in) return "dead";
    if (way->is_temp && way->unionid.len) {
        Arena     *scratch = arena_new(4096);
        const bool mine =
            str_equal(way->unionid, ids_union(scratch, way->corp->seed, scan->customer->index));
        arena_free(scratch);
        if (!mine) return "not_for_you";
    }
    return NULL;
}

static void tell_added(const Relation *relation, const char *change, bool welcome)
{
    const bool       has_state = relation->state.len > 0;
    const EventField fields[]  = { { .name = "State", .value = relation->state } };
    event_customer(relation, change, welcome, fields, has_state ? 1 : 0);
}

/* Each customer of an acquisition link costs one of the quota. */
static void spend(Corp *corp)
{
    corp->link_balance--;
    if (corp->link_balance == 20) event_link(corp, "balance_low", S(""));
    if (corp->link_balance == 0) event_link(corp, "balance_exhausted", S(""));
}

static void befriend(World *world, Relation *relation)
{
    relation->customer_has = true;
    relation->is_pending = relation->is_half = false;
    relation->has_chatted                    = false;
    world_set_member_has(relation, true);
    relation->created_s = world_now_s(world);
    if (relation->way == NULL) return;
    relation->way->adds++;
    if (relation->way->is_link) spend(relation->member->corp);
    if (relation->way->is_temp) relation->way->is_spent = true;
}

static void start_relation(World *world, Relation *relation, const Scan *scan)
{
    const Way *way = scan->way;
    relation->way  = scan->way;
    if (way)
        relation->add_way = way->is_link ? 16 : 1;
    else
        relation->add_way = (uint8_t)scan->add_way;
    relation->state       = world_keep(world, way && !way->is_link ? way->state : scan->state);
    relation->oper_userid = world_external_userid(world->arena, scan->customer);
    relation->created_s   = world_now_s(world);
}

const char *act_scan(World *world, const Scan *scan, Relation **out)
{
    const char *problem = refused(scan);
    if (problem) return problem;
    if (scan->way) scan->way->scans++;
    if (scan->way && scan->way->is_exclusive &&
        (*out = exclusive_one(scan->way, scan->customer)) != NULL) {
        return "already";
    }
    Member *member = NULL;
    if ((problem = pick(world, scan, &member)) != NULL) return problem;
    Relation *relation = world_relate(member, scan->customer);
    *out               = relation;
    if (relation->member_has && relation->customer_has && !relation->is_half) return "already";
    const bool welcome = !relation->is_half;
    start_relation(world, relation, scan);
    if (scan->is_half) {
        relation->is_half = relation->customer_has = true;
        world_set_member_has(relation, true);
        tell_added(relation, "add_half_external_contact", welcome);
        return "half";
    }
    if (scan->way && !scan->way->skip_verify && !relation->member_has) {
        relation->is_pending = true;
        return "pending";
    }
    befriend(world, relation);
    tell_added(relation, "add_external_contact", welcome);
    return "added";
}

bool act_accept(World *world, Relation *relation)
{
    if (!relation->is_pending && !relation->is_half) return false;
    const bool was_half = relation->is_half;
    befriend(world, relation);
    tell_added(relation, "add_external_contact", !was_half);
    return true;
}

void act_member_deletes(World *world, Relation *relation, Str source)
{
    world_set_member_has(relation, false);
    relation->is_half       = false;
    relation->member_left_s = world_now_s(world);
    relation->tag_count     = 0;
    relation->remark = relation->description = relation->remark_company = (Str){ 0 };
    const EventField fields[] = { { .name = "Source", .value = source } };
    event_customer(relation, "del_external_contact", false, fields, source.len ? 1 : 0);
}

void act_customer_deletes(World *world, Relation *relation)
{
    relation->customer_has = false;
    (void)world;
    event_customer(relation, "del_follow_user", false, NULL, 0);
}

void act_say(World *world, Relation *relation, const char *from, Str type, Str content)
{
    relation->has_chatted = true;
    world_chat(world, relation, from, type, content);
}

void act_edited(const Relation *relation)
{
    event_customer(relation, "edit_external_contact", false, NULL, 0);
}

/* ---- mass messages ------------------------------------------------------------------------- */

/* A customer gets at most as many in a month as it has days. */
bool act_takes_mass(Customer *customer, int64_t now_ms)
{
    const Zone      china = { 480 };
    const CivilTime civil = civil_time(now_ms, china);
    const uint16_t  month = (uint16_t)(civil.year % 1000 * 12 + civil.month);
    const int       next  = civil.month % 12 + 1;
    const CivilTime first = { .year = civil.year + (next == 1), .month = next, .day = 1 };
    const int64_t   days  = civil_time(civil_to_ms(first, china) - MS_PER_DAY, china).day;
    if (customer->mass_month != month) customer->mass_count = 0;
    customer->mass_month = month;
    return customer->mass_count < days;
}

static void send_to(const Mass *mass, const MassTask *task, MassTarget *target, int64_t now_ms)
{
    Relation *relation = target->customer ? world_relation(task->member, target->customer) : NULL;
    if (target->group) {
        target->status = target->group->is_gone ? 2 : 1;
    } else if (relation == NULL || !relation->customer_has || !relation->member_has) {
        target->status = 2;
    } else if (!act_takes_mass(target->customer, now_ms)) {
        target->status = 3;
    } else {
        target->status = 1;
        target->customer->mass_count++;
        content_deliver(relation, "mass", mass->content);
    }
    target->sent_s = now_ms / MS_PER_SECOND;
}

bool act_send_mass(World *world, Mass *mass, MassTask *task)
{
    const int64_t now_ms = world_now_ms(world);
    if (task->is_sent || mass->is_cancelled) return false;
    task->is_sent = true;
    task->sent_s  = now_ms / MS_PER_SECOND;
    LIST_EACH(MassTarget, target, task->targets) send_to(mass, task, target, now_ms);
    return true;
}

/* ---- groups ------------------------------------------------------------------------------ */

enum { GROUP_QR_MAX = 200, GROUP_MAX = 500 };

static GroupMember *seat_of(const Group *group, const Customer *customer)
{
    LIST_EACH(GroupMember, seat, group->members)
    {
        if (seat->customer == customer && !seat->is_gone) return seat;
    }
    return NULL;
}

static Str number_text(Arena *arena, int64_t number)
{
    return str_fmt(arena, "%lld", (long long)number);
}

static void tell_membership(Group *group, const char *detail, const char *scene_name, int64_t scene,
                            const Customer *customer, Str before, int64_t at_s)
{
    Arena           *scratch  = arena_new(64 << 10);
    const Str        external = world_external_userid(scratch, customer);
    const EventField fields[] = {
        { .name = "UpdateDetail", .value = str_of(detail) },
        { .name = scene_name, .value = number_text(scratch, scene), .is_number = true },
        { .name = "MemChangeCnt", .value = S("1"), .is_number = true },
        { .name   = "MemChangeList",
          .value  = str_fmt(scratch, "<Item><![CDATA[%.*s]]></Item>", FMT(external)),
          .is_raw = true },
        { .name = "LastMemVer", .value = before },
        { .name = "CurMemVer", .value = group->version },
    };
    event_group_past(group, "update", at_s, fields, COUNT(fields));
    arena_free(scratch);
}

/* The first group of the way with a free place; a new one when all are full. */
static Group *group_with_room(World *world, JoinWay *way)
{
    Group *last = NULL;
    LIST_EACH(Group, group, way->groups)
    {
        if (group->is_gone) continue;
        last = group;
        if (group->member_count < GROUP_QR_MAX) return group;
    }
    if (last == NULL || way->auto_create_room == 0) return NULL;
    const Str name =
        str_fmt(world->arena, "%.*s%lld", FMT(way->room_base_name), (long long)way->room_base_id++);
    Group *group = world_add_group(way->corp, last->owner, name);
    list_add(world, &way->groups, group);
    event_group(group, "create", NULL, 0);
    return group;
}

const char *act_join(World *world, Group *group, JoinWay *way, Customer *customer, Member *invitor,
                     Group **out)
{
    if (way) {
        if (way->is_gone) return "dead";
        LIST_EACH(Group, one, way->groups)
        {
            if (!one->is_gone && seat_of(one, customer)) {
                *out = one;
                return "already";
            }
        }
        group = group_with_room(world, way);
    }
    if (group == NULL || group->member_count >= GROUP_MAX) return "full";
    *out = group;
    if (seat_of(group, customer)) return "already";
    const Str    before = group->version;
    GroupMember *seat   = world_group_add(group, NULL, customer);
    seat->join_scene    = way ? 3 : 1;
    seat->invitor       = way ? NULL : invitor ? invitor : group->owner;
    if (way) seat->state = way->state;
    tell_membership(group, "add_member", "JoinScene", way ? 3 : 0, customer, before, 0);
    return "joined";
}

static void leave_seat(Group *group, GroupMember *seat, bool is_kicked, int64_t at_s)
{
    const Str before = group->version;
    seat->is_gone    = true;
    group->member_count--;
    world_group_touch(group);
    tell_membership(group, "del_member", "QuitScene", is_kicked ? 1 : 0, seat->customer, before,
                    at_s);
}

bool act_leave(World *world, Group *group, Customer *customer, bool is_kicked)
{
    GroupMember *seat = seat_of(group, customer);
    if (seat == NULL) return false;
    (void)world;
    leave_seat(group, seat, is_kicked, 0);
    return true;
}

void act_quit(Quit *quit)
{
    if (!quit->is_done && quit->seat->is_gone) return; /* left since, by another way */
    if (!quit->is_done) {
        leave_seat(quit->group, quit->seat, quit->is_kicked, quit->at_s);
    } else {
        tell_membership(quit->group, "del_member", "QuitScene", quit->is_kicked ? 1 : 0,
                        quit->seat->customer, quit->group->version, quit->at_s);
    }
    quit->is_done = true;
}

Group *act_create_group(Member *owner, Str name)
{
    Group *group = world_add_group(owner->corp, owner, name);
    event_group(group, "create", NULL, 0);
    return group;
}

void act_dismiss(Group *group)
{
    group->is_gone = true;
    event_group(group, "dismiss", NULL, 0);
}

/* ---- time ----------------------------------------------------------------------------------- */

static void finish_transfer(World *world, Transfer *transfer)
{
    Relation *old = world_relation(transfer->from, transfer->customer);
    world->transfers_waiting--;
    if (transfer->to->friend_count >= transfer->to->friend_limit) {
        transfer->status          = 4;
        const EventField fields[] = { { .name  = "FailReason",
                                        .value = S("customer_limit_exceed") } };
        event_customer(world_relate(transfer->to, transfer->customer), "transfer_fail", false,
                       fields, 1);
        return;
    }
    Relation *now     = world_relate(transfer->to, transfer->customer);
    transfer->status  = 1;
    now->customer_has = true;
    now->add_way      = 202;
    now->created_s    = transfer->due_ms / MS_PER_SECOND;
    now->oper_userid  = transfer->to->userid;
    world_set_member_has(now, true);
    if (old) {
        old->customer_has = false;
        act_member_deletes(world, old, S("DELETE_BY_TRANSFER"));
    }
    event_customer(now, "add_external_contact", false, NULL, 0);
}

void act_tick(World *world, int64_t now_ms)
{
    if (world->transfers_waiting == 0) return;
    LIST_EACH(Corp, corp, world->corps)
    {
        LIST_EACH(Transfer, transfer, corp->transfers)
        {
            if (transfer->status == 2 && transfer->due_ms <= now_ms) {
                finish_transfer(world, transfer);
            }
        }
    }
}
