# All that is kept of a customer as a file; and a customer deleted on request: gone, and gone for good.
connect
sim GET world?brief=1 -> 200 {"corps": [{"corp_id": "*"}]}
keep corp = corps[0].corp_id
sim POST customers {"name": "贺兰雪"} -> 200
keep person = external_userid
sim POST customers/{person}/add {"userid": "zhangsan", "add_way": 1} -> 200
sim POST customers {"name": "别的人"} -> 200
keep stranger = external_userid
sim POST customers/{stranger}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers -> 200 {"total": 2}
GET /api/customers?q=贺兰雪 -> 200 {"total": 1}
keep customer = items[0].id
GET /api/customers/{customer} -> 200
keep rev = revision
PATCH /api/customers/{customer} if-match r{rev} {"phone": "13712345678", "email": "Helan.Xue@example.com", "address": "杭州市西湖区北山街 84 号", "birthday": "1991-02-03"} -> 200
POST /api/customers/{customer}/notes {"text": "她的狗叫阿黄"} -> 201
POST /api/customers/{customer}/consents {"purpose": "sms", "state": "given", "source": "form", "evidence": "贺兰雪签字的表"} -> 200
POST /api/customers/{customer}/person-exports -> 202 {"kind": "customer.person_export"}
keep job = id
wait GET /api/jobs/{job} -> 200 {"state": "done"}
GET /api/jobs/{job}/file -> 200 {"in_clear": true, "customer": {"name": "贺兰雪", "address": "杭州市西湖区北山街 84 号"}, "identities": ["...", {"kind": "phone", "value": "13712345678"}], "consents": {"history": [{"evidence": "贺兰雪签字的表"}]}, "notes": [{"text": "她的狗叫阿黄"}], "orders": [], "events": ["...", {"type": "contact.added"}]}
GET /api/customers/{customer}/erasure-preview -> 200 {"confirm": "贺兰雪", "relation_count": 1, "note_count": 1, "order_count": 0, "open_id": null}
POST /api/customers/{customer}/erasures {"ground": "whim"} -> 400 {"field": "ground"}
POST /api/customers/{customer}/erasures {"ground": "request", "note": "贺兰雪来电要求"} -> 201 {"state": "waiting", "ground": "request"}
keep first = id
POST /api/customers/{customer}/erasures {"ground": "request"} -> 409 {"reason": "erasure.open"}
GET /api/customers/{customer}/erasure-preview -> 200 {"open_id": "{first}"}
POST /api/erasures/{first}/decision {"decision": "refuse"} -> 400 {"reason": "erasure.no_answer", "field": "answer"}
POST /api/erasures/{first}/decision {"decision": "refuse", "answer": "尚有未完成的订单"} -> 200 {"state": "refused"}
POST /api/erasures/{first}/decision {"decision": "carry_out", "confirm": "贺兰雪"} -> 409 {"reason": "erasure.decided"}
POST /api/customers/{customer}/erasures {"ground": "request"} -> 201
keep erasure = id
POST /api/erasures/{erasure}/decision {"decision": "carry_out", "confirm": "贺兰"} -> 400 {"reason": "erasure.not_confirmed", "field": "confirm"}
POST /api/erasures/77/decision {"decision": "carry_out", "confirm": "贺兰"} -> 404 {"reason": "erasure.not_found"}
POST /api/erasures/{erasure}/decision {"decision": "carry_out", "confirm": "贺兰雪"} -> 200 {"state": "running"}
wait GET /api/erasures -> 200 {"items": [{"id": "{erasure}", "state": "done", "note": null}, {"state": "refused"}]}
GET /api/customers/{customer} -> 404 {"reason": "customer.not_found"}
GET /api/people/{customer} -> 404 {"reason": "customer.not_found"}
GET /api/people?identity=external_userid:{person}@{corp} -> 404 {"reason": "customer.not_found"}
GET /api/people?identity=phone:13712345678 -> 404
wait GET /api/customers -> 200 {"total": 1}
GET /api/customers?q=贺兰雪 -> 200 {"total": 0}
GET /api/events?type=customer.erased -> 200 {"items": [{"person_id": "{customer}", "payload": {"erased": true}}]}
restart
wait GET /api/customers -> 200 {"total": 1}
sim POST customers/{person}/delete {"userid": "zhangsan"} -> 200
pause 1.5
sim POST customers/{person}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers?q=贺兰雪 -> 200 {"total": 1}
keep again = items[0].id
GET /api/customers/{again}/timeline -> 200 {"items": ["...", {"type": "contact.added"}]}
GET /api/customers/{customer} -> 404
as other
GET /api/customers/{again}/erasure-preview -> 404
POST /api/customers/{again}/erasures {"ground": "request"} -> 404
POST /api/customers/{again}/person-exports -> 404
POST /api/erasures/{erasure}/decision {"decision": "refuse", "answer": "x"} -> 404
