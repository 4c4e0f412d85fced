# Audiences after a restart: there with their sentences, and counted again. What is told before they are loaded, and that pages
# are told, is in segment_look_test.c: here loading may be over before the first question.
connect
sim POST customers {"name": "钱女士", "gender": 2} -> 200
keep person = external_userid
sim POST customers/{person}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers -> 200 {"items": [{"name": "钱女士"}]}
POST /api/segments {"name": "女", "kind": "live", "rule": {"==": [{"var": "gender"}, "female"]}} -> 201 {"size": 1, "state": "ready"}
keep segment = id
restart
GET /api/segments -> 200 {"items": [{"name": "女", "sentence_zh": "性别 是 “女”"}]}
wait GET /api/segments -> 200 {"items": [{"name": "女", "state": "ready", "size": 1}]}
wait GET /api/segments/{segment} -> 200 {"state": "ready", "size": 1}
