-- 0010_role: presets for every kind of work, the data scope and the masks of a role, who may see whom.
-- Why: a store manager sees his store, a guide his own customers, and no statement may forget it.
-- Expected time: none, a tenant has two roles.  Check: SELECT word, count(*) FROM role GROUP BY word;

CREATE TABLE role_new (
    tenant_id       BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    name            TEXT   NOT NULL,
    word            TEXT   NOT NULL CHECK (word IN ('owner', 'admin', 'hq_operator', 'operator', 'branch_admin',
                    'course_adviser', 'store_manager', 'guide', 'service', 'finance', 'auditor', 'custom')),
    permission_json TEXT   NOT NULL,
    scope           TEXT   NOT NULL CHECK (scope IN ('all', 'region', 'store', 'subtree', 'department', 'self')),
    mask_json       TEXT   NOT NULL,
    revision        BIGINT NOT NULL,
    created_at_ms   BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);
INSERT INTO role_new (tenant_id, id, name, word, permission_json, scope, mask_json, revision, created_at_ms)
SELECT tenant_id, id, name, word, permission_json, 'all', '{}', 1, created_at_ms FROM role;

-- A new tenant gets them when it is made; those there are get them here.
INSERT INTO role_new (tenant_id, id, name, word, permission_json, scope, mask_json, revision, created_at_ms)
SELECT t.tenant_id, t.id + p.n, p.name, p.word, '[]', p.scope, '{}', 1, t.created_at_ms
FROM (SELECT tenant_id, max(id) AS id, max(created_at_ms) AS created_at_ms FROM role GROUP BY tenant_id) t
CROSS JOIN (
    SELECT 1 AS n, '品牌主' AS name, 'owner' AS word, 'all' AS scope
    UNION ALL SELECT 2, '总部运营', 'hq_operator', 'all'
    UNION ALL SELECT 3, '区域管理员', 'branch_admin', 'region'
    UNION ALL SELECT 4, '课程顾问', 'course_adviser', 'self'
    UNION ALL SELECT 5, '店长', 'store_manager', 'store'
    UNION ALL SELECT 6, '导购', 'guide', 'self'
    UNION ALL SELECT 7, '客服', 'service', 'all'
    UNION ALL SELECT 8, '财务', 'finance', 'all'
    UNION ALL SELECT 9, '审计员', 'auditor', 'all'
) p;
DROP TABLE role;
ALTER TABLE role_new RENAME TO role;

-- What a user is responsible for beside where he works himself.
CREATE TABLE org_user_place (
    tenant_id BIGINT NOT NULL,
    user_id   BIGINT NOT NULL,
    kind      TEXT   NOT NULL CHECK (kind IN ('region', 'store', 'department')),
    place_id  BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, user_id, kind, place_id)
) {without_rowid};

-- Which members of staff a user whose scope is not all may see: a projection of users, roles,
-- staff, stores, regions and departments, kept in the transaction that changes one of them.
CREATE TABLE org_scope (
    tenant_id BIGINT NOT NULL,
    user_id   BIGINT NOT NULL,
    staff_id  BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, user_id, staff_id)
) {without_rowid};
CREATE INDEX org_scope_back ON org_scope (tenant_id, staff_id, user_id);
