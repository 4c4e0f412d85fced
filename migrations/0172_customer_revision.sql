-- customer: who came by a file of persons counts his changes from 1, as everybody.
-- Why: he began at 0, which no If-Match may name, so that he could not be edited until something else had changed him.
-- Expected time on 10 M rows: a minute where all came by files; no index is written.
-- Check: SELECT count(*) FROM customer WHERE revision = 0 is 0.
UPDATE customer SET revision = 1 WHERE revision = 0;
UPDATE customer_folded SET revision = 1 WHERE revision = 0;
