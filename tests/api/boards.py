#!/usr/bin/env python3
"""A board as a spreadsheet, opened and read: figures in their units, words of the language, conditions as sentences, what
does not apply, and only what its maker may see.

Usage: boards.py BUILD"""
import io
import pathlib
import re
import sys
import time
import urllib.request
import xml.etree.ElementTree as ET
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import SCOPES, House, ask  # noqa: E402

FAILED, DONE = [], 0
SPAN = {"days": 3660}
NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def check(what, holds, said=""):
    global DONE
    DONE += 1
    if not holds:
        FAILED.append(f"{what}: {said}"[:700])


def cells_of(row):
    """Texts and numbers; an empty cell is None."""
    out = []
    for cell in row.iterfind("x:c", NS):
        column = 0
        for letter in re.match("[A-Z]+", cell.get("r"))[0]:
            column = column * 26 + ord(letter) - 64
        number, text = cell.find("x:v", NS), "".join(t.text or "" for t in cell.iterfind(".//x:t", NS))
        out += [None] * (column - 1 - len(out))
        out.append(float(number.text) if number is not None and cell.get("t") is None else text)
    return out


def rows_of(sheet):
    """All of them; one that is not in the file is empty."""
    out = []
    for row in ET.fromstring(sheet).iterfind(".//x:row", NS):
        out += [[]] * (int(row.get("r")) - 1 - len(out))
        out.append(cells_of(row))
    return out


