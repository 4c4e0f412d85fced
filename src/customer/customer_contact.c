/* customer_contact.c -- what the platform told of a contact becomes person, relation and tags.
 * JSON is in customer_event.c, the events that follow in customer_said.c. */
#include "customer/customer_contact.h"

#include "channel/channel.h"
#include "customer/customer_identity.h"
#include "customer/customer_interval.h"
#include "customer/customer_person.h"
#include "customer/customer_said.h"
#include "customer/customer_tag.h"

static const char *const via_word[] = {
    [VIA_CALLBACK] = "callback", [VIA_SYNC] = "sync", [VIA_EDIT] = "edit"
};
const Words contact_via_words = { via_word, COUNT(via_word) };

/* Who a member is; that never changes. */
typedef struct Member {
    int64_t id;
    Str     userid;
} Member;
static const Field member_fields[] = { FIELD_ID(Member, id), FIELD(Member, userid) };
static const Shape member_shape    = SHAPE(Member, member_fields);

/* The member of that userid; one the directory has not told of yet is entered by its userid. */
static Code find_staff(Ctx *cx, int64_t connection_id, Str userid, Member *out)
{
    Staff     staff = { 0 };
    bool      found = false;
    const Str key   = str_fmt(cx->arena, "staff %lld %.*s", (long long)connection_id, FMT(userid));
    const Member *known = memo_find(cx, key);
    if (known) {
        *out = *known;
        return OK;
    }
    TRY(org_staff_find_by_userid(cx, connection_id, userid, &staff, &found));
    if (!found) {
        const StaffDraft draft = { .userid = userid, .status = STAFF_ACTIVE, .is_contact = true };
        TRY(org_sync_staff(cx, connection_id, &draft, 1, false, NULL));
        TRY(org_staff_find_by_userid(cx, connection_id, userid, &staff, &found));
        ASSERT(found);
    }
    *out = (Member){ staff.id, staff.userid };
    memo_keep(cx, key, &member_shape, out);
    return OK;
}

static bool is_add(const ContactRead *read)
{
    return str_starts(read->change_type, S("add_")) && read->callback_userid.len > 0;
}

static Relation seen_side(const ContactRead *read, int64_t customer_id, const Member *staff,
                          const ContactSide *side)
{
    return (Relation){
        .customer_id     = customer_id,
        .staff_id        = staff->id,
        .connection_id   = read->connection_id,
        .external_userid = read->external_userid,
        .staff_userid    = staff->userid,
        .added_at_ms     = side->createtime_ms ? side->createtime_ms : read->at_ms,
        .is_exact        = side->createtime_ms != 0,
        .add_way         = side->add_way ? side->add_way : ADD_WAY_UNKNOWN,
        .state           = side->state,
        .remark          = side->remark,
        .description     = side->description,
        .seen_at_ms      = read->at_ms,
    };
}

/* A platform that keeps the old time over a re-add still has its callback tell the new one. */
static Code see_told(Ctx *cx, const ContactRead *read, Relation seen, Vec *changes)
{
    if (!read->callback_at_ms) return OK;
    if (seen.is_exact && read->callback_at_ms <= seen.added_at_ms + INTERVAL_TOLERANCE_MS)
        return OK;
    seen.added_at_ms = read->callback_at_ms;
    seen.is_exact    = false;
    return customer_relation_see(cx, &seen, false, changes);
}

static bool is_added(const Vec *changes, int64_t staff_id)
{
    for (size_t i = 0; i < changes->count; i++) {
        const RelationChange *change = VEC_AT(*changes, RelationChange, i);
        if (change->is_added && change->relation.staff_id == staff_id) return true;
    }
    return false;
}

static Code take_side(Ctx *cx, const ContactRead *read, const Customer *customer, bool is_new,
                      size_t at, Vec *changes)
{
    const ContactSide *side  = &read->sides[at];
    Member             staff = { 0 };
    const bool is_mine = is_add(read) && str_equal_nocase(side->userid, read->callback_userid);
    TRY(find_staff(cx, read->connection_id, side->userid, &staff));
    Relation seen = seen_side(read, customer->id, &staff, side);
    if (is_mine && !seen.state.len) seen.state = read->callback_state;
    TRY(customer_relation_see(cx, &seen, is_new, changes));
    if (is_mine) TRY(see_told(cx, read, seen, changes));
    const bool is_quiet = read->via == VIA_SYNC && is_added(changes, staff.id);
    const bool is_first =
        is_new && at == 0; /* of another member's tags some may be there already */
    return customer_tag_show(cx, customer, &seen, side->tag_ids, is_first, is_quiet);
}

