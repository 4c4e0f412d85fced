/* customer_door.c -- whose an event is.  Statements are in customer_door_sql.c. */
#include "customer/customer_door.h"

#include "customer/customer_door_memory.h"
#include "customer/customer_door_sql.h"
#include "customer/customer_erased.h"
#include "customer/customer_identity_sql.h"
#include "customer/customer_person.h"
#include "customer/customer_sql.h"
#include "wire/json.h"

enum { CONFIDENCE_VERIFIED = 95, CONFIDENCE_DECIDES = 90, CONFIDENCE_SAID = 40 };

/* Somebody of this batch; `into` is set when he was folded into another. */
typedef struct Person Person;
struct Person {
    int64_t id;
    bool    has_row, has_user;
    Person *into;
    Str     name;
    int64_t at_ms;
};

/* One value of this batch, and who holds it. */
typedef struct DoorKey {
    const DoorClaim *claim;
    Str              lookup, text;
    Person          *holder; /* NULL: nobody */
    int64_t          id;     /* of the row that is there */
    bool             is_new; /* the row is to be written */
    bool             is_verified, was_verified;
} DoorKey;

typedef struct Door {
    Ctx          *cx;
    Str           source;
    IdentityBoxes boxes;
    bool          names_user; /* some message does */
    bool          has_erased; /* somebody of the tenant was deleted on request */
    StrMap       *by_text;    /* "kind\nscope\nlookup" -> DoorKey             */
    StrMap       *claimed;    /* the same with the person in front -> the index in rows */
    IdMap        *people;
    Vec           keys; /* of DoorKey *, in the order they were met      */
    Vec           made; /* of Person *: new customer rows            */
    Vec           rows; /* of CustomerIdentity *: claims of others   */
} Door;

/* ---- what the batch names --------------------------------------------------------- */

static DoorKey *key_of(Door *door, const DoorClaim *claim)
{
    Ctx      *cx     = door->cx;
    const Str lookup = customer_identity_lookup_in(cx, &door->boxes, claim->kind, claim->value);
    const Str text   = STR_JOIN(cx->arena, claim->kind, S("\n"), claim->scope, S("\n"), lookup);
    DoorKey  *key    = strmap_find(door->by_text, text);
    if (key) return key;
    key  = arena_make(cx->arena, DoorKey, 1);
    *key = (DoorKey){ .claim = claim, .lookup = lookup, .text = text };
    (void)strmap_put(door->by_text, text, key); /* was absent a line above */
    *VEC_ADD(&door->keys, DoorKey *) = key;
    customer_door_memory_expect(cx, text);
    return key;
}

static Person *person_of(Door *door, int64_t id)
{
    Person *person = idmap_find(door->people, id);
    if (person) return person;
    person     = arena_make(door->cx->arena, Person, 1);
    person->id = id;
    (void)idmap_put(door->people, id, person); /* was absent a line above */
    return person;
}

static Person *last_of(Person *person)
{
    while (person && person->into) person = person->into;
    return person;
}

static bool is_user(const DoorClaim *claim) { return str_equal(claim->kind, IDENTITY_USER_ID); }

static bool is_group(const DoorKey *key, const DoorKey *first)
{
    return str_equal(key->claim->kind, first->claim->kind) &&
           str_equal(key->claim->scope, first->claim->scope);
}

static void hold(Door *door, DoorKey *key, const DoorHolder *row)
{
    key->id               = row->id;
    key->was_verified     = row->verified_at_ms != 0;
    key->holder           = person_of(door, row->customer_id);
    key->holder->has_row  = row->has_row;
    key->holder->has_user = key->holder->has_user || row->has_user;
}

