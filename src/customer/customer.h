/* customer.h -- persons, their identities, their relations with staff, and their tags.
 *
 * A relation is one interval: a re-add is a new one.  All figures of adding and losing
 * come from the intervals, never from counters.  Whatever the order or number of the
 * platform's callbacks, the same facts end in the same intervals. */
#ifndef CUSTOMER_CUSTOMER_H
#define CUSTOMER_CUSTOMER_H

#include "log/log.h"
#include "people/people.h"

typedef struct CustomerId {
    int64_t v;
} CustomerId;
typedef struct RelationId {
    int64_t v;
} RelationId;
typedef struct TagId {
    int64_t v;
} TagId;
typedef struct TagGroupId {
    int64_t v;
} TagGroupId;

typedef enum Gender { GENDER_UNKNOWN = 1, GENDER_MALE, GENDER_FEMALE } Gender;
extern const Words gender_words;

typedef enum CustomerKind { CUSTOMER_WECHAT = 1, CUSTOMER_WECOM, CUSTOMER_ANONYMOUS } CustomerKind;
extern const Words customer_kind_words;

/* How a relation came to be; the platform's numbers are in customer_shape.c. */
typedef enum AddWay {
    ADD_WAY_UNKNOWN = 1,
    ADD_WAY_QR_CODE,
    ADD_WAY_MOBILE_SEARCH,
    ADD_WAY_NAME_CARD,
    ADD_WAY_GROUP_CHAT,
    ADD_WAY_PHONE_CONTACTS,
    ADD_WAY_WECHAT_CONTACTS,
    ADD_WAY_FRIEND_REQUEST,
    ADD_WAY_SERVICE_STAFF,
    ADD_WAY_EMAIL_SEARCH,
    ADD_WAY_CHANNELS,
    ADD_WAY_CALENDAR,
    ADD_WAY_MEETING,
    ADD_WAY_LINKED_WECOM,
    ADD_WAY_HARDWARE,
    ADD_WAY_DOOR_SERVICE,
    ADD_WAY_ACQUISITION_LINK,
    ADD_WAY_CUSTOM,
    ADD_WAY_DEMAND_REPLY,
    ADD_WAY_PRESALES,
    ADD_WAY_PARTNER,
    ADD_WAY_ACCEPTED_REQUEST,
    ADD_WAY_INTERNAL_SHARE,
    ADD_WAY_ASSIGNED,
    ADD_WAY_IMPORT
} AddWay;
extern const Words add_way_words;
/* The platform's add_way number; what we do not know is ADD_WAY_UNKNOWN. */
AddWay             add_way_of_platform(int64_t number);

typedef enum EndedBy {
    ENDED_BY_CUSTOMER = 1,
    ENDED_BY_STAFF,
    ENDED_BY_TRANSFER,
    ENDED_BY_SYSTEM
} EndedBy;
extern const Words ended_by_words;

typedef struct Customer {
    int64_t      id, tenant_id;
    Str          name, avatar;
    Gender       gender;
    CustomerKind kind;
    Str          corp_name, position, description;
    Str          birthday; /* YYYY-MM-DD or MM-DD                               */
    Str          address;
    bool         is_active;   /* has an open relation                              */
    AddWay       source;      /* of the first relation                             */
    bool         is_named;    /* a person wrote name or gender: the platform's no longer count */
    Str          search_text; /* name and remarks, ASCII in lower case             */
    int64_t      first_added_at_ms; /* 0: never a contact                                */
    int64_t      last_event_at_ms;
    int64_t      created_at_ms, updated_at_ms, revision;
} Customer;
extern const Shape customer_shape;

typedef struct Relation {
    int64_t id, tenant_id, customer_id, staff_id, connection_id;
    Str     external_userid, staff_userid;
    int64_t added_at_ms;
    bool    is_exact;    /* added_at is the platform's own, not the callback's */
    int64_t ended_at_ms; /* 0: open                                          */
    EndedBy ended_by;
    AddWay  add_way;
    Str     state, remark, description;
    int32_t interval_no; /* 1, 2, ... of this customer with this staff       */
    int64_t seen_at_ms;  /* when the platform last showed it                 */
    int64_t revision;
} Relation;
extern const Shape relation_shape;

