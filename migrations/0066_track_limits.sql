-- track: how much a source may send, and what part of it is taken.
-- Why: one site that runs wild must not take the store from all others; a site with too many visitors
-- may be looked at by a part of them.  At once: columns with defaults.  Check: every source takes 100.
ALTER TABLE track_source ADD COLUMN events_per_s_max BIGINT NOT NULL DEFAULT 0;  -- 0: as many as come
ALTER TABLE track_source ADD COLUMN sample_percent BIGINT NOT NULL DEFAULT 100;
ALTER TABLE track_source ADD COLUMN sampled_out BIGINT NOT NULL DEFAULT 0;       -- left out for it