/* One question for all values of a kind and scope. */
static Code find_group(Door *door, size_t from, bool *asked)
{
    enum { MAX = 4 << 20 };
    Ctx           *cx    = door->cx;
    const DoorKey *first = *VEC_AT(door->keys, DoorKey *, from);
    JsonOut        list  = json_out(cx->arena, MAX);
    StrMap        *group = strmap_new(cx->arena);
    Str            text  = { 0 };
    Rows           rows  = { 0 };
    json_open_array(&list);
    for (size_t i = from; i < door->keys.count; i++) {
        DoorKey *key = *VEC_AT(door->keys, DoorKey *, i);
        if (asked[i] || !is_group(key, first)) continue;
        asked[i] = true;
        json_put_str(&list, key->lookup);
        (void)strmap_put(group, key->lookup, key); /* each stands once */
    }
    json_close_array(&list);
    if (json_out_done(&list, &text) != OK)
        return fail(cx, ERR_LIMIT, "track.too_many_ids", "%zu", door->keys.count);
    TRY(customer_door_sql_holders(cx, first->claim->kind, first->claim->scope, text,
                                  door->names_user, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        const DoorHolder *row = ROWS_AT(DoorHolder, rows, i);
        DoorKey          *key = strmap_find(group, row->lookup);
        if (!key) continue;
        hold(door, key, row);
        customer_door_memory_keep(cx, key->text, door->names_user || is_user(key->claim), row);
    }
    return OK;
}

static Code find_holders(Door *door, DoorWho *const *whos, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < whos[i]->count; j++) {
            DoorClaim *claim = &whos[i]->claims[j];
            claim->key       = key_of(door, claim);
            door->names_user = door->names_user || is_user(claim);
        }
    bool *asked = arena_make(door->cx->arena, bool, door->keys.count + 1);
    for (size_t i = 0; i < door->keys.count; i++) {
        DoorKey   *key = *VEC_AT(door->keys, DoorKey *, i);
        DoorHolder row = { 0 };
        asked[i]       = customer_door_memory_find(door->cx, key->text, door->names_user, &row);
        if (asked[i]) hold(door, key, &row);
    }
    for (size_t i = 0; i < door->keys.count; i++)
        if (!asked[i]) TRY(find_group(door, i, asked));
    return OK;
}

/* ---- one message ------------------------------------------------------------------- */

static bool is_anonymous(const DoorClaim *claim)
{
    return str_equal(claim->kind, IDENTITY_ANONYMOUS_ID);
}

/* The holder of the strongest claim that decides, NULL if nobody.  Who has another user_id than the
 * message is somebody else on the same device. */
static Person *decide(const DoorWho *who)
{
    bool names_user = false;
    for (size_t i = 0; i < who->count; i++) {
        const DoorClaim *claim = &who->claims[i];
        if (!claim->decides) continue;
        Person *holder = last_of(claim->key->holder);
        if (holder && !(names_user && holder->has_user)) return holder;
        if (is_user(claim) && !claim->is_maybe) names_user = true;
    }
    return NULL;
}

/* Nobody holds what decides: somebody who was deleted may have, until then. */
static Code find_erased(Door *door, DoorWho *who)
{
    for (size_t i = 0; door->has_erased && i < who->count; i++) {
        const DoorClaim *claim = &who->claims[i];
        ErasedKey        key   = { 0 };
        if (!claim->decides || who->at_ms == 0) continue;
        TRY(customer_erased_find(door->cx, claim->kind, claim->scope, claim->value, &key));
        if (key.erased_at_ms < who->at_ms) continue;
        who->is_erased = true;
        who->person_id = key.customer_id;
        return OK;
    }
    return OK;
}

static bool counts(const DoorClaim *claim)
{
    return !claim->is_maybe || claim->key->holder != NULL;
}

static int32_t confidence_of(const DoorClaim *claim)
{
    if (claim->is_verified) return CONFIDENCE_VERIFIED;
    return claim->decides ? CONFIDENCE_DECIDES : CONFIDENCE_SAID;
}

static IdentityClaim identity_of(const Door *door, const DoorClaim *claim)
{
    return (IdentityClaim){ .kind        = claim->kind,
                            .scope       = claim->scope,
                            .value       = claim->value,
                            .source      = door->source,
                            .confidence  = confidence_of(claim),
                            .is_verified = claim->is_verified };
}

static Str claim_text(Ctx *cx, const CustomerIdentity *row)
{
    return str_fmt(cx->arena, "%lld\n%.*s\n%.*s\n%.*s", (long long)row->customer_id, FMT(row->kind),
                   FMT(row->scope), FMT(row->lookup));
}

