#!/usr/bin/env python3
"""A sheet of costs over HTTP: guessed, looked at before, brought in, brought in again, and taken back.

    costs.py BUILD [--pg URL]"""
import argparse
import os
import sys

import imports
from house import House  # imports.py found where it lies
from imports import bring_in, count_of, expect, upload

SHEET = ('日期,渠道,活动,费用\n2026-05-01,二维码,,"1,234.56"\n2026-05-02,,五一,0.29\n'
         "2026-05-03,电线杆,,1\n2026-05-04,,五一,1.005\n").encode()
BOTH = [("五一", "2026-05-02", 29), ("qr_code", "2026-05-01", 123456)]


def costs(house):
    return [(s["touch"], s["day_on"], s["amount_fen"])
            for s in house.good("GET", "/api/spend?from=2026-05-01&to=2026-05-31")["items"]]


def walk(house):
    status, made = upload(house, SHEET, "costs.csv")
    expect("upload", status, 201)
    mapping = house.good("GET", f"/api/imports/{made['id']}/guess?kind=cost")["mapping"]
    expect("the guess", mapping["fields"], {"day": "日期", "channel": "渠道", "campaign": "活动", "cost": "费用"})
    status, made = imports.decide(house, made, mapping)
    expect("decided", (status, made.get("is_good")), (200, True))
    preview = house.good("POST", f"/api/imports/{made['id']}/preview")
    expect("the preview", (preview["good"], preview["refused"]), (2, 2))
    expect("nothing is set by looking", costs(house), [])
    job = imports.ended(house, house.good("POST", f"/api/imports/{made['id']}/start")["id"])
    expect("the job", (job["state"], job["result"]["added"], job["result"]["refused"]), ("done", 2, 2))
    expect("what was paid", costs(house), BOTH)
    events = count_of(house, "spend.recorded")
    again = bring_in(house, SHEET, mapping, "costs.csv")
    expect("the same again", (again["result"]["added"], again["result"]["known"]), (0, 2))
    expect("and no event more", count_of(house, "spend.recorded"), events)
    taken = house.good("POST", f"/api/spend/imports/{job['id']}/undo")
    expect("taken back", (taken["changed"], taken["kept"], taken["amount_fen"]), (2, 0, -123485))
    expect("nothing was paid", costs(house), [])
    status, _ = house.call("POST", f"/api/spend/imports/{job['id']}/undo")
    expect("once", status, 404)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--pg", default=os.environ.get("WEFT_API_PG"))
    given = parser.parse_args()
    with House(given.build, pg=given.pg) as house:
        house.start()
        walk(house)
    for line in imports.FAILED:
        print(f"not ok: {line}")
    print(f"{imports.DONE - len(imports.FAILED)} passed, {len(imports.FAILED)} failed")
    return 1 if imports.FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
