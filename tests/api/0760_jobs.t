# Work that runs by itself can be stopped and taken up again.
world demo
connect
GET /api/connections -> 200 {"items": [{"id": "{connection}"}]}
POST /api/connections/{connection}/sync {"what": "contacts"} -> 202
keep job = id
POST /api/jobs/{job}/cancel -> 204
wait GET /api/jobs/{job} -> 200 {"state": "cancelled"}
POST /api/jobs/{job}/cancel -> 409
POST /api/jobs/{job}/resume -> 204
wait GET /api/jobs/{job} -> 200 {"state": "running"}
GET /api/jobs?active=true -> 200 {"items": [{"id": "{job}"}]}
# Killed in the middle: the job goes on where its last page was written.
kill
wait GET /api/jobs/{job} -> 200 {"state": "*"}
as other
GET /api/jobs/{job} -> 404
POST /api/jobs/{job}/cancel -> 404
GET /api/jobs -> 200 {"items": []}