/* Only the callback is known: the read failed, or did not show its member. */
static Code take_callback(Ctx *cx, const ContactRead *read, const Customer *customer, Vec *changes)
{
    Member staff = { 0 };
    for (size_t i = 0; i < read->side_count; i++)
        if (str_equal_nocase(read->sides[i].userid, read->callback_userid)) return OK;
    TRY(find_staff(cx, read->connection_id, read->callback_userid, &staff));
    const ContactSide none = { .createtime_ms = read->callback_at_ms,
                               .state         = read->callback_state };
    Relation          seen = seen_side(read, customer->id, &staff, &none);
    seen.is_exact          = false;
    seen.seen_at_ms        = 0;
    return customer_relation_see(cx, &seen, false, changes);
}

static bool is_shown(const ContactRead *read, Str userid)
{
    for (size_t i = 0; i < read->side_count; i++)
        if (str_equal_nocase(read->sides[i].userid, userid)) return true;
    return false;
}

/* A complete read shows every member the customer still has; the others ended unnoticed. */
static Code end_missing(Ctx *cx, const ContactRead *read, CustomerId id, Vec *changes)
{
    Rows open = { 0 };
    TRY(customer_relation_list_in(cx, id, read->connection_id, &open));
    for (size_t i = 0; i < open.count; i++) {
        const Relation *relation = ROWS_AT(Relation, open, i);
        /* Of another contact who is the same person: this read does not tell of him. */
        if (!str_equal(relation->external_userid, read->external_userid)) continue;
        if (is_shown(read, relation->staff_userid) || relation->seen_at_ms >= read->at_ms ||
            relation->added_at_ms >= read->at_ms)
            continue;
        if (is_add(read) && str_equal_nocase(relation->staff_userid, read->callback_userid))
            continue;
        TRY(customer_relation_end(cx, relation, read->at_ms, ENDED_BY_SYSTEM, changes));
    }
    return OK;
}

/* The welcome code of a relation that was known before its callback came. */
static Code offer(Ctx *cx, const ContactRead *read, const Customer *customer, const Vec *changes)
{
    Rows open = { 0 };
    if (!is_add(read) || !read->welcome_code.len) return OK;
    for (size_t i = 0; i < changes->count; i++) {
        const RelationChange *change = VEC_AT(*changes, RelationChange, i);
        if (change->is_added &&
            str_equal_nocase(change->relation.staff_userid, read->callback_userid))
            return OK;
    }
    TRY(customer_relation_list_in(cx, (CustomerId){ customer->id }, read->connection_id, &open));
    for (size_t i = 0; i < open.count; i++) {
        const Relation *relation = ROWS_AT(Relation, open, i);
        if (str_equal_nocase(relation->staff_userid, read->callback_userid))
            return customer_said_offer(cx, customer, relation, read);
    }
    return OK;
}

/* ---- who was deleted on request --------------------------------------------------------- */

/* Mostly nobody; one question in a batch. */
static Code erased_of(Ctx *cx, Str corp_id, Str external_userid, ErasedKey *out)
{
    typedef struct Any {
        bool is_any;
    } Any;
    static const Field any_fields[] = { FIELD(Any, is_any) };
    static const Shape any_shape    = SHAPE(Any, any_fields);
    const Any         *known        = memo_find(cx, S("customer erased"));
    Any                any          = { 0 };
    *out                            = (ErasedKey){ 0 };
    if (known) {
        any = *known;
    } else {
        TRY(customer_erased_any(cx, &any.is_any));
        memo_keep(cx, S("customer erased"), &any_shape, &any);
    }
    if (!any.is_any) return OK;
    return customer_erased_find(cx, IDENTITY_EXTERNAL_USERID, corp_id, external_userid, out);
}

/* Leaves out the friendships from before a deletion; whether anything is left to take. */
static bool keep_newer(Arena *arena, ContactRead *read, int64_t erased_at_ms)
{
    ContactSide *kept  = arena_make(arena, ContactSide, read->side_count);
    size_t       count = 0;
    for (size_t i = 0; i < read->side_count; i++)
        if (read->sides[i].createtime_ms > erased_at_ms) kept[count++] = read->sides[i];
    read->sides      = kept;
    read->side_count = count;
    return count > 0 || (is_add(read) && read->callback_at_ms > erased_at_ms);
}

/* Of WeChat; members of other corps have no unionid at all. */
static Code ask_pending(Ctx *cx, const ContactRead *read, const Customer *customer)
{
    if (read->unionid.len || read->is_degraded || read->kind != CUSTOMER_WECHAT) return OK;
    TRY(customer_pending_note_untold(cx, read->corp_id));
    return customer_pending_ask_contact(cx, (CustomerId){ customer->id }, read->connection_id,
                                        read->corp_id, read->external_userid);
}

