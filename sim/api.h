/* api.h -- one call to the simulator: how it is read, refused and answered.
 *
 * An endpoint is a path and a function.  The function runs with the world locked, writes
 * the members of its answer into call->out (the object is open, errcode stands already)
 * and returns 0, or `return api_refuse(...)`. */
#ifndef SIM_API_H
#define SIM_API_H

#include "sim/sim.h"

typedef struct Call Call;

enum {
    WRITES    = 1u << 0, /* changes the world: goes to the journal                 */
    NO_TOKEN  = 1u << 1, /* gettoken                                               */
    CUSTOMERS = 1u << 2, /* needs the customer-contact permission                  */
    ORG_WRITE = 1u << 3, /* needs the contacts-sync secret                         */
    NO_LOCK   = 1u << 4, /* runs outside the lock on a thread of its own           */
    RAW_REPLY = 1u << 5, /* fills reply_body itself                                */
    BARE      = 1u << 6, /* success has no errcode, as mostly on 公众号             */
};

typedef struct Endpoint {
    const char *path; /* "externalcontact/get"; "{}" stands for one part */
    int (*run)(Call *call);
    unsigned flags;
    int (*prepare)(Call *call); /* before the lock, e.g. to ask another server    */
    const char *says;           /* errmsg of success, NULL = "ok"                  */
} Endpoint;
typedef struct Endpoints {
    const Endpoint *at;
    size_t          count;
} Endpoints;

struct Call {
    Sim              *sim;
    World            *world;
    Arena            *arena;
    int64_t           now_ms, now_s;
    Corp             *corp;
    App              *app; /* by its token; NULL in /sim/ calls                 */
    bool              is_account; /* of an official account or mini program: other words */
    const Endpoint   *endpoint;
    Str               method, path, query_text, type, body, ip, host, range;
    Pairs             query;
    const Json       *in;
    bool              is_bad_json;
    Str               arg[4]; /* the {} parts of the path                          */
    JsonOut           out;
    int               errcode;
    Str               errmsg;
    struct BurstItem *item;          /* of a burst that makes this call                    */
    bool              wrote_nothing; /* a WRITES call that turned out to change nothing */
    /* the reply */
    int               status;
    Str               reply_type, reply_body, headers[4][2];
    int               header_count;
    bool              is_dropped;
    int64_t           delay_ms;
};

/* Answers a call under /cgi-bin/ (path without that prefix) or under /sim/. */
void api_answer(Call *call);
/* True when the endpoint wants a thread of its own (NO_LOCK or prepare). */
bool api_is_slow(const Call *call);
/* Executes a journalled call again: no token, no limits, no log. */
void api_replay(Call *call);

/* Refuses with the platform's code; NULL text = the usual one.  Returns the code. */
int  api_refuse(Call *call, int errcode, const char *text);
void api_header(Call *call, Str name, Str value);
/* Whether the path is of the platforms' APIs or of ours, not of a page. */
bool api_is_path(Str path);
/* Whether the caller's address is one the app trusts. */
bool api_may_call(const Call *call, const App *app);

/* An argument from the JSON body or the query, number or text. */
Str       api_text(const Call *call, const char *name);
int64_t   api_number(const Call *call, const char *name, int64_t otherwise);
bool      api_flag(const Call *call, const char *name, bool otherwise);
bool      api_has(const Call *call, const char *name);
/* The items of an array argument; of text items, their text. */
JsonItems api_items(const Call *call, const char *name);
Str       api_item_text(const Call *call, const Json *item);
/* `limit` clamped to 1..max; missing or not positive = `otherwise`. */
int64_t   api_limit(const Call *call, int64_t otherwise, int64_t max);
/* Cursors hold two numbers.  False for text that is no cursor; empty gives zeros. */
bool      api_cursor(const Call *call, int64_t *first, int64_t *second);
void      api_put_cursor(Call *call, int64_t first, int64_t second);
void      api_end_cursor(Call *call);

/* The member of that id, seen by the app: 0 or the refusal (40003/60111, 60011). */
int api_member(Call *call, Str userid, Member **out);
int api_customer(Call *call, Str external_userid, Customer **out);
/* The pair the member still has; 84061 otherwise. */
int api_relation(Call *call, Relation **out);

/* Shorthands to write the answer. */
void api_put_text(Call *call, const char *name, Str value);
void api_put_number(Call *call, const char *name, int64_t value);
void api_put_flag(Call *call, const char *name, bool value);
void api_open(Call *call, const char *name, bool array); /* name NULL = an item */
void api_close(Call *call, bool array);

/* Text of a JSON value, as it stands. */
Str api_json_text(Arena *arena, const Json *json);

#define TRY_API(expression)                 \
    do {                                    \
        const int errcode_ = (expression);  \
        if (errcode_ != 0) return errcode_; \
    } while (0)

/* The families. */
extern const Endpoints token_endpoints, agent_endpoints, org_endpoints, member_endpoints,
    label_endpoints, contact_endpoints, tag_endpoints, way_endpoints, group_endpoints,
    welcome_endpoints, mass_endpoints, link_endpoints, moment_endpoints, template_endpoints,
    message_endpoints, media_endpoints, transfer_endpoints;
extern const Endpoints account_endpoints, account_stat_endpoints;
extern const Endpoints account_play_endpoints;
extern const Endpoints admin_endpoints, play_endpoints, staff_endpoints, knob_endpoints;
extern const Endpoints shop_endpoints;

#endif
