-- Whether a user is disabled because the platform disabled the member of staff he is, so that he comes back with the member and nobody
-- else does.  Users whose member is disabled already are disabled with it, but for one administrator where no other would be left.
-- At once on 10 M customers: users are few.
-- To check: SELECT u.tenant_id, count(*) FROM org_user u JOIN staff s ON s.tenant_id = u.tenant_id AND s.id = u.staff_id
-- WHERE s.status = 'disabled' AND NOT u.is_disabled GROUP BY 1 tells 1 for such tenants and nothing of others.
ALTER TABLE org_user ADD COLUMN is_shut_out BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE org_user SET is_disabled = TRUE, is_shut_out = TRUE, revision = revision + 1
 WHERE NOT is_disabled AND EXISTS (SELECT 1 FROM staff s WHERE s.tenant_id = org_user.tenant_id AND s.id = org_user.staff_id
                                   AND s.status = 'disabled')
   AND id <> COALESCE((SELECT u.id FROM org_user u JOIN role r ON r.tenant_id = u.tenant_id AND r.id = u.role_id
                       LEFT JOIN staff s ON s.tenant_id = u.tenant_id AND s.id = u.staff_id AND s.status = 'disabled'
                       WHERE u.tenant_id = org_user.tenant_id AND r.word IN ('owner', 'admin') AND NOT u.is_disabled
                       ORDER BY CASE WHEN s.id IS NULL THEN 0 ELSE 1 END, u.id LIMIT 1), 0);
DELETE FROM session WHERE EXISTS (SELECT 1 FROM org_user u WHERE u.tenant_id = session.tenant_id AND u.id = session.user_id
                                  AND u.is_shut_out);
DELETE FROM org_scope WHERE EXISTS (SELECT 1 FROM org_user u WHERE u.tenant_id = org_scope.tenant_id AND u.id = org_scope.user_id
                                    AND u.is_shut_out);
