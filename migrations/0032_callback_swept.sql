-- callback_swept: up to which place of the log the callbacks of a tenant were forgotten.
-- Why: an event without a row in `callback` is one still to be carried out; below this place it is
-- one that was, long ago.  Expected time: none.  Check: SELECT count(*) FROM callback_swept.

CREATE TABLE callback_swept (
    tenant_id BIGINT NOT NULL PRIMARY KEY,
    event_seq BIGINT NOT NULL
);
