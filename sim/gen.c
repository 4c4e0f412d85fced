/* gen.c -- the base worlds: who works where, who knows whom since when. */
#include "sim/gen.h"

#include "sim/account.h"
#include "sim/names.h"

#include <string.h>

enum { FAN_EVERY = 8, FAN_BEFORE_S = 20 * 86400 };
enum { DAYS = 365, DAY_S = 86400, CHINA_S = 8 * 3600 };

typedef struct Gen {
    World   *world;
    Corp    *corp;
    uint64_t random;
    int64_t  today_s;     /* midnight in China before the start */
    double   share[DAYS]; /* cumulative share of adds by day    */
    List     front;       /* members who meet customers         */
    uint64_t partings;    /* randomness of its own, see part()  */
    bool     has_past;    /* partings are remembered            */
} Gen;

static uint64_t roll(Gen *gen, uint64_t bound) { return prng_below(&gen->random, bound); }
static bool     chance(Gen *gen, uint64_t percent) { return roll(gen, 100) < percent; }

static Gen gen_of(World *world, Str corp_name)
{
    Gen gen               = { .world = world, .corp = world_add_corp(world, corp_name) };
    gen.random            = gen.corp->seed ^ 0x67656eu;
    gen.partings          = gen.corp->seed ^ 0x70617274u;
    const int64_t start_s = world->started_ms / MS_PER_SECOND + CHINA_S;
    gen.today_s           = start_s - start_s % DAY_S - CHINA_S;
    return gen;
}

static void add_apps(Gen *gen, const char *built_name)
{
    Corp *corp = gen->corp;
    App  *app  = world_add_app(corp, 1000002, APP_BUILT, MAY_CUSTOMERS | MAY_NAMES, built_name);
    app->description     = S("客户运营");
    app->trusted_ips     = S("127.0.0.1 ::1");
    app->redirect_domain = S("");
    world_add_app(corp, 2000002, APP_CONTACT_SYNC, MAY_WRITE_ORG | MAY_NAMES | MAY_OLD_FIELDS,
                  "通讯录同步");
    world_add_app(corp, 2000003, APP_CUSTOMER, MAY_CUSTOMERS | MAY_NAMES, "客户联系");
}

static void seat_member(Member *member, int64_t department, bool leads)
{
    member->department[member->department_count] = department;
    member->leads[member->department_count]      = leads;
    member->department_count++;
    if (member->main_department == 0) member->main_department = department;
}

static Member *hire(Gen *gen, int64_t department, Str position, bool leads)
{
    Arena    *scratch = arena_new(4096);
    Str       surname_latin, given_latin;
    const Str surname = names_surname(&gen->random, &surname_latin);
    const Str given   = names_given(&gen->random, &given_latin);
    Str       userid  = { 0 };
    for (int number = 1; number < 100; number++) {
        userid = str_fmt(scratch, "%.*s%.*s%02d", FMT(surname_latin), FMT(given_latin), number);
        if (!world_member(gen->corp, userid)) break;
    }
    Member *member =
        world_add_member(gen->corp, userid, str_fmt(scratch, "%.*s%.*s", FMT(surname), FMT(given)));
    seat_member(member, department, leads);
    member->position = world_keep(gen->world, position);
    member->gender   = chance(gen, 82) ? S("2") : S("1");
    member->mobile   = str_fmt(gen->world->arena, "1%d%08llu", 35 + (int)roll(gen, 50),
                               (unsigned long long)roll(gen, 100000000));
    member->email    = str_fmt(gen->world->arena, "%.*s@xiaoman.example", FMT(userid));
    if (leads) {
        Department *place = world_department(gen->corp, department);
        list_add(gen->world, &place->leaders, member);
    }
    arena_free(scratch);
    return member;
}

/* ---- when people were added ------------------------------------------------------------------ */

/* Growth over the year, busier week-ends, peaks at the big sales. */
static double weight(const Gen *gen, int day)
{
    const int64_t   at_ms = (gen->today_s - (int64_t)(DAYS - day) * DAY_S) * MS_PER_SECOND;
    const CivilTime civil = civil_time(at_ms, (Zone){ 480 });
    double          value = 0.6 + 1.1 * day / DAYS;
    if (civil.weekday >= 6) value *= 1.45;
    if (civil.weekday == 2) value *= 0.9;
    if (civil.month == 6 && civil.day >= 10 && civil.day <= 18) value *= 1.9;
    if (civil.month == 11 && civil.day >= 1 && civil.day <= 11) value *= 2.1;
    if (civil.month == 2) value *= 0.65;
    if (civil.month == 5 && civil.day <= 12) value *= 1.3;
    return value;
}

