/* world.c -- adding to and finding in the world. */
#include "sim/world.h"

#include "sim/ids.h"
#include "sys/clock.h"

#include <stdlib.h>
#include <string.h>

enum { FRIEND_LIMIT = 20000 };

void list_add(World *world, List *list, void *item)
{
    if (list->count == list->room) {
        const size_t room = list->room ? list->room * 2 : 4;
        void       **at   = arena_make(world->arena, void *, room);
        if (list->count) memcpy(at, list->at, list->count * sizeof(*at));
        list->at   = at;
        list->room = room;
    }
    list->at[list->count++] = item;
}

static void begin(World *world, uint64_t mixed_seed)
{
    world->arena           = arena_new((size_t)16 << 30);
    world->seed            = mixed_seed;
    world->random          = mixed_seed ^ 0x72616e64u;
    world->mark_tag_tells  = true;
    world->token_app       = strmap_new(world->arena);
    world->old_tokens      = strmap_new(world->arena);
    world->media_by_id     = strmap_new(world->arena);
    world->welcome_by_code = strmap_new(world->arena);
    world->oauth_by_code   = strmap_new(world->arena);
    world->account_by_id   = strmap_new(world->arena);
}

World *world_new(uint64_t seed, int64_t started_ms)
{
    World *world = calloc(1, sizeof(*world));
    ASSERT(world != NULL);
    pthread_mutex_init(&world->lock, NULL);
    world->time_scale = 1;
    world->started_ms = started_ms;
    begin(world, seed * 0x9E3779B97F4A7C15u + 0x77656674u);
    return world;
}

void world_renew(World *world)
{
    World *old = malloc(sizeof(*old));
    ASSERT(old != NULL);
    *old                     = *world;
    world->before            = old;
    world->corps             = (List){ 0 };
    world->media             = (List){ 0 };
    world->counter           = 0;
    world->chat_number       = 0;
    world->transfers_waiting = 0;
    world->remark_tells = world->check_ips = false;
    world->clock_shift_ms                  = 0;
    begin(world, old->seed);
}

void world_free(World *world)
{
    if (world == NULL) return;
    pthread_mutex_destroy(&world->lock);
    while (world) {
        World *before = world->before;
        LIST_EACH(Media, media, world->media) free((void *)(uintptr_t)media->bytes.ptr);
        arena_free(world->arena);
        free(world);
        world = before;
    }
}

int64_t world_now_ms(const World *world)
{
    if (world->is_replaying) return world->replay_now_ms;
    const int64_t now = clock_now_ms();
    if (world->time_scale == 1) return now + world->clock_shift_ms;
    const double passed = (double)(now - world->started_ms) * world->time_scale;
    return world->started_ms + (int64_t)passed + world->clock_shift_ms;
}

int64_t world_now_s(const World *world) { return world_now_ms(world) / MS_PER_SECOND; }

uint64_t world_number(World *world) { return ++world->counter; }

Str world_keep(World *world, Str text) { return str_copy(world->arena, text); }

Corp *world_add_corp(World *world, Str name)
{
    Corp *corp            = arena_make(world->arena, Corp, 1);
    corp->world           = world;
    corp->index           = world->corps.count;
    corp->seed            = world->seed + (corp->index + 1) * 0xA24BAED4963EE407u;
    corp->corp_id         = ids_corp(world->arena, corp->seed);
    corp->name            = world_keep(world, name);
    corp->member_by_id    = strmap_new(world->arena);
    corp->way_by_id       = strmap_new(world->arena);
    corp->group_by_id     = strmap_new(world->arena);
    corp->join_way_by_id  = strmap_new(world->arena);
    corp->tag_by_id       = strmap_new(world->arena);
    corp->tag_group_by_id = strmap_new(world->arena);
    corp->message_by_id   = strmap_new(world->arena);
    corp->mass_by_id      = strmap_new(world->arena);
    corp->moment_by_id    = strmap_new(world->arena);
    corp->template_by_id  = strmap_new(world->arena);
    corp->link_by_id      = strmap_new(world->arena);
    corp->link_quota = corp->link_balance = 1000;
    list_add(world, &world->corps, corp);
    return corp;
}

App *world_add_app(Corp *corp, int64_t agent_id, AppKind kind, unsigned may, const char *name)
{
    World *world           = corp->world;
    App   *app             = arena_make(world->arena, App, 1);
    app->corp              = corp;
    app->index             = corp->apps.count;
    app->agent_id          = agent_id;
    app->kind              = kind;
    app->may               = may;
    app->name              = world_keep(world, str_of(name));
    app->sees_all          = true;
    const uint64_t seed    = corp->seed ^ (uint64_t)agent_id;
    app->secret            = ids_text(world->arena, seed, 1, "", 43);
    app->suggested_token   = ids_plain(world->arena, seed, 2, 24);
    app->suggested_aes_key = ids_plain(world->arena, seed, 3, 43);
    list_add(world, &corp->apps, app);
    return app;
}

