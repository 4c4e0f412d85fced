/* app.h -- the house put together: settings, what lives as long as the process, commands. */
#ifndef APP_APP_H
#define APP_APP_H

#include "http/http.h"
#include "kernel/kernel.h"
#include "log/log.h"

/* Every setting and flag of every command; which command takes which is in command.c. */
typedef struct Settings {
    Str     data, db, listen, public_url, key, log_level;
    int64_t workers, senders, readers, request_s;
    Str     image_hosts, private_hosts;
    bool    access_log, behind_proxy;
    int64_t keep_effects, keep_jobs, keep_callbacks, keep_notifications;
    Str     keep_events;
    Str     events;                                               /* the columnar store   */
    int64_t events_memory, events_threads, events_idle_s;
    Str     tenant, name, role, password_file, scope, zone, code; /* user, apikey, tenant */
    Str     kind, preset, mapping, refused, lang;                 /* import               */
    bool    no_header;
    Str     rule, now;                                            /* rule eval            */
    bool    lines;
    Str     sim;                                                  /* demo                 */
} Settings;

extern const Setting app_settings[];
extern const size_t  app_setting_count;

typedef struct App {
    Arena    *arena;      /* as long as the process */
    Settings  settings;
    Strs      rest;       /* what followed the flags */
    Services  services;
    Db       *db;
    IdSource *ids;
    struct NodeHolder *node;
    Keys     *keys;
    HttpClient *client;
    CustomerIndex *customers;
    TagBook       *tag_book;
    struct Projection *events; /* insight/projection.h */
    SegmentIndex  *segments;
} App;

/* Reads the settings of a command line; prints what is wrong and returns false. */
bool app_configure(App *app, int argc, char **argv);
/* Opens the store (made and migrated when it is not), keys and client.  Prints what is wrong. */
bool app_open(App *app);
void app_close(App *app);

/* A context of the system for a tenant, in its zone. */
Ctx  app_ctx(App *app, int64_t tenant_id, const char *actor);
/* The tenant named by --tenant, else the first, else a new one called "main". */
Code app_tenant(App *app, Ctx *cx) MUST_USE;
/* Prints a failure for a person: in words, with reason, field and detail.  Returns 1, the exit
 * status. */
int  app_complain(const Ctx *cx, const char *what);

#endif