static void plan_days(Gen *gen)
{
    double total = 0;
    for (int day = 0; day < DAYS; day++) {
        total += weight(gen, day);
        gen->share[day] = total;
    }
    for (int day = 0; day < DAYS; day++) gen->share[day] /= total;
}

/* The instant of customer `at` of `count`: in order, so that indices follow time. */
static int64_t added_s(Gen *gen, int64_t at, int64_t count, int *day)
{
    const double part = ((double)at + 0.5) / (double)count;
    while (*day < DAYS - 1 && gen->share[*day] < part) (*day)++;
    const int64_t hour = 9 + (int64_t)(roll(gen, 7) + roll(gen, 7));
    return gen->today_s - (int64_t)(DAYS - *day) * DAY_S + hour * 3600 + (int64_t)roll(gen, 3600);
}

/* ---- tags ------------------------------------------------------------------------------------ */

typedef struct TagPlan {
    const char *group;
    uint64_t    percent;
    const char *names[8];
} TagPlan;

// clang-format off
static const TagPlan baby_tags[] = {
    { "孕期阶段", 34, { "备孕中", "孕早期", "孕中期", "孕晚期", "已生产" } },
    { "宝宝年龄", 46, { "0-6个月", "6-12个月", "1-2岁", "2-3岁", "3岁以上" } },
    { "客户等级", 40, { "普通会员", "银卡会员", "金卡会员", "黑金会员" } },
    { "来源渠道", 52, { "门店扫码", "线上投放", "老客推荐", "社群活动", "包裹卡", "公众号" } },
    { "喂养方式", 26, { "纯母乳", "混合喂养", "配方奶" } },
    { "关注品类", 38, { "奶粉", "纸尿裤", "童装", "辅食", "玩具", "洗护" } },
    { "购买意向", 22, { "高意向", "观望中", "已下单", "仅咨询" } },
    { "活动参与", 12, { "新手妈妈课堂", "会员日", "拼团", "亲子沙龙" } },
};
static const TagPlan coffee_tags[] = {
    { "口味", 50, { "美式", "拿铁", "手冲", "冷萃" } },
    { "会员", 40, { "常客", "新客", "储值会员" } },
    { "到店时段", 25, { "早餐", "午后", "夜间" } },
};
// clang-format on

static void add_tags(Gen *gen, const TagPlan *plans, size_t count)
{
    App *by = gen->corp->apps.at[2];
    for (size_t p = 0; p < count; p++) {
        TagGroup *group  = world_add_tag_group(gen->corp, str_of(plans[p].group), by);
        group->order     = (int64_t)(count - p);
        group->created_s = gen->today_s - (int64_t)DAYS * DAY_S;
        for (int n = 0; n < 8 && plans[p].names[n]; n++) {
            Tag *tag       = world_add_tag(group, gen->corp, str_of(plans[p].names[n]), by);
            tag->order     = 100 - n;
            tag->created_s = group->created_s;
        }
    }
}

static void mark(Gen *gen, Relation *relation, const TagPlan *plans, size_t count)
{
    size_t first     = 0;
    bool   expecting = false;
    for (size_t p = 0; p < count; p++) {
        size_t names = 0;
        while (names < 8 && plans[p].names[names]) names++;
        /* Who is still expecting has no baby's age and does not feed one yet. */
        const bool fits = !expecting || plans != baby_tags || (p != 1 && p != 4);
        if (chance(gen, plans[p].percent) && fits) {
            const uint64_t pick = roll(gen, names);
            world_mark(gen->world, relation, gen->corp->tags.at[first + pick], true);
            expecting |= p == 0 && pick + 1 < names;
        }
        first += names;
    }
}

/* ---- customers
 * ------------------------------------------------------------------------------------ */

static uint8_t how_met(Gen *gen)
{
    static const uint8_t ways[]   = { 1, 3, 4, 16, 2, 10, 13, 201, 202, 9, 24 };
    static const uint8_t shares[] = { 58, 12, 10, 5, 4, 3, 3, 2, 1, 1, 1 };
    uint64_t             dice     = roll(gen, 100);
    for (size_t i = 0; i < COUNT(ways); i++) {
        if (dice < shares[i]) return ways[i];
        dice -= shares[i];
    }
    return 0;
}

