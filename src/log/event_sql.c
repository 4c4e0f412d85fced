/* event_sql.c -- every statement of the event log. */
#include "log/event_sql.h"

#include "kernel/scope_sql.h"

const Table event_sql_table       = { "event", &event_row_shape };
const Table event_sql_place_table = { "event_person_place", &event_place_shape };

const Query event_sql_by_seq = {
    .name     = "event.by_seq",
    .unscoped = "for consumers and replays; pages ask event.list",
    .sql      = "SELECT {cols} FROM event WHERE tenant_id = $1 AND seq = $2",
    .out      = &event_shape,
};

/* The events of $2 and of those folded into him.  On SQLite their places are kept by stretches of
 * the log, so that what comes in together lies together, up to the cursor of event.count; what came
 * after that is looked through (docs/adr/0066-events-of-a-person.md): by its place, which the plus
 * makes sure of, as all events of a tenant would be found by the index of types, too. */
#define STRETCHES                                                                   \
    "WITH RECURSIVE till(seq) AS (SELECT coalesce(max(c.seq), 0) FROM log_cursor c" \
    " WHERE c.consumer = 'event.count'),"                                           \
    " stretch(no) AS (SELECT seq >> 16 FROM till"                                   \
    " UNION ALL SELECT no - 1 FROM stretch WHERE no > 0)"
#define EVENTS_OF_PERSON                                                                        \
    STRETCHES                                                                                   \
    ", person(id) AS (SELECT CAST($2 AS BIGINT) UNION ALL"                                      \
    " SELECT f.from_id FROM event_fold f WHERE f.tenant_id = $1 AND f.into_id = $2),"           \
    " place(seq, occurred_at_ms) AS (SELECT p.seq, p.occurred_at_ms"                            \
    " FROM person CROSS JOIN stretch CROSS JOIN event_person_place p"                           \
    " WHERE p.tenant_id = $1 AND p.stretch = stretch.no AND p.person_id = person.id"            \
    " UNION ALL SELECT l.seq, l.occurred_at_ms FROM till CROSS JOIN event l"                    \
    " WHERE l.seq > till.seq AND +l.tenant_id = $1 AND l.person_id IN (SELECT id FROM person))" \
    " SELECT {e.cols} FROM place CROSS JOIN event e WHERE e.seq = place.seq AND e.tenant_id "   \
    "= $1"
#define EVENTS_OF_PERSON_PG                                                    \
    "SELECT {e.cols} FROM event e WHERE e.tenant_id = $1 AND e.person_id <> 0" \
    " AND e.person_id IN (SELECT CAST($2 AS BIGINT) UNION ALL"                 \
    " SELECT f.from_id FROM event_fold f WHERE f.tenant_id = $1 AND f.into_id = $2)"

/* $6 is "\ntype\ntype\n" or empty: replacing a type in it tells, exactly and alike in both
 * engines, whether it is in the list. */
#define TIMELINE                                                                     \
    SEES_CUSTOMER("$7", "CAST($2 AS BIGINT)")                                        \
    " AND (e.occurred_at_ms < $3 OR (e.occurred_at_ms = $3 AND e.seq < $4))"         \
    " AND (CAST($6 AS TEXT) = ''"                                                    \
    " OR replace(CAST($6 AS TEXT), '\n' || e.type || '\n', '') <> CAST($6 AS TEXT))" \
    " AND (CAST($8 AS BIGINT) = 0 OR e.occurred_at_ms >= $8)"                        \
    " AND (CAST($9 AS BIGINT) = 0 OR e.occurred_at_ms < $9)"                         \
    " AND (CAST($10 AS TEXT) = '' OR e.actor = 'staff:' || $10"                      \
    " OR e.payload LIKE '%\"staff_id\":\"' || $10 || '\"%')"                         \
    " ORDER BY e.occurred_at_ms DESC, e.seq DESC LIMIT $5"
const Query event_sql_timeline = {
    .name = "event.timeline",
    .sql  = EVENTS_OF_PERSON   TIMELINE,
    .pg   = EVENTS_OF_PERSON_PG TIMELINE,
    .out  = &event_shape,
};

