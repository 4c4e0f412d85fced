/* days.c -- people come as people came: each newcomer resembles somebody of the past. */
#include "sim/days.h"

#include "sim/event.h"
#include "sim/names.h"

enum {
    DAY_S    = 86400,
    HOUR_S   = 3600,
    CHINA_S  = 8 * HOUR_S,
    OPEN_S   = 9 * HOUR_S,
    CLOSE_S  = 22 * HOUR_S,
    DAYS_MAX = 60, /* a demo that slept longer wakes up to its last two months */
    TRIES    = 50,
};

static int64_t midnight(int64_t at_s) { return at_s - (at_s + CHINA_S) % DAY_S; }

static int64_t lived_until(const Corp *corp, int64_t until_s)
{
    const int64_t start_s = midnight(corp->world->started_ms / MS_PER_SECOND);
    const int64_t lived_s = corp->lived_s ? corp->lived_s : start_s;
    const int64_t least_s = midnight(until_s) - (int64_t)DAYS_MAX * DAY_S;
    return lived_s > least_s ? lived_s : least_s;
}

typedef struct Stretch {
    int64_t from_s, to_s, adds;
} Stretch;

/* Shops are open from nine to ten; whoever looks before that sees a few who came in the night. */
static Stretch stretch_of(const Corp *corp, int64_t from_s, int64_t to_s)
{
    const int64_t   day_s    = midnight(from_s);
    const CivilTime civil    = civil_time(day_s * MS_PER_SECOND, (Zone){ 480 });
    const int64_t   ordinary = (int64_t)corp->customers.count / 260 + 1;
    const int64_t   adds     = civil.weekday >= 6 ? ordinary * 7 / 5 : ordinary;
    const int64_t   open_s   = from_s > day_s + OPEN_S ? from_s : day_s + OPEN_S;
    const int64_t   close_s  = to_s < day_s + CLOSE_S ? to_s : day_s + CLOSE_S;
    if (close_s - open_s >= HOUR_S)
        return (Stretch){ open_s, close_s, adds * (close_s - open_s) / (CLOSE_S - OPEN_S) };
    return (Stretch){ from_s, to_s, from_s == day_s && to_s > from_s ? (adds + 6) / 7 : 0 };
}

static Customer *anybody(const Corp *corp, uint64_t *random)
{
    return corp->customers.at[prng_below(random, corp->customers.count)];
}

static bool works(const Member *member)
{
    return !member->is_gone && member->status == 1 && member->is_service &&
           member->friend_count < member->friend_limit;
}

static const Relation *somebody_to_resemble(const Corp *corp, uint64_t *random)
{
    for (int i = 0; i < TRIES; i++) {
        const Relation *relation = anybody(corp, random)->first;
        if (relation && works(relation->member)) return relation;
    }
    return NULL;
}

static int64_t come(Corp *corp, uint64_t *random, int64_t at_s)
{
    World          *world = corp->world;
    const Relation *model = somebody_to_resemble(corp, random);
    if (model == NULL) return 0;
    Customer *customer     = world_add_customer(corp, names_nickname(world->arena, random));
    customer->gender       = model->customer->gender;
    customer->has_unionid  = model->customer->has_unionid;
    Relation *relation     = world_relate(model->member, customer);
    relation->created_s    = at_s;
    relation->add_way      = model->add_way;
    relation->state        = model->state;
    relation->oper_userid  = model->oper_userid;
    relation->customer_has = true;
    world_set_member_has(relation, true);
    for (int i = 0; i < model->tag_count; i++)
        world_mark(world, relation, corp->tags.at[model->tags[i]], true);
    const EventField state = { .name = "State", .value = relation->state };
    event_customer_past(relation, "add_external_contact", at_s, &state,
                        relation->state.len ? 1 : 0);
    return 1;
}

static int64_t leave(Corp *corp, uint64_t *random, int64_t at_s)
{
    for (int i = 0; i < TRIES; i++) {
        Relation *relation = anybody(corp, random)->first;
        if (relation == NULL || !relation->member_has || !relation->customer_has) continue;
        if (relation->created_s >= at_s - HOUR_S) continue;
        const bool by_member = prng_below(random, 4) == 0;
        if (by_member) {
            world_set_member_has(relation, false);
            relation->member_left_s = at_s;
            relation->tag_count     = 0;
            relation->remark = relation->description = (Str){ 0 };
        } else {
            relation->customer_has = false;
        }
        event_customer_past(relation, by_member ? "del_external_contact" : "del_follow_user", at_s,
                            NULL, 0);
        return 1;
    }
    return 0;
}

int64_t days_live_one(Corp *corp, int64_t until_s, bool *ended)
{
    const int64_t from_s = lived_until(corp, until_s);
    const int64_t next_s = midnight(from_s) + DAY_S;
    const int64_t to_s   = next_s < until_s ? next_s : until_s;
    *ended               = to_s >= until_s;
    if (to_s <= from_s || corp->customers.count == 0) return 0;
    uint64_t      random = corp->seed ^ (uint64_t)from_s ^ 0x64617973u;
    const Stretch day    = stretch_of(corp, from_s, to_s);
    int64_t       told   = 0;
    for (int64_t i = 0; i < day.adds; i++) {
        const int64_t  first_s = day.from_s + (day.to_s - day.from_s) * i / day.adds;
        const int64_t  last_s  = day.from_s + (day.to_s - day.from_s) * (i + 1) / day.adds;
        const uint64_t room    = last_s > first_s ? (uint64_t)(last_s - first_s) : 1;
        const int64_t  at_s    = first_s + (int64_t)prng_below(&random, room);
        told += come(corp, &random, at_s);
        if (i % 14 == 13) told += leave(corp, &random, at_s);
    }
    corp->lived_s = to_s;
    return told;
}
