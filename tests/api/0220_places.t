# Regions and stores come and go; what is in use stays.
POST /api/regions {"name": "华北", "sort": 2} -> 201
keep region = id
PUT /api/regions/{region} if-match r1 {"name": "华北区", "sort": 3} -> 200 {"name": "华北区", "revision": 2}
PUT /api/regions/{region} if-match r1 {"name": "晚了", "sort": 3} -> 412
POST /api/stores {"code": "B001", "name": "国贸店", "region_id": "{region}"} -> 201
keep store = id
DELETE /api/regions/{region} if-match r2 -> 409
DELETE /api/stores/{store} if-match r1 -> 204
GET /api/stores/{store} -> 404
DELETE /api/regions/{region} if-match r2 -> 204
GET /api/regions -> 200 {"items": []}
GET /metrics -> 200
GET /api/openapi.json -> 200 {"openapi": "3.1.0"}
