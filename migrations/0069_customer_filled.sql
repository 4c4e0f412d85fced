-- customer: what a survivor says of himself because somebody folded into him said it.
-- Why: who knows a birthday or a name must not lose it by a merge; a split takes away what was filled.
-- Expected time: none, the table is new.  Check: merge one with a birthday into one without, then split.
CREATE TABLE customer_filled (
    tenant_id   BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    fact        TEXT NOT NULL,       -- the column
    value       TEXT NOT NULL,       -- what was filled in
    was         TEXT,                -- what stood there: nothing, or ''
    PRIMARY KEY (tenant_id, customer_id, fact)
) {without_rowid};
