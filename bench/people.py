"""A brand of 1,000,000 customers, 500 stores and 5,000 members of staff, written straight into the store; and how
long its list takes."""
import http.client
import json
import random
import sqlite3
import time
import urllib.parse

STORES, STAFF_OF_STORE, REGIONS, TAGS = 500, 10, 25, 200
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂春晓小红梅玲华建国志林海燕波辉宇鹏飞雪琳佳欣怡雨晨浩然子涵梓萱一诺思远博文俊熙天佑若曦"
REMARKS = ("", "", "", "老客户", "朋友介绍", "VIP 会员", "想看秋冬新款", "周末到店", "等活动通知", "小区团购群主")
NOW = 1795334400000


def name_of(dice):
    return dice.choice(SURNAMES) + dice.choice(GIVEN) + (dice.choice(GIVEN) if dice.random() < 0.7 else "")


def insert(store, table, rows):
    rows = iter(rows)
    first = next(rows)
    marks = ",".join("?" * len(first))
    sql = f"INSERT INTO {table} ({','.join(first)}) VALUES ({marks})"
    store.execute(sql, tuple(first.values()))
    store.executemany(sql, (tuple(row.values()) for row in rows))


def people(count, dice, tenant):
    for n in range(count):
        name, remark = name_of(dice), dice.choice(REMARKS)
        added = NOW - dice.randrange(3 * 365 * 86400) * 1000
        yield {"tenant_id": tenant, "id": 10_000_000 + n, "name": name, "gender": "unknown", "kind": "wechat",
               "is_active": dice.random() < 0.85, "source": dice.choice(("qr_code", "name_card", "mobile_search")), "is_named": False,
               "search_text": f"{name}\n{remark}".lower() if remark else name, "first_added_at_ms": added,
               "last_event_at_ms": added + dice.randrange(86400) * 1000, "created_at_ms": NOW, "updated_at_ms": NOW, "revision": 1}