def sheets_of(data):
    """{name of a sheet: its rows}, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = [s.get("name") for s in ET.fromstring(book.read("xl/workbook.xml")).iterfind("x:sheets/x:sheet", NS)]
        return {name: rows_of(book.read(f"xl/worksheets/sheet{i + 1}.xml")) for i, name in enumerate(names)}


def exported(house, headers, body):
    """The sheets, when the job is done."""
    status, job = ask("POST", f"{house.url}/api/board-exports", body, headers)
    if status != 202:
        raise RuntimeError(f"export: {status} {job}")
    for _ in range(3000):
        status, job = ask("GET", f"{house.url}/api/jobs/{job['id']}", None, headers)
        if status != 200 or job["state"] not in ("queued", "running"):
            break
    if status != 200 or job["state"] != "done":
        raise RuntimeError(f"export: {status} {job}")
    check("each tile is counted", job["done"] == job["total"], str(job))
    request = urllib.request.Request(f"{house.url}/api/jobs/{job['id']}/file", headers=headers)
    return sheets_of(urllib.request.urlopen(request).read())


def table(rows):
    """What stands below the first row without cells: headings, and the rows as long as those."""
    blank = next(i for i, row in enumerate(rows) if not row)
    heading = rows[blank + 1]
    return heading, [row + [None] * (len(heading) - len(row)) for row in rows[blank + 2:]]


def board_of(house):
    tiles = [
        {"id": "t1", "title": "归因", "look": "models", "query": {
            "kind": "attribution", "range": SPAN, "touches": {"event": "contact.added", "by": "channel"}, "models": ["linear"],
            "goal": {"event": "customer.tagged"}, "cost": {"event": "spend.recorded"}}},
        {"id": "t2", "title": "客户价值", "look": "cohort", "query": {
            "kind": "retention", "range": SPAN, "unit": "month", "steps": ["contact.added", "order.paid"], "periods": [0],
            "value": "property.paid_fen"}},
        {"id": "t3", "title": "路径", "look": "paths", "query": {"kind": "paths", "range": SPAN, "steps": ["contact.added", "customer.created"]}},
        {"id": "t4", "title": "添加", "look": "number", "query": {
            "kind": "trend", "range": SPAN, "metrics": [{"metric": "customer.adds"}], "compare": "previous"}},
        {"id": "t5", "title": "费用", "look": "number", "query": {"kind": "trend", "range": SPAN, "metrics": [{"metric": "spend.fen"}]}},
    ]
    for i, tile in enumerate(tiles):
        tile.update(x=0, y=4 * i, w=6, h=4)
    return house.good("POST", "/api/boards", {"name": "月会", "tiles": tiles, "filter": {}, "is_shared": True})["id"]


def words_and_units(house, key, board, customers):
    zh = exported(house, key, {"board": board})
    check("a cover and a sheet each", list(zh) == ["看板", "1 归因", "2 客户价值", "3 路径", "4 添加", "5 费用"], str(list(zh)))
    heading, rows = table(zh["1 归因"])
    check("headings of attribution", heading == ["触点", "触达次数", "线性", "新客人数", "买家", "复购买家", "复购率（%）", "费用（元）",
                                              "获客成本（元）", "投产比"], str(heading))
    touched = {row[0]: row for row in rows}
    check("what touches cost, in yuan", touched.get("企业微信", [0] * 10)[7] == 123.45, str(rows))
    check("touches count all customers", touched.get("企业微信", [0] * 10)[3] == customers, str(rows))
    heading, rows = table(zh["2 客户价值"])
    check("headings of value", heading[-2:] == ["累计价值（元）", "每人累计（元）"], str(heading))
    check("all cohorts as one", rows[0][0] == "全部" and rows[0][1] == customers, str(rows[:1]))
    heading, rows = table(zh["3 路径"])
    check("events of paths", rows and all(row[1] in ("添加好友", "建立档案") for row in rows), str(rows))
    english = exported(house, key, {"board": board, "english": True})
    heading, rows = table(english["1 归因"])
    check("headings in English", heading[2:] == ["Linear", "New people", "Buyers", "Repeat buyers", "Repeat rate (%)", "Cost (CNY)",
                                                 "Cost per person (CNY)", "ROI"], str(heading))
    check("touches in English", any(row[0] == "WeCom" for row in rows), str(rows))
    said = " ".join(str(cell) for sheet in english.values() for row in sheet for cell in row)
    check("no key is told as it is", not re.search(r"\b[a-z]+\.[a-z_]+\b", said.replace("spend.fen", "")), said)


def conditions(house, key, board):
    tag = house.good("POST", "/api/tag-groups", {"name": "分层", "kind": "internal", "tags": ["老客"]})["tags"][0]["id"]
    people = house.good("POST", "/api/segments", {"name": "七月来的", "kind": "live", "rule": {"has_tag": tag}})["id"]
    logic = {"and": [{"or": [{"!": {"has_tag": [tag]}}, {"in_segment": people}]}, {"==": [{"var": "property.city"}, "上海"]}]}
    store = house.good("POST", "/api/stores", {"code": "B1", "name": "望月门店"})["id"]
    sheets = exported(house, key, {"board": board, "filter": {"filters": logic, "owner": {"kind": "store", "id": store}}})
    facts = {row[0]: row[1] for row in sheets["看板"] if len(row) == 2}
    check("conditions as a sentence", facts.get("条件") == "（不满足（有标签 “老客”） 或 属于分群 “七月来的”），城市 = 上海", str(facts))
    check("whose", facts.get("归属") == "望月门店", str(facts))
    left = [row[1] for row in sheets["5 费用"] if row[:1] == ["不适用的条件"]]
    check("what costs do not carry", left == ["不满足（有标签 “老客”） 或 属于分群 “七月来的”", "城市 = 上海", "归属 = 望月门店"], str(left))


def within_scope(house, board):
    def count(member):
        return house.good("GET", f"/api/customers?limit=1&staff_id={member['id']}")["total"]
    staff = sorted((s for s in house.good("GET", "/api/staff?limit=200")["items"] if s["is_contact"]), key=count, reverse=True)
    whole = {p["word"] for p in house.good("GET", "/api/permissions")["items"] if p["needs_all"]}
    role = house.good("POST", "/api/roles", {"name": "只看自己的", "permissions": [p for p in SCOPES.split(",") if p not in whole], "scope": "self"})
    house.good("POST", "/api/users", {"name": "guide", "password": "scoped-password-1", "role_id": role["id"], "staff_id": staff[0]["id"]})
    request = urllib.request.Request(f"{house.url}/api/sessions", method="POST", headers={"Content-Type": "application/json"},
                                     data=b'{"name": "guide", "password": "scoped-password-1"}')
    cookie = urllib.request.urlopen(request).headers["Set-Cookie"].split(";")[0]
    headers = {"Cookie": cookie, "Sec-Fetch-Site": "same-origin"}
    own = ask("GET", f"{house.url}/api/customers?limit=1", None, headers)[1]["total"]
    sheets = exported(house, headers, {"board": board})
    _, rows = table(sheets["2 客户价值"])
    check("cohorts of his customers", own > 0 and rows[0][1] == own, f"{own} {rows[:1]}")
    _, rows = table(sheets["1 归因"])
    check("no costs of the whole", rows and all(not any(row[7:10]) for row in rows), str(rows))
    status, answer = ask("POST", f"{house.url}/api/board-exports",
                         {"board": board, "filter": {"owner": {"kind": "staff", "id": staff[1]["id"]}}}, headers)
    check("nobody else's board", status == 404, f"{status} {answer}")


def main():
    with House(sys.argv[1], world="bench", contacts=80) as house:
        house.start()
        house.sync(house.connect(), "all")
        house.good("POST", "/api/spend/sheet", {"lines": [
            {"kind": "channel", "touch": "wecom", "day_on": time.strftime("%Y-%m-%d", time.gmtime(time.time() - 86400)), "amount_fen": 12345}]})
        house.settle()
        key = {"Authorization": f"Bearer {house.key}"}
        status, answer = house.call("POST", "/api/query", {"kind": "pivot"})
        if status == 503 and answer.get("reason") == "events.no_duckdb":
            print("left out: there is no DuckDB here")
        else:
            board, customers = board_of(house), house.good("GET", "/api/customers?limit=1")["total"]
            words_and_units(house, key, board, customers)
            conditions(house, key, board)
            within_scope(house, board)
    print("\n".join(FAILED))
    print(f"{DONE - len(FAILED)} passed, {len(FAILED)} failed")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
