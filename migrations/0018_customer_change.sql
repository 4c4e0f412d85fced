-- customer_change: which customers changed, for whoever keeps a copy of them (the people index).
-- Why: a record may change without an event of its own, in any slice, by any process.  Triggers write
-- the line in the transaction of the change: none is missed, and none is told that was undone.
-- Expected time: none, the table is new.  Check: change a customer; SELECT * FROM customer_change.

-- SQLite commits in the order of its numbers.  PostgreSQL does not: there the number is the
-- transaction's own, and a reader goes on from the oldest one that still runs.
CREATE TABLE customer_change (
--sqlite     seq         INTEGER PRIMARY KEY AUTOINCREMENT,
--pg     seq         BIGINT NOT NULL DEFAULT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT),
    tenant_id   BIGINT NOT NULL,
    customer_id BIGINT NOT NULL
--pg     , PRIMARY KEY (seq, tenant_id, customer_id)
);

-- Lines below `seq` have been forgotten: who has not read so far reads everything anew.
CREATE TABLE customer_change_floor (
    id  INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    seq BIGINT  NOT NULL
);
INSERT INTO customer_change_floor (id, seq) VALUES (1, 0);

--sqlite CREATE TRIGGER customer_noted_new AFTER INSERT ON customer BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.id);
--sqlite END;
--sqlite CREATE TRIGGER customer_noted AFTER UPDATE OF search_text, is_active, source, first_added_at_ms, last_event_at_ms ON customer
--sqlite WHEN NEW.search_text IS NOT OLD.search_text OR NEW.is_active <> OLD.is_active OR NEW.source <> OLD.source
--sqlite     OR NEW.first_added_at_ms <> OLD.first_added_at_ms OR NEW.last_event_at_ms <> OLD.last_event_at_ms BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.id);
--sqlite END;
--sqlite CREATE TRIGGER customer_noted_gone AFTER DELETE ON customer BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (OLD.tenant_id, OLD.id);
--sqlite END;

--sqlite CREATE TRIGGER customer_relation_noted_new AFTER INSERT ON customer_relation BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.customer_id);
--sqlite END;
--sqlite CREATE TRIGGER customer_relation_noted AFTER UPDATE OF customer_id, staff_id, added_at_ms, ended_at_ms, ended_by, add_way, state
--sqlite ON customer_relation
--sqlite WHEN NEW.customer_id <> OLD.customer_id OR NEW.staff_id <> OLD.staff_id OR NEW.added_at_ms <> OLD.added_at_ms
--sqlite     OR NEW.ended_at_ms <> OLD.ended_at_ms OR NEW.ended_by IS NOT OLD.ended_by OR NEW.add_way <> OLD.add_way
--sqlite     OR NEW.state IS NOT OLD.state BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.customer_id);
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) SELECT OLD.tenant_id, OLD.customer_id
--sqlite     WHERE NEW.customer_id <> OLD.customer_id;
--sqlite END;
--sqlite CREATE TRIGGER customer_relation_noted_gone AFTER DELETE ON customer_relation BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (OLD.tenant_id, OLD.customer_id);
--sqlite END;

--sqlite CREATE TRIGGER customer_tag_noted_new AFTER INSERT ON customer_tag BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.customer_id);
--sqlite END;
--sqlite CREATE TRIGGER customer_tag_noted AFTER UPDATE OF customer_id, tag_id ON customer_tag BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.customer_id);
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (OLD.tenant_id, OLD.customer_id);
--sqlite END;
--sqlite CREATE TRIGGER customer_tag_noted_gone AFTER DELETE ON customer_tag BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (OLD.tenant_id, OLD.customer_id);
--sqlite END;