Corp *world_corp(const World *world, Str corp_id)
{
    if (corp_id.len == 0) return world->corps.count ? world->corps.at[0] : NULL;
    LIST_EACH(Corp, corp, world->corps)
    {
        if (str_equal(corp->corp_id, corp_id)) return corp;
    }
    return NULL;
}

App *world_app(const Corp *corp, int64_t agent_id)
{
    LIST_EACH(App, app, corp->apps)
    {
        if (app->agent_id == agent_id) return app;
    }
    return NULL;
}

/* ---- departments and members ------------------------------------------------- */

Department *world_add_department(Corp *corp, int64_t id, int64_t parent_id, Str name)
{
    World      *world      = corp->world;
    Department *department = arena_make(world->arena, Department, 1);
    department->id         = id;
    department->parent_id  = parent_id;
    department->name       = world_keep(world, name);
    department->order      = 100000 - (int64_t)corp->departments.count;
    list_add(world, &corp->departments, department);
    return department;
}

Department *world_department(const Corp *corp, int64_t id)
{
    LIST_EACH(Department, department, corp->departments)
    {
        if (department->id == id && !department->is_gone) return department;
    }
    return NULL;
}

bool world_is_below(const Corp *corp, int64_t id, int64_t above)
{
    for (int depth = 0; depth < 32 && id != 0; depth++) {
        if (id == above) return true;
        const Department *department = world_department(corp, id);
        if (department == NULL) return false;
        id = department->parent_id;
    }
    return false;
}

