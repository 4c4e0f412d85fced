# The dictionary: raw values become tags and attributes, by versions that can be compared and tried.
connect
sim POST customers {"name": "赵女士"} -> 200
keep person = external_userid
sim POST customers/{person}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers -> 200 {"items": [{"name": "赵女士"}]}
keep customer = items[0].id
wait GET /api/customers/{customer} -> 200 {"relations": [{"staff_userid": "zhangsan"}]}
keep relation = relations[0].id
POST /api/tag-groups {"name": "人群", "kind": "internal", "tags": ["宝妈", "敏感肌"]} -> 201
keep mother = tags[0].id
POST /api/attributes {"key": "baby_age_year", "name": "宝宝年龄", "type": "number", "unit": "岁", "policy": {"kind": "most_recent"}} -> 201
GET /api/dictionary -> 200 {"live_version": 0, "versions": [], "revision": 1}
PUT /api/dictionary/draft if-match r1 {"fields": [{"key": "wecom.remark", "name": "企微备注", "type": "customer.changed", "path": "@remark", "source": "wecom"}], "rules": [{"id": "m", "field": "wecom.remark", "kind": "pattern", "match": "宝妈-宝宝{age:number}岁", "tag_ids": ["{mother}"], "gives": [{"key": "none", "value": "{age}"}]}]} -> 400 {"reason": "attribute.unknown_key", "field": "rules[0].gives[0].key"}
PUT /api/dictionary/draft if-match r1 {"fields": [{"key": "wecom.remark", "name": "企微备注", "type": "customer.changed", "path": "@remark", "source": "wecom"}], "rules": [{"id": "m", "field": "wecom.remark", "kind": "pattern", "match": "宝妈-宝宝{age:number}岁", "tag_ids": ["{mother}"], "gives": [{"key": "baby_age_year", "value": "{age}"}]}]} -> 200 {"revision": 2}
PUT /api/dictionary/draft if-match r1 {"fields": [], "rules": []} -> 412 {"reason": "dictionary.changed_meanwhile"}
POST /api/dictionary/try {"field": "wecom.remark", "samples": ["宝妈-宝宝3岁", "爱喝茶"]} -> 200 {"samples": [{"value": "宝妈-宝宝3岁", "is_matched": true, "is": "宝妈, baby_age_year = 3"}, {"value": "爱喝茶", "is_matched": false}]}
POST /api/dictionary/publish if-match r2 {"note": "第一版"} -> 200 {"live_version": 1, "versions": [{"version": 1, "state": "live", "note": "第一版"}]}
PUT /api/customers/{customer}/relations/{relation} {"remark": "宝妈-宝宝2岁"} -> 200
wait GET /api/customers/{customer}/attributes -> 200 {"items": [{"key": "baby_age_year", "value": "2"}], "evidence": [{"source": "wecom", "raw": "*"}]}
wait GET /api/customers/{customer}/tag-reasons -> 200 {"items": [{"name": "宝妈", "source": "dictionary"}]}
GET /api/dictionary/diff?from=0&to=1 -> 200 {"added": [{"id": "m"}], "removed": [], "changed": [], "changed_from": [], "fields": {"added": [{"key": "wecom.remark"}], "removed": []}}
GET /api/dictionary/diff?from=1&to=0 -> 200 {"added": [], "removed": [], "changed": [], "changed_from": [], "fields": {"added": [], "removed": [], "changed": [], "changed_from": []}, "is_reordered": false}
GET /api/dictionary/diff?from=7&to=1 -> 404 {"reason": "dictionary.no_version"}
GET /api/dictionary/unmatched -> 200 {"items": []}
GET /api/dictionary -> 200
keep draft = revision
PUT /api/dictionary/draft if-match r{draft} {"fields": [{"key": "wecom.description", "name": "企微描述", "type": "customer.changed", "path": "@description", "source": "wecom"}], "rules": [{"id": "m", "kind": "pattern", "match": "宝妈-{age:number}岁", "tag_ids": ["{mother}"], "gives": [{"key": "baby_age_year", "value": "{age}"}]}]} -> 200
keep draft = revision
GET /api/dictionary/diff?from=1&to=0 -> 200 {"added": [], "removed": [], "changed": [{"id": "m", "field": null, "match": "宝妈-{age:number}岁"}], "changed_from": [{"id": "m", "field": "wecom.remark", "match": "宝妈-宝宝{age:number}岁"}], "fields": {"added": [{"key": "wecom.description"}], "removed": [{"key": "wecom.remark", "name": "企微备注"}], "changed": []}}
PUT /api/dictionary/draft if-match r{draft} {"fields": [{"key": "wecom.remark", "name": "企微备注", "type": "customer.changed", "path": "@remark", "source": "wecom"}], "rules": []} -> 200
keep draft = revision
POST /api/dictionary/publish if-match r{draft} {} -> 200 {"live_version": 2}
wait GET /api/customers/{customer}/attributes -> 200 {"items": []}
wait GET /api/customers/{customer}/tag-reasons -> 200 {"items": [], "history": [{"name": "宝妈", "ended_by": "dictionary"}]}
wait GET /api/dictionary/unmatched?field=wecom.remark -> 200 {"items": [{"value": "宝妈-宝宝2岁", "count": 1}]}
GET /api/dictionary -> 200
keep draft = revision
POST /api/dictionary/restore if-match r{draft} {"version": 1} -> 200 {"draft": {"rules": [{"id": "m"}]}}
POST /api/dictionary/restore if-match r{draft} {"version": 9} -> 404
POST /api/dictionary/rerun -> 202 {"kind": "dictionary.rerun"}
as other
GET /api/dictionary -> 200 {"live_version": 0}
GET /api/dictionary/unmatched -> 200 {"items": []}
