-- dead_letter.lane: who waits behind an event that was set aside though it may pass one day.
-- Why: an event that always fails for now must not hold its consumer for ever, and what comes
-- after it of the same person must still be heard after it.  Empty: nobody waits.
-- Expected time: none.  Check: SELECT count(*) FROM dead_letter WHERE lane <> ''.

ALTER TABLE dead_letter ADD COLUMN lane TEXT NOT NULL DEFAULT '';
CREATE INDEX dead_letter_lane ON dead_letter (consumer, tenant_id, lane, id) WHERE lane <> '';