static Str lower(Arena *arena, Str text)
{
    char *copy = arena_make(arena, char, text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        copy[i]      = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    return (Str){ copy, text.len };
}

Member *world_add_member(Corp *corp, Str userid, Str name)
{
    World  *world        = corp->world;
    Member *member       = arena_make(world->arena, Member, 1);
    member->corp         = corp;
    member->index        = corp->members.count;
    member->userid       = world_keep(world, userid);
    member->name         = world_keep(world, name);
    member->gender       = S("0");
    member->status       = 1;
    member->is_service   = true;
    member->friend_limit = FRIEND_LIMIT;
    list_add(world, &corp->members, member);
    strmap_put(corp->member_by_id, lower(world->arena, userid), member);
    return member;
}

Member *world_member(const Corp *corp, Str userid)
{
    char key[64];
    if (userid.len == 0 || userid.len > sizeof(key)) return NULL;
    for (size_t i = 0; i < userid.len; i++) {
        const char c = userid.ptr[i];
        key[i]       = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    Member *member = strmap_find(corp->member_by_id, (Str){ key, userid.len });
    return member && !member->is_gone ? member : NULL;
}

bool world_member_in(const Member *member, int64_t department, bool below)
{
    for (int i = 0; i < member->department_count; i++) {
        if (member->department[i] == department) return true;
        if (below && world_is_below(member->corp, member->department[i], department)) return true;
    }
    return false;
}

bool world_app_sees(const App *app, const Member *member)
{
    if (app->sees_all) return true;
    LIST_EACH(Member, visible, app->visible_members)
    {
        if (visible == member) return true;
    }
    for (size_t i = 0; i < app->visible_departments.count; i++) {
        if (world_member_in(member, app->visible_departments.at[i], true)) return true;
    }
    return false;
}

bool world_app_sees_department(const App *app, int64_t department)
{
    if (app->sees_all) return true;
    for (size_t i = 0; i < app->visible_departments.count; i++) {
        if (world_is_below(app->corp, department, app->visible_departments.at[i])) return true;
    }
    return false;
}

/* ---- customers and relations --------------------------------------------------- */

Customer *world_add_customer(Corp *corp, Str name)
{
    World    *world    = corp->world;
    Customer *customer = arena_make(world->arena, Customer, 1);
    customer->corp     = corp;
    customer->index    = (uint32_t)corp->customers.count;
    customer->type     = 1;
    customer->name     = name;
    list_add(world, &corp->customers, customer);
    return customer;
}

Customer *world_customer(const Corp *corp, Str external_userid)
{
    uint32_t index;
    if (!ids_external_index(corp->seed, external_userid, &index)) return NULL;
    if (index >= corp->customers.count) return NULL;
    return corp->customers.at[index];
}

Str world_external_userid(Arena *arena, const Customer *customer)
{
    return ids_external(arena, customer->corp->seed, customer->index, customer->type);
}

Relation *world_relation(const Member *member, const Customer *customer)
{
    for (Relation *relation = customer->first; relation; relation = relation->next) {
        if (relation->member == member) return relation;
    }
    return NULL;
}

Relation *world_relate(Member *member, Customer *customer)
{
    Relation *relation = world_relation(member, customer);
    if (relation) return relation;
    World *world       = member->corp->world;
    relation           = arena_make(world->arena, Relation, 1);
    relation->member   = member;
    relation->customer = customer;
    Relation **end     = &customer->first;
    while (*end) end = &(*end)->next;
    *end = relation;
    list_add(world, &member->relations, relation);
    return relation;
}

void world_set_member_has(Relation *relation, bool has)
{
    if (relation->member_has == has) return;
    relation->member_has = has;
    relation->member->friend_count += has ? 1 : -1;
}

/* ---- tags ------------------------------------------------------------------------ */

TagGroup *world_add_tag_group(Corp *corp, Str name, App *by)
{
    World    *world  = corp->world;
    TagGroup *group  = arena_make(world->arena, TagGroup, 1);
    group->id        = ids_text(world->arena, corp->seed, world_number(world), "et", 30);
    group->name      = world_keep(world, name);
    group->created_s = world_now_s(world);
    group->by        = by;
    list_add(world, &corp->tag_groups, group);
    strmap_put(corp->tag_group_by_id, group->id, group);
    return group;
}

Tag *world_add_tag(TagGroup *group, Corp *corp, Str name, App *by)
{
    World *world   = corp->world;
    Tag   *tag     = arena_make(world->arena, Tag, 1);
    tag->id        = ids_text(world->arena, corp->seed, world_number(world), "et", 30);
    tag->name      = world_keep(world, name);
    tag->group     = group;
    tag->index     = (uint16_t)corp->tags.count;
    tag->created_s = world_now_s(world);
    tag->by        = by;
    list_add(world, &corp->tags, tag);
    strmap_put(corp->tag_by_id, tag->id, tag);
    return tag;
}

Tag *world_tag(const Corp *corp, Str id)
{
    Tag *tag = strmap_find(corp->tag_by_id, id);
    return tag && !tag->is_gone ? tag : NULL;
}

bool world_relation_has_tag(const Relation *relation, const Tag *tag)
{
    for (int i = 0; i < relation->tag_count; i++) {
        if (relation->tags[i] == tag->index) return true;
    }
    return false;
}

static void mark_on(World *world, Relation *relation, uint16_t index)
{
    if (relation->tag_count == relation->tag_room) {
        const size_t room = relation->tag_room ? relation->tag_room * 2u : 8u;
        uint16_t    *tags = arena_make(world->arena, uint16_t, room);
        if (relation->tag_count) memcpy(tags, relation->tags, relation->tag_count * sizeof(*tags));
        relation->tags     = tags;
        relation->tag_room = (uint16_t)room;
    }
    relation->tags[relation->tag_count++] = index;
}

bool world_mark(World *world, Relation *relation, const Tag *tag, bool on)
{
    if (world_relation_has_tag(relation, tag) == on) return false;
    if (on) {
        mark_on(world, relation, tag->index);
        return true;
    }
    int kept = 0;
    for (int i = 0; i < relation->tag_count; i++) {
        if (relation->tags[i] != tag->index) relation->tags[kept++] = relation->tags[i];
    }
    relation->tag_count = (uint16_t)kept;
    return true;
}

/* ---- ways, groups, conversations --------------------------------------------------- */

Way *world_way(const Corp *corp, Str config_id)
{
    Way *way = strmap_find(corp->way_by_id, config_id);
    return way && !way->is_gone ? way : NULL;
}

void world_group_touch(Group *group)
{
    World *world = group->corp->world;
    group->version_number++;
    const uint64_t seed = str_hash(group->chat_id);
    group->version      = ids_hex(world->arena, seed, (uint64_t)group->version_number, 32);
}

Group *world_add_group(Corp *corp, Member *owner, Str name)
{
    World *world     = corp->world;
    Group *group     = arena_make(world->arena, Group, 1);
    group->corp      = corp;
    group->chat_id   = ids_text(world->arena, corp->seed, world_number(world), "wr", 30);
    group->name      = world_keep(world, name);
    group->notice    = S("");
    group->owner     = owner;
    group->created_s = world_now_s(world);
    list_add(world, &corp->groups, group);
    strmap_put(corp->group_by_id, group->chat_id, group);
    world_group_touch(group);
    world_group_add(group, owner, NULL)->join_scene = 1;
    return group;
}

Group *world_group(const Corp *corp, Str chat_id)
{
    Group *group = strmap_find(corp->group_by_id, chat_id);
    return group && !group->is_gone ? group : NULL;
}

GroupMember *world_group_add(Group *group, Member *member, Customer *customer)
{
    World       *world = group->corp->world;
    GroupMember *seat  = arena_make(world->arena, GroupMember, 1);
    seat->member       = member;
    seat->customer     = customer;
    seat->joined_s     = world_now_s(world);
    seat->join_scene   = 1;
    list_add(world, &group->members, seat);
    group->member_count++;
    world_group_touch(group);
    return seat;
}

void world_chat(World *world, Relation *relation, const char *from, Str type, Str content)
{
    Chat *chat    = arena_make(world->arena, Chat, 1);
    chat->id      = ++world->chat_number;
    chat->at_ms   = world_now_ms(world);
    chat->from    = from;
    chat->type    = world_keep(world, type);
    chat->content = world_keep(world, content);
    if (relation->chat_last)
        relation->chat_last->next = chat;
    else
        relation->chat_first = chat;
    relation->chat_last = chat;
}
