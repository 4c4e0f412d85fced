-- spend, spend_brought: by which import a cell is what it is, and was before.
-- Why: an import is taken back exactly where nobody set the cell since, and a later import that is taken back afterwards
-- does not bring its amount again.  Of imports before, the newest that fits.  Some ten thousand rows a brand and year.
-- Check: SELECT count(*) FROM spend WHERE brought_by <> '' is the number of cells that imports set last.
ALTER TABLE spend ADD COLUMN brought_by TEXT NOT NULL DEFAULT '';
ALTER TABLE spend_brought ADD COLUMN before_by TEXT NOT NULL DEFAULT '';
CREATE INDEX spend_brought_before ON spend_brought (tenant_id, day_on, kind, touch, before_by);
UPDATE spend SET brought_by = coalesce((SELECT max(b.run_key) FROM spend_brought b
    WHERE b.tenant_id = spend.tenant_id AND b.day_on = spend.day_on AND b.kind = spend.kind
      AND b.touch = spend.touch AND b.after_fen = spend.amount_fen AND b.after_fen <> b.before_fen
      AND b.run_key LIKE 'job:%'), '');
UPDATE spend_brought SET before_by = coalesce((SELECT max(b.run_key) FROM spend_brought b
    WHERE b.tenant_id = spend_brought.tenant_id AND b.day_on = spend_brought.day_on
      AND b.kind = spend_brought.kind AND b.touch = spend_brought.touch
      AND b.after_fen = spend_brought.before_fen AND b.after_fen <> b.before_fen
      AND b.run_key LIKE 'job:%' AND b.run_key < spend_brought.run_key), '')
    WHERE before_fen <> after_fen;
