# Which welcome a contact gets: code before slot before staff before department before default.
connect
GET /api/staff -> 200 {"items": ["...", {"userid": "zhangsan"}, {"userid": "lisi"}]}
GET /api/staff?q=zhangsan -> 200 {"items": [{"userid": "zhangsan"}]}
keep zhang = items[0].id
keep department = items[0].department_ids[0]
GET /api/staff/{zhang} -> 200 {"userid": "zhangsan"}
GET /api/staff?q=lisi -> 200 {"items": [{"userid": "lisi"}]}
keep li = items[0].id
# Nobody has said anything yet: no welcome, and the reason why.
sim POST customers {"name": "零号"} -> 200
keep p0 = external_userid
sim POST customers/{p0}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/welcomes -> 200 {"items": [{"customer_name": "零号", "state": "skipped", "reason": "welcome.no_policy"}]}
POST /api/welcome-policies {"name": "默认", "scope": "default", "message": {"text": "默认:{客户昵称}您好", "attachments": []}, "is_enabled": true} -> 201
keep default = id
sim POST customers {"name": "一号"} -> 200
keep p1 = external_userid
sim POST customers/{p1}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/welcomes -> 200 {"items": [{"customer_name": "一号", "state": "sent", "policy_name": "默认", "body": "默认:一号您好"}]}
POST /api/welcome-policies {"name": "部门", "scope": "department", "department_ids": ["{department}"], "message": {"text": "部门", "attachments": []}, "is_enabled": true} -> 201
sim POST customers {"name": "二号"} -> 200
keep p2 = external_userid
sim POST customers/{p2}/add {"userid": "lisi", "add_way": 1} -> 200
wait GET /api/welcomes -> 200 {"items": [{"customer_name": "二号", "state": "sent", "policy_name": "部门"}]}
POST /api/welcome-policies {"name": "张三", "scope": "staff", "staff_ids": ["{zhang}"], "message": {"text": "我是{员工姓名}", "attachments": []}, "is_enabled": true} -> 201
keep personal = id
sim POST customers {"name": "三号"} -> 200
keep p3 = external_userid
sim POST customers/{p3}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/welcomes -> 200 {"items": [{"customer_name": "三号", "state": "sent", "policy_name": "张三"}]}
POST /api/welcome-policies {"name": "全天", "scope": "slot", "windows": [{"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "until": "00:00"}], "message": {"text": "时段", "attachments": []}, "is_enabled": true} -> 201
keep slot = id
sim POST customers {"name": "四号"} -> 200
keep p4 = external_userid
sim POST customers/{p4}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/welcomes -> 200 {"items": [{"customer_name": "四号", "state": "sent", "policy_name": "全天", "scope": "slot"}]}
POST /api/channel-codes {"name": "门口", "allocation": "random", "skip_verify": true, "welcome_mode": "own", "welcome": {"text": "门口", "attachments": []}, "staff": [{"staff_id": "{zhang}", "weight": 1, "daily_cap": 0}]} -> 201
keep code = id
wait GET /api/channel-codes/{code} -> 200 {"state": "active", "config_id": "*"}
keep config = config_id
sim POST customers/scan {"config_id": "{config}", "customer": {"name": "五号"}} -> 200 {"outcome": "added"}
wait GET /api/welcomes -> 200 {"items": [{"customer_name": "五号", "state": "sent", "scope": "code", "body": "门口"}]}
# The preview runs the same rule and says why each was passed over.
POST /api/welcome-policies/preview {"customer_name": "李四", "staff_id": "{zhang}", "code_id": "{code}"} -> 200 {"text": "门口", "scope": "code", "considered": ["...", {"scope": "code", "chosen": true}, {"scope": "default", "chosen": false, "why": "*"}]}
POST /api/welcome-policies/preview {"customer_name": "李四", "staff_id": "{zhang}"} -> 200 {"text": "时段", "scope": "slot"}
# A switched-off policy is passed over; conflicts and other brands.
GET /api/welcome-policies/{slot} -> 200
keep rev = revision
PUT /api/welcome-policies/{slot} if-match r{rev} {"name": "全天", "scope": "slot", "windows": [{"weekdays": [1], "from": "00:00", "until": "00:00"}], "message": {"text": "时段", "attachments": []}, "is_enabled": false} -> 200 {"is_enabled": false}
PUT /api/welcome-policies/{slot} if-match r{rev} {"name": "晚了", "scope": "slot", "windows": [{"weekdays": [1], "from": "00:00", "until": "00:00"}], "message": {"text": "时段", "attachments": []}} -> 412
POST /api/welcome-policies/preview {"customer_name": "李四", "staff_id": "{zhang}"} -> 200 {"text": "我是张三", "scope": "staff"}
DELETE /api/welcome-policies/{personal} if-match r99 -> 412
GET /api/welcome-policies/{personal} -> 200
keep rev = revision
DELETE /api/welcome-policies/{personal} if-match r{rev} -> 204
POST /api/welcome-policies/preview {"customer_name": "李四", "staff_id": "{zhang}"} -> 200 {"text": "部门"}
GET /api/welcomes?state=sent&policy_id={default} -> 200 {"items": [{"customer_name": "一号"}]}
GET /api/welcomes/summary -> 200 {"sent_today": 5, "failed_today": 0}
GET /api/welcome-policies -> 200 {"items": ["...", {"name": "默认", "sent_count": 1}]}
as other
GET /api/welcome-policies -> 200 {"items": []}
GET /api/welcome-policies/{default} -> 404
GET /api/welcomes -> 200 {"items": []}
