# Roles: presets are copied, custom ones are a matrix of permissions with a scope and masks.
GET /api/permissions -> 200 {"items": ["...", {"word": "customer.read", "noun": "customer", "needs_all": false, "is_given": true}]}
GET /api/permissions -> 200 {"items": ["...", {"word": "audit.read", "needs_all": true}]}
GET /api/roles -> 200 {"items": [{"word": "owner", "scope": "all", "masks": {"phone": "masked", "remark": "clear"}}]}
GET /api/roles -> 200 {"items": ["...", {"word": "store_manager", "scope": "store"}]}
GET /api/roles -> 200 {"items": ["...", {"word": "admin", "id": "*", "user_count": "*"}]}
keep owner = items[0].id
keep admin = items[1].id
keep guide = items[7].id
GET /api/roles/{guide} -> 200 {"word": "guide", "scope": "self"}
PUT /api/roles/{guide} if-match r1 {"name": "x", "permissions": [], "scope": "self"} -> 409 {"reason": "role.preset"}
DELETE /api/roles/{guide} if-match r1 -> 409 {"reason": "role.preset"}
POST /api/roles/{guide}/copy {"name": "高级导购"} -> 201 {"word": "custom", "scope": "self", "revision": 1}
keep senior = id
POST /api/roles/{guide}/copy {"name": "高级导购"} -> 409 {"reason": "role.name_taken"}
POST /api/roles {"name": "店员", "permissions": ["customer.read", "no.such"], "scope": "store"} -> 400 {"reason": "role.unknown_permission", "field": "permissions[1]"}
POST /api/roles {"name": "店员", "permissions": ["audit.read"], "scope": "store"} -> 400 {"reason": "role.needs_all_scope"}
POST /api/roles {"name": "店员", "permissions": ["customer.read"], "scope": "nowhere"} -> 400 {"field": "scope"}
# The page one begins with: of a preset it is given, of one's own role it is chosen, and it never leads away.
GET /api/me -> 200 {"landing": "/"}
GET /api/roles/{guide} -> 200 {"landing": "/customers"}
GET /api/roles/{senior} -> 200 {"landing": "/customers"}
POST /api/roles {"name": "店员", "permissions": [], "scope": "self", "landing": "//elsewhere.example"} -> 400 {"reason": "role.bad_landing", "field": "landing"}
POST /api/roles {"name": "看板", "permissions": ["board.read"], "scope": "self", "landing": "/boards/growth"} -> 201 {"landing": "/boards/growth"}
POST /api/roles {"name": "店员", "permissions": ["customer.read", "user.read"], "scope": "store", "masks": {"phone": "hidden", "remark": "clear"}} -> 201 {"masks": {"phone": "hidden", "remark": "clear", "email": "masked"}}
keep clerk = id
PUT /api/roles/{clerk} if-match r1 {"name": "店员", "permissions": ["customer.read", "org.read"], "scope": "store", "masks": {"phone": "masked"}} -> 200 {"revision": 2, "permissions": ["...", "org.read"]}
PUT /api/roles/{clerk} if-match r1 {"name": "店员", "permissions": [], "scope": "store"} -> 412
# A role somebody holds goes only when he gets another.
POST /api/users {"name": "clerk1", "display_name": "小店员", "password": "first-password-1", "role_id": "{clerk}"} -> 201 {"role_name": "店员", "places": [], "has_totp": false}
keep user = id
GET /api/roles/{clerk}/users -> 200 {"items": [{"name": "clerk1"}]}
DELETE /api/roles/{clerk} if-match r2 -> 409 {"reason": "role.held", "allowed": "小店员"}
DELETE /api/roles/{clerk}?move_to=1 if-match r2 -> 400 {"reason": "user.unknown_role"}
DELETE /api/roles/{clerk}?move_to={senior} if-match r2 -> 204
GET /api/users/{user} -> 200 {"role_name": "高级导购"}
GET /api/roles/{clerk} -> 404
# Nobody gives more than he has.
as operator
POST /api/roles {"name": "我的", "permissions": [], "scope": "all"} -> 403
as admin
POST /api/roles {"name": "角色管理", "permissions": ["role.write", "user.read", "user.write", "customer.read"], "scope": "all"} -> 201
keep manager = id
POST /api/api-keys {"name": "roles", "scopes": ["role.write", "user.write", "user.read"]} -> 201
keep key = key
as nobody
POST /api/roles bearer {key} {"name": "更多", "permissions": ["audit.read"], "scope": "all"} -> 403 {"reason": "user.role_exceeds"}
PUT /api/roles/{manager} bearer {key} if-match r1 {"name": "更多", "permissions": [], "scope": "all"} -> 403 {"reason": "user.role_exceeds"}
POST /api/roles bearer {key} {"name": "看得清", "permissions": ["user.read"], "scope": "all", "masks": {"phone": "clear"}} -> 403 {"reason": "user.masks_exceed"}
POST /api/roles bearer {key} {"name": "同样", "permissions": ["user.read"], "scope": "self"} -> 201
as admin
# What a user is responsible for.
POST /api/regions {"name": "华北"} -> 201
keep region = id
PUT /api/users/{user} if-match r2 {"places": [{"kind": "region", "place_id": "{region}"}]} -> 200 {"places": [{"kind": "region", "name": "华北"}]}
PUT /api/users/{user} if-match r3 {"display_name": "店员一"} -> 200 {"places": [{"name": "华北"}]}
PUT /api/users/{user} if-match r4 {"places": [{"kind": "store", "place_id": "{region}"}]} -> 400 {"reason": "user.unknown_place", "field": "places[0]"}
PUT /api/users/{user} if-match r4 {"places": []} -> 200 {"places": []}
# Seeing as another changes nothing and has an end.
GET /api/me -> 200 {"scope": "all", "masks": {"phone": "masked"}, "view_as": {"until": null}, "has_totp": false, "must_enrol_totp": false}
POST /api/me/view-as {} -> 400 {"reason": "view_as.nobody"}
POST /api/me/view-as {"user_id": "{user}", "minutes": 5} -> 204
GET /api/me -> 200 {"user": {"name": "clerk1"}, "scope": "self", "view_as": {"user_name": "店员一", "until": "*"}}
GET /api/users -> 403
POST /api/regions {"name": "华东"} -> 403 {"reason": "view_as.read_only"}
DELETE /api/me/view-as -> 204
GET /api/me -> 200 {"scope": "all", "view_as": {"until": null}}
POST /api/me/view-as {"role_id": "{guide}"} -> 204
GET /api/me -> 200 {"user": {"name": "s-admin"}, "scope": "self", "view_as": {"role_name": "导购"}}
GET /api/customers -> 200 {"items": []}
DELETE /api/me/view-as -> 204
GET /api/audit -> 200 {"items": ["...", {"action": "POST /api/me/view-as", "object": "user:{user}", "user_name": "*"}]}
