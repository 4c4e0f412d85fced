/* act.h -- what people do on their phones: scan, accept, delete, talk, join groups; and what
 * time does by itself.  Changes the world and tells the apps. */
#ifndef SIM_ACT_H
#define SIM_ACT_H

#include "sim/world.h"

typedef struct Scan {
    Customer *customer;
    Way      *way;
    Member   *member;  /* chosen by the caller; NULL = at random among the way's   */
    bool      is_half; /* the member has not confirmed yet though no check is asked */
    int64_t   add_way; /* without a way: how they met                              */
    Str       state;
} Scan;

/* "added", "half", "pending", "already", "dead" (the code is spent or gone), "nobody"
 * (no member can take more), "not_for_you" (a temporary code of another person). */
const char *act_scan(World *world, const Scan *scan, Relation **out);
/* The member accepts a pending or half add; false when there is none. */
bool        act_accept(World *world, Relation *relation);
void        act_member_deletes(World *world, Relation *relation, Str source);
void        act_customer_deletes(World *world, Relation *relation);
/* Somebody writes; `content` is JSON. */
void        act_say(World *world, Relation *relation, const char *from, Str type, Str content);
/* The customer or its tags were edited in the client or by API. */
void        act_edited(const Relation *relation);

/* Whether the customer may get one more mass message this month. */
bool act_takes_mass(Customer *customer, int64_t now_ms);
/* The member taps send: each target gets its status.  False when done or cancelled. */
bool act_send_mass(World *world, Mass *mass, MassTask *task);

/* Groups.  `way` NULL = invited by `invitor`. */
const char *act_join(World *world, Group *group, JoinWay *way, Customer *customer, Member *invitor,
                     Group **out);
bool        act_leave(World *world, Group *group, Customer *customer, bool is_kicked);
/* What happened before the start, told as of its own instant; again, the same again. */
void        act_quit(Quit *quit);
/* A group of staff, as made in the client; and its end. */
Group      *act_create_group(Member *owner, Str name);
void        act_dismiss(Group *group);

/* Transfers that are due. */
void act_tick(World *world, int64_t now_ms);

#endif
