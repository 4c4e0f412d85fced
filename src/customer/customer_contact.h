/* customer_contact.h -- what the platform told of a contact, taken into our records. */
#ifndef CUSTOMER_CUSTOMER_CONTACT_H
#define CUSTOMER_CUSTOMER_CONTACT_H

#include "customer/customer.h"

typedef enum ContactVia { VIA_CALLBACK = 1, VIA_SYNC, VIA_EDIT } ContactVia;
extern const Words contact_via_words;

/* One member's side of a contact. */
typedef struct ContactSide {
    Str     userid, remark, description, state;
    int64_t createtime_ms;
    AddWay  add_way;
    Strs    tag_ids; /* the platform's  */
    Strs    remark_mobiles;
} ContactSide;

typedef struct ContactRead {
    int64_t      connection_id;
    Str          corp_id;
    ContactVia   via;
    int64_t      at_ms; /* when the platform was read                    */
    bool         is_complete, is_degraded;
    Str          external_userid, name, avatar, unionid, position, corp_name;
    CustomerKind kind;
    Gender       gender;
    ContactSide *sides;
    size_t       side_count;
    /* The callback that made us read; change_type absent: none. */
    Str          change_type, callback_userid, callback_state, welcome_code;
    int64_t      callback_at_ms, callback_received_at_ms, deadline_ms;
} ContactRead;

/* Person, identities, relations and tags become what was read; says what changed. */
Code customer_contact_read(Ctx *cx, const ContactRead *read) MUST_USE;

typedef struct ContactLost {
    int64_t connection_id, at_ms;
    Str     corp_id, userid, external_userid;
    EndedBy by;
} ContactLost;

/* One side ended the relation; says contact.lost and notifies those who can win it back. */
Code customer_contact_lost(Ctx *cx, const ContactLost *lost) MUST_USE;

/* A sync of a member's contacts, begun at `seen_at_ms`, is done: those not shown since (less a
 * minute, for clocks read at different moments) have ended. */
Code customer_contact_synced(Ctx *cx, int64_t connection_id, Str userid,
                             int64_t seen_at_ms) MUST_USE;

#endif