/* The same from the oldest on. */
#define HISTORY                                                              \
    SEES_CUSTOMER("$7", "CAST($2 AS BIGINT)")                                \
    " AND (e.occurred_at_ms > $3 OR (e.occurred_at_ms = $3 AND e.seq > $4))" \
    " AND (CAST($6 AS TEXT) = '' OR e.type = $6)"                            \
    " ORDER BY e.occurred_at_ms, e.seq LIMIT $5"
const Query event_sql_history = {
    .name = "event.history",
    .sql  = EVENTS_OF_PERSON   HISTORY,
    .pg   = EVENTS_OF_PERSON_PG HISTORY,
    .out  = &event_shape,
};

/* The newest of one type; `place` is asked for the window first, where there is one. */
#define OF_TYPE                                                             \
    SEES_CUSTOMER("$7", "CAST($2 AS BIGINT)")                               \
    " AND e.type = $3 AND e.occurred_at_ms >= $4 AND e.occurred_at_ms < $5" \
    " ORDER BY e.occurred_at_ms DESC, e.seq DESC LIMIT $6"
const Query event_sql_of_type = {
    .name = "event.of_type",
    .sql = EVENTS_OF_PERSON " AND place.occurred_at_ms >= $4 AND place.occurred_at_ms < $5" OF_TYPE,
    .pg  = EVENTS_OF_PERSON_PG OF_TYPE,
    .out = &event_shape,
};

/* The same of many, without those folded into them; $2 is a JSON array of ids. */
const Query event_sql_of_persons = {
    .name     = "event.of_persons",
    .unscoped = "for the slices: nothing of it is shown",
    .sql =
        STRETCHES ", person(id) AS (SELECT value FROM json_each($2)), place(seq) AS (SELECT p.seq"
                  " FROM person CROSS JOIN stretch CROSS JOIN event_person_place p"
                  " WHERE p.tenant_id = $1 AND p.stretch = stretch.no AND p.person_id = person.id"
                  " AND p.seq > $3 UNION ALL SELECT l.seq FROM till CROSS JOIN event l"
                  " WHERE l.seq > till.seq AND l.seq > $3 AND +l.tenant_id = $1"
                  " AND l.person_id IN (SELECT id FROM person))"
                  " SELECT {e.cols} FROM place CROSS JOIN event e WHERE e.seq = place.seq"
                  " AND e.tenant_id = $1 ORDER BY e.seq LIMIT $4",
    .pg  = "SELECT {e.cols} FROM event e WHERE e.tenant_id = $1 AND e.person_id <> 0"
           " AND e.seq > $3 AND e.person_id IN (SELECT CAST(value AS BIGINT)"
           " FROM json_array_elements_text(CAST($2 AS json))) ORDER BY e.seq LIMIT $4",
    .out = &event_shape,
};

/* The plus keeps SQLite, which has few tenants in a store, from sorting all of one. */
const Query event_sql_list = {
    .name = "event.list",
    .sql  = "SELECT {cols} FROM event WHERE +tenant_id = $1 AND seq < $2" SEES_CUSTOMER(
         "$4", "event.person_id") " ORDER BY seq DESC LIMIT $3",
    .pg = "SELECT {cols} FROM event WHERE tenant_id = $1 AND seq < $2" SEES_CUSTOMER(
        "$4", "event.person_id") " ORDER BY seq DESC LIMIT $3",
    .out = &event_shape,
};

const Query event_sql_list_type = {
    .name = "event.list_type",
    .sql = "SELECT {cols} FROM event WHERE tenant_id = $1 AND seq < $2 AND type = $4" SEES_CUSTOMER(
        "$5", "event.person_id") " ORDER BY seq DESC LIMIT $3",
    .out = &event_shape,
};

/* The same from the oldest on. */
const Query event_sql_oldest = {
    .name = "event.oldest",
    .sql  = "SELECT {cols} FROM event WHERE +tenant_id = $1 AND seq > $2" SEES_CUSTOMER(
         "$4", "event.person_id") " ORDER BY seq LIMIT $3",
    .pg = "SELECT {cols} FROM event WHERE tenant_id = $1 AND seq > $2" SEES_CUSTOMER(
        "$4", "event.person_id") " ORDER BY seq LIMIT $3",
    .out = &event_shape,
};

