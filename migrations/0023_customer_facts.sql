-- customer_facts: what people write of a customer beside name and description.  A birthday is
-- YYYY-MM-DD, or MM-DD where the year is not known.  E-mail and member number are rows of
-- customer_identity.  At once on 10 M rows: both engines only note the new columns.
-- Check: every birthday has 5 or 10 characters.

ALTER TABLE customer ADD COLUMN birthday TEXT;
ALTER TABLE customer ADD COLUMN address TEXT;
