# Who may come in, and what they are told when they may not.
as nobody
GET /healthz -> 200
GET /readyz -> 200
GET /api/me -> 401 {"reason": "session.required", "request_id": "*"}
POST /api/sessions {"name": "admin", "password": "wrong"} -> 401 {"reason": "session.wrong_credentials"}
POST /api/sessions {"name": "nobody-here", "password": "wrong"} -> 401 {"reason": "session.wrong_credentials"}
POST /api/sessions {"name": 7} -> 400 {"reason": "shape.wrong_type", "field": "name"}
POST /api/sessions {"name": "admin", "password": "x", "extra": 1} -> 400 {"reason": "shape.unknown_field", "field": "extra"}
POST /api/sessions {"name": "admin" -> 400 {"reason": "json.malformed"}
GET /api/nothing -> 404
as admin
GET /api/me -> 200 {"user": {"name": "s-admin", "role_name": "*"}, "tenant": {"zone": "Asia/Shanghai"}, "permissions": ["...", "user.write"]}
as operator
GET /api/me -> 200 {"user": {"name": "s-operator"}, "permissions": ["...", "channel_code.write"]}
POST /api/users {"name": "x", "display_name": "x", "role_id": "1", "password": "long-enough-1"} -> 403 {"reason": "permission.denied"}
POST /api/connections {"name": "x", "corp_id": "y", "agent_id": 1, "app_secret": "z"} -> 403 {"reason": "permission.denied"}
DELETE /api/sessions/current -> 204
GET /api/me -> 401
