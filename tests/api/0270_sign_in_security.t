# Where somebody is signed in, seen and ended.
GET /api/me/sessions -> 200 {"items": [{"is_current": true, "way": "password", "address": "127.0.0.1"}]}
POST /api/users {"name": "lin", "display_name": "林", "password": "first-password-1"} -> 201
keep lin = id
as nobody
POST /api/sessions {"name": "lin", "password": "first-password-1"} -> 201
as admin
GET /api/users/{lin}/sessions -> 200 {"items": [{"is_current": false, "way": "password"}]}
keep session = items[0].id
DELETE /api/me/sessions/{session} -> 404 {"reason": "session.not_found"}
DELETE /api/sessions/{session} -> 204
GET /api/users/{lin}/sessions -> 200 {"items": []}
DELETE /api/users/{lin}/sessions -> 204
POST /api/me/sessions/end-others -> 204
# Codes beside the password.
GET /api/me/totp -> 200 {"is_on": false, "is_required": false, "recovery_left": 0}
POST /api/me/totp/confirm {"code": "000000"} -> 409 {"reason": "totp.not_enrolled"}
POST /api/me/totp/enrol {"password": "not the password"} -> 400 {"reason": "session.wrong_password"}
POST /api/me/totp/enrol {"password": "scenario-password-admin"} -> 200 {"secret": "*", "url": "~otpauth://totp/", "qr_svg": "~<svg"}
keep secret = secret
POST /api/me/totp/confirm {"code": "12345"} -> 400 {"reason": "totp.wrong_code", "field": "code"}
POST /api/me/totp/disable {"password": "scenario-password-admin", "code": "123456"} -> 409 {"reason": "totp.is_off"}
POST /api/me/totp/recovery-codes {"code": "123456"} -> 409 {"reason": "totp.is_off"}
DELETE /api/users/{lin}/totp -> 204
# The platform names somebody with an authenticator: his code comes within minutes, or not at all.
as nobody
POST /api/sessions/code {"code": "123456"} -> 401 {"reason": "session.sign_in_too_late"}
as admin
# From where one may sign in; nobody shuts himself out.
GET /api/security -> 200 {"is_totp_required": false, "addresses": [], "your_address": "127.0.0.1", "revision": 1}
PUT /api/security if-match r1 {"addresses": ["10.0.0.0/8"]} -> 409 {"reason": "security.locks_you_out"}
PUT /api/security if-match r1 {"addresses": ["10.0.0.1/8"]} -> 400 {"reason": "security.bad_network", "field": "addresses[0]"}
PUT /api/security if-match r1 {"is_totp_required": true} -> 409 {"reason": "security.enrol_first"}
PUT /api/security if-match r1 {"addresses": ["127.0.0.0/8", "::1"]} -> 200 {"revision": 2, "addresses": ["127.0.0.0/8", "::1"]}
GET /api/security -> 200 {"revision": 2}
PUT /api/security if-match r2 {"addresses": []} -> 200 {"addresses": []}
# Keys end, and come from where they may.
POST /api/api-keys {"name": "old", "scopes": ["org.read"], "expires_at": "2020-01-01T00:00:00Z"} -> 400 {"reason": "api_key.expired"}
POST /api/api-keys {"name": "far", "scopes": ["org.read"], "addresses": ["192.0.2.0/24"]} -> 201 {"addresses": ["192.0.2.0/24"]}
keep far = key
POST /api/api-keys {"name": "near", "scopes": ["org.read"], "addresses": ["127.0.0.1"], "expires_at": "2099-01-01T00:00:00Z"} -> 201
keep near = key
as nobody
GET /api/stores bearer {far} -> 401 {"reason": "session.address_refused"}
GET /api/stores bearer {near} -> 200
# Who did what: searched, and chained so that a change shows.
as admin
GET /api/audit?action=PUT%20/api/security&outcome=ok -> 200 {"items": [{"action": "PUT /api/security", "outcome": "ok"}]}
GET /api/audit?outcome=failed -> 200 {"items": ["...", {"outcome": "security.locks_you_out"}]}
GET /api/audit?q=api-keys&from=2020-01-01T00:00:00Z -> 200 {"items": [{"action": "POST /api/api-keys"}]}
GET /api/audit?to=2020-01-01T00:00:00Z -> 200 {"items": []}
wait GET /api/audit/verify -> 200 {"is_whole": true, "waiting_count": 0, "fault": null, "head_hash": "*"}