typedef enum TagKind { TAG_CORP = 1, TAG_INTERNAL } TagKind;
extern const Words tag_kind_words;

typedef enum SyncState { SYNC_SYNCED = 1, SYNC_PENDING, SYNC_FAILED } SyncState;
extern const Words sync_state_words;

typedef struct TagGroup {
    int64_t   id, tenant_id, connection_id; /* connection 0: internal */
    TagKind   kind;
    Str       name, platform_id;
    int64_t   sort;
    bool      is_editable, is_deleted;
    SyncState sync_state;
    Str       sync_reason;
    int64_t   revision;
} TagGroup;
extern const Shape tag_group_shape;

typedef struct Tag {
    int64_t   id, tenant_id, group_id, connection_id;
    TagKind   kind;
    Str       name, platform_id;
    int64_t   sort, customer_count;
    bool      is_deleted;
    SyncState sync_state;
    Str       sync_reason;
    int64_t   revision;
} Tag;
extern const Shape tag_shape;

/* ERR_NOT_FOUND "customer.not_found". */
Code customer_get(Ctx *cx, CustomerId id, Customer *out) MUST_USE;
/* Users whose scope is not all and who may be told of an event about him. */
Code customer_viewers(Ctx *cx, CustomerId id, const Event *event, Ids *user_ids) MUST_USE;
/* The person a corp knows by that external_userid. */
Code customer_find_external(Ctx *cx, Str corp_id, Str external_userid, CustomerId *out,
                            bool *found) MUST_USE;
/* ERR_NOT_FOUND "relation.not_found". */
Code customer_relation_get(Ctx *cx, RelationId id, Relation *out) MUST_USE;
/* The open relations of a customer, oldest first: Rows of Relation. */
Code customer_relation_list_open(Ctx *cx, CustomerId id, Rows *relations) MUST_USE;
/* Writes remark and description here and on the platform.  "relation.ended" when it is
 * no longer open. */
Code customer_set_remark(Ctx *cx, RelationId id, Str remark, Str description) MUST_USE;
/* Adds and removes tags; corp tags go to the platform for `relation`, or for all open ones
 * when it is 0.  What is there already changes nothing.  `source` is "console",
 * "platform" or "channel_code".  ERR_INVALID "tag.unknown", "tag.needs_relation". */
Code customer_tag(Ctx *cx, CustomerId id, RelationId relation, Ids add, Ids remove,
                  Str source) MUST_USE;
/* Rows of Tag, deleted ones left out, in the order of their sort. */
Code customer_tags_by_ids(Ctx *cx, Ids ids, Rows *tags) MUST_USE;
/* Remembers that something happened to a person, for lists ordered by activity. */
Code customer_touch(Ctx *cx, CustomerId id, int64_t at_ms) MUST_USE;
/* The same for what happens to him all the time: only when it moves by ten minutes. */
enum { CUSTOMER_TOUCH_MS = 10 * MS_PER_MINUTE };
Code customer_touch_seldom(Ctx *cx, CustomerId id, int64_t at_ms) MUST_USE;
typedef struct PersonSeen {
    int64_t id, at_ms;
} PersonSeen;
/* The same for many, who may come more than once; they are put into another order. */
Code customer_touch_seldom_all(Ctx *cx, PersonSeen *seen, size_t count) MUST_USE;
/* All of them, now: each id once. */
Code customer_touch_all(Ctx *cx, const PersonSeen *seen, size_t count) MUST_USE;

/* ---- the people index, and lists ----------------------------------------- */

/* Not followed by a thread yet: a question loads what it needs and brings it up to date. */
CustomerIndex *customer_index_new(const Services *services);
/* Loads and follows in the background from now on. */
void           customer_index_start(CustomerIndex *index);
void           customer_index_free(CustomerIndex *index);

/* Who keeps a copy of customers himself is told which of them changed, by ids from one to another;
 * by whoever reads the feed, under its lock.  `lost`: lines were forgotten, all may have changed.
 */
