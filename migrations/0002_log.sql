-- log: the event log, cursors of its consumers, dead letters, outbox, quotas, jobs, timers.
-- Expected time: none, the tables are new.  Check: SELECT count(*) FROM event.

-- A transaction must own its number before it takes a place in the log: only then does
-- "all that ran when I looked have ended" mean that no earlier place can still appear
-- (docs/adr/0004-event-delivery.md).  CASE fixes the order of evaluation.
--pg CREATE SEQUENCE event_seq;
CREATE TABLE event (
--sqlite     seq            INTEGER PRIMARY KEY,
--pg     seq            BIGINT  PRIMARY KEY DEFAULT
--pg         CASE WHEN pg_current_xact_id() IS NOT NULL THEN nextval('event_seq') END,
    tenant_id      BIGINT  NOT NULL,
    id             TEXT    NOT NULL,
    type           TEXT    NOT NULL,
    person_id      BIGINT  NOT NULL,
    actor          TEXT,
    object         TEXT,
    source         TEXT,
    occurred_at_ms BIGINT  NOT NULL,
    received_at_ms BIGINT  NOT NULL,
    payload        TEXT    NOT NULL,
    part           INTEGER NOT NULL CHECK (part BETWEEN 0 AND 63)
);
--pg ALTER SEQUENCE event_seq OWNED BY event.seq;
CREATE UNIQUE INDEX event_id ON event (tenant_id, id);
CREATE INDEX event_type ON event (tenant_id, type, seq);
CREATE INDEX event_person ON event (tenant_id, person_id, occurred_at_ms, seq) WHERE person_id <> 0;
CREATE INDEX event_object ON event (tenant_id, object, seq) WHERE object IS NOT NULL;

-- Who was folded into whom: reads of `into_id` take the events of `from_id` too.
CREATE TABLE event_fold (
    tenant_id BIGINT NOT NULL,
    into_id   BIGINT NOT NULL,
    from_id   BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, into_id, from_id)
) {without_rowid};
CREATE INDEX event_fold_from ON event_fold (tenant_id, from_id);

-- A projection: events per type up to the cursor "event.count".
CREATE TABLE event_count (
    tenant_id  BIGINT NOT NULL,
    type       TEXT   NOT NULL,
    count      BIGINT NOT NULL,
    last_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, type)
) {without_rowid};

-- Part -1 is the whole log (SQLite); 0..63 are leased among processes (PostgreSQL).
CREATE TABLE log_cursor (
    consumer        TEXT    NOT NULL,
    part            INTEGER NOT NULL CHECK (part BETWEEN -1 AND 63),
    seq             BIGINT  NOT NULL,
    leased_by       TEXT    NOT NULL DEFAULT '',
    leased_until_ms BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (consumer, part)
) {without_rowid};

-- The processes that share a consumer's parts.
CREATE TABLE log_node (
    consumer TEXT   NOT NULL,
    node     TEXT   NOT NULL,
    until_ms BIGINT NOT NULL,
    PRIMARY KEY (consumer, node)
) {without_rowid};

-- consumer "timer" and "outbox": event_seq is the id of the timer or effect.
CREATE TABLE dead_letter (
    tenant_id     BIGINT  NOT NULL,
    id            BIGINT  NOT NULL,
    consumer      TEXT    NOT NULL,
    event_seq     BIGINT  NOT NULL,
    type          TEXT    NOT NULL,
    reason        TEXT,
    detail        TEXT,
    failed_at_ms  BIGINT  NOT NULL,
    attempts      INTEGER NOT NULL,
    replay_wanted BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, consumer, event_seq)
);
CREATE INDEX dead_letter_replay ON dead_letter (consumer, id) WHERE replay_wanted;