/* Somebody else's: kept once as a claim, evidence for people to look at. */
static void claim_only(Door *door, Person *person, const DoorClaim *claim)
{
    Ctx                *cx       = door->cx;
    const IdentityClaim identity = identity_of(door, claim);
    CustomerIdentity   *row      = arena_make(cx->arena, CustomerIdentity, 1);
    *row = customer_identity_row_in(cx, &door->boxes, (CustomerId){ person->id }, &identity);
    row->is_holder          = false;
    const Str         text  = claim_text(cx, row);
    CustomerIdentity *known = strmap_find(door->claimed, text);
    if (known) {
        if (!known->verified_at_ms) known->verified_at_ms = row->verified_at_ms;
        return;
    }
    (void)strmap_put(door->claimed, text, row); /* was absent a line above */
    *VEC_ADD(&door->rows, CustomerIdentity *) = row;
}

static Code fold_visitor(Door *door, Person *from, Person *into)
{
    TRY(customer_door_sql_pass(door->cx, from->id, into->id));
    TRY(event_fold(door->cx, from->id, into->id));
    from->into = into;
    return OK;
}

static Code link_claim(Door *door, Person *person, const DoorClaim *claim)
{
    DoorKey *key    = claim->key;
    Person  *holder = last_of(key->holder);
    if (holder == person || !holder) {
        key->is_new      = key->is_new || !holder;
        key->holder      = person;
        key->is_verified = key->is_verified || claim->is_verified;
        return OK;
    }
    if (is_anonymous(claim) && !holder->has_row) return fold_visitor(door, holder, person);
    claim_only(door, person, claim);
    return OK;
}

static Code take(Door *door, DoorWho *who)
{
    bool is_known  = false;
    who->is_erased = false; /* a try before this one may have been undone */
    who->is_made   = false;
    if (who->count == 0) return OK;
    Person *person = decide(who);
    if (!person) TRY(find_erased(door, who));
    if (who->is_erased) return OK;
    if (!person) person = person_of(door, cx_new_id(door->cx));
    for (size_t i = 0; i < who->count; i++) {
        if (!counts(&who->claims[i])) continue;
        TRY(link_claim(door, person, &who->claims[i]));
        is_known         = is_known || !is_anonymous(&who->claims[i]);
        person->has_user = person->has_user || is_user(&who->claims[i]);
    }
    who->person_id = person->id;
    if (!is_known || person->has_row) return OK;
    person->has_row                 = true;
    person->name                    = who->name;
    person->at_ms                   = who->at_ms;
    *VEC_ADD(&door->made, Person *) = person;
    who->is_made                    = true;
    return OK;
}

/* ---- writing ----------------------------------------------------------------------- */

static AddWay add_way_of(const Door *door)
{
    return str_starts(door->source, S("import:")) ? ADD_WAY_IMPORT : ADD_WAY_UNKNOWN;
}

static Code write_customers(Door *door)
{
    Ctx        *cx     = door->cx;
    Vec         rows   = vec_of(cx->arena, Customer);
    EventDraft *events = arena_make(cx->arena, EventDraft, door->made.count);
    if (door->made.count == 0) return OK;
    for (size_t i = 0; i < door->made.count; i++) {
        const Person *person      = *VEC_AT(door->made, Person *, i);
        *VEC_ADD(&rows, Customer) = (Customer){
            .id               = person->id,
            .tenant_id        = cx->tenant_id,
            .name             = person->name,
            .gender           = GENDER_UNKNOWN,
            .kind             = CUSTOMER_ANONYMOUS,
            .source           = add_way_of(door),
            .search_text      = customer_person_search_text(cx->arena, person->name, &(Strs){ 0 }),
            .last_event_at_ms = person->at_ms,
            .created_at_ms    = cx->now_ms,
            .updated_at_ms    = cx->now_ms,
            .revision         = 1,
        };
        events[i] = (EventDraft){
            .id        = str_fmt(cx->arena, "customer.created:%lld", (long long)person->id),
            .type      = event_word(EV_CUSTOMER_CREATED),
            .person_id = person->id,
            .object    = str_fmt(cx->arena, "customer:%lld", (long long)person->id),
            .source    = door->source,
        };
    }
    TRY(customer_sql_insert_all(cx, vec_rows(&rows)));
    return event_append_all(cx, events, door->made.count, NULL);
}

