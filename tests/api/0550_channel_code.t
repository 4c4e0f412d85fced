# A channel code through its life: who is on duty, caps, edits of two people, pausing and copying.
connect
GET /api/staff?q=zhangsan -> 200
keep zhang = items[0].id
GET /api/staff?q=lisi -> 200
keep li = items[0].id
POST /api/channel-code-groups {"name": "线下", "sort": 1} -> 201
keep group = id
POST /api/channel-codes {"name": "柜台", "group_id": "{group}", "allocation": "round_robin", "skip_verify": true, "welcome_mode": "none",
    "staff": [{"staff_id": "{zhang}", "weight": 1, "daily_cap": 2}], "backup_staff_ids": ["{li}"]} -> 201
keep code = id
wait GET /api/channel-codes/{code} -> 200 {"state": "active", "on_duty": [{"staff_id": "{zhang}"}]}
keep config = config_id
# Two adds reach the cap of the day; then the substitute is on duty, which a person should know; also on the platform.
sim POST customers/scan {"config_id": "{config}"} -> 200 {"outcome": "added"}
sim POST customers/scan {"config_id": "{config}"} -> 200 {"outcome": "added"}
wait GET /api/channel-codes/{code} -> 200 {"added_today": 2, "state": "degraded", "on_duty": [{"staff_id": "{li}"}]}
wait platform customer externalcontact/get_contact_way {"config_id": "{config}"} -> 200 {"contact_way": {"user": ["lisi"]}}
sim POST customers/scan {"config_id": "{config}"} -> 200 {"outcome": "added"}
wait GET /api/channel-codes/{code}/stats -> 200 {"added": 3, "staff": ["...", {"staff_id": "{zhang}", "today": 2, "cap": 2}, {"staff_id": "{li}", "today": 1}]}
GET /api/welcomes -> 200 {"items": ["...", {"state": "skipped", "reason": "welcome.silenced"}]}
# Hours: outside of them the plain list, inside them their own.
GET /api/channel-codes/{code} -> 200
keep rev = revision
PUT /api/channel-codes/{code} if-match r{rev} {"name": "柜台", "group_id": "{group}", "allocation": "random", "skip_verify": true, "welcome_mode": "none",
    "staff": [{"staff_id": "{li}", "weight": 1, "daily_cap": 0}],
    "slots": [{"name": "全天", "weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "until": "24:00", "staff": [{"staff_id": "{zhang}", "weight": 1, "daily_cap": 0}]}]} -> 200
wait GET /api/channel-codes/{code} -> 200 {"state": "active", "on_duty": [{"staff_id": "{zhang}"}]}
PUT /api/channel-codes/{code} if-match r{rev} {"name": "晚了", "allocation": "random", "welcome_mode": "none", "staff": [{"staff_id": "{li}", "weight": 1}]} -> 412
PUT /api/channel-codes/{code} if-match r{rev} {"name": "", "allocation": "random", "welcome_mode": "none", "staff": []} -> 400
# A code that began with one member may have more, on the platform, too.
GET /api/channel-codes/{code} -> 200
keep rev = revision
PUT /api/channel-codes/{code} if-match r{rev} {"name": "柜台", "group_id": "{group}", "allocation": "random", "skip_verify": true, "welcome_mode": "none",
    "staff": [{"staff_id": "{li}", "weight": 1, "daily_cap": 0}],
    "slots": [{"name": "全天", "weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "until": "24:00", "staff": [{"staff_id": "{zhang}", "weight": 1, "daily_cap": 0}, {"staff_id": "{li}", "weight": 1, "daily_cap": 0}]}]} -> 200
wait platform customer externalcontact/get_contact_way {"config_id": "{config}"} -> 200 {"contact_way": {"user": ["zhangsan", "lisi"]}}
GET /api/channel-codes/{code} -> 200 {"state": "active", "sync_reason": ""}
# Paused, resumed, copied, drawn, deleted.
POST /api/channel-codes/{code}/pause -> 200
wait GET /api/channel-codes/{code} -> 200 {"state": "paused"}
POST /api/channel-codes/{code}/resume -> 200
wait GET /api/channel-codes/{code} -> 200 {"state": "active"}
POST /api/channel-codes/{code}/copy -> 201 {"id": "*"}
keep copy = id
wait GET /api/channel-codes/{copy} -> 200 {"state": "active", "config_id": "*"}
keep rev = revision
GET /api/channel-codes/{code}/qr?format=svg -> 200
GET /api/channel-codes/{code}/qr?format=png&size=512 -> 200
GET /api/channel-codes/{code}/qr?format=gif -> 400
GET /api/channel-codes/{code}/poster?template=simple&title=小满 -> 200
GET /api/channel-codes/batch/template.xlsx -> 200
GET /api/channel-code-names?q=副本 -> 200 {"items": [{"id": "{copy}", "name": "柜台(副本)"}]}
keep token = items[0].token
wait DELETE /api/channel-codes/{copy} if-match r{rev} -> 204
# A deleted one is not offered any more; what it brought is still shown by its name.
GET /api/channel-code-names?q=副本 -> 200 {"items": []}
GET /api/channel-code-names?ids={code},{copy} -> 200 {"items": [{"id": "{copy}", "name": "柜台(副本)"}, {"id": "{code}", "name": "柜台"}]}
GET /api/channel-code-names?token={token} -> 200 {"items": [{"id": "{copy}"}]}
# What is looked for is meant as it is written, and no more is told than was asked for.
POST /api/channel-codes {"name": "满100%赠", "allocation": "random", "welcome_mode": "none", "staff": [{"staff_id": "{li}", "weight": 1}]} -> 201
keep percent = id
POST /api/channel-codes {"name": "A_B!店", "allocation": "random", "welcome_mode": "none", "staff": [{"staff_id": "{li}", "weight": 1}]} -> 201
keep underline = id
POST /api/channel-codes {"name": "南\\北", "allocation": "random", "welcome_mode": "none", "staff": [{"staff_id": "{li}", "weight": 1}]} -> 201
keep stroke = id
GET /api/channel-code-names?q=%25 -> 200 {"items": [{"id": "{percent}"}]}
GET /api/channel-code-names?q=_ -> 200 {"items": [{"id": "{underline}"}]}
GET /api/channel-code-names?q=a_b!店 -> 200 {"items": [{"id": "{underline}"}]}
GET /api/channel-code-names?q=%5C -> 200 {"items": [{"id": "{stroke}"}]}
GET /api/channel-code-names?q=1%250 -> 200 {"items": []}
GET /api/channel-code-names?q=A%5C_B -> 200 {"items": []}
GET /api/channel-code-names?limit=201 -> 400
# Several by their exact names at once, a comma in one of them; of a name that many have two are told.
POST /api/channel-codes {"name": "门店1", "allocation": "random", "welcome_mode": "none", "staff": [{"staff_id": "{li}", "weight": 1}]} -> 201
keep store = id
POST /api/channel-codes {"name": "门店12", "medium": "门店1", "allocation": "random", "welcome_mode": "none", "staff": [{"staff_id": "{li}", "weight": 1}]} -> 201
POST /api/channel-codes {"name": "东, 西", "allocation": "random", "welcome_mode": "none", "staff": [{"staff_id": "{li}", "weight": 1}]} -> 201
keep comma = id
GET /api/channel-code-names?names=["门店1","东,%20西","没有","门店"] -> 200 {"items": [{"id": "{comma}"}, {"id": "{store}"}]}
POST /api/channel-codes {"name": "门店1", "allocation": "random", "welcome_mode": "none", "staff": [{"staff_id": "{li}", "weight": 1}]} -> 201
keep second = id
POST /api/channel-codes {"name": "门店1", "allocation": "random", "welcome_mode": "none", "staff": [{"staff_id": "{li}", "weight": 1}]} -> 201
keep third = id
GET /api/channel-code-names?names=["门店1"] -> 200 {"items": [{"id": "{third}"}, {"id": "{second}"}]}
GET /api/channel-code-names?names=[] -> 200 {"items": []}
GET /api/channel-code-names?names="a" -> 400 {"reason": "channel_code.bad_names", "field": "names"}
GET /api/channel-code-names?names=[1] -> 400 {"reason": "channel_code.bad_names"}
GET /api/channel-code-names?names=[ -> 400
wait GET /api/channel-codes -> 200 {"items": ["...", {"id": "{code}", "group_name": "线下"}]}
GET /api/channel-code-groups -> 200 {"items": [{"id": "{group}", "code_count": "*"}]}
PUT /api/channel-code-groups/{group} if-match r1 {"name": "门店", "sort": 2} -> 200 {"name": "门店"}
POST /api/channel-code-groups {"name": "空", "sort": 9} -> 201
keep empty = id
DELETE /api/channel-code-groups/{empty} if-match r1 -> 204
# The platform deletes the way behind our back: the code says so.
platform customer externalcontact/del_contact_way {"config_id": "{config}"} -> 200 {"errcode": 0}
GET /api/channel-codes/{code} -> 200
keep rev = revision
as other
GET /api/channel-codes -> 200 {"items": []}
GET /api/channel-code-names?ids={code} -> 200 {"items": []}
GET /api/channel-code-names?names=["柜台","门店1"] -> 200 {"items": []}
GET /api/channel-codes/{code}/stats -> 404
GET /api/channel-codes/{code}/qr?format=svg -> 404
POST /api/channel-codes/{code}/pause -> 404