/* demo-1 is the busiest of the eight contact ways weft will make. */
static Str which_state(Gen *gen)
{
    static const uint8_t shares[] = { 30, 20, 14, 11, 9, 7, 5, 4 };
    uint64_t             dice     = roll(gen, 100);
    const Str            states[] = { S("demo-1"), S("demo-2"), S("demo-3"), S("demo-4"),
                                      S("demo-5"), S("demo-6"), S("demo-7"), S("demo-8") };
    for (size_t i = 0; i < COUNT(states); i++) {
        if (dice < shares[i]) return states[i];
        dice -= shares[i];
    }
    return states[0];
}

static void add_remark(Gen *gen, Relation *relation)
{
    Arena *arena = gen->world->arena;
    if (chance(gen, 42)) {
        relation->remark = chance(gen, 50) ? str_fmt(arena, "%s妈-%llu周", names_baby(&gen->random),
                                                     (unsigned long long)(6 + roll(gen, 34)))
                                           : str_fmt(arena, "%s %llu月龄", names_baby(&gen->random),
                                                     (unsigned long long)(1 + roll(gen, 36)));
    }
    if (chance(gen, 9)) relation->description = S("常来门店，关注新品");
    if (chance(gen, 11)) {
        relation->mobiles =
            str_fmt(arena, "[\"13%09llu\"]", (unsigned long long)roll(gen, 1000000000));
    }
}

static Relation *acquaint(Gen *gen, Member *member, Customer *customer, int64_t at_s)
{
    Relation *relation     = world_relate(member, customer);
    relation->created_s    = at_s;
    relation->customer_has = true;
    relation->add_way      = how_met(gen);
    world_set_member_has(relation, true);
    if (relation->add_way == 1 && chance(gen, 72)) relation->state = which_state(gen);
    relation->oper_userid =
        relation->add_way == 2 || relation->add_way == 202 ? member->userid : (Str){ 0 };
    return relation;
}

/* Some regret on the day, most within weeks; 0 for who has not left yet. */
static int64_t left_s(Gen *gen, const Relation *relation)
{
    const uint64_t dice = prng_below(&gen->partings, 100);
    const uint64_t span = (dice < 30 ? 1 : dice < 65 ? 21 : 200) * (uint64_t)DAY_S;
    const int64_t  at_s = relation->created_s + 120 + (int64_t)prng_below(&gen->partings, span);
    return at_s < gen->today_s ? at_s : 0;
}

static bool remember(Gen *gen, Relation *relation, bool by_member)
{
    const int64_t at_s = gen->has_past ? left_s(gen, relation) : 0;
    if (at_s == 0) return false;
    Parting *parting = arena_make(gen->world->arena, Parting, 1);
    *parting         = (Parting){ .relation = relation, .at_s = at_s, .by_member = by_member };
    list_add(gen->world, &gen->corp->partings, parting);
    return true;
}

/* Who meets the same member twice has the second meeting only. */
static void forget(List *partings, const Relation *relation)
{
    if (partings->count == 0) return;
    const Parting *last = partings->at[partings->count - 1];
    if (last->relation == relation) partings->count--;
}

/* Of the members' deletions every other one is still to be told, so apps learn of those. */
static void part(Gen *gen, Relation *relation)
{
    forget(&gen->corp->partings, relation);
    if (chance(gen, 7)) relation->customer_has = false;
    const bool by_member = chance(gen, 2);
    if (by_member) relation->member_left_s = relation->created_s + (int64_t)roll(gen, 20 * DAY_S);
    if (by_member && relation->customer_has && prng_below(&gen->partings, 2) == 0 &&
        remember(gen, relation, true)) {
        relation->member_left_s = 0;
        return;
    }
    if (by_member) world_set_member_has(relation, false);
    if (!by_member && !relation->customer_has && gen->has_past && !remember(gen, relation, false))
        relation->customer_has = true;
}

/* Two who thought better of it, half of the time later. */
static void bring_back(Gen *gen)
{
    int left = 2;
    LIST_EACH(Parting, parting, gen->corp->partings)
    {
        if (left == 0 || parting->by_member || parting->relation->state.len == 0) continue;
        if (parting->at_s > gen->today_s - 60 * (int64_t)DAY_S) continue;
        parting->back_s = parting->at_s + (gen->today_s - parting->at_s) / 2;
        left--;
    }
}

static Member *some_member(Gen *gen) { return gen->front.at[roll(gen, gen->front.count)]; }

