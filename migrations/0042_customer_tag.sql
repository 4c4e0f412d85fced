-- 0042_customer_tag: to tag a customer and to edit the tag library are two permissions.
-- Why: a guide tags his customers and has no business in the library.  Who could do both still can.
-- Expected time: none, a brand has a few roles and keys.
-- Check: SELECT count(*) FROM role WHERE permission_json LIKE '%tag.write%' AND permission_json NOT LIKE '%customer.tag%';

UPDATE role SET permission_json = replace(permission_json, '"tag.write"', '"customer.tag","tag.write"')
WHERE permission_json LIKE '%"tag.write"%';
UPDATE api_key SET scope_json = replace(scope_json, '"tag.write"', '"customer.tag","tag.write"')
WHERE scope_json LIKE '%"tag.write"%';
