# Boards people make: kept, shared, changed by whom it is allowed, deleted and taken back.
GET /api/boards -> 200 {"items": []}
GET /api/board-presets -> 200 {"items": [{"key": "owner"}, {"key": "operator"}, {"key": "store"}, {"key": "service"}, {"key": "finance"}]}
POST /api/boards {"name": "我的看板"} -> 201 {"revision": 1, "tiles": [], "filter": {}, "is_mine": true, "may_edit": true, "sort": 1}
keep board = id
PUT /api/boards/{board} if-match r1 {"name": "早会", "tiles": [{"id": "t1", "title": "新增", "look": "number", "query": {"kind": "trend", "metrics": [{"metric": "customer.new"}]}, "x": 0, "y": 0, "w": 3, "h": 2}], "filter": {"range": {"days": 7}}, "is_shared": true, "sort": 4} -> 200 {"revision": 2, "sort": 4, "tiles": [{"id": "t1"}], "filter": {"range": {"days": 7}}}
PUT /api/boards/{board} if-match r1 {"name": "早会"} -> 412 {"reason": "board.changed_meanwhile"}
PUT /api/boards/{board} if-match r2 {"name": "早会", "tiles": [{"id": "t1", "look": "number", "query": {}, "x": 10, "y": 0, "w": 3, "h": 2}]} -> 400 {"reason": "board.bad_tiles", "field": "tiles[0]"}
PUT /api/boards/{board} if-match r2 {"name": "早会", "tiles": [{"id": "t1", "look": "number", "x": 0, "y": 0, "w": 3, "h": 2}]} -> 400 {"reason": "board.bad_tiles", "field": "tiles[0]"}
PUT /api/boards/{board} if-match r2 {"name": "早会", "tiles": {}} -> 400 {"reason": "board.bad_tiles", "field": "tiles"}
PUT /api/boards/{board} if-match r2 {"name": "早会", "tiles": [{"id": "t1", "look": "number", "query": {"kind": "trend", "metrics": [{"metric": "no.such"}]}, "x": 0, "y": 0, "w": 3, "h": 2}]} -> 400 {"reason": "query.unknown_metric", "field": "~tiles[0].query.metrics"}
PUT /api/boards/{board} if-match r2 {"name": "早会", "tiles": [{"id": "t1", "look": "number", "query": {"kind": "moon"}, "x": 0, "y": 0, "w": 3, "h": 2}]} -> 400 {"field": "tiles[0].query.kind"}
GET /api/boards/{board} -> 200 {"revision": 2, "name": "早会"}
GET /api/boards -> 200 {"items": [{"id": "{board}", "name": "早会", "is_shared": true, "is_mine": true}]}
as other
GET /api/boards/{board} -> 404
as admin
DELETE /api/boards/{board} -> 204
GET /api/boards/{board} -> 404
DELETE /api/boards/{board} -> 404
GET /api/boards -> 200 {"items": []}
POST /api/boards/{board}/restore -> 200 {"name": "早会", "tiles": [{"id": "t1"}]}
GET /api/boards -> 200 {"items": [{"name": "早会"}]}
GET /api/events?type=board.changed -> 200 {"items": ["...", {"object": "board:{board}", "payload": {"board_id": "{board}", "change": "deleted"}}]}
GET /api/audit -> 200 {"items": ["...", {"action": "DELETE /api/boards/{id}", "outcome": "ok"}]}
# Whoever left leaves his boards: another takes them over, from nobody who is there.
GET /api/boards/left -> 200 {"items": []}
POST /api/boards/{board}/take -> 404
as operator
POST /api/boards {"name": "交接"} -> 201
keep theirs = id
GET /api/me -> 200
keep operator = user.id
GET /api/boards/left -> 403
as admin
POST /api/boards/{theirs}/take -> 404
GET /api/users/{operator} -> 200
keep role = role_id
keep rev = revision
PUT /api/users/{operator} if-match r{rev} {"name": "s-operator", "display_name": "离职", "role_id": "{role}", "is_disabled": true} -> 200
GET /api/boards/left -> 200 {"items": [{"id": "{theirs}", "name": "交接", "owner_name": "离职", "is_mine": false}]}
POST /api/boards/{theirs}/take -> 200 {"is_mine": true, "may_edit": true, "revision": 2, "sort": 5}
GET /api/boards/left -> 200 {"items": []}
