# Regions and stores are put elsewhere; nobody ends inside himself, and siblings keep their revision.
POST /api/regions {"name": "全国"} -> 201
keep china = id
POST /api/regions {"name": "华东", "parent_id": "{china}"} -> 201
keep east = id
POST /api/regions {"name": "华北"} -> 201
keep north = id
POST /api/regions/{china}/move if-match r1 {"parent_id": "{east}"} -> 409 {"reason": "region.cycle"}
POST /api/regions/{north}/move {"parent_id": "{china}"} -> 428
POST /api/regions/{north}/move if-match r1 {"parent_id": "{china}", "before_id": "{east}"} -> 200 {"parent_id": "{china}", "sort": 1, "revision": 2}
POST /api/regions/{north}/move if-match r1 {"parent_id": null} -> 412
POST /api/stores {"code": "M1", "name": "一店", "region_id": "{east}"} -> 201
keep first = id
POST /api/stores {"code": "M2", "name": "二店", "region_id": "{east}"} -> 201
keep second = id
POST /api/stores/{second}/move if-match r1 {"parent_id": "{east}", "before_id": "{first}"} -> 200 {"sort": 1, "revision": 2}
GET /api/stores/{first} -> 200 {"sort": 2, "revision": 1}
POST /api/stores/{second}/move if-match r2 {"parent_id": "{north}", "before_id": "{first}"} -> 400 {"reason": "store.unknown_before"}
POST /api/stores/{second}/move if-match r2 {"parent_id": "{north}"} -> 200 {"region_name": "华北"}
GET /api/org/tree -> 200
as other
GET /api/org/tree -> 200 {"regions": [], "stores": []}
POST /api/stores/{first}/move if-match r1 {"parent_id": null} -> 404
as admin
DELETE /api/stores/{first} if-match r1 -> 204
DELETE /api/stores/{second} if-match r3 -> 204
DELETE /api/regions/{north} if-match r2 -> 204
DELETE /api/regions/{east} if-match r1 -> 204
DELETE /api/regions/{china} if-match r1 -> 204
