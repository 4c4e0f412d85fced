-- customer_made: customers that are made many at once are told to the people index as one span of ids.
-- Why: a line for each and a second one for his phone were an eighth of an import's work, and whoever
-- follows reads a span row after row.
-- Expected time: none.  Check: import a file; SELECT * FROM customer_change WHERE until_id > 0.

-- All from customer_id to until_id; 0 = this one.
ALTER TABLE customer_change ADD COLUMN until_id BIGINT NOT NULL DEFAULT 0;

-- A tenant stands here only inside a transaction that tells the span itself.
CREATE TABLE customer_making (
    tenant_id BIGINT NOT NULL PRIMARY KEY
);

--sqlite DROP TRIGGER customer_noted_new;
--sqlite CREATE TRIGGER customer_noted_new AFTER INSERT ON customer
--sqlite WHEN NOT EXISTS (SELECT 1 FROM customer_making m WHERE m.tenant_id = NEW.tenant_id) BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.id);
--sqlite END;
--sqlite DROP TRIGGER customer_phone_noted_new;
--sqlite CREATE TRIGGER customer_phone_noted_new AFTER INSERT ON customer_identity
--sqlite WHEN NEW.kind = 'phone'
--sqlite     AND NOT EXISTS (SELECT 1 FROM customer_making m WHERE m.tenant_id = NEW.tenant_id) BEGIN
--sqlite     INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.customer_id);
--sqlite END;

--pg CREATE FUNCTION customer_note_new() RETURNS trigger LANGUAGE plpgsql AS $body$
--pg BEGIN
--pg     IF NOT EXISTS (SELECT 1 FROM customer_making m WHERE m.tenant_id = NEW.tenant_id) THEN
--pg         INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.id) ON CONFLICT DO NOTHING;
--pg     END IF;
--pg     RETURN NULL;
--pg END $body$;
--pg CREATE FUNCTION customer_note_new_of() RETURNS trigger LANGUAGE plpgsql AS $body$
--pg BEGIN
--pg     IF NOT EXISTS (SELECT 1 FROM customer_making m WHERE m.tenant_id = NEW.tenant_id) THEN
--pg         INSERT INTO customer_change (tenant_id, customer_id) VALUES (NEW.tenant_id, NEW.customer_id) ON CONFLICT DO NOTHING;
--pg     END IF;
--pg     RETURN NULL;
--pg END $body$;
--pg DROP TRIGGER customer_noted_new ON customer;
--pg CREATE TRIGGER customer_noted_new AFTER INSERT ON customer FOR EACH ROW EXECUTE FUNCTION customer_note_new();
--pg CREATE TRIGGER customer_noted_gone AFTER DELETE ON customer FOR EACH ROW EXECUTE FUNCTION customer_note();
--pg DROP TRIGGER customer_phone_noted_new ON customer_identity;
--pg CREATE TRIGGER customer_phone_noted_new AFTER INSERT ON customer_identity FOR EACH ROW
--pg     WHEN (NEW.kind = 'phone') EXECUTE FUNCTION customer_note_new_of();