typedef struct CustomerListener {
    void *with;
    void (*changed)(void *with, int64_t tenant_id, int64_t from_id, int64_t until_id);
    void (*lost)(void *with);
} CustomerListener;
/* NULL: nobody.  Borrowed. */
void customer_index_listen(CustomerIndex *index, const CustomerListener *listener);
/* Reads the feed until now: the listener knows of all that was committed before. */
Code customer_people_follow(Ctx *cx) MUST_USE;

typedef struct CustomerIndexStats {
    int64_t persons, bytes, result_bytes;
    int64_t loading; /* tenants that are not in memory yet */
} CustomerIndexStats;
void customer_index_stats(CustomerIndex *index, CustomerIndexStats *out);
enum { CUSTOMER_UNREADABLE_MAX = 200 };
/* The tenant's customers a phone number of whom is stored but cannot be read (another key, damaged
 * bytes), as far as was seen and up to CUSTOMER_UNREADABLE_MAX of all; not bound by the scope. */
void customer_people_unreadable(Ctx *cx, Ids *ids);

/* The tenant's customers in memory, true as of now; they hold still as an object, not in content,
 * until the end is called.  Not twice at once in one thread.  ERR_UNAVAILABLE
 * "customer.index_loading", "customer.index_too_large". */
Code customer_people_begin(Ctx *cx, People **out) MUST_USE;
void customer_people_end(Ctx *cx);
/* Without waiting: false while they are being loaded. */
bool customer_people_is_loaded(Ctx *cx);
/* Long work changes many customers: for a second to come, those in memory may lag behind for some
 * moments, rather than that each question waits until all of it was read. */
void customer_people_busy(Ctx *cx);
/* The work is over: they are true as of now again. */
void customer_people_settle(Ctx *cx);
/* The members whose customers cx->scope_id sees; ask only when it is not 0. */
Code customer_people_scope(Ctx *cx, Ids *staff) MUST_USE;
/* The members of a store, of a department or region with all below it, or one of them (each 0:
 * not asked for), as far as the scope sees them. */
Code customer_people_members(Ctx *cx, int64_t staff_id, int64_t store_id, int64_t department_id,
                             int64_t region_id, Ids *staff) MUST_USE;

/* Freezes these customers, in their order, as a result of the caller's that his list can open; who
 * he may not see, or is gone, is left out.  `ids` is scratch afterwards. */
Code customer_people_keep(Ctx *cx, int64_t *ids, size_t count, Str *result_id,
                          int64_t *total) MUST_USE;

/* Whom somebody chose in a list: a frozen result but for some, or these alone. */
typedef struct CustomerSelection {
    Str result_id;
    Ids except_ids, ids;
} CustomerSelection;
extern const Shape customer_selection_shape;

/* All of them whom the caller may see now, in the order of the list, each once, in batches of at
 * most 1,000.  ERR_NOT_FOUND "customer.result_gone" (410); stops when `each` fails. */
Code customer_selection_each(Ctx *cx, const CustomerSelection        *selection,
                             Code (*each)(void *with, Ids ids), void *with) MUST_USE;

/* Hears platform.contact_read, platform.contact_lost, platform.contacts_synced,
 * platform.tags_changed and platform.effect_settled; says contact.added, contact.lost,
 * customer.created, customer.changed, customer.tagged and tag.changed. */
extern const Consumer  customer_consumer;
/* "customer.synced": ends what a sync did not show, once all it did show has been heard. */
extern const TimerKind customer_synced_timer;
/* "customer.pending": a pending id is over. */
extern const TimerKind customer_pending_timer;

extern const SqlList customer_win_back_sql;
extern const SqlList customer_sql, customer_identity_sql, customer_relation_sql, customer_tag_sql,
    customer_view_sql, tag_sql, customer_stat_sql, customer_index_sql;

#include "customer/customer_door.h"
#include "customer/customer_erased.h"
#include "customer/customer_export.h"
#include "customer/customer_fill.h"
#include "customer/customer_made.h"
#include "customer/customer_many.h"
#include "customer/customer_merge.h"
#include "customer/customer_merge_policy.h"
#include "customer/customer_pending.h"
#include "customer/likeness_job.h"

#endif
