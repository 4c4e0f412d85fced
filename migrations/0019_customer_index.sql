-- customer_index: the wide index that lists were walked by is gone; a narrow one counts.
-- Why: lists are answered from memory now, and every new contact wrote its whole search text twice.
-- Expected time: 10 s for 10 M customers.  Check: the summary of the home page counts as before.
DROP INDEX customer_by_added;
CREATE INDEX customer_by_active ON customer (tenant_id, is_active);
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer', 'customer_by_active', '1000000 1000000 500000');
