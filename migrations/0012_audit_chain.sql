-- 0012_audit_chain: a chain of hashes over the audit of each tenant, and what searching needs.
-- Why: a line that was changed or taken out afterwards must show (docs/adr/0008-audit-chain.md).
-- Expected time: the index on 10 M lines takes a minute.  Check: weft audit verify.

CREATE TABLE audit_chain (
    tenant_id BIGINT NOT NULL,
    seq       BIGINT NOT NULL,
    audit_id  BIGINT NOT NULL,
    hash      TEXT   NOT NULL,
    PRIMARY KEY (tenant_id, seq)
) {without_rowid};
CREATE UNIQUE INDEX audit_chain_of_line ON audit_chain (tenant_id, audit_id);

-- The end of the chain; mac is made with the server's key, which is not in the store.
CREATE TABLE audit_head (
    tenant_id    BIGINT NOT NULL PRIMARY KEY,
    seq          BIGINT NOT NULL,
    hash         TEXT   NOT NULL,
    mac          TEXT   NOT NULL,
    sealed_at_ms BIGINT NOT NULL
);

--sqlite CREATE TRIGGER audit_chain_stays BEFORE UPDATE ON audit_chain
--sqlite BEGIN SELECT RAISE(ABORT, 'audit_chain is append-only'); END;
--pg CREATE FUNCTION audit_chain_stays() RETURNS trigger LANGUAGE plpgsql AS
--pg $$ BEGIN RAISE EXCEPTION 'audit_chain is append-only'; END $$;
--pg CREATE TRIGGER audit_chain_stays BEFORE UPDATE ON audit_chain
--pg FOR EACH ROW EXECUTE FUNCTION audit_chain_stays();

CREATE INDEX audit_log_of_user ON audit_log (tenant_id, user_id, id);
CREATE INDEX audit_log_of_object ON audit_log (tenant_id, object, id);
