/* The table of settings: the manual is printed from it (weft settings). */
#include "app/app.h"

#define AT(member) offsetof(Settings, member)

// clang-format off
const Setting app_settings[] = {
    { "data",          KIND_STR,  AT(data),          "weft-data",      0, 0,     "",  0, "The data folder: store, media, keys, exports" },
    { "db",            KIND_STR,  AT(db),            NULL,             0, 0,     "",  0, "postgresql://...; absent: SQLite in the data folder" },
    { "listen",        KIND_STR,  AT(listen),        "127.0.0.1:8080", 0, 0,     "",  0, "Address and port of the server" },
    { "public-url",    KIND_STR,  AT(public_url),    NULL,             0, 0,     "",  0, "How browsers and platforms reach us; absent: http://LISTEN" },
    { "key",           KIND_STR,  AT(key),           NULL,             0, 0,     "",  SECRET, "Master key, base64 of 32 bytes; absent: DATA/key" },
    { "log.level",     KIND_STR,  AT(log_level),     "info",           0, 0,     "",  0, "debug, info, warn or error" },
    { "access.log",    KIND_BOOL, AT(access_log),    "true",           0, 0,     "",  0, "One line per request" },
    { "workers",       KIND_I64,  AT(workers),       "64",             1, 256,   "",  0, "Threads that answer requests" },
    { "senders",       KIND_I64,  AT(senders),       "16",             1, 128,   "",  0, "Threads that call platforms" },
    { "readers",       KIND_I64,  AT(readers),       "16",             2, 128,   "",  0, "Connections to the store besides the writer" },
    { "request.seconds", KIND_I64, AT(request_s),    "30",             1, 600,   "s", 0, "How long a caller may take with a request, or be idle" },
    { "behind.proxy",  KIND_BOOL, AT(behind_proxy),  "false",          0, 0,     "",  0, "Believe the last address of X-Forwarded-For" },
    { "channel.private-hosts", KIND_STR, AT(private_hosts), NULL, 0, 0, "", 0, "Hosts, by blanks, that platforms may have outside the public internet and without https; absent: none, and where there is no public-url this machine" },
    { "keep.effects-days", KIND_I64, AT(keep_effects), "90", 0, 36500, "days", 0, "How long settled effects are kept; 0: for ever" },
    { "keep.jobs-days", KIND_I64, AT(keep_jobs), "90", 0, 36500, "days", 0, "How long ended jobs and their files are kept; 0: for ever" },
    { "keep.callbacks-days", KIND_I64, AT(keep_callbacks), "90", 0, 36500, "days", 0, "How long it is kept what became of a callback; 0: for ever" },
    { "keep.notifications-days", KIND_I64, AT(keep_notifications), "180", 0, 36500, "days", 0, "How long notifications are kept after they were read; 0: for ever" },
    { "keep.events", KIND_STR, AT(keep_events), NULL, 0, 0, "", 0, "TYPE=DAYS by blanks: events of a type are forgotten after that time; absent: all stay" },
    { "events", KIND_STR, AT(events), "duckdb", 0, 0, "", 0, "Where events are analysed: duckdb, in DATA/events.duckdb, or clickhouse://HOST:PORT/DB" },
    { "events.memory-mb", KIND_I64, AT(events_memory), "512", 64, 1048576, "MB", 0, "How much memory DuckDB may use; 2 MB a column if that is more" },
    { "events.worker-threads", KIND_I64, AT(events_threads), "2", 1, 256, "", 0, "Threads of DuckDB" },
    { "events.idle-seconds", KIND_I64, AT(events_idle_s), "300", 0, 86400, "s", 0, "DuckDB is closed when nothing was asked for so long; 0: it stays open" },
    { "image.hosts",   KIND_STR,  AT(image_hosts),   "https://*.qlogo.cn https://*.qpic.cn", 0, 0, "", 0, "Where pages may show pictures from besides here" },
    { "tenant",        KIND_STR,  AT(tenant),        NULL,             0, 0,     "",  0, "Code of the brand a command works for; absent: the first" },
    { "name",          KIND_STR,  AT(name),          NULL,             0, 0,     "",  0, "user, apikey, tenant, source: its name" },
    { "code",          KIND_STR,  AT(code),          NULL,             0, 0,     "",  0, "tenant: its short code" },
    { "zone",          KIND_STR,  AT(zone),          "Asia/Shanghai",  0, 0,     "",  0, "tenant: the zone of its business days" },
    { "role",          KIND_STR,  AT(role),          "operator",       0, 0,     "",  0, "user: admin or operator" },
    { "password-file", KIND_STR,  AT(password_file), NULL,             0, 0,     "",  0, "user: a file whose first line is the password" },
    { "scope",         KIND_STR,  AT(scope),         NULL,             0, 0,     "",  0, "apikey: permissions, comma separated" },
    { "kind",          KIND_STR,  AT(kind),          NULL,             0, 0,     "",  0, "import: event, order, person, product or cost; absent: as the mapping says" },
    { "preset",        KIND_STR,  AT(preset),        NULL,             0, 0,     "",  0, "import: a mapping that ships with weft: taobao-userbehavior, tmall-orders, online-retail, cdnow, febrl" },
    { "mapping",       KIND_STR,  AT(mapping),       NULL,             0, 0,     "",  0, "import: a file that says what the columns mean (docs/import.md); absent: guessed by their names" },
    { "refused",       KIND_STR,  AT(refused),       NULL,             0, 0,     "",  0, "import: where refused rows go; absent: FILE.refused.csv" },
    { "no-header",     KIND_BOOL, AT(no_header),     "false",          0, 0,     "",  0, "import: the first row is one of data; its columns are called A, B, C and so on, or as the mapping names them" },
    { "lang",          KIND_STR,  AT(lang),          "zh-CN",          0, 0,     "",  0, "import: the language of the reasons, zh-CN or en-US" },
    { "rule",          KIND_STR,  AT(rule),          NULL,             0, 0,     "",  0, "rule eval: a file with a JsonLogic document; - is the input. Its data: --data FILE" },
    { "now",           KIND_STR,  AT(now),           NULL,             0, 0,     "",  0, "rule eval: the instant of the evaluation, RFC 3339; absent: now" },
    { "lines",         KIND_BOOL, AT(lines),         "false",          0, 0,     "",  0, "rule eval: one {\"rule\":...,\"data\":...} a line from the input, one result a line out" },
    { "sim",           KIND_STR,  AT(sim),           NULL,             0, 0,     "",  0, "demo: address of weft-sim" },
};
// clang-format on
const size_t app_setting_count = COUNT(app_settings);