def relations(count, dice, tenant, staff):
    for n in range(count + count // 2):
        by = dice.choice((None, None, None, None, "customer", "staff", "transfer")) if n < count else "customer"
        added = NOW - dice.randrange(3 * 365 * 86400) * 1000
        yield {"tenant_id": tenant, "id": 30_000_000 + n, "customer_id": 10_000_000 + (n if n < count else dice.randrange(count)),
               "staff_id": dice.choice(staff), "connection_id": 1, "external_userid": f"wm{n}", "staff_userid": "s", "added_at_ms": added,
               "is_exact": True, "ended_at_ms": added + 5000 if by else 0, "ended_by": by, "add_way": "qr_code",
               "state": f"code{dice.randrange(300)}" if dice.random() < 0.5 else None, "interval_no": 1, "seen_at_ms": 0, "revision": 1}


def tags_of(count, dice, tenant):
    for n in range(count):
        for tag in {int(TAGS * dice.random() ** 2) for _ in range(dice.choice((1, 2, 3, 4, 5)))}:
            yield {"tenant_id": tenant, "customer_id": 10_000_000 + n, "tag_id": 2000 + tag, "staff_id": 0, "source": "console", "at_ms": NOW}


def phones(count, tenant, sealed):
    """All the same number: what it costs to open them is what counts."""
    for n in range(0, count, 2):
        yield {"tenant_id": tenant, "id": 60_000_000 + n, "customer_id": 10_000_000 + n, "kind": "phone", "scope": "", "lookup": f"b{n}",
               "sealed": sealed, "is_holder": True, "source": "remark", "confidence": 80, "verified_at_ms": 0, "since_ms": NOW, "until_ms": 0}


def fill(path, count, sealed):
    dice = random.Random(7)
    store = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000"):
        store.execute(f"PRAGMA {pragma}")
    tenant = store.execute("SELECT id FROM tenant").fetchone()[0]
    triggers = store.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'customer%'").fetchall()
    store.execute("BEGIN")
    for name, _ in triggers:
        store.execute(f"DROP TRIGGER {name}")
    insert(store, "region", ({"tenant_id": tenant, "id": 300 + n, "parent_id": 0, "name": f"大区{n}", "sort": n, "revision": 1} for n in range(REGIONS)))
    insert(store, "store", ({"tenant_id": tenant, "id": 1000 + n, "code": f"S{n}", "name": f"门店{n}", "region_id": 300 + n % REGIONS, "longitude": 0,
                             "latitude": 0, "is_open": True, "revision": 1} for n in range(STORES)))
    staff = list(range(100_000, 100_000 + STORES * STAFF_OF_STORE))
    insert(store, "staff", ({"tenant_id": tenant, "id": n, "connection_id": 1, "userid": f"u{n}", "userid_key": f"u{n}", "name": name_of(dice),
                             "status": "active", "is_contact": True, "store_id": 1000 + n % STORES, "main_department_id": 0, "customer_count": 0,
                             "revision": 1, "created_at_ms": NOW, "updated_at_ms": NOW} for n in staff))
    insert(store, "tag_group", [{"tenant_id": tenant, "id": 1999, "connection_id": 0, "kind": "internal", "name": "标签", "sort": 0, "is_editable": True,
                                 "is_deleted": False, "sync_state": "synced", "revision": 1}])
    insert(store, "tag", ({"tenant_id": tenant, "id": 2000 + n, "group_id": 1999, "connection_id": 0, "kind": "internal", "name": f"标签{n}", "sort": n,
                           "customer_count": 0, "is_deleted": False, "sync_state": "synced", "revision": 1} for n in range(TAGS)))
    insert(store, "customer", people(count, dice, tenant))
    insert(store, "customer_relation", relations(count, dice, tenant, staff))
    insert(store, "customer_tag", tags_of(count, dice, tenant))
    insert(store, "customer_identity", phones(count, tenant, sealed))
    for _, sql in triggers:
        store.execute(sql)
    store.execute("COMMIT")
    store.execute("PRAGMA journal_mode=WAL")
    store.close()


class Asker:
    """One connection that stays open; who asks is in the headers."""

    def __init__(self, house, headers):
        self.line, self.headers = http.client.HTTPConnection("127.0.0.1", house.port), headers

    def ask(self, path):
        self.line.request("GET", path, headers=self.headers)
        reply = self.line.getresponse()
        text = reply.read()
        if reply.status == 503:
            return None
        if reply.status != 200:
            raise RuntimeError(f"{path}: {reply.status} {text[:300]}")
        return json.loads(text)

    def took(self, path, repeat):
        """Milliseconds of each; a path may be made anew for each."""
        took = []
        for n in range(repeat):
            asked = path(n) if callable(path) else path
            started = time.monotonic()
            self.ask(asked)
            took.append((time.monotonic() - started) * 1000)
        return sorted(took)


def sign_in(house, name, password):
    line = http.client.HTTPConnection("127.0.0.1", house.port)
    line.request("POST", "/api/sessions", json.dumps({"name": name, "password": password}), {"Content-Type": "application/json"})
    reply = line.getresponse()
    text = reply.read()
    if reply.status not in (200, 201):
        raise RuntimeError(f"sign in: {reply.status} {text[:300]}")
    return {"Cookie": reply.getheader("Set-Cookie").split(";")[0]}


def questions(asker):
    """Name, path and aim of each."""
    total = asker.ask("/api/customers?limit=50")["total"]
    dice, quote, frozen = random.Random(1), urllib.parse.quote, []

    def jump(_):
        if not frozen:
            frozen.append(asker.ask("/api/customers?limit=50")["result_id"])
        return f"/api/customers?result_id={frozen[0]}&limit=50&offset={dice.randrange(max(1, total - 50))}"

    first = asker.ask("/api/customers?limit=50")["items"][0]["name"]
    return total, [
        ("first page", "/api/customers?limit=50", 30),
        ("filtered: two tags, a source, active", "/api/customers?limit=50&tag_ids=2001,2005&tag_match=all&source=qr_code&state=active", 30),
        ("filtered: a region", "/api/customers?limit=50&region_id=301", 30),
        ("filtered: without a tag, of one year", "/api/customers?limit=50&without_tag_ids=2000&added_from=2025-11-22T00:00:00Z", 30),
        ("by last event", "/api/customers?limit=50&sort=last_event_desc", 30),
        ("by name", "/api/customers?limit=50&sort=name_asc", 30),
        ("a jump anywhere", jump, 30),
        ("search, one character", "/api/customers?limit=50&q=" + quote(first[:1]), 100),
        ("search, a whole name", "/api/customers?limit=50&q=" + quote(first), 100),
        ("search, initials", "/api/customers?limit=50&q=zxm", 100),
        ("search, pinyin", "/api/customers?limit=50&q=zhangxiaom", 100),
        ("search, mixed", "/api/customers?limit=50&q=" + quote("张xm"), 100),
        ("search, nobody", "/api/customers?limit=50&q=" + quote("查无此人"), 100),
        ("search, a remark", "/api/customers?limit=50&q=" + quote("团购"), 100),
        ("search, a phone", "/api/customers?limit=50&q=13900009999", 100),
    ]


def sealed_phone(house):
    """As the program seals it: read back from a customer a sync would have made."""
    store = sqlite3.connect(house.folder / "data/weft.db")
    row = store.execute("SELECT sealed FROM customer_identity WHERE kind = 'phone' AND sealed IS NOT NULL LIMIT 1").fetchone()
    store.close()
    return row[0]


def make_sealed(house):
    """One customer with a phone, written over HTTP."""
    store = sqlite3.connect(house.folder / "data/weft.db", isolation_level=None)
    tenant = store.execute("SELECT id FROM tenant").fetchone()[0]
    insert(store, "customer", people(1, random.Random(3), tenant))
    store.execute("UPDATE customer SET id = 9")
    store.close()
    revision = house.good("GET", "/api/customers/9")["revision"]
    house.good("PATCH", "/api/customers/9", {"phone": "13800001234"}, {"If-Match": f'"r{revision}"'})
    return sealed_phone(house)


def bench(house, given, tell, percentile):
    house.start()
    sealed = make_sealed(house)
    house.weft.stop()
    fill(house.folder / "data/weft.db", given.contacts, sealed)
    started = house.start()
    tell("start-up with them", f"{started * 1000:.0f} ms", "<= 1,000 ms")
    admin, began = Asker(house, {"Authorization": f"Bearer {house.key}"}), time.monotonic()
    while admin.ask("/api/customers?limit=50") is None:
        time.sleep(0.05)
    tell("customers in memory after", f"{time.monotonic() - began:.1f} s", "-")
    tell("resident memory, all loaded", f"{house.weft.rss_mb():.0f} MB", "<= 300 MB")
    role = next(r for r in house.good("GET", "/api/roles")["items"] if r["word"] == "store_manager")
    house.good("POST", "/api/users", {"name": "manager", "password": "manager-password-1", "role_id": role["id"], "staff_id": "100007"})
    manager = Asker(house, sign_in(house, "manager", "manager-password-1"))
    p99 = {}
    for who, asker in (("admin", admin), ("store manager", manager)):
        total, asked = questions(asker)
        for name, path, aim in asked:
            took = asker.took(path, 200)
            p99[who, name] = percentile(took, 99)
            ratio = "" if who == "admin" else f", {p99[who, name] / p99['admin', name]:.2f} of admin's"
            tell(f"{who} ({total:,}): {name}, p99", f"{p99[who, name]:.1f} ms", f"<= {aim} ms", f"p50 {percentile(took, 50):.1f} ms{ratio}")
    tell("resident memory after these questions", f"{house.weft.rss_mb():.0f} MB", "<= 300 MB")
