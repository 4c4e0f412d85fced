-- segment: audiences, who is in them, who came and went, and how large they were.
-- Why: memberships are derived in memory and must outlive a restart as history.  1,000,000 persons by 500
-- audiences would be 100 M rows of one interval each; so who was in when an audience was written down stands in
-- packed chunks (some 7 bytes a member), who moved since then in a row, and the moves themselves are what the
-- pages show.  At once: new tables, two triggers are made anew.
-- Check: SELECT count(*) FROM segment_moved WHERE tenant_id = 1; see src/segment/README.md.

CREATE TABLE segment (
    tenant_id     BIGINT  NOT NULL,
    id            BIGINT  NOT NULL,
    name          TEXT    NOT NULL,
    definition    TEXT    NOT NULL,
    kind          TEXT    NOT NULL CHECK (kind IN ('live', 'fixed', 'scheduled')),
    rule_json     TEXT    NOT NULL,
    pool          TEXT    NOT NULL,   -- of its pool a person is in one at most; '' = none
    priority      INTEGER NOT NULL,   -- 1 comes first in its pool
    every_hours   INTEGER NOT NULL,   -- of a scheduled one
    tells         BOOLEAN NOT NULL,   -- its moves are events in the log too
    snapshot      BIGINT  NOT NULL,   -- of its chunks
    size          BIGINT  NOT NULL,   -- as last measured
    sized_at_ms   BIGINT  NOT NULL,
    filled_at_ms  BIGINT  NOT NULL,   -- when the snapshot was taken
    created_by    BIGINT  NOT NULL,
    created_at_ms BIGINT  NOT NULL,
    updated_at_ms BIGINT  NOT NULL,
    revision      BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE UNIQUE INDEX segment_name ON segment (tenant_id, name);

-- Ids rising, as differences of 7 bits a byte, in base64.
CREATE TABLE segment_chunk (
    tenant_id  BIGINT  NOT NULL,
    segment_id BIGINT  NOT NULL,
    snapshot   BIGINT  NOT NULL,
    no         INTEGER NOT NULL,
    members    TEXT    NOT NULL,
    PRIMARY KEY (tenant_id, segment_id, snapshot, no)
) {without_rowid};

-- Who moved since the snapshot, and where he is now.  `seq` is the place in the log as of which that was
-- known: who knows less does not write.
CREATE TABLE segment_moved (
    tenant_id   BIGINT  NOT NULL,
    segment_id  BIGINT  NOT NULL,
    customer_id BIGINT  NOT NULL,
    is_in       BOOLEAN NOT NULL,
    seq         BIGINT  NOT NULL,
    at_ms       BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, segment_id, customer_id)
) {without_rowid};

CREATE TABLE segment_change (
    tenant_id   BIGINT  NOT NULL,
    id          BIGINT  NOT NULL,
    segment_id  BIGINT  NOT NULL,
    customer_id BIGINT  NOT NULL,
    at_ms       BIGINT  NOT NULL,
    entered     BOOLEAN NOT NULL,
    why         TEXT    NOT NULL,     -- e:order.paid, t:7, v:level, r:, s:12; time: before it, when time alone did it
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE INDEX segment_change_of ON segment_change (tenant_id, segment_id, id);
CREATE INDEX segment_change_at ON segment_change (tenant_id, segment_id, at_ms);

CREATE TABLE segment_size (
    tenant_id  BIGINT NOT NULL,
    segment_id BIGINT NOT NULL,
    at_ms      BIGINT NOT NULL,
    size       BIGINT NOT NULL,
    entered    BIGINT NOT NULL,       -- since the line before
    gone       BIGINT NOT NULL,
    why        TEXT   NOT NULL,       -- filled, rule, hour, schedule
    PRIMARY KEY (tenant_id, segment_id, at_ms)
) {without_rowid};
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('segment_moved', 'segment_moved', '1000000 1000000 10000 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('segment_change', 'segment_change_of', '2000000 2000000 20000 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('segment_change', 'segment_change_at', '2000000 2000000 20000 2');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('segment_size', 'segment_size', '100000 100000 700 1');

-- Rules ask more of a customer than lists do, and his attributes.
--sqlite DROP TRIGGER customer_noted;
--sqlite CREATE TRIGGER customer_noted AFTER UPDATE OF search_text, is_active, source, first_added_at_ms, last_event_at_ms, name, gender, kind, birthday, address ON customer
--sqlite WHEN NEW.search_text IS NOT OLD.search_text OR NEW.is_active <> OLD.is_active OR NEW.source <> OLD.source
--sqlite     OR NEW.first_added_at_ms <> OLD.first_added_at_ms OR NEW.last_event_at_ms <> OLD.last_event_at_ms
--sqlite     OR NEW.name IS NOT OLD.name OR NEW.gender <> OLD.gender OR NEW.kind <> OLD.kind
--sqlite     OR NEW.birthday IS NOT OLD.birthday OR NEW.address IS NOT OLD.address BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.id);
--sqlite END;
--sqlite CREATE TRIGGER customer_attribute_noted_new AFTER INSERT ON customer_attribute WHEN NEW.value <> '' BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.customer_id);
--sqlite END;
--sqlite CREATE TRIGGER customer_attribute_noted AFTER UPDATE OF value ON customer_attribute WHEN NEW.value <> OLD.value BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.customer_id);
--sqlite END;
--sqlite CREATE TRIGGER customer_attribute_noted_gone AFTER DELETE ON customer_attribute BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (OLD.tenant_id, OLD.customer_id);
--sqlite END;
--pg DROP TRIGGER customer_noted ON customer;
--pg CREATE TRIGGER customer_noted AFTER UPDATE ON customer FOR EACH ROW
--pg     WHEN ((NEW.search_text, NEW.is_active, NEW.source, NEW.first_added_at_ms, NEW.last_event_at_ms, NEW.name, NEW.gender, NEW.kind, NEW.birthday, NEW.address)
--pg         IS DISTINCT FROM (OLD.search_text, OLD.is_active, OLD.source, OLD.first_added_at_ms, OLD.last_event_at_ms, OLD.name, OLD.gender, OLD.kind, OLD.birthday, OLD.address))
--pg     EXECUTE FUNCTION customer_note();
--pg CREATE TRIGGER customer_attribute_noted_new AFTER INSERT OR DELETE ON customer_attribute FOR EACH ROW EXECUTE FUNCTION customer_note_of();
--pg CREATE TRIGGER customer_attribute_noted AFTER UPDATE OF value ON customer_attribute FOR EACH ROW
--pg     WHEN (NEW.value IS DISTINCT FROM OLD.value) EXECUTE FUNCTION customer_note_of();
