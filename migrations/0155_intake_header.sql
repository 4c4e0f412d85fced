-- intake: whether the first row of an uploaded file names its columns.
-- Why: it was told from what the first column is called, which a header may be called too; people say it now.  Uploads live a
-- week: instant.  Check: SELECT count(*) FROM intake WHERE NOT has_header is the number of files without one.
ALTER TABLE intake ADD COLUMN has_header BOOLEAN NOT NULL DEFAULT true;
UPDATE intake SET has_header = false WHERE columns_json LIKE '[{"name":"A",%' AND mapping LIKE '%"columns"%';
