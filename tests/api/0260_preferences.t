# What a person keeps for himself: settings and views of lists.
GET /api/me/preferences/look -> 200 {"key": "look", "value": null, "revision": 0}
PUT /api/me/preferences/look {"value": {"dark": true}} -> 200 {"value": {"dark": true}, "revision": 1}
GET /api/me/preferences/look -> 200 {"value": {"dark": true}}
PUT /api/me/preferences/Look {"value": 1} -> 400 {"reason": "preference.bad_key"}
PUT /api/me/preferences/look {"value": null} -> 200 {"revision": 0}
GET /api/views?page=customers -> 200 {"items": []}
GET /api/views -> 400 {"reason": "shape.required", "field": "page"}
POST /api/views {"page": "customers", "name": "本月新增", "query": "state=active&sort=added_desc"} -> 201 {"is_mine": true, "revision": 1}
keep view = id
POST /api/views {"page": "customers", "name": "本月新增"} -> 409 {"reason": "saved_view.name_taken"}
PUT /api/views/{view} if-match r1 {"page": "customers", "name": "新客", "query": "state=active", "is_shared": true, "sort": 3} -> 200 {"revision": 2, "is_shared": true}
PUT /api/views/{view} if-match r1 {"page": "customers", "name": "新客"} -> 412 {"reason": "saved_view.changed_meanwhile"}
GET /api/views?page=customers -> 200 {"items": [{"id": "{view}", "name": "新客", "query": "state=active", "sort": 3}]}
DELETE /api/views/{view} -> 204
DELETE /api/views/{view} -> 404
