-- job: what was taken back before is_final was there is final, too.
-- Why: such a job that had failed or been cancelled could still be resumed, and did the rest behind its undo.
-- Jobs are some thousands a brand, undone ones few: below a second on any size.  Who is being resumed is left alone.
-- Check: SELECT count(*) FROM job j JOIN bulk_undo b ON b.tenant_id = j.tenant_id AND b.job_id = j.id
-- WHERE NOT j.is_final AND j.state NOT IN ('queued', 'running') is 0.
UPDATE job SET is_final = TRUE
 WHERE NOT is_final AND state NOT IN ('queued', 'running')
   AND EXISTS (SELECT 1 FROM bulk_undo b WHERE b.tenant_id = job.tenant_id AND b.job_id = job.id);