--sqlite CREATE TRIGGER customer_phone_noted_new AFTER INSERT ON customer_identity WHEN NEW.kind = 'phone' BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.customer_id);
--sqlite END;
--sqlite CREATE TRIGGER customer_phone_noted AFTER UPDATE OF customer_id, kind, lookup, sealed ON customer_identity
--sqlite WHEN NEW.kind = 'phone' OR OLD.kind = 'phone' BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.customer_id);
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (OLD.tenant_id, OLD.customer_id);
--sqlite END;
--sqlite CREATE TRIGGER customer_phone_noted_gone AFTER DELETE ON customer_identity WHEN OLD.kind = 'phone' BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (OLD.tenant_id, OLD.customer_id);
--sqlite END;

--pg CREATE FUNCTION customer_note() RETURNS trigger LANGUAGE plpgsql AS $body$
--pg BEGIN
--pg     IF TG_OP = 'DELETE' THEN
--pg         INSERT INTO customer_change (tenant_id, customer_id) VALUES (OLD.tenant_id, OLD.id) ON CONFLICT DO NOTHING;
--pg     ELSE
--pg         INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.id) ON CONFLICT DO NOTHING;
--pg     END IF;
--pg     RETURN NULL;
--pg END $body$;
--pg CREATE FUNCTION customer_note_of() RETURNS trigger LANGUAGE plpgsql AS $body$
--pg BEGIN
--pg     IF TG_OP <> 'INSERT' THEN
--pg         INSERT INTO customer_change (tenant_id, customer_id) VALUES (OLD.tenant_id, OLD.customer_id) ON CONFLICT DO NOTHING;
--pg     END IF;
--pg     IF TG_OP <> 'DELETE' THEN
--pg         INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.customer_id) ON CONFLICT DO NOTHING;
--pg     END IF;
--pg     RETURN NULL;
--pg END $body$;
--pg CREATE TRIGGER customer_noted_new AFTER INSERT OR DELETE ON customer FOR EACH ROW EXECUTE FUNCTION customer_note();
--pg CREATE TRIGGER customer_noted AFTER UPDATE ON customer FOR EACH ROW
--pg     WHEN ((NEW.search_text, NEW.is_active, NEW.source, NEW.first_added_at_ms, NEW.last_event_at_ms)
--pg         IS DISTINCT FROM (OLD.search_text, OLD.is_active, OLD.source, OLD.first_added_at_ms, OLD.last_event_at_ms))
--pg     EXECUTE FUNCTION customer_note();
--pg CREATE TRIGGER customer_relation_noted_new AFTER INSERT OR DELETE ON customer_relation FOR EACH ROW EXECUTE FUNCTION customer_note_of();
--pg CREATE TRIGGER customer_relation_noted AFTER UPDATE ON customer_relation FOR EACH ROW
--pg     WHEN ((NEW.customer_id, NEW.staff_id, NEW.added_at_ms, NEW.ended_at_ms, NEW.ended_by, NEW.add_way, NEW.state)
--pg         IS DISTINCT FROM (OLD.customer_id, OLD.staff_id, OLD.added_at_ms, OLD.ended_at_ms, OLD.ended_by, OLD.add_way, OLD.state))
--pg     EXECUTE FUNCTION customer_note_of();
--pg CREATE TRIGGER customer_tag_noted AFTER INSERT OR DELETE OR UPDATE OF customer_id, tag_id ON customer_tag
--pg     FOR EACH ROW EXECUTE FUNCTION customer_note_of();
--pg CREATE TRIGGER customer_phone_noted_new AFTER INSERT ON customer_identity FOR EACH ROW
--pg     WHEN (NEW.kind = 'phone') EXECUTE FUNCTION customer_note_of();
--pg CREATE TRIGGER customer_phone_noted AFTER UPDATE OF customer_id, kind, lookup, sealed ON customer_identity FOR EACH ROW
--pg     WHEN (NEW.kind = 'phone' OR OLD.kind = 'phone') EXECUTE FUNCTION customer_note_of();
--pg CREATE TRIGGER customer_phone_noted_gone AFTER DELETE ON customer_identity FOR EACH ROW
--pg     WHEN (OLD.kind = 'phone') EXECUTE FUNCTION customer_note_of();
