#!/usr/bin/env python3
"""Costs over HTTP, as CSV and as XLSX: guessed, looked at before, brought in, brought in again, and taken back.

    costs.py BUILD [--pg URL]"""
import argparse
import io
import os
import sys
import zipfile

import imports
from house import House  # imports.py found where it lies
from imports import bring_in, count_of, expect, upload

SHEET = ('日期,渠道,活动,费用\n2026-05-01,二维码,,"1,234.56"\n2026-05-02,,五一,0.29\n'
         "2026-05-03,电线杆,,1\n2026-05-04,,五一,1.005\n").encode()
BOTH = [("qr_code", "2026-05-01", 123456), ("五一", "2026-05-02", 29)]


# As spreadsheets keep them: days and months are numbers under a format (or under none), amounts as near as a double comes.
DAY, CHINESE_DAY, DAY_TIME, MONTH, YUAN = range(1, 6)
STYLES = ('<styleSheet><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
          '<numFmt numFmtId="165" formatCode="yyyy\\-mm"/><numFmt numFmtId="166" formatCode="&quot;¥&quot;#,##0.00"/></numFmts>'
          '<cellXfs count="6">' + "".join(f'<xf numFmtId="{n}"/>' for n in (0, 14, 164, 22, 165, 166)) + "</cellXfs></styleSheet>")
CELLS = [
    (("46174", DAY), None, "五一", ("1234.56", 0)),
    (("46175", CHINESE_DAY), None, "五一", ("0.28999999999999998", YUAN)),
    (("46176.75", DAY_TIME), None, "五一", ("0.30000000000000004", 0)),
    ("2026/6/4", None, "五一", "1,005.10"),
    ("2026年6月5日", None, "五一", "￥7.5"),
    (("46179", 0), None, "五一", ("100", 0)),
    (None, ("46204", MONTH), "年度", ("31", YUAN)),
    (("46180", DAY), None, "五一", ("1.005", 0)),
    ("下周", None, "五一", ("1", 0)),
    (("46181", DAY), None, "五一", "约 30 元"),
]
SHEET_GOOD = [("五一", "2026-06-01", 123456), ("五一", "2026-06-02", 29), ("五一", "2026-06-03", 30), ("五一", "2026-06-04", 100510),
              ("五一", "2026-06-05", 750), ("五一", "2026-06-06", 10000)]


def workbook(rows):
    """A sheet; a cell is text, (number, style), or nothing."""
    def cell(at, told):
        if told is None:
            return ""
        if isinstance(told, tuple):
            return f'<c r="{at}" s="{told[1]}"><v>{told[0]}</v></c>'
        return f'<c r="{at}" t="inlineStr"><is><t>{told}</t></is></c>'
    body = "".join(f'<row r="{i}">' + "".join(cell(f"{'ABCD'[k]}{i}", told) for k, told in enumerate(row)) + "</row>"
                   for i, row in enumerate(rows, 1))
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>')
        box.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
                     '<Relationship Id="r2" Type="x/styles" Target="styles.xml"/></Relationships>')
        box.writestr("xl/styles.xml", STYLES)
        box.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{body}</sheetData></worksheet>")
    return book.getvalue()


def costs(house, first="2026-05-01", last="2026-05-31"):
    return sorted(((s["touch"], s["day_on"], s["amount_fen"])
                   for s in house.good("GET", f"/api/spend?from={first}&to={last}")["items"]), key=lambda s: s[1:])


def spreadsheet(house):
    """What is seen in the cells is what is booked, to the fen; what cannot be is told with its row."""
    body = workbook([("日期", "月份", "活动", "费用"), *CELLS])
    status, made = upload(house, body, "costs.xlsx")
    expect("the upload of a sheet", status, 201)
    mapping = house.good("GET", f"/api/imports/{made['id']}/guess?kind=cost")["mapping"]
    expect("the guess of a sheet", mapping["fields"], {"day": "日期", "month": "月份", "campaign": "活动", "cost": "费用"})
    status, made = imports.decide(house, made, mapping)
    preview = house.good("POST", f"/api/imports/{made['id']}/preview")
    expect("the preview of a sheet", (preview["good"], preview["refused"]), (7, 3))
    job = imports.ended(house, house.good("POST", f"/api/imports/{made['id']}/start")["id"])
    expect("the job of a sheet", (job["state"], job["result"]["added"], job["result"]["refused"]), ("done", 7, 3))
    expect("days and amounts as they are seen", costs(house, "2026-06-01", "2026-06-30"), SHEET_GOOD)
    expect("a month over its days", costs(house, "2026-07-01", "2026-07-31"), [("年度", f"2026-07-{d:02}", 100) for d in range(1, 32)])
    again = bring_in(house, body, mapping, "again.xlsx")
    expect("the same sheet again", (again["result"]["added"], again["result"]["known"]), (0, 7))


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
    expect("the first taken back", (taken["changed"], taken["kept"], taken["amount_fen"]), (0, 2, 0))
    expect("the second says it still", costs(house), BOTH)
    taken = house.good("POST", f"/api/spend/imports/{again['id']}/undo")
    expect("the second taken back", (taken["changed"], taken["kept"], taken["amount_fen"]), (2, 0, -123485))
    expect("nothing was paid", costs(house), [])
    lines = house.good("GET", f"/api/audit?object=job:{again['id']}")["items"]
    expect("audited when it began and when it ended", [(line["action"], line["outcome"]) for line in lines[:2]], [
        ("POST /api/spend/imports/{id}/undo", "ok"), ("spend.import_undone", "ok")])
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
        spreadsheet(house)
    for line in imports.FAILED:
        print(f"not ok: {line}")
    print(f"{imports.DONE - len(imports.FAILED)} passed, {len(imports.FAILED)} failed")
    return 1 if imports.FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
