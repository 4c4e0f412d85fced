-- intake: customers come in as every other file does.
-- Why: one import instead of two.  What waited in the other is uploads of at most a week that were not started; a job of it
-- that is under way ends here, and its file is brought in anew: who is there already is found.  Instant.
-- Check: SELECT count(*) FROM job WHERE kind = 'customer.import' AND state IN ('queued', 'running') is 0.
UPDATE job SET state = 'failed', reason = 'intake.not_found', claimed_by = '', claimed_until_ms = 0
 WHERE kind = 'customer.import' AND state IN ('queued', 'running');
DROP TABLE bulk_import;
ALTER TABLE bulk_turn RENAME TO intake_turn;
