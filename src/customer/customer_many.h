/* customer_many.h -- many customers at once, for imports and bulk work; customer.h brings it.
 *
 * Every function works in the caller's transaction on a few hundred persons with a handful of
 * statements, whatever their number; form, keep and lookups ask no store and take any number. */
#ifndef CUSTOMER_CUSTOMER_MANY_H
#define CUSTOMER_CUSTOMER_MANY_H

#include "customer/customer.h"

/* How a phone or an address of e-mail is kept: what it is looked up by, and its sealed form.
 * Absent: not made ahead. */
typedef struct KeptValue { Str lookup, sealed; } KeptValue;

/* What a file tells of a person, in the form in which it is kept; absent: nothing. */
typedef struct PersonFacts {
    Str       name;
    Gender    gender;
    Str       description, birthday, address, phone, email, member_no;
    KeptValue kept_phone, kept_email; /* customer_many_keep() makes them */
} PersonFacts;

/* Brings the facts to that form.  NULL, or the reason why one is wrong: "import.bad_phone",
 * "import.bad_email", "import.bad_birthday", "import.bad_member_no", "import.name_too_long",
 * "import.address_too_long", "import.description_too_long". */
const char *customer_many_form(Arena *arena, PersonFacts *facts);
/* Makes ahead how the phones and addresses of many are kept, for a thread beside the one that
 * stores; sealed only where `seals`.  `cx` gives the arena and the tenant, no store is asked. */
void customer_many_keep(Ctx *cx, PersonFacts *const *facts, size_t count, bool seals);

/* A person as he is stored, as far as a file can tell of him. */
typedef struct PersonNow {
    int64_t     id;
    bool        is_there; /* and the caller sees him                         */
    PersonFacts facts;    /* phone and email by what they are looked up by   */
} PersonNow;

/* What each of the values of that kind ("phone", "email", "member_no", "external_userid") is
 * looked up by; absent stays absent. */
void customer_many_lookups(Ctx *cx, Str kind, Str *values, size_t count);
/* Who holds each of the lookups, in any corp; 0: nobody. */
Code customer_many_holders(Ctx *cx, Str kind, Strs lookups, int64_t *ids) MUST_USE;
/* What is stored of each; `out` has room for all. */
Code customer_many_read(Ctx *cx, Ids ids, PersonNow *out) MUST_USE;
/* Which of the ids the caller sees, rising: `seen` has room for all. */
Code customer_many_seen(Ctx *cx, Ids ids, int64_t *seen, size_t *count) MUST_USE;
/* Persons nobody knows: each with the lookup of what he is found by, an identity of `key`; NULL or
 * absent: it is made of the fact. */
typedef struct NewPersons {
    const PersonFacts *facts;
    const Str         *lookups;
    size_t             count;
    Str                key;
} NewPersons;
/* Makes them, and says customer.created of each.  `ids` are filled.  What of a
 * second identity somebody else holds is kept as a claim.  ERR_UNAVAILABLE
 * "customer.made_meanwhile", to be tried again: somebody took a value of `key` since it was looked
 * for. */
Code customer_many_create(Ctx *cx, const NewPersons *persons, Str source, int64_t *ids) MUST_USE;
/* Writes what is not absent; as customer_facts_write.  `source` is "import". */
Code customer_many_write(Ctx *cx, int64_t id, const PersonFacts *facts, Str source) MUST_USE;

/* A person with all that a file shows of him, in clear. */
typedef struct PersonLine {
    Customer customer;
    Str      phone, email, member_no, external_userid;
    Str      tags, staff, remark; /* those of open relations the caller sees, with commas */
} PersonLine;

/* Rows of PersonLine: those of the ids the caller sees, rising. */
Code customer_many_lines(Ctx *cx, Ids ids, Rows *lines) MUST_USE;

/* A tag that was taken from a customer. */
typedef struct TagTaken {
    int64_t customer_id, tag_id, staff_id, at_ms;
    Str     source;
} TagTaken;

/* Adds and removes tags of customers the caller sees, and says customer.tagged of each who
 * changes.  Corp tags go to the platform for all his open relations.  `taken` (may be NULL): Vec of
 * TagTaken, what was removed.  `changed` counts persons. */
Code customer_many_tag(Ctx *cx, Ids ids, const Rows *add, const Rows *remove, Str source,
                       Vec *taken, int64_t *changed) MUST_USE;
/* Why a tag could not be taken off, or put back. */
typedef enum TagLeftWhy {
    LEFT_OUT_OF_SIGHT = 1,
    LEFT_RELATION_ENDED,
    LEFT_REFUSED, /* the relation, or the platform as far as we know, does not take it now */
    LEFT_TAG_GONE /* the tag was deleted since                                             */
} TagLeftWhy;
extern const Words tag_left_words;

typedef struct TagLeft {
    int64_t    customer_id, tag_id, staff_id;
    TagLeftWhy why;
} TagLeft;

typedef struct TagUndo {
    const Rows *tags;      /* all that were added or taken and are there still */
    Str         source;    /* under which they were added                      */
    const Vec  *give_back; /* of TagTaken                                      */
    Vec        *left;      /* of TagLeft: what stays as it is, and why         */
} TagUndo;

/* Takes back what was added under the source, and gives back what was taken. */
Code customer_many_untag(Ctx *cx, Ids ids, const TagUndo *undo, int64_t *changed) MUST_USE;
/* What of these tags is still on them by that source: added to `links`, Vec of TagTaken. */
Code customer_many_tagged(Ctx *cx, Ids ids, const Rows *tags, Str source, Vec *links) MUST_USE;
/* Each person gets internal tags of his own, and customer.tagged is said; id 0: nobody.  `tags`
 * are all that occur. */
Code customer_many_tag_each(Ctx *cx, const int64_t *ids, const Ids *tag_ids, size_t count,
                            const Rows *tags, Str source) MUST_USE;
/* An internal tag of that name, made in the group "导入" when `makes`; `*id` 0: there is none. */
Code customer_many_tag_named(Ctx *cx, Str name, bool makes, int64_t *id) MUST_USE;

extern const SqlList customer_many_sql;

#endif