static Code write_held(Door *door)
{
    Ctx    *cx       = door->cx;
    Vec     rows     = vec_of(cx->arena, CustomerIdentity);
    int64_t inserted = 0;
    for (size_t i = 0; i < door->keys.count; i++) {
        const DoorKey *key = *VEC_AT(door->keys, DoorKey *, i);
        if (!key->is_new) continue;
        DoorClaim claim                   = *key->claim;
        claim.is_verified                 = key->is_verified;
        const IdentityClaim identity      = identity_of(door, &claim);
        *VEC_ADD(&rows, CustomerIdentity) = customer_identity_row_in(
            cx, &door->boxes, (CustomerId){ last_of(key->holder)->id }, &identity);
    }
    if (rows.count > 0) TRY(customer_identity_sql_insert_all(cx, vec_rows(&rows), &inserted));
    if (inserted == (int64_t)rows.count) return OK;
    const Code code = fail(cx, ERR_UNAVAILABLE, "customer.met_elsewhere", "identities");
    cx->err.retry   = true;
    return code;
}

/* Those of persons who claim something that are there already, by their text. */
static Code known_claims(Door *door, StrMap *known)
{
    enum { MAX = 4 << 20 };
    Ctx    *cx   = door->cx;
    JsonOut list = json_out(cx->arena, MAX);
    Str     text = { 0 };
    Rows    rows = { 0 };
    json_open_array(&list);
    for (size_t i = 0; i < door->rows.count; i++)
        json_put_i64(&list, (*VEC_AT(door->rows, CustomerIdentity *, i))->customer_id);
    json_close_array(&list);
    TRY(json_out_done(&list, &text));
    TRY(customer_door_sql_claims(cx, text, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        CustomerIdentity *row = ROWS_AT(CustomerIdentity, rows, i);
        (void)strmap_put(known, claim_text(cx, row), row); /* each stands once */
    }
    return OK;
}

/* Two accounts on one device are two people more often than one: that is only kept. */
static bool is_said(const CustomerIdentity *row)
{
    return !str_equal(row->kind, IDENTITY_ANONYMOUS_ID);
}

static EventDraft claimed(Door *door, const CustomerIdentity *row, int64_t id)
{
    Arena *arena = door->cx->arena;
    return (EventDraft){ .id        = str_fmt(arena, "customer.claimed:%lld:%s", (long long)id,
                                       row->verified_at_ms ? "verified" : "said"),
                         .type      = event_word(EV_CUSTOMER_CLAIMED),
                         .person_id = row->customer_id,
                         .object    = str_fmt(arena, "customer:%lld", (long long)row->customer_id),
                         .source    = door->source,
                         .payload   = str_fmt(arena, "{\"identity_id\":\"%lld\"}", (long long)id) };
}

/* Somebody vouches now for what stood there unproven: who claims it may be asked again. */
static Code write_verified(Door *door, const Vec *claims)
{
    enum { MAX = 4 << 20 };
    Ctx        *cx     = door->cx;
    JsonOut     list   = json_out(cx->arena, MAX);
    Str         text   = { 0 };
    EventDraft *events = arena_make(cx->arena, EventDraft, door->keys.count);
    size_t      count  = 0;
    json_open_array(&list);
    for (size_t i = 0; i < door->keys.count; i++) {
        const DoorKey *key = *VEC_AT(door->keys, DoorKey *, i);
        if (!key->id || !key->is_verified || key->was_verified) continue;
        const CustomerIdentity row = { .id             = key->id,
                                       .customer_id    = key->holder->id,
                                       .verified_at_ms = cx->now_ms };
        json_put_i64(&list, key->id);
        events[count++] = claimed(door, &row, key->id);
    }
    for (size_t i = 0; i < claims->count; i++) json_put_i64(&list, *VEC_AT(*claims, int64_t, i));
    json_close_array(&list);
    if (count + claims->count == 0) return OK;
    TRY(json_out_done(&list, &text));
    TRY(customer_door_sql_verify(cx, text, CONFIDENCE_VERIFIED));
    return count ? event_append_all(cx, events, count, NULL) : OK;
}

static Code write_claims(Door *door, Vec *to_verify)
{
    Ctx        *cx       = door->cx;
    StrMap     *known    = strmap_new(cx->arena);
    Vec         rows     = vec_of(cx->arena, CustomerIdentity);
    EventDraft *events   = arena_make(cx->arena, EventDraft, door->rows.count);
    size_t      count    = 0;
    int64_t     inserted = 0;
    TRY(known_claims(door, known));
    for (size_t i = 0; i < door->rows.count; i++) {
        const CustomerIdentity *row = *VEC_AT(door->rows, CustomerIdentity *, i);
        const CustomerIdentity *old = strmap_find(known, claim_text(cx, row));
        if (old && (old->verified_at_ms || !row->verified_at_ms)) continue;
        if (old) *VEC_ADD(to_verify, int64_t) = old->id;
        if (!old) *VEC_ADD(&rows, CustomerIdentity) = *row;
        if (is_said(row)) events[count++] = claimed(door, row, old ? old->id : row->id);
    }
    if (rows.count) TRY(customer_identity_sql_insert_all(cx, vec_rows(&rows), &inserted));
    return count ? event_append_all(cx, events, count, NULL) : OK;
}

static Code write_identities(Door *door)
{
    Vec to_verify = vec_of(door->cx->arena, int64_t);
    TRY(write_held(door));
    if (door->rows.count) TRY(write_claims(door, &to_verify));
    return write_verified(door, &to_verify);
}

/* Keys are derived only where a phone or an e-mail was told. */
static bool has_sealed(DoorWho *const *whos, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < whos[i]->count; j++)
            if (str_equal(whos[i]->claims[j].kind, IDENTITY_PHONE) ||
                str_equal(whos[i]->claims[j].kind, IDENTITY_EMAIL))
                return true;
    return false;
}

