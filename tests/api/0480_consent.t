# Consent: what a customer agreed to, per purpose; the newest saying counts, and tracking respects it.
connect
sim POST customers {"name": "沈女士"} -> 200
keep person = external_userid
sim POST customers/{person}/add {"userid": "zhangsan", "add_way": 1} -> 200
wait GET /api/customers -> 200 {"items": [{"name": "沈女士"}]}
keep customer = items[0].id
GET /api/customers/{customer}/consents -> 200 {"purposes": [{"purpose": "marketing", "state": "unknown", "needs_yes": false, "may": true, "at": null}, {"purpose": "sms", "state": "unknown", "needs_yes": true, "may": false}], "history": []}
POST /api/customers/{customer}/consents {"purpose": "fame", "state": "given", "source": "form"} -> 400 {"field": "purpose"}
POST /api/customers/{customer}/consents {"purpose": "sms", "state": "unknown", "source": "form"} -> 400 {"reason": "consent.not_said", "field": "state"}
POST /api/customers/{customer}/consents {"purpose": "sms", "state": "given"} -> 400 {"field": "source"}
POST /api/customers/{customer}/consents {"purpose": "sms", "state": "given", "source": "form", "at": "2999-01-01T00:00:00Z"} -> 400 {"reason": "consent.in_the_future", "field": "at"}
POST /api/customers/{customer}/consents {"purpose": "sms", "state": "given", "source": "form", "evidence": "报名表 2026-03", "at": "2026-03-01T10:00:00+08:00"} -> 200 {"purposes": ["...", {"purpose": "sms", "state": "given", "may": true, "source": "form", "evidence": "报名表 2026-03", "at": "2026-03-01T10:00:00+08:00"}]}
POST /api/customers/{customer}/consents {"purpose": "sms", "state": "withdrawn", "source": "phone", "at": "2026-02-01T10:00:00+08:00"} -> 200 {"purposes": ["...", {"purpose": "sms", "state": "given", "may": true}], "history": [{"state": "given"}, {"state": "withdrawn", "source": "phone"}]}
GET /api/customers/{customer}/timeline?types=consent.given -> 200 {"items": [{"type": "consent.given", "payload": {"purpose": "sms", "source": "form"}}]}
POST /api/sources {"name": "网站"} -> 201
keep key = write_key
POST /v1/track bearer {key} {"userId": "u1", "event": "Viewed", "messageId": "m1", "writeKey": "{key}"} -> 200
GET /api/people?identity=user_id:u1 -> 200
keep visitor = id
POST /api/customers/{visitor}/consents {"purpose": "analytics", "state": "withdrawn", "source": "message"} -> 200
POST /v1/track bearer {key} {"userId": "u1", "event": "Viewed", "messageId": "m2", "writeKey": "{key}"} -> 200
GET /api/track-refusals -> 200 {"items": [{"reason": "track.no_consent"}]}
GET /api/events?person_id={visitor}&type=Viewed -> 200 {"items": [{"type": "Viewed"}], "next_cursor": null}
POST /api/customers/{visitor}/consents {"purpose": "analytics", "state": "given", "source": "message"} -> 200
POST /v1/track bearer {key} {"userId": "u1", "event": "Bought", "messageId": "m3", "writeKey": "{key}"} -> 200
GET /api/events?person_id={visitor}&type=Bought -> 200 {"items": [{"type": "Bought"}]}
as other
GET /api/customers/{customer}/consents -> 404
POST /api/customers/{customer}/consents {"purpose": "sms", "state": "given", "source": "form"} -> 404