const Query event_sql_oldest_type = {
    .name = "event.oldest_type",
    .sql = "SELECT {cols} FROM event WHERE tenant_id = $1 AND seq > $2 AND type = $4" SEES_CUSTOMER(
        "$5", "event.person_id") " ORDER BY seq LIMIT $3",
    .out = &event_shape,
};

/* An event whose object is its own person is in no index by object. */
const Query event_sql_list_object = {
    .name = "event.list_object",
    .sql  = "SELECT {cols} FROM event WHERE tenant_id = $1 AND seq < $2 AND object = $4"
            " AND object <> 'customer:' || CAST(person_id AS TEXT)"
            " AND (CAST($5 AS TEXT) = '' OR type = $5)" SEES_CUSTOMER(
                "$6", "event.person_id") " ORDER BY seq DESC LIMIT $3",
    .out = &event_shape,
};

/* $7 is the person whom the object names.  The plus: see event.list. */
#define LIST_PERSON(of_person)                                                        \
    "SELECT {cols} FROM event WHERE +tenant_id = $1 AND seq < $2 AND object = $4"     \
    " AND (CAST($5 AS TEXT) = '' OR type = $5)"                                       \
    " AND seq IN (SELECT o.seq FROM event o WHERE o.tenant_id = $1 AND o.object = $4" \
    " AND o.object <> 'customer:' || CAST(o.person_id AS TEXT) UNION ALL " of_person  \
    ")" SEES_CUSTOMER("$6", "event.person_id") " ORDER BY seq DESC LIMIT $3"
const Query event_sql_list_person = {
    .name = "event.list_person",
    .sql  = STRETCHES " " LIST_PERSON(
         "SELECT p.seq FROM stretch CROSS JOIN event_person_place p WHERE p.tenant_id = $1"
          " AND p.stretch = stretch.no AND p.person_id = $7 UNION ALL"
          " SELECT l.seq FROM till CROSS JOIN event l WHERE l.seq > till.seq AND +l.tenant_id = $1"
          " AND l.person_id = $7"),
    .pg  = LIST_PERSON("SELECT p.seq FROM event p WHERE p.tenant_id = $1 AND p.person_id = $7"
                        " AND p.person_id <> 0"),
    .out = &event_shape,
};

/* What the projection holds, and what came after its cursor: as it stands within the statement,
 * and as it stood a moment ago ($2), by which a long log is entered near its end. */
const Query event_sql_counts = {
    .name     = "event.counts",
    .unscoped = "who does not see all is told no counts",
    .sql = "SELECT type, CAST(sum(count) AS BIGINT) AS count, max(last_at_ms) AS last_at_ms FROM ("
           " SELECT type, count, last_at_ms FROM event_count WHERE tenant_id = $1"
           " UNION ALL"
           " SELECT type, 1, received_at_ms FROM event WHERE +tenant_id = $1 AND seq > $2"
           " AND seq > (SELECT coalesce(max(c.seq), 0) FROM log_cursor c"
           " WHERE c.consumer = 'event.count')"
           ") AS counted GROUP BY type ORDER BY 2 DESC, 1 LIMIT 1000",
    .out = &event_count_shape,
};

/* SQLite's readers see nothing of a running transaction, and places are given in the
 * order of commits: what is visible is final. */
/* A transaction may have a number that no snapshot tells of yet: pg_snapshot_xmax() is one above
 * the last that ENDED.  So the oldest running one alone proves nothing about a gap. */
const Query event_sql_horizon = {
    .name   = "event.horizon",
    .sql    = "SELECT coalesce(max(seq), 0) AS last_seq, 0 AS oldest_running, TRUE AS is_dense"
              " FROM event WHERE CAST($1 AS BIGINT) >= 0",
    .pg     = "SELECT last.seq AS last_seq,"
              " CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)"
              " AS oldest_running,"
              " CASE WHEN last.seq - CAST($1 AS BIGINT) BETWEEN 1 AND 4096 THEN"
              " (SELECT count(*) FROM event e WHERE e.seq > $1 AND e.seq <= last.seq)"
              " = last.seq - $1 ELSE last.seq <= $1 END AS is_dense"
              " FROM (SELECT coalesce(max(seq), 0) AS seq FROM event) last",
    .out    = &event_horizon_shape,
    .global = true,
};