bool customer_door_claim(Arena *arena, DoorWho *who, DoorClaim claim)
{
    const bool is_phone = str_equal(claim.kind, IDENTITY_PHONE);
    claim.value         = str_trim(claim.value);
    if (str_find(claim.value, S("*")) >= 0) return false;
    if (is_phone) claim.value = customer_identity_phone(arena, claim.value);
    if (str_equal(claim.kind, IDENTITY_EMAIL))
        claim.value = customer_identity_email(arena, claim.value);
    if (!claim.scope.ptr) claim.scope = S("");
    if (claim.value.len == 0 || claim.value.len > DOOR_VALUE_BYTES_MAX ||
        claim.scope.len > DOOR_VALUE_BYTES_MAX || who->count == DOOR_CLAIMS_MAX)
        return false;
    who->claims[who->count++] = claim;
    return true;
}

Code customer_door_resolve_these(Ctx *cx, Str source, DoorWho *const *whos, size_t count)
{
    ASSERT(cx->link != NULL);
    Door door = { .cx      = cx,
                  .source  = source,
                  .by_text = strmap_new(cx->arena),
                  .claimed = strmap_new(cx->arena),
                  .people  = idmap_new(cx->arena),
                  .keys    = vec_of(cx->arena, DoorKey *),
                  .made    = vec_of(cx->arena, Person *),
                  .rows    = vec_of(cx->arena, CustomerIdentity *) };
    if (has_sealed(whos, count)) door.boxes = customer_identity_boxes(cx);
    TRY(find_holders(&door, whos, count));
    TRY(customer_erased_any(cx, &door.has_erased));
    for (size_t i = 0; i < count; i++) TRY(take(&door, whos[i]));
    TRY(write_customers(&door));
    return write_identities(&door);
}

Code customer_door_resolve(Ctx *cx, Str source, DoorWho *whos, size_t count)
{
    DoorWho **these = arena_make(cx->arena, DoorWho *, count);
    for (size_t i = 0; i < count; i++) these[i] = &whos[i];
    return customer_door_resolve_these(cx, source, these, count);
}
