-- Who answers for an attribute, in words, as event types have it.  Some hundred rows a brand; instant.
-- Check: SELECT key, owner FROM attribute;
ALTER TABLE attribute ADD COLUMN owner TEXT NOT NULL DEFAULT '';
