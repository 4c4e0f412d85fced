/* demo.h -- the demo brands of weft-sim, set up as an operator would. */
#ifndef APP_DEMO_H
#define APP_DEMO_H

#include "app/app.h"

enum { DEMO_ASK_MS = 120000 }; /* how long an answer may take */

typedef struct Demo {
    App *app;
    Ctx  cx;          /* of the brand at hand                      */
    Str  sim;         /* address of weft-sim                       */
    Str  api;         /* our own address                           */
    Str  key;         /* an API key of the brand at hand           */
} Demo;

/* A call to weft-sim or to ourselves (then with the key); the answer parsed.  Any status but
 * 2xx is ERR_UNAVAILABLE "demo.refused" with the answer as detail. */
Code demo_ask(Demo *demo, const char *method, Str url, Str body, const Json **answer) MUST_USE;
/* A path of our own API as an address. */
Str  demo_url(Demo *demo, const char *path);
/* Polls a job until it ends, with its progress on standard error. */
Code demo_wait_for_job(Demo *demo, const Json *job) MUST_USE;

/* One corp of the world: brand, users, connection, stores, codes, policies, first sync.  What is
 * there already stays as it is. */
Code demo_brand(Demo *demo, const Json *corp, Str code, Str user, Str password) MUST_USE;

/* Stores of the departments below a region, with their staff; eight codes whose tokens the world's
 * history knows; two welcome policies. */
Code demo_stores(Demo *demo) MUST_USE;
Code demo_codes(Demo *demo, Str connection_id) MUST_USE;
Code demo_policies(Demo *demo) MUST_USE;
/* Attributes, tags that rules give, a dictionary of remarks; shops with a year of orders.  What was
 * made before stays as it is. */
Code demo_facts(Demo *demo) MUST_USE;
Code demo_trade(Demo *demo) MUST_USE;
/* The official account of the corp, if the world has one: connected, a menu, replies, codes with a
 * scene, an article, its fans and figures. */
Code demo_oa(Demo *demo, const Json *corp) MUST_USE;
/* Audiences over them. */
Code demo_segments(Demo *demo) MUST_USE;
/* Rules on metrics, some of which fire. */
Code demo_alerts(Demo *demo) MUST_USE;
/* What the brand and its stores are to reach this month. */
Code demo_targets(Demo *demo) MUST_USE;
/* What it paid for its channels. */
Code demo_spends(Demo *demo) MUST_USE;
/* A user for each preset role, once there are stores. */
#define DEMO_PASSWORD "weft-demo-3"
Code demo_people(Demo *demo) MUST_USE;

#endif
