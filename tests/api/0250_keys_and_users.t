# Users, their sessions and API keys: what is taken away is gone at once.
GET /api/roles -> 200 {"items": ["...", {"word": "operator", "id": "*"}]}
keep role = items[3].id
POST /api/users {"name": "wang", "display_name": "王店长", "role_id": "{role}", "password": "first-password-1"} -> 201 {"name": "wang", "revision": 1}
keep wang = id
POST /api/users {"name": "wang", "display_name": "另一位", "role_id": "{role}", "password": "first-password-1"} -> 409
POST /api/users {"name": "w2", "display_name": "短", "role_id": "{role}", "password": "short"} -> 400 {"field": "password"}
GET /api/users/{wang} -> 200 {"display_name": "王店长"}
as nobody
POST /api/sessions {"name": "wang", "password": "first-password-1"} -> 201 {"user": {"name": "wang"}}
as admin
PUT /api/users/{wang} if-match r1 {"name": "wang", "display_name": "王店长", "role_id": "{role}", "is_disabled": true} -> 200 {"is_disabled": true}
as nobody
POST /api/sessions {"name": "wang", "password": "first-password-1"} -> 403
as admin
DELETE /api/users/{wang} if-match r2 -> 204
GET /api/users/{wang} -> 404
GET /api/users -> 200 {"items": ["...", {"name": "s-admin"}]}
# Keys carry scopes, are shown once, and end when they are deleted.
POST /api/api-keys {"name": "报表", "scopes": ["customer.read"]} -> 201 {"key": "~wk_"}
keep key = key
keep keyid = id
GET /api/api-keys -> 200 {"items": ["...", {"name": "报表", "scopes": ["customer.read"], "key": null}]}
as nobody
GET /api/customers bearer {key} -> 200 {"items": []}
GET /api/stores bearer {key} -> 403 {"reason": "permission.denied"}
POST /api/regions bearer {key} {"name": "华东"} -> 403
# How its maker signs in is no affair of a key.
GET /api/me/sessions bearer {key} -> 403 {"reason": "permission.denied"}
POST /api/me/sessions/end-others bearer {key} -> 403 {"reason": "permission.denied"}
POST /api/me/password bearer {key} {"old_password": "a guess", "new_password": "a-password-of-mine-1"} -> 403 {"reason": "permission.denied"}
GET /api/me/totp bearer {key} -> 403 {"reason": "permission.denied"}
POST /api/me/totp/enrol bearer {key} {"password": "a guess"} -> 403 {"reason": "permission.denied"}
GET /api/customers bearer wk_no_such_key -> 401
as admin
POST /api/api-keys {"name": "多余", "scopes": ["no.such"]} -> 400
DELETE /api/api-keys/{keyid} -> 204
as nobody
GET /api/customers bearer {key} -> 401
# What I may change of myself; a new password ends the other sessions.
as operator
PATCH /api/me {"display_name": "小李", "locale": "en-US"} -> 200 {"user": {"display_name": "小李", "locale": "en-US"}}
POST /api/me/password {"old_password": "wrong-password", "new_password": "second-password-2"} -> 400
POST /api/me/password {"old_password": "scenario-password-operator", "new_password": "second-password-2"} -> 204
as nobody
POST /api/sessions {"name": "s-operator", "password": "scenario-password-operator"} -> 401
POST /api/sessions {"name": "s-operator", "password": "second-password-2"} -> 201
as admin
GET /api/notifications -> 200 {"unread_count": 0}
POST /api/notifications/read-all -> 204
GET /api/sign-in-options -> 200
