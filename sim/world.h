/* world.h -- what the simulated platform knows: corps, apps, members, customers, relations.
 *
 * Everything is guarded by one lock (world->lock); whoever calls a function that takes a
 * World holds it.  Memory comes from the world's arena and stays until the end; what
 * disappears is only marked.  Nothing here knows HTTP or JSON of the API. */
#ifndef SIM_WORLD_H
#define SIM_WORLD_H

#include "base/base.h"
#include "sys/thread.h"
#include "wire/wire.h"

typedef struct World    World;
typedef struct Corp     Corp;
typedef struct App      App;
typedef struct Member   Member;
typedef struct Customer Customer;
typedef struct Relation Relation;
typedef struct Way      Way;
typedef struct Group    Group;
typedef struct Chat     Chat;

/* A list of pointers that only grows. */
typedef struct List {
    void **at;
    size_t count, room;
} List;
void list_add(World *world, List *list, void *item);
#define LIST_EACH(Type, item, list)                                   \
    for (size_t item##_at = 0; item##_at < (list).count; item##_at++) \
        for (Type *item = (list).at[item##_at]; item != NULL; item = NULL)

typedef enum AppKind {
    APP_BUILT = 1,
    APP_CONTACT_SYNC,
    APP_CUSTOMER,
    APP_ACCOUNT,
    APP_MINI
} AppKind;

enum {
    MAY_CUSTOMERS  = 1u << 0, /* listed under "apps that may call" of 客户联系           */
    MAY_WRITE_ORG  = 1u << 1, /* contacts sync                                           */
    MAY_NAMES      = 1u << 2, /* department names and member profiles are answered       */
    MAY_OLD_FIELDS = 1u << 3, /* mobile, mail, gender, avatar: apps from before 2022     */
};

typedef struct CallbackSettings {
    bool is_set;
    Str  url, token, aes_key;
} CallbackSettings;

struct App {
    Corp            *corp;
    size_t           index;
    int64_t          agent_id;
    AppKind          kind;
    unsigned         may;
    Str              name, secret, description, home_url, redirect_domain;
    bool             sees_all;        /* visible range: everybody, or the lists below */
    List             visible_members; /* Member                                       */
    Ids              visible_departments;
    Str              trusted_ips; /* "1.2.3.4 5.6.7.*"; empty = all               */
    CallbackSettings callback;
    Str              suggested_token, suggested_aes_key;
    struct Account  *account; /* of an official account or mini program: what it has beside */
    Str              menu;    /* JSON or absent                               */
    Str              access_token;
    int64_t          token_number, token_until_ms;
    bool             is_token_dead; /* refused, though stable_token believes in it */
    Str              ticket[2];     /* config, agent_config                         */
    int64_t          ticket_until_ms[2];
};

typedef struct Department {
    int64_t id, parent_id, order;
    Str     name, name_en;
    List    leaders; /* Str* */
    bool    is_gone;
} Department;

enum { DEPARTMENTS_PER_MEMBER = 20 };

struct Member {
    Corp   *corp;
    size_t  index;
    Str     userid, name, alias, position, mobile, email, gender, telephone, address, extattr;
    int64_t department[DEPARTMENTS_PER_MEMBER], order[DEPARTMENTS_PER_MEMBER];
    bool    leads[DEPARTMENTS_PER_MEMBER];
    int     department_count;
    int64_t main_department;
    int     status;      /* 1 active, 2 disabled, 4 not activated, 5 left              */
    bool    is_service;  /* has the customer-contact feature                           */
    bool    has_welcome; /* the admin gave a welcome text: no WelcomeCode is issued    */
    bool    is_gone;
    int64_t left_s;
    int64_t friend_limit;
    int64_t friend_count; /* relations the member has                                   */
    List    relations;    /* Relation; in order of time                                 */
};

struct Customer {
    Corp     *corp;
    uint32_t  index;
    uint8_t   type, gender;
    uint16_t  mass_month, mass_count; /* mass messages got in that month */
    bool      has_unionid, is_played; /* made at run time                                */
    bool      hides_unionid;          /* from the corp; an official account knows it     */
    Str       name, corp_name, position;
    Relation *first;
};

/* Two directions: the member has the customer, the customer has the member. */
struct Relation {
    Member   *member;
    Customer *customer;
    Relation *next; /* of the same customer                                              */
    int64_t   created_s;
    bool      member_has, customer_has, is_pending, is_half;
    uint8_t   add_way;
    uint16_t  tag_count, tag_room;
    uint16_t *tags; /* indices into corp->tags                                           */
    uint32_t  transfers;
    Str       state, remark, description, remark_company, oper_userid, mobiles; /* JSON list */
    Way      *way;
    Str       personal_tags; /* JSON list or absent                                      */
    Chat     *chat_first, *chat_last;
    bool      has_chatted;   /* somebody wrote since the last add                        */
    int64_t   member_left_s; /* when the side went                                       */
};

/* A deletion of the time before the start, which no app was told of when it happened.  The
 * customer's are done; a member's is done when it is told, so that apps can know the pair.
 * `back_s` when the customer added again (0 = never). */
typedef struct Parting {
    Relation *relation;
    int64_t   at_s, back_s;
    bool      by_member, is_done;
} Parting;

/* Who left a group before the start: told on order, as partings are. */
typedef struct Quit {
    struct Group       *group;
    struct GroupMember *seat;
    int64_t             at_s;
    bool                is_kicked, is_done;
} Quit;

typedef struct TagGroup {
    Str     id, name;
    int64_t created_s, order;
    bool    is_gone;
    App    *by;
} TagGroup;

typedef struct Tag {
    Str       id, name;
    TagGroup *group;
    uint16_t  index;
    int64_t   created_s, order;
    bool      is_gone;
    App      *by;
} Tag;

/* A "contact me" way. */
struct Way {
    Corp   *corp;
    App    *by;
    Str     config_id, remark, state, unionid, conclusions;
    int64_t type, scene, style, expires_in, chat_expires_in, created_s;
    bool    skip_verify, is_temp, is_exclusive, mark_source, is_gone, is_spent;
    bool    is_link; /* of an acquisition link */
    List    users;   /* Member                                                           */
    Ids     parties;
    int64_t scans, adds;
};

typedef struct GroupMember {
    Member   *member; /* or */
    Customer *customer;
    int64_t   joined_s, join_scene;
    Member   *invitor;
    Str       nickname, state;
    bool      is_gone;
} GroupMember;

struct Group {
    Corp   *corp;
    Str     chat_id, name, notice, version;
    Member *owner;
    int64_t created_s, version_number;
    int     status;
    bool    is_gone;
    List    members; /* GroupMember */
    List    admins;  /* Member      */
    int64_t member_count;
};

typedef struct JoinWay {
    Corp   *corp;
    Str     config_id, remark, room_base_name, state;
    int64_t scene, auto_create_room, room_base_id;
    bool    is_gone, mark_source;
    List    groups; /* Group */
} JoinWay;

/* One line of a conversation between a member and a customer (or in a group). */
struct Chat {
    Chat       *next;
    int64_t     id, at_ms;
    const char *from;          /* "member", "customer", "system", "welcome" */
    Str         type, content; /* content is JSON */
};

/* The codes of one add: each app has its own, the first that sends wins. */
typedef struct Welcome {
    Relation *relation;
    int64_t   until_ms;
    App      *sent_by;
} Welcome;
typedef struct WelcomeCode {
    Welcome          *welcome;
    App              *app;
    Str               code;
    struct BurstItem *item; /* of a running burst, or NULL */
    int64_t           uses;
} WelcomeCode;

typedef struct Media {
    Corp   *corp;
    Str     media_id, type, filename, content_type, bytes;
    int64_t created_s, until_ms; /* 0 = for ever */
    int64_t scene;               /* of upload_attachment: 1 moments, 2 product album */
} Media;

typedef struct AppMessage {
    App    *app;
    Str     msgid, type, body;
    int64_t at_ms;
    bool    is_recalled;
    List    to; /* Member */
} AppMessage;

typedef struct Transfer {
    Customer *customer;
    Member   *from, *to;
    int64_t   due_ms;
    int       status; /* 1 done, 2 waiting, 3 refused, 4 limit */
    bool      is_resigned;
    Str       text;
} Transfer;

/* A mass message: one task per member, who must confirm it. */
typedef struct MassTarget {
    Customer *customer; /* or */
    Group    *group;
    int       status; /* 0 not sent, 1 sent, 2 no friend any more, 3 over the limit */
    int64_t   sent_s;
} MassTarget;
typedef struct MassTask {
    Member *member;
    bool    is_sent;
    int64_t sent_s;
    List    targets; /* MassTarget */
} MassTask;
typedef struct Mass {
    Str     msgid, content;
    App    *app;
    bool    is_group, is_cancelled;
    int64_t created_s, reminds, remind_day;
    List    tasks; /* MassTask */
} Mass;

/* A customer moment (客户朋友圈): a task per member, who must publish it. */
typedef struct MomentReaction {
    Customer *customer;
    Member   *member;
    bool      is_comment;
    int64_t   at_s;
} MomentReaction;
typedef struct MomentTask {
    Member *member;
    bool    is_published;
    int64_t published_s;
} MomentTask;
typedef struct Moment {
    Str     job_id, moment_id, content;
    App    *app;
    int64_t created_ms;
    bool    is_cancelled;
    List    tasks, tags, reactions; /* MomentTask, Tag, MomentReaction */
} Moment;

/* What a group robot says to who joins. */
typedef struct Template {
    Str  template_id, content;
    App *by;
    bool is_gone;
} Template;

/* An acquisition link (获客助手): a way without a code, reached by its address. */
typedef struct Link {
    Way    *way;
    Str     link_id, name;
    int64_t clicks;
    bool    is_gone;
} Link;

typedef struct OauthCode {
    Str       code;
    Corp     *corp;
    Member   *member;
    Customer *customer;
    int64_t   until_ms;
    bool      is_used, is_private;
} OauthCode;

typedef struct ContactTag { /* a tag of members, not of customers */
    int64_t id;
    Str     name;
    List    members;
    Ids     departments;
    bool    is_gone;
} ContactTag;

struct Corp {
    World   *world;
    size_t   index;
    uint64_t seed;
    Str      corp_id, name;
    List     apps, departments, members, customers, tag_groups, tags, ways, groups, join_ways;
    List     messages, transfers, contact_tags;
    List     masses, links, moments, templates;
    List     accounts; /* App: official accounts and mini programs of the same company */
    List     partings; /* Parting; of the demo only */
    List     quits;    /* Quit; of the demo only */
    int64_t  lived_s;  /* until when the days since the start were lived; 0 = not yet */
    int64_t  link_quota, link_balance;
    StrMap  *member_by_id; /* key in lower case */
    StrMap  *way_by_id, *group_by_id, *join_way_by_id, *tag_by_id, *tag_group_by_id;
    StrMap  *message_by_id;
    StrMap  *mass_by_id, *link_by_id, *moment_by_id, *template_by_id;
    int64_t  gone_tags;
};

/* Knobs of the callback pump. */
typedef struct PumpKnobs {
    int64_t delay_ms, reorder_ms, retry_ms, duplicate_percent, loss_percent, timeout_ms;
} PumpKnobs;

struct World {
    pthread_mutex_t   lock;
    Arena            *arena;
    uint64_t          seed, counter; /* ids made so far                              */
    int64_t           changes;       /* calls that changed something */
    uint64_t          random;        /* state for choices that replay must repeat    */
    int64_t           clock_shift_ms;
    double            time_scale;
    int64_t           started_ms; /* real time at which scaling began             */
    bool              is_replaying;
    int64_t           replay_now_ms;
    bool              mark_tag_tells; /* mark_tag sends edit_external_contact         */
    bool              remark_tells;   /* so does externalcontact/remark               */
    int64_t           transfers_waiting;
    bool              check_ips;
    Str               base_url;
    List              corps;
    StrMap           *token_app;  /* access token -> App                          */
    StrMap           *old_tokens; /* tokens that were valid once                  */
    StrMap           *media_by_id, *welcome_by_code, *oauth_by_code;
    StrMap           *account_by_id; /* app_id -> App */
    List              media;
    int64_t           chat_number;
    struct Pump      *pump;       /* NULL while the world is being made           */
    World            *before;     /* what a reset left behind                     */
    struct BurstItem *burst_item; /* the add being made by a burst, or NULL       */
};

/* A world without corps; `started_ms` is the real time its past ends at. */
World   *world_new(uint64_t seed, int64_t started_ms);
/* Gives everything back.  NULL is allowed. */
void     world_free(World *world);
/* Empties the world as world_new made it; what was in it stays readable until world_free. */
void     world_renew(World *world);
/* The platform's clock. */
int64_t  world_now_ms(const World *world);
int64_t  world_now_s(const World *world);
/* The next number for an id. */
uint64_t world_number(World *world);
/* Text that lives as long as the world. */
Str      world_keep(World *world, Str text);

/* A corp without anybody; its id follows from the seed and its place. */
Corp *world_add_corp(World *world, Str name);
/* An app that sees everybody; secret and suggested keys follow from its number. */
App  *world_add_app(Corp *corp, int64_t agent_id, AppKind kind, unsigned may, const char *name);
/* NULL when unknown; an absent id means the first corp. */
Corp *world_corp(const World *world, Str corp_id);
App  *world_app(const Corp *corp, int64_t agent_id);

/* `id` must be free. */
Department *world_add_department(Corp *corp, int64_t id, int64_t parent_id, Str name);
/* NULL when unknown or gone. */
Department *world_department(const Corp *corp, int64_t id);
/* True when `id` is `above` or below it. */
bool        world_is_below(const Corp *corp, int64_t id, int64_t above);
/* An active member without department who may serve customers; `userid` must be free. */
Member     *world_add_member(Corp *corp, Str userid, Str name);
/* Without regard to case; NULL when unknown or gone. */
Member     *world_member(const Corp *corp, Str userid);
/* True when the member sits in the department or, with `below`, under it. */
bool        world_member_in(const Member *member, int64_t department, bool below);
/* Whether the app's visible range covers them. */
bool        world_app_sees(const App *app, const Member *member);
bool        world_app_sees_department(const App *app, int64_t department);

/* Somebody nobody knows yet; the name is borrowed. */
Customer *world_add_customer(Corp *corp, Str name);
/* NULL when there is no such person in this corp. */
Customer *world_customer(const Corp *corp, Str external_userid);
/* Their id in this corp. */
Str       world_external_userid(Arena *arena, const Customer *customer);
/* The pair, even when both sides have left; NULL when they never met. */
Relation *world_relation(const Member *member, const Customer *customer);
/* Finds or makes the pair; a new one has neither direction. */
Relation *world_relate(Member *member, Customer *customer);
/* Changes the member's direction and counts it. */
void      world_set_member_has(Relation *relation, bool has);

/* `by` is the app that may edit it later. */
TagGroup *world_add_tag_group(Corp *corp, Str name, App *by);
Tag      *world_add_tag(TagGroup *group, Corp *corp, Str name, App *by);
/* NULL when unknown or gone. */
Tag      *world_tag(const Corp *corp, Str id);
/* Whether the pair carries the tag; marks or unmarks it and says whether that changed it. */
bool      world_relation_has_tag(const Relation *relation, const Tag *tag);
bool      world_mark(World *world, Relation *relation, const Tag *tag, bool on);

/* NULL when unknown or gone. */
Way         *world_way(const Corp *corp, Str config_id);
Group       *world_group(const Corp *corp, Str chat_id);
/* A group with its owner as the only member. */
Group       *world_add_group(Corp *corp, Member *owner, Str name);
/* Seats a member or a customer (the other is NULL) and moves the version. */
GroupMember *world_group_add(Group *group, Member *member, Customer *customer);
/* Moves the version: the membership changed. */
void         world_group_touch(Group *group);
/* Adds a line to the conversation; `from` must be a literal, `content` is JSON. */
void         world_chat(World *world, Relation *relation, const char *from, Str type, Str content);

#endif
