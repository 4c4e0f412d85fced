-- shop: products and stock are asked for beside orders, with a place of their own: until when changes are known, and when
-- all of them were listed last.  0 on shops that stand: their next pull lists everything once.
-- Instant at any size (a default).  Check: SELECT id, products_until_ms, products_whole_at_ms FROM shop;
ALTER TABLE shop ADD COLUMN products_until_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE shop ADD COLUMN products_whole_at_ms BIGINT NOT NULL DEFAULT 0;