static void add_customers(Gen *gen, int64_t count, const TagPlan *plans, size_t plan_count)
{
    int day = 0;
    plan_days(gen);
    for (int64_t at = 0; at < count; at++) {
        const int64_t at_s = added_s(gen, at, count, &day);
        Customer     *customer =
            world_add_customer(gen->corp, names_nickname(gen->world->arena, &gen->random));
        customer->gender      = chance(gen, 74) ? 2 : chance(gen, 70) ? 1 : 0;
        customer->has_unionid = chance(gen, 86);
        if (chance(gen, 1)) {
            customer->type        = 2;
            customer->has_unionid = false;
            customer->corp_name   = S("童年时光商贸");
            customer->position    = S("经理");
        }
        const int meetings = chance(gen, 8) ? 2 : 1;
        for (int m = 0; m < meetings; m++) {
            Relation *relation =
                acquaint(gen, some_member(gen), customer, at_s + m * (int64_t)roll(gen, 5 * DAY_S));
            if (relation->created_s > gen->today_s) relation->created_s = gen->today_s - 60;
            mark(gen, relation, plans, plan_count);
            add_remark(gen, relation);
            part(gen, relation);
        }
    }
}

/* Most come in the first weeks, the others ever since; nobody before he is a friend. */
static int64_t joining(Gen *gen, const Group *group, const Relation *relation)
{
    const int64_t since =
        relation->created_s > group->created_s ? relation->created_s : group->created_s;
    const uint64_t age  = since < gen->today_s ? (uint64_t)(gen->today_s - since) : 0;
    const uint64_t span = age > 15 * DAY_S && chance(gen, 60) ? 15 * DAY_S : age;
    return since + (int64_t)(span > 0 ? roll(gen, span) : 0);
}

/* One in five left again, mostly within days. */
static void quit(Gen *gen, Group *group, GroupMember *seat)
{
    const uint64_t days = chance(gen, 60) ? 7 : 90;
    const int64_t  at_s = seat->joined_s + 600 + (int64_t)roll(gen, days * DAY_S);
    if (!chance(gen, 20) || at_s >= gen->today_s) return;
    Quit *one = arena_make(gen->world->arena, Quit, 1);
    *one      = (Quit){ .group = group, .seat = seat, .at_s = at_s, .is_kicked = chance(gen, 15) };
    list_add(gen->world, &gen->corp->quits, one);
}

static void add_groups(Gen *gen, int count)
{
    static const char *const topics[] = { "孕妈交流群", "0-1岁宝妈群", "辅食打卡群", "会员福利群",
                                          "二宝家庭群" };
    for (int g = 0; g < count; g++) {
        Member *owner = some_member(gen);
        Group  *group = world_add_group(
             gen->corp, owner,
             str_fmt(gen->world->arena, "小满%s%d", topics[(size_t)g % COUNT(topics)], g + 1));
        group->created_s = gen->today_s - (int64_t)(20 + roll(gen, 300)) * DAY_S;
        group->notice    = S("群内请勿发广告，有问题随时找管理员。");
        ((GroupMember *)group->members.at[0])->joined_s = group->created_s;
        const size_t seats                              = 30 + roll(gen, 140);
        for (size_t s = 0; s < seats && s < owner->relations.count; s++) {
            const Relation *relation = owner->relations.at[owner->relations.count - 1 - s];
            GroupMember    *seat     = world_group_add(group, NULL, relation->customer);
            seat->joined_s           = joining(gen, group, relation);
            seat->join_scene         = chance(gen, 70) ? 3 : 1;
            seat->invitor            = seat->join_scene == 1 ? owner : NULL;
            if (gen->has_past) quit(gen, group, seat);
        }
    }
}

/* ---- the demo -------------------------------------------------------------------------------- */

typedef struct Region {
    const char *name, *stores[3];
} Region;

static const Region regions[] = {
    { "华东大区", { "上海徐汇店", "杭州西湖店", "南京鼓楼店" } },
    { "华南大区", { "广州天河店", "深圳南山店", "佛山祖庙店" } },
    { "华北大区", { "北京朝阳店", "天津和平店", "石家庄长安店" } },
    { "西南大区", { "成都锦江店", "重庆渝中店", "昆明五华店" } },
};

static void meet(Gen *gen, Member *member, int times)
{
    for (int i = 0; i < times; i++) list_add(gen->world, &gen->front, member);
}

static void staff_store(Gen *gen, int64_t store)
{
    meet(gen, hire(gen, store, S("店长"), true), 2);
    meet(gen, hire(gen, store, S("导购"), false), 4);
    meet(gen, hire(gen, store, S("导购"), false), 3);
    meet(gen, hire(gen, store, S("育儿顾问"), false), 3);
}

