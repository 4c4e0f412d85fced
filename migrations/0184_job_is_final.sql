-- job: whether a job that ended may be taken up again.
-- Why: what a stopped job did can be taken back; going on behind that would do the rest, which nobody could take back any more.
-- At once on any size: a constant default.  Check: SELECT count(*) FROM job WHERE is_final is 0.
ALTER TABLE job ADD COLUMN is_final BOOLEAN NOT NULL DEFAULT FALSE;