const Query event_sql_number = {
    .name   = "event.number",
    .sql    = "SELECT 0 AS number",
    .pg     = "SELECT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT) AS number",
    .out    = &event_number_shape,
    .global = true,
};

/* $3 has a bit for each part wanted; -1 is all of them.  $5 is a JSON array of types, "[]" all. */
#define READ(listed)                                                           \
    "SELECT {cols} FROM event WHERE seq > $1 AND seq <= $2"                    \
    " AND (CAST($3 AS BIGINT) = -1 OR ((CAST($3 AS BIGINT) >> part) & 1) = 1)" \
    " AND (CAST($5 AS TEXT) = '[]' OR type IN " listed ") ORDER BY seq LIMIT $4"
const Query event_sql_read = {
    .name   = "event.read",
    .sql    = READ("(SELECT value FROM json_each($5))"),
    .pg     = READ("(SELECT value FROM json_array_elements_text(CAST($5 AS json)))"),
    .out    = &event_shape,
    .global = true,
};

const Query event_sql_count_open = {
    .name   = "event.count_open",
    .sql    = "INSERT INTO log_cursor (consumer, part, seq) VALUES ('event.count', -1, 0)"
              " ON CONFLICT (consumer, part) DO NOTHING",
    .global = true,
};

const Query event_sql_count_cursor = {
    .name = "event.count_cursor",
    .sql  = "SELECT seq FROM log_cursor WHERE consumer = 'event.count' AND part = -1 {for_update}",
    .out  = &event_seq_shape,
    .global = true,
};

const Query event_sql_count_place = {
    .name   = "event.count_place",
    .sql    = "SELECT coalesce(max(seq), 0) AS seq FROM log_cursor WHERE consumer = 'event.count'",
    .out    = &event_seq_shape,
    .global = true,
};

const Query event_sql_news = {
    .name   = "event.news",
    .sql    = "SELECT seq, tenant_id, type, person_id, occurred_at_ms, received_at_ms FROM event"
              " WHERE seq > $1 AND seq <= $2 ORDER BY seq",
    .out    = &event_news_shape,
    .global = true,
};

const Query event_sql_count_add = {
    .name = "event.count_add",
    .sql  = "INSERT INTO event_count (tenant_id, type, count, last_at_ms)"
            " VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (tenant_id, type) DO UPDATE SET"
            " count = event_count.count + excluded.count,"
            " last_at_ms = {greatest}(event_count.last_at_ms, excluded.last_at_ms)",
};

const Query event_sql_count_move = {
    .name   = "event.count_move",
    .sql    = "UPDATE log_cursor SET seq = $1 WHERE consumer = 'event.count' AND part = -1",
    .global = true,
};

const Query event_sql_fold = {
    .name = "event.fold",
    .sql  = "INSERT INTO event_fold (tenant_id, into_id, from_id) VALUES ($1, $2, $3)"
            " ON CONFLICT (tenant_id, into_id, from_id) DO NOTHING",
};

const Query event_sql_fold_of_folded = {
    .name = "event.fold_of_folded",
    .sql  = "INSERT INTO event_fold (tenant_id, into_id, from_id)"
            " SELECT tenant_id, CAST($2 AS BIGINT), from_id FROM event_fold"
            " WHERE tenant_id = $1 AND into_id = $3"
            " ON CONFLICT (tenant_id, into_id, from_id) DO NOTHING",
};

/* Takes back `from` and all that came with it. */
const Query event_sql_unfold = {
    .name = "event.unfold",
    .sql  = "DELETE FROM event_fold WHERE tenant_id = $1 AND into_id = $2 AND (from_id = $3"
            " OR from_id IN (SELECT g.from_id FROM event_fold g"
            " WHERE g.tenant_id = $1 AND g.into_id = $3))",
};