static void staff_head_office(Gen *gen)
{
    static const char *const names[] = { "运营部", "客服部", "财务部", "市场部" };
    world_add_department(gen->corp, 2, 1, S("总部"));
    for (int d = 0; d < 4; d++) world_add_department(gen->corp, 11 + d, 2, str_of(names[d]));
    for (int i = 0; i < 4; i++) hire(gen, 11, i ? S("运营专员") : S("运营总监"), i == 0);
    for (int i = 0; i < 4; i++) meet(gen, hire(gen, 12, S("客服"), i == 0), 2);
    for (int i = 0; i < 2; i++) hire(gen, 13, S("会计"), i == 0)->is_service = false;
    for (int i = 0; i < 2; i++) hire(gen, 14, S("市场经理"), i == 0);
}

/* Some of the customers follow the official account, too. */
static void add_accounts(Gen *gen, const char *account, const char *mini)
{
    App *app = account_add(gen->corp, account, false);
    account_add(gen->corp, mini, true);
    for (size_t i = 0; i < gen->corp->customers.count; i += FAN_EVERY) {
        Customer *customer = gen->corp->customers.at[i];
        if (!customer->has_unionid || customer->first == NULL) continue;
        account_follow_past(account_fan(app, customer), customer->first->created_s - FAN_BEFORE_S);
    }
}

static void demo_brand(World *world)
{
    Gen gen = gen_of(world, S("小满母婴"));
    add_apps(&gen, "weft");
    world_add_department(gen.corp, 1, 0, S("小满母婴"));
    staff_head_office(&gen);
    for (int r = 0; r < 4; r++) {
        world_add_department(gen.corp, 3 + r, 1, str_of(regions[r].name));
        for (int s = 0; s < 3; s++) {
            const int64_t store = 101 + r * 3 + s;
            world_add_department(gen.corp, store, 3 + r, str_of(regions[r].stores[s]));
            staff_store(&gen, store);
        }
    }
    add_tags(&gen, baby_tags, COUNT(baby_tags));
    gen.has_past = true;
    add_customers(&gen, 20000, baby_tags, COUNT(baby_tags));
    bring_back(&gen);
    add_groups(&gen, 30);
    add_accounts(&gen, "小满母婴", "小满商城");
}

static void demo_coffee(World *world)
{
    Gen gen = gen_of(world, S("禾木咖啡"));
    add_apps(&gen, "weft");
    world_add_department(gen.corp, 1, 0, S("禾木咖啡"));
    world_add_department(gen.corp, 2, 1, S("禾木旗舰店"));
    hire(&gen, 1, S("店主"), true);
    for (int i = 0; i < 5; i++) meet(&gen, hire(&gen, 2, S("咖啡师"), i == 0), 1);
    add_tags(&gen, coffee_tags, COUNT(coffee_tags));
    gen.has_past = true;
    add_customers(&gen, 300, coffee_tags, COUNT(coffee_tags));
    add_groups(&gen, 2);
    add_accounts(&gen, "禾木咖啡", "禾木点单");
}

void gen_demo(World *world)
{
    demo_brand(world);
    demo_coffee(world);
}

void gen_bench(World *world, int64_t contacts)
{
    Gen gen = gen_of(world, S("压测公司"));
    add_apps(&gen, "weft");
    world_add_department(gen.corp, 1, 0, S("压测公司"));
    for (int64_t store = 0; store < 50; store++) {
        Arena *scratch = arena_new(4096);
        world_add_department(gen.corp, 101 + store, 1,
                             str_fmt(scratch, "门店%03lld", (long long)store + 1));
        arena_free(scratch);
        for (int i = 0; i < 10; i++) meet(&gen, hire(&gen, 101 + store, S("导购"), i == 0), 1);
    }
    add_tags(&gen, baby_tags, COUNT(baby_tags));
    LIST_EACH(Member, member, gen.corp->members) member->friend_limit = INT64_MAX;
    add_customers(&gen, contacts, baby_tags, COUNT(baby_tags));
}

void gen_empty(World *world)
{
    Gen gen = gen_of(world, S("空公司"));
    add_apps(&gen, "weft");
    world_add_department(gen.corp, 1, 0, S("空公司"));
    Member *member = world_add_member(gen.corp, S("zhangsan"), S("张三"));
    seat_member(member, 1, true);
    world_add_department(gen.corp, 2, 1, S("门店"));
    seat_member(world_add_member(gen.corp, S("lisi"), S("李四")), 2, false);
    add_accounts(&gen, "空公司公众号", "空公司小程序");
}
