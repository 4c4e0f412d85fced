-- 0015_store_sort: stores stand in an order of their own within a region.
-- Why: people drag stores in the tree and expect them to stay where they were put.
-- Expected time on 10 M rows: instant (a default).  Check: weft check-sql.

ALTER TABLE store ADD COLUMN sort BIGINT NOT NULL DEFAULT 0;
