-- 0063_role_landing: the page the holders of a role begin with.
-- Why: a guide begins with his customers, finance with the board; '' is the workbench.  Of a preset
-- its word decides, so nothing is filled in.
-- Expected time: none, a brand has a few roles.  Check: SELECT landing, count(*) FROM role GROUP BY landing.

ALTER TABLE role ADD COLUMN landing TEXT NOT NULL DEFAULT '';
