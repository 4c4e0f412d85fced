-- segment: the question an audience came of, when it holds the people behind a number and no rule tells who they are.
-- Why: "save these people" keeps whom a funnel lost; such an audience cannot be taken anew from a rule.
-- At once: a column with a default.  Check: SELECT count(*) FROM segment WHERE origin <> ''.
ALTER TABLE segment ADD COLUMN origin TEXT NOT NULL DEFAULT '';
