# A board sent by the clock: to oneself, to others, as a picture and a card in WeCom and in the bell; paused, deleted
# with its board, taken back; who may not see the board gets nothing.
connect
GET /api/staff -> 200 {"items": ["...", {"userid": "zhangsan"}]}
keep zhang = items[0].id
GET /api/me -> 200
keep me = user.id
GET /api/users/{me} -> 200
keep rev = revision
keep role = role_id
PUT /api/users/{me} if-match r{rev} {"staff_id": "{zhang}"} -> 200 {"staff_id": "{zhang}"}
POST /api/boards {"name": "早会", "tiles": [{"id": "t1", "title": "添加", "look": "number", "query": {"kind": "trend", "metrics": [{"metric": "customer.adds"}], "compare": "previous"}, "x": 0, "y": 0, "w": 3, "h": 2}, {"id": "t2", "title": "走势", "look": "line", "query": {"kind": "trend", "metrics": [{"metric": "customer.adds"}]}, "x": 0, "y": 2, "w": 6, "h": 4}], "filter": {"range": {"days": 7}}} -> 201
keep board = id
GET /api/report-schedules?board={board} -> 200 {"items": []}
# Refused with the place.
POST /api/report-schedules {"board": "{board}", "every": "week", "minute": 510} -> 400 {"reason": "report.no_weekday", "field": "weekdays"}
POST /api/report-schedules {"board": "77", "every": "day", "minute": 510} -> 404
POST /api/report-schedules {"board": "{board}", "every": "day", "minute": 1440} -> 400 {"field": "minute"}
POST /api/report-schedules {"board": "{board}", "every": "day", "minute": 510, "filter": {"range": 7}} -> 400 {"reason": "board.bad_filter", "field": "filter.range"}
POST /api/report-schedules {"board": "owner", "every": "day", "minute": 510, "user_ids": ["77"]} -> 400 {"reason": "report.unknown_receiver", "field": "user_ids"}
# To oneself, with the filter it is looked at with and the spreadsheet.
POST /api/report-schedules {"board": "{board}", "every": "month", "day": 0, "minute": 510, "filter": {"range": {"days": 3}}, "has_sheet": true, "is_on": true} -> 201 {"every": "month", "user_ids": ["{me}"], "is_mine": true, "may_edit": true, "is_received": true, "board_name": "早会", "next_at": "*", "reason": "", "last": [], "revision": 1}
keep schedule = id
POST /api/report-schedules/{schedule}/try -> 202 {"is_trial": true, "deliveries": [{"user_id": "{me}"}]}
wait GET /api/report-schedules/{schedule}/runs -> 200 {"items": [{"is_trial": true, "deliveries": [{"state": "sent", "reason": "", "has_picture": true}]}]}
keep delivery = items[0].deliveries[0].id
GET /api/report-deliveries/{delivery}/picture -> 200
wait sim GET staff/zhangsan/messages -> 200 {"messages": ["...", {"type": "file", "body": {"media_id": "*"}}]}
sim GET staff/zhangsan/messages -> 200 {"messages": ["...", {"type": "textcard", "body": {"title": "早会", "description": "~添加 0", "url": "~/boards/{board}?f=%7B"}}]}
sim GET staff/zhangsan/messages -> 200 {"messages": ["...", {"type": "image", "body": {"media_id": "*"}}]}
GET /api/notifications -> 200 {"items": ["...", {"kind": "report.ready", "link": "~/boards/{board}"}]}
GET /api/events?type=report.sent -> 200 {"items": [{"object": "report_schedule:{schedule}"}]}
# To others: of a board they can open only, and each by what he may see.
as operator
GET /api/me -> 200
keep operator = user.id
as admin
PUT /api/report-schedules/{schedule} if-match r1 {"board": "{board}", "every": "week", "weekdays": 31, "minute": 480, "is_on": true, "user_ids": ["{me}", "{operator}"]} -> 400 {"reason": "report.board_not_shared", "field": "board"}
GET /api/boards/{board} -> 200
keep brev = revision
PUT /api/boards/{board} if-match r{brev} {"name": "早会", "tiles": [{"id": "t1", "title": "添加", "look": "number", "query": {"kind": "trend", "metrics": [{"metric": "customer.adds"}]}, "x": 0, "y": 0, "w": 3, "h": 2}], "is_shared": true} -> 200
PUT /api/report-schedules/{schedule} if-match r1 {"board": "{board}", "every": "week", "weekdays": 31, "minute": 480, "is_on": true, "user_ids": ["{me}", "{operator}"]} -> 200 {"revision": 2, "weekdays": 31}
PUT /api/report-schedules/{schedule} if-match r1 {"board": "{board}", "every": "day", "minute": 480} -> 412 {"reason": "report.changed_meanwhile"}
restart
GET /api/report-schedules -> 200 {"items": [{"id": "{schedule}", "next_at": "*"}]}
as operator
GET /api/report-schedules -> 200 {"items": [{"id": "{schedule}", "is_mine": false, "may_edit": false, "is_received": true, "user_ids": ["{operator}"]}]}
GET /api/report-deliveries/{delivery}/picture -> 404
PUT /api/report-schedules/{schedule} if-match r2 {"board": "{board}", "every": "day", "minute": 480} -> 403 {"reason": "report.not_yours"}
DELETE /api/report-schedules/{schedule} -> 403 {"reason": "report.not_yours"}
POST /api/report-schedules/{schedule}/try -> 202 {"deliveries": [{"user_id": "{operator}"}]}
wait GET /api/report-schedules/{schedule}/runs -> 200 {"items": [{"deliveries": [{"user_id": "{operator}", "state": "told"}]}]}
wait GET /api/notifications -> 200 {"items": ["...", {"kind": "report.ready", "link": "/boards/{board}"}]}
POST /api/report-schedules/{schedule}/leave -> 204
GET /api/report-schedules/{schedule} -> 404
as other
GET /api/report-schedules/{schedule} -> 404
POST /api/report-schedules/{schedule}/try -> 404
as admin
POST /api/report-schedules/{schedule}/take -> 404
# A board takes its schedules with it, and brings them back.
DELETE /api/boards/{board} -> 204
wait GET /api/report-schedules -> 200 {"items": []}
POST /api/boards/{board}/restore -> 200
wait GET /api/report-schedules/{schedule} -> 200 {"next_at": "*", "is_on": true}
DELETE /api/report-schedules/{schedule} -> 204
GET /api/report-schedules/{schedule} -> 404
POST /api/report-schedules/{schedule}/restore -> 200 {"is_on": true, "next_at": "*"}
# Whoever left leaves his schedules paused: another takes them over, from nobody who is there.
as operator
POST /api/report-schedules {"board": "owner", "every": "day", "minute": 510, "is_on": true} -> 201 {"is_mine": true}
keep theirs = id
as admin
POST /api/report-schedules/{theirs}/take -> 404
GET /api/users/{operator} -> 200
keep role = role_id
keep rev = revision
PUT /api/users/{operator} if-match r{rev} {"name": "s-operator", "display_name": "离职", "role_id": "{role}", "is_disabled": true} -> 200
POST /api/report-schedules/{theirs}/take -> 200 {"id": "{theirs}", "is_mine": true, "is_on": false}
POST /api/report-schedules/{theirs}/take -> 404
