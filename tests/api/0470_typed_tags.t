# Typed tags and rules: checked, tried, applied to everybody, followed event by event, and explained.
connect
sim POST customers {"name": "孙女士", "gender": 2} -> 200
keep person = external_userid
sim POST customers/{person}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers -> 200 {"items": [{"name": "孙女士"}]}
keep customer = items[0].id
POST /api/tag-groups {"name": "口味", "kind": "internal", "tags": ["半糖派", "甜度档", "会员日"]} -> 201
keep group = id
keep half = tags[0].id
keep band = tags[1].id
keep day = tags[2].id
POST /api/attributes {"key": "sugar", "name": "甜度", "type": "enum", "choices": ["无糖", "半糖"], "policy": {"kind": "most_recent"}} -> 201
POST /api/attributes {"key": "points", "name": "积分", "type": "number", "policy": {"kind": "most_recent"}} -> 201
GET /api/tag-rules/words -> 200 {"variables": ["...", {"name": "sugar", "type": "enum", "label_zh": "甜度"}]}
POST /api/tag-rules/check {"type": "flag", "rule": "{\"==\":[{\"var\":\"sugar\"},\"全糖\"]}"} -> 200 {"is_good": false, "reason": "rule.unknown_choice", "place": "/==/1"}
POST /api/tag-rules/check {"type": "flag", "rule": "{\"==\":[{\"var\":\"sugar\"},\"半糖\"]}"} -> 200 {"is_good": true, "sentence_zh": "*", "sentence_en": "*", "reads": ["v:sugar"]}
POST /api/tag-rules/preview {"type": "flag", "rule": "{\"==\":[{\"var\":\"sugar\"},\"半糖\"]}"} -> 200 {"count": 0, "is_exact": true}
PUT /api/tags/{half}/detail {"type": "flag", "rule": "{\"==\":[{\"var\":\"none\"},1]}", "is_on": true, "revision": 0} -> 400 {"reason": "rule.unknown_variable", "field": "rule", "more": {"place": "*"}}
PUT /api/tags/{half}/detail {"type": "flag", "category": "口味", "definition": "偏好半糖", "review_on": "2027-01-01", "rule": "{\"==\":[{\"var\":\"sugar\"},\"半糖\"]}", "is_on": true, "revision": 0} -> 200 {"name": "半糖派", "is_on": true, "revision": 1}
PUT /api/tags/{band}/detail {"type": "band", "bands": [{"label": "低", "from": "", "to": "100"}, {"label": "高", "from": "100", "to": ""}], "rule": "{\"var\":\"points\"}", "is_on": true, "revision": 0} -> 200 {"type": "band"}
PUT /api/tags/{band}/detail {"type": "flag", "revision": 9} -> 412 {"reason": "tagging.changed_meanwhile"}
GET /api/typed-tags -> 200 {"items": [{"name": "半糖派", "sentence_zh": "*"}, {"name": "甜度档"}, {"name": "会员日"}]}
POST /api/customers/{customer}/evidence {"key": "sugar", "value": "半糖", "source": "pos"} -> 200
POST /api/customers/{customer}/evidence {"key": "points", "value": "150"} -> 200
wait GET /api/customers/{customer}/tag-reasons -> 200 {"items": [{"name": "半糖派", "source": "rule", "facts": [{"name_zh": "甜度", "value": "半糖"}]}, {"name": "甜度档", "value": "高"}]}
wait GET /api/customers/{customer} -> 200 {"tags": ["...", {"name": "半糖派"}]}
POST /api/customers/{customer}/evidence {"key": "sugar", "value": "无糖", "source": "pos"} -> 200
wait GET /api/customers/{customer}/tag-reasons -> 200 {"items": [{"name": "甜度档"}], "history": [{"name": "半糖派", "ended_by": "rule"}]}
POST /api/customers/{customer}/typed-tags {"tag_id": "{day}", "value": "x"} -> 400 {"reason": "tagging.bad_value"}
POST /api/customers/{customer}/typed-tags {"tag_id": "{day}"} -> 200
PUT /api/tag-groups/{group}/exclusive {"is_exclusive": true} -> 204
POST /api/customers/{customer}/typed-tags {"tag_id": "{half}"} -> 200 {"items": [{"name": "半糖派", "source": "console"}]}
wait GET /api/customers/{customer}/tag-reasons -> 200 {"items": [{"name": "半糖派"}], "history": ["...", {"name": "会员日", "ended_by": "exclusive", "replaced_by_name": "半糖派"}]}
as other
GET /api/typed-tags -> 200 {"items": []}
PUT /api/tags/{half}/detail {"type": "flag", "revision": 0} -> 404
PUT /api/tag-groups/{group}/exclusive {"is_exclusive": false} -> 404
GET /api/customers/{customer}/tag-reasons -> 404
POST /api/customers/{customer}/typed-tags {"tag_id": "{day}"} -> 404