-- `queue` is "tenant kind quota": the dispatcher goes from queue to queue, so that one
-- that rests or waits for its budget costs nothing.  `waits`: behind others of its lane;
-- such effects are in no index a claim looks at, however long the lane is.
CREATE TABLE effect (
--sqlite     id               INTEGER PRIMARY KEY,
--pg     id               BIGINT  NOT NULL PRIMARY KEY,
    tenant_id        BIGINT  NOT NULL,
    kind             TEXT    NOT NULL,
    key              TEXT    NOT NULL,
    quota            TEXT,
    lane             TEXT,
    object           TEXT,
    payload          TEXT,
    state            TEXT    NOT NULL
        CHECK (state IN ('pending', 'sending', 'done', 'dead', 'discarded')),
    attempts         INTEGER NOT NULL,
    next_at_ms       BIGINT  NOT NULL,
    deadline_ms      BIGINT  NOT NULL,
    claimed_until_ms BIGINT  NOT NULL,
    reason           TEXT,
    detail           TEXT,
    answer           TEXT,
    created_at_ms    BIGINT  NOT NULL,
    settled_at_ms    BIGINT  NOT NULL,
    queue            TEXT    NOT NULL,
    claimed_by       TEXT    NOT NULL DEFAULT '',
    waits            BOOLEAN NOT NULL DEFAULT FALSE,
    UNIQUE (tenant_id, kind, key)
);
CREATE INDEX effect_due ON effect (queue, next_at_ms, id) WHERE state = 'pending' AND NOT waits;
CREATE INDEX effect_deadline ON effect (queue, deadline_ms) WHERE state = 'pending' AND deadline_ms > 0;
CREATE INDEX effect_waits ON effect (id) WHERE state = 'pending' AND waits;
CREATE INDEX effect_claimed ON effect (claimed_until_ms) WHERE state = 'sending';
CREATE INDEX effect_lane ON effect (tenant_id, lane, id)
    WHERE lane IS NOT NULL AND state IN ('pending', 'sending');
CREATE UNIQUE INDEX effect_lane_busy ON effect (tenant_id, lane)
    WHERE lane IS NOT NULL AND state = 'sending';
CREATE INDEX effect_state ON effect (tenant_id, state, id);
CREATE INDEX effect_object ON effect (tenant_id, object, id) WHERE object IS NOT NULL;

-- What of a platform's budget is used in the present minute and hour.
CREATE TABLE quota (
    tenant_id      BIGINT NOT NULL,
    name           TEXT   NOT NULL,
    minute_at_ms   BIGINT NOT NULL,
    minute_used    BIGINT NOT NULL,
    hour_at_ms     BIGINT NOT NULL,
    hour_used      BIGINT NOT NULL,
    rests_until_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, name)
) {without_rowid};

CREATE TABLE job (
    tenant_id        BIGINT  NOT NULL,
    id               BIGINT  NOT NULL,
    kind             TEXT    NOT NULL,
    title            TEXT,
    state            TEXT    NOT NULL
        CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    done             BIGINT  NOT NULL,
    total            BIGINT  NOT NULL,
    failed           BIGINT  NOT NULL,
    unit             TEXT,
    args             TEXT,
    checkpoint       TEXT,
    result           TEXT,
    reason           TEXT,
    detail           TEXT,
    cancel_wanted    BOOLEAN NOT NULL,
    created_by       BIGINT  NOT NULL,
    created_at_ms    BIGINT  NOT NULL,
    started_at_ms    BIGINT  NOT NULL,
    ended_at_ms      BIGINT  NOT NULL,
    claimed_until_ms BIGINT  NOT NULL,
    attempts         INTEGER NOT NULL,
    claims           INTEGER NOT NULL,
    claimed_by       TEXT    NOT NULL DEFAULT '',
    next_at_ms       BIGINT  NOT NULL DEFAULT 0,
    pauses           INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX job_active ON job (state, id) WHERE state IN ('queued', 'running');

CREATE TABLE timer (
    tenant_id BIGINT  NOT NULL,
    id        BIGINT  NOT NULL,
    kind      TEXT    NOT NULL,
    key       TEXT    NOT NULL,
    due_at_ms BIGINT  NOT NULL,
    payload   TEXT,
    attempts  INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, kind, key)
);
CREATE INDEX timer_due ON timer (due_at_ms, id);
