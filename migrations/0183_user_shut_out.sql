-- Whether a user is disabled because the platform disabled the member of staff he is, so that he comes back with the member and nobody
-- else does.  Users whose member is disabled already are disabled with it.  At once on 10 M customers: users are few.
-- To check: SELECT count(*) FROM org_user u JOIN staff s ON s.tenant_id = u.tenant_id AND s.id = u.staff_id
-- WHERE s.status = 'disabled' AND NOT u.is_disabled is 0.
ALTER TABLE org_user ADD COLUMN is_shut_out BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE org_user SET is_disabled = TRUE, is_shut_out = TRUE, revision = revision + 1
 WHERE NOT is_disabled AND EXISTS (SELECT 1 FROM staff s WHERE s.tenant_id = org_user.tenant_id AND s.id = org_user.staff_id
                                   AND s.status = 'disabled');
DELETE FROM session WHERE EXISTS (SELECT 1 FROM org_user u WHERE u.tenant_id = session.tenant_id AND u.id = session.user_id
                                  AND u.is_shut_out);
DELETE FROM org_scope WHERE EXISTS (SELECT 1 FROM org_user u WHERE u.tenant_id = org_scope.tenant_id AND u.id = org_scope.user_id
                                    AND u.is_shut_out);
