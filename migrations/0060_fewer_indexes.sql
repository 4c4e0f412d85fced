-- fewer_indexes: an identity lies with its customer, and an event whose object is its own person is
-- found by the person.
-- Why: every new customer wrote each identity three times and his id as text into an index of the
-- log; what is read stands in the primary key and in the index of holders now.
-- Expected time: 2 minutes for 10 M customers on SQLite (the table is written anew and the index of
-- events too), 1 minute on PostgreSQL.  Check: the identities of a customer, and the events with
-- object=customer:ID, are as before.

-- SQLite: a table without rowid is its primary key.
--sqlite CREATE TABLE customer_identity_new (
--sqlite     tenant_id      BIGINT NOT NULL,
--sqlite     id             BIGINT NOT NULL,
--sqlite     customer_id    BIGINT NOT NULL,
--sqlite     kind           TEXT NOT NULL,
--sqlite     scope          TEXT NOT NULL,
--sqlite     lookup         TEXT NOT NULL,
--sqlite     sealed         TEXT,
--sqlite     is_holder      BOOLEAN NOT NULL,
--sqlite     source         TEXT NOT NULL,
--sqlite     confidence     INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 100),
--sqlite     verified_at_ms BIGINT NOT NULL,
--sqlite     since_ms       BIGINT NOT NULL,
--sqlite     until_ms       BIGINT NOT NULL,
--sqlite     PRIMARY KEY (tenant_id, customer_id, kind, scope, lookup, is_holder)
--sqlite ) WITHOUT ROWID;
--sqlite INSERT INTO customer_identity_new (tenant_id, id, customer_id, kind, scope, lookup, sealed, is_holder,
--sqlite     source, confidence, verified_at_ms, since_ms, until_ms)
--sqlite SELECT tenant_id, id, customer_id, kind, scope, lookup, sealed, is_holder,
--sqlite     source, confidence, verified_at_ms, since_ms, until_ms
--sqlite FROM customer_identity ORDER BY tenant_id, customer_id, kind, scope, lookup, is_holder;
--sqlite DROP TABLE customer_identity;
--sqlite ALTER TABLE customer_identity_new RENAME TO customer_identity;
--sqlite CREATE UNIQUE INDEX customer_identity_holder ON customer_identity (tenant_id, kind, scope, lookup)
--sqlite     WHERE is_holder;
--sqlite CREATE INDEX customer_identity_claim ON customer_identity (tenant_id, kind, scope, lookup)
--sqlite     WHERE NOT is_holder;
--pg ALTER TABLE customer_identity DROP CONSTRAINT customer_identity_pkey;
--pg ALTER TABLE customer_identity ADD CONSTRAINT customer_identity_pkey
--pg     PRIMARY KEY USING INDEX customer_identity_of_customer;

-- The triggers of the table that was dropped, as they were.
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

-- What an event is about is most often its own person.
DROP INDEX event_object;
CREATE INDEX event_object ON event (tenant_id, object, seq)
    WHERE object IS NOT NULL AND object <> 'customer:' || CAST(person_id AS TEXT);

--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_identity', 'customer_identity', '1500000 1500000 2 1 1 1 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_identity', 'customer_identity_holder', '1500000 1500000 700000 700000 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_identity', 'customer_identity_claim', '10000 10000 5000 5000 1');