Code customer_contact_read(Ctx *cx, const ContactRead *told)
{
    Customer    customer = { 0 };
    ErasedKey   erased   = { 0 };
    bool        is_new   = false;
    Vec         changes  = vec_of(cx->arena, RelationChange);
    ContactRead own = *told, *read = &own;
    TRY(erased_of(cx, read->corp_id, read->external_userid, &erased));
    if (erased.erased_at_ms && !keep_newer(cx->arena, read, erased.erased_at_ms)) return OK;
    TRY(customer_person_take(cx, read, &customer, &is_new));
    if (is_new) TRY(ask_pending(cx, read, &customer));
    for (size_t i = 0; i < read->side_count; i++)
        TRY(take_side(cx, read, &customer, is_new, i, &changes));
    if (is_add(read)) TRY(take_callback(cx, read, &customer, &changes));
    if (read->is_complete && !read->is_degraded && !is_new)
        TRY(end_missing(cx, read, (CustomerId){ customer.id }, &changes));
    TRY(customer_relation_count(cx, &changes));
    TRY(customer_person_settle(cx, read, &customer, is_new, &changes));
    TRY(customer_said_changes(cx, &customer, is_new, &changes, read));
    return offer(cx, read, &customer, &changes);
}

Code customer_contact_lost(Ctx *cx, const ContactLost *lost)
{
    Customer          customer = { 0 };
    Member            staff    = { 0 };
    bool              is_new   = false;
    Vec               changes  = vec_of(cx->arena, RelationChange);
    const ContactRead ids      = { .connection_id   = lost->connection_id,
                                   .corp_id         = lost->corp_id,
                                   .at_ms           = lost->at_ms,
                                   .is_degraded     = true,
                                   .external_userid = lost->external_userid };
    ErasedKey         erased   = { 0 };
    CustomerId        known    = { 0 };
    bool              found    = false;
    TRY(erased_of(cx, lost->corp_id, lost->external_userid, &erased));
    if (erased.erased_at_ms) {
        TRY(customer_find_external(cx, lost->corp_id, lost->external_userid, &known, &found));
        if (!found) return OK;
    }
    TRY(customer_person_take(cx, &ids, &customer, &is_new));
    TRY(find_staff(cx, lost->connection_id, lost->userid, &staff));
    const Relation pair = { .customer_id     = customer.id,
                            .staff_id        = staff.id,
                            .connection_id   = lost->connection_id,
                            .external_userid = lost->external_userid,
                            .staff_userid    = staff.userid,
                            .add_way         = ADD_WAY_UNKNOWN };
    TRY(customer_relation_end(cx, &pair, lost->at_ms, lost->by, &changes));
    TRY(customer_relation_count(cx, &changes));
    TRY(customer_person_settle(cx, &ids, &customer, is_new, &changes));
    return customer_said_changes(cx, &customer, is_new, &changes, NULL);
}

static Code end_unseen(Ctx *cx, const Relation *relation, int64_t seen_at_ms)
{
    Customer customer = { 0 };
    Vec      changes  = vec_of(cx->arena, RelationChange);
    TRY(customer_get(cx, (CustomerId){ relation->customer_id }, &customer));
    TRY(customer_relation_end(cx, relation, seen_at_ms, ENDED_BY_SYSTEM, &changes));
    TRY(customer_relation_count(cx, &changes));
    TRY(customer_person_settle(cx, NULL, &customer, false, &changes));
    return customer_said_changes(cx, &customer, false, &changes, NULL);
}

Code customer_contact_synced(Ctx *cx, int64_t connection_id, Str userid, int64_t seen_at_ms)
{
    Staff staff = { 0 };
    bool  found = false;
    TRY(org_staff_find_by_userid(cx, connection_id, userid, &staff, &found));
    if (!found) return OK;
    for (int64_t before = 0;;) {
        Rows            page = { 0 };
        const ArenaMark mark = arena_mark(cx->arena);
        TRY(customer_relation_list_unseen(cx, staff.id, before, seen_at_ms - INTERVAL_TOLERANCE_MS,
                                          &page));
        if (page.count == 0) return OK;
        for (size_t i = 0; i < page.count; i++)
            TRY(end_unseen(cx, ROWS_AT(Relation, page, i), seen_at_ms));
        before = ROWS_AT(Relation, page, page.count - 1)->customer_id;
        arena_rewind(cx->arena, mark);
    }
}
