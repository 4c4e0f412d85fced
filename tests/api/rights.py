#!/usr/bin/env python3
"""Rights that end or change while they are used: two administrators at once, a role under its holder, a member who leaves, a
stolen session, modules that are switched off.

    rights.py BUILD [--pg URL]

Whatever comes first, the end must be right; nothing here waits for a time, only for a state."""
import argparse
import http.client
import json
import os
import pathlib
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import House, ask  # noqa: E402

FAILED, DONE = [], 0
PASSWORD = "rights-password-1"
PATIENCE_S = 300  # how long a state may take on a slow machine before it is a failure


def check(what, holds, said=""):
    global DONE
    DONE += 1
    if not holds:
        FAILED.append(f"{what}: {said}"[:600])


class Browser:
    """Somebody signed in, with his cookie."""

    def __init__(self, house, name, password=PASSWORD):
        self.house, self.name = house, name
        link = http.client.HTTPConnection("127.0.0.1", house.port)
        link.request("POST", "/api/sessions", json.dumps({"name": name, "password": password}), {"Content-Type": "application/json"})
        reply = link.getresponse()
        text = reply.read()
        if reply.status != 201:
            raise RuntimeError(f"{name} cannot sign in: {reply.status} {text}")
        self.headers = {"Cookie": reply.getheader("Set-Cookie").split(";")[0], "Sec-Fetch-Site": "same-origin"}
        link.close()

    def ask(self, method, path, body=None, **more):
        return ask(method, self.house.url + path, body, {**self.headers, **{k.replace("_", "-"): v for k, v in more.items()}})


class Page:
    """An open page: it follows the log until it is cut off."""

    def __init__(self, house, headers):
        self.headers = headers
        self.link = http.client.HTTPConnection("127.0.0.1", house.port, timeout=PATIENCE_S)
        self.link.request("GET", "/api/live", None, headers)
        self.reply = self.link.getresponse()
        self.is_open = self.reply.status == 200

    def ends(self):
        """Reads until the stream ends; false when it goes on."""
        until = time.monotonic() + PATIENCE_S
        try:
            while time.monotonic() < until:
                if self.reply.readline() == b"":
                    return True
        except (OSError, http.client.HTTPException):
            pass
        finally:
            self.link.close()
        return False


def becomes(question, wanted):
    """Asks until the answer is as wanted; the last one."""
    until = time.monotonic() + PATIENCE_S
    got = question()
    while got != wanted and time.monotonic() < until:
        time.sleep(0.05)
        got = question()
    return got


def at_once(*calls):
    """Runs all in threads that start together; their answers in order."""
    gate, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(i, call):
        gate.wait()
        answers[i] = call()
    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def user_of(house, name, role_id, staff_id=None):
    return house.good("POST", "/api/users", {"name": name, "display_name": f"用户{name}", "password": PASSWORD, "role_id": role_id,
                                             "staff_id": staff_id})


def mark(row):
    return f"r{row['revision']}"


# ---- many at once ----


def fifty_at_one_board(house, roles):
    """Fifty people ask one board in the same moment, half of them of a person who sees but his own."""
    code = house.code("board")
    sent = house.play("POST", "burst", {"rate": 20, "seconds": 1, "config_ids": [code["config_id"]], "wait": True})
    check("people were added", sent["scans"] > 0 if "scans" in sent else True, str(sent))
    path = "/api/boards/growth?by=staff"
    seen = [None]

    def stands():
        before, seen[0] = seen[0], house.good("GET", path)["rows"]
        return before == seen[0] and len(seen[0]) > 1
    check("the board stands still", becomes(stands, True))
    member = next(s for s in house.good("GET", "/api/staff?limit=200")["items"] if any(s["id"] == r["key"] for r in seen[0]))
    user_of(house, "his-own", roles["guide"], member["id"])
    few = Browser(house, "his-own")
    own = few.ask("GET", path)[1].get("rows")
    check("who sees his own sees less", own is not None and len(own) == 1 and own[0]["key"] == member["id"], str(own))
    whole = [lambda: house.call("GET", path)] * 25 + [lambda: few.ask("GET", path)] * 25
    for number, (status, answer) in enumerate(at_once(*whole)):
        check(f"board {number} of fifty", status == 200 and answer["rows"] == (seen[0] if number < 25 else own), f"{status} {answer}")


def finished(who, job):
    return becomes(lambda: who.ask("GET", f"/api/jobs/{job}")[1].get("state"), "done")


def who_may_not_see_jobs_fetches_his_own(house, roles):
    """Finance may export a board and not see the jobs of the brand: what he asked for he gets, and nothing else."""
    user_of(house, "till", roles["finance"])
    user_of(house, "other-till", roles["finance"])
    till, other = Browser(house, "till"), Browser(house, "other-till")
    status, job = till.ask("POST", "/api/board-exports", {"board": "finance"})
    check("finance exports a board", status == 202, f"{status} {job}")
    status, theirs = house.call("POST", "/api/board-exports", {"board": "owner"})
    check("so does the administrator", status == 202, f"{status} {theirs}")
    check("his own ends", finished(till, job["id"]) == "done", str(job))
    check("the other ends", becomes(lambda: house.good("GET", f"/api/jobs/{theirs['id']}")["state"], "done") == "done", str(theirs))
    check("his own list", [j["id"] for j in till.ask("GET", "/api/jobs")[1].get("items", [])] == [job["id"]], str(job))
    for path in ("", "/file"):
        check(f"his own{path}", till.ask("GET", f"/api/jobs/{job['id']}{path}")[0] == 200, str(job))
        check(f"of another{path}", till.ask("GET", f"/api/jobs/{theirs['id']}{path}")[0] == 404, str(theirs))
        check(f"his by another{path}", other.ask("GET", f"/api/jobs/{job['id']}{path}")[0] == 404, str(job))
    check("nobody else's list", other.ask("GET", "/api/jobs")[1].get("items") == [], "")


# ---- two at once ------------------------------------------------------------------------------------


def two_demote_each_other(house, roles):
    """However they meet: one of them stays an administrator."""
    users = {u["name"]: u for u in house.good("GET", "/api/users")["items"]}
    users["second"] = user_of(house, "second", roles["admin"])
    both = ("admin", "second")
    for round_ in range(8):
        browsers = {"admin": Browser(house, "admin", "house-password-1"), "second": Browser(house, "second")}
        rows = {name: house.good("GET", f"/api/users/{users[name]['id']}") for name in both}
        draft = {"role_id": roles["operator"]} if round_ % 2 == 0 else {"role_id": roles["admin"], "is_disabled": True}

        def demote(who, whom):
            return browsers[who].ask("PUT", f"/api/users/{rows[whom]['id']}", draft, If_Match=mark(rows[whom]))
        answers = at_once(lambda: demote("admin", "second"), lambda: demote("second", "admin"))
        won = [status for status, _ in answers if status == 200]
        check(f"round {round_}: one of two demotes the other", len(won) == 1, str(answers))
        check(f"round {round_}: the other is told why", all(status in (200, 401, 403, 409) for status, _ in answers), str(answers))
        left = [name for name in both if (row := house.good("GET", f"/api/users/{rows[name]['id']}"))["role_id"] == roles["admin"]
                and not row["is_disabled"]]
        check(f"round {round_}: an administrator is left", len(left) == 1, str(left))
        for name in both:
            row = house.good("GET", f"/api/users/{rows[name]['id']}")
            house.good("PUT", f"/api/users/{row['id']}", {"role_id": roles["admin"], "is_disabled": False}, {"If-Match": mark(row)})
    for round_ in range(3):
        names = [f"left{round_}", f"right{round_}"]
        made = [user_of(house, name, roles["admin"]) for name in names]
        browsers = [Browser(house, name) for name in names]
        answers = at_once(*(lambda i=i: browsers[i].ask("DELETE", f"/api/users/{made[1 - i]['id']}", If_Match=mark(made[1 - i]))
                            for i in range(2)))
        # More are left than these two, so both may succeed; what must not be is a failure of ours.
        check(f"round {round_}: two delete each other", all(status in (204, 401, 403, 404, 409) for status, _ in answers)
              and any(status == 204 for status, _ in answers), str(answers))


def a_role_under_its_holder(house, roles):
    """One edits it, one deletes it, one gives it to somebody, and its holder works on."""
    spare = house.good("POST", "/api/roles", {"name": "替补", "permissions": ["customer.read", "org.read"], "scope": "all"})
    admins = [Browser(house, "admin", "house-password-1"), Browser(house, "second")]
    for round_ in range(6):
        role = house.good("POST", "/api/roles", {"name": f"角色{round_}", "permissions": ["customer.read", "org.read"], "scope": "all"})
        holder = user_of(house, f"holder{round_}", role["id"])
        him = Browser(house, f"holder{round_}")
        statuses, over = [], threading.Event()

        def works():
            while not over.is_set():
                statuses.append(him.ask("GET", "/api/staff?limit=1")[0])
        worker = threading.Thread(target=works)
        worker.start()
        target = f"/api/roles/{role['id']}"
        edit = {"name": f"角色{round_}", "permissions": ["customer.read"] if round_ % 2 else ["customer.read", "org.read"], "scope": "all"}
        newcomer = {"name": f"new{round_}", "password": PASSWORD, "role_id": role["id"]}
        answers = at_once(lambda: admins[0].ask("PUT", target, edit, If_Match=mark(role)),
                          lambda: admins[1].ask("DELETE", f"{target}?move_to={spare['id']}", If_Match=mark(role)),
                          lambda: admins[0].ask("POST", "/api/users", newcomer))
        over.set()
        worker.join()
        edited, deleted, given = (status for status, _ in answers)
        check(f"round {round_}: edited or deleted, not both", (edited, deleted) in ((200, 412), (404, 204), (412, 204)), str(answers))
        check(f"round {round_}: a gone role is nobody's", given in (201, 400), str(answers))
        check(f"round {round_}: the holder hears of no failure of ours", set(statuses) <= {200, 403}, str(set(statuses)))
        known = {r["id"] for r in house.good("GET", "/api/roles")["items"]}
        check(f"round {round_}: the role is there unless it was deleted", (role["id"] in known) == (deleted != 204))
        held = {u["name"]: u["role_id"] for u in house.good("GET", "/api/users?limit=200")["items"]}
        check(f"round {round_}: everybody has a role that is there", set(held.values()) <= known, str(held))
        check(f"round {round_}: the holder has the role, or the one in its place",
              held[holder["name"]] == (spare["id"] if deleted == 204 else role["id"]))
        works_on = him.ask("GET", "/api/staff?limit=1")[0]
        check(f"round {round_}: and works by it at once", works_on == (403 if edited == 200 and round_ % 2 else 200), str(works_on))
    # A key is never more than its maker is now.
    role = house.good("POST", "/api/roles", {"name": "有钥匙", "permissions": ["api_key.write", "customer.read", "org.read"], "scope": "all"})
    user_of(house, "keymaker", role["id"])
    key = Browser(house, "keymaker").ask("POST", "/api/api-keys", {"name": "k", "scopes": ["customer.read", "org.read"]})[1]["key"]
    bearer = {"Authorization": f"Bearer {key}"}
    check("a key may what it was given", ask("GET", f"{house.url}/api/staff", None, bearer)[0] == 200)
    house.good("PUT", f"/api/roles/{role['id']}", {"name": "有钥匙", "permissions": ["api_key.write", "customer.read"], "scope": "all"},
               {"If-Match": mark(role)})
    check("and no longer what its maker may not", ask("GET", f"{house.url}/api/staff", None, bearer)[0] == 403)
    check("but the rest", ask("GET", f"{house.url}/api/customers", None, bearer)[0] == 200)


# ---- who leaves, and what is stolen -------------------------------------------------------------------


def out_with(what, browsers, bearer, pages, house, reason):
    """Who is shut out: no session, no key, no open page, no way in, and told why."""
    for browser in browsers:
        check(f"{what}: the session ends", browser.ask("GET", "/api/me")[0] == 401)
    check(f"{what}: the key ends", ask("GET", f"{house.url}/api/customers", None, bearer)[0] == 401)
    for page in pages:
        check(f"{what}: the page is cut off", page.ends())
        check(f"{what}: and does not come back", not Page(house, page.headers).is_open)
    try:
        Browser(house, "leaver")
        check(f"{what}: does not come back", False)
    except RuntimeError as error:
        check(f"{what}: is told why", reason in str(error), str(error))


def leaver(house, connection, roles):
    """A member who is disabled on the platform, comes back, and leaves; and one who is disabled here."""
    corp = connection["corp_id"]
    sync = next(app for app in house.play("GET", "world?brief=1")["corps"][0]["apps"] if app["kind"] == "contact_sync")
    token = ask("GET", f"{house.sim_url}/cgi-bin/gettoken?corpid={corp}&corpsecret={sync['secret']}")[1]["access_token"]

    def platform(path, body=None):
        said = ask("POST" if body else "GET", f"{house.sim_url}/cgi-bin/{path}{'&' if '?' in path else '?'}access_token={token}", body)
        check(f"the platform does {path}", said[0] == 200 and said[1].get("errcode") == 0, str(said))

    def standing():
        return next((s["status"] for s in house.good("GET", "/api/staff?limit=200")["items"] if s["userid"] == "leaver"), None) or next(
            (s["status"] for s in house.good("GET", "/api/staff?limit=200&status=left")["items"] if s["userid"] == "leaver"), None)
    platform("user/create", {"userid": "leaver", "name": "离职员", "mobile": "13800000009", "department": [1]})
    check("the member is known", becomes(lambda: standing() is not None, True))
    member = house.good("GET", "/api/staff?q=leaver")["items"][0]
    role = house.good("POST", "/api/roles", {"name": "离职角色", "scope": "self", "permissions": [
        "customer.read", "org.read", "api_key.write", "customer.export"]})
    user_of(house, "leaver", role["id"], member["id"])
    key = Browser(house, "leaver").ask("POST", "/api/api-keys", {"name": "k", "scopes": ["customer.read"]})[1]["key"]
    bearer = {"Authorization": f"Bearer {key}"}

    def at_work():
        browsers = [Browser(house, "leaver"), Browser(house, "leaver")]
        pages = [Page(house, headers) for headers in (browsers[0].headers, browsers[1].headers, bearer)]
        check("his pages follow", all(page.is_open for page in pages))
        check("his key works", ask("GET", f"{house.url}/api/customers", None, bearer)[0] == 200)
        return browsers, bearer, pages

    def account():
        return next(u for u in house.good("GET", "/api/users?limit=200")["items"] if u["name"] == "leaver")
    found = at_work()
    platform("user/update", {"userid": "leaver", "enable": 0})
    check("the platform says he is disabled", becomes(standing, "disabled") == "disabled")
    out_with("disabled there", *found, house, "user.staff_disabled")
    check("it is seen that the platform did it", account()["is_disabled"] and account()["is_shut_out"], str(account()))
    enabled = house.call("PUT", f"/api/users/{account()['id']}", {"is_disabled": False, "staff_id": member["id"]},
                         {"If-Match": mark(account())})
    check("he is enabled there, not here", enabled[0] == 409 and enabled[1].get("reason") == "user.staff_disabled", str(enabled))
    renamed = house.call("PUT", f"/api/users/{account()['id']}", {"display_name": "离职员", "staff_id": member["id"]}, {"If-Match": mark(account())})
    check("another name decides nothing of it", renamed[0] == 200 and account()["is_shut_out"], str(renamed))

    def back():
        # A self-built app is told ids alone: the same told twice within a second is one telling.
        platform("user/update", {"userid": "leaver", "enable": 1})
        return standing()
    check("the platform says he is back", becomes(back, "active") == "active")
    check("his old sessions stay ended", [b.ask("GET", "/api/me")[0] for b in found[0]] == [401, 401])
    found = at_work()
    house.good("PUT", f"/api/users/{account()['id']}", {"is_disabled": True, "staff_id": member["id"]}, {"If-Match": mark(account())})
    out_with("disabled here", *found, house, "user.disabled")
    check("and by nobody else", not account()["is_shut_out"])
    house.good("PUT", f"/api/users/{account()['id']}", {"is_disabled": False, "staff_id": member["id"]}, {"If-Match": mark(account())})
    found = at_work()
    platform("user/delete?userid=leaver")
    check("the platform says he left", becomes(standing, "left") == "left")
    out_with("gone", *found, house, "user.disabled")


def stolen(house, roles):
    user_of(house, "victim", roles["operator"])
    own, thief = Browser(house, "victim"), Browser(house, "victim")
    page, other = Page(house, thief.headers), Page(house, own.headers)
    sessions = own.ask("GET", "/api/me/sessions")[1]["items"]
    check("both are listed", len(sessions) == 2 and sum(s["is_current"] for s in sessions) == 1, str(sessions))
    foreign = next(s["id"] for s in sessions if not s["is_current"])
    check("the other is revoked", own.ask("DELETE", f"/api/me/sessions/{foreign}")[0] == 204)
    check("and is none at its next request", thief.ask("GET", "/api/me")[0] == 401)
    check("and its page is cut off", page.ends())
    check("one's own goes on", own.ask("GET", "/api/me")[0] == 200)
    check("its page comes back by itself", other.ends() and Page(house, own.headers).is_open)
    # An administrator does the same for him; and so does a new password, and signing out.
    again = Browser(house, "victim")
    page = Page(house, again.headers)
    user = own.ask("GET", "/api/me")[1]["user"]["id"]
    newest = house.good("GET", f"/api/users/{user}/sessions")["items"]
    check("an administrator sees them", len(newest) == 2, str(newest))
    house.good("DELETE", f"/api/users/{user}/sessions")
    check("an administrator ends them all", [b.ask("GET", "/api/me")[0] for b in (own, again)] == [401, 401])
    check("with their pages", page.ends())
    own, again = Browser(house, "victim"), Browser(house, "victim")
    page = Page(house, again.headers)
    check("a new password", own.ask("POST", "/api/me/password", {"old_password": PASSWORD, "new_password": PASSWORD + "x"})[0] == 204)
    check("ends what the old one opened", again.ask("GET", "/api/me")[0] == 401 and page.ends())
    own = Browser(house, "victim", PASSWORD + "x")
    page = Page(house, own.headers)
    check("signing out", own.ask("DELETE", "/api/sessions/current")[0] == 204)
    check("ends the page", page.ends() and own.ask("GET", "/api/me")[0] == 401)
    # And a key that is deleted.
    check("a key makes no keys", house.call("POST", "/api/api-keys", {"name": "of a key", "scopes": ["customer.read"]})[1].get("reason")
          == "api_key.needs_user")
    made = Browser(house, "admin", "house-password-1").ask("POST", "/api/api-keys", {"name": "follows", "scopes": ["customer.read"]})[1]
    page = Page(house, {"Authorization": f"Bearer {made['key']}"})
    check("a key follows", page.is_open)
    check("a key reads nobody's bell", ask("GET", f"{house.url}/api/notifications", None, {"Authorization": f"Bearer {made['key']}"})[0] == 403)
    house.good("DELETE", f"/api/api-keys/{made['id']}")
    check("a deleted key is cut off", page.ends())
    check("and opens nothing", ask("GET", f"{house.url}/api/customers", None, {"Authorization": f"Bearer {made['key']}"})[0] == 401)


def a_file_and_what_is_left_of_the_right(house, roles):
    """The file of customers somebody took out is not for his keys, nor for him once he may not take them out."""
    role = house.good("POST", "/api/roles", {"name": "带走客户", "scope": "all", "permissions": [
        "customer.read", "customer.export", "customer.reveal", "api_key.write"], "masks": {"phone": "masked"}})
    member = user_of(house, "taker", role["id"])
    browser = Browser(house, "taker")
    ids = [c["id"] for c in browser.ask("GET", "/api/customers?limit=5")[1]["items"]]
    status, job = browser.ask("POST", "/api/customers/exports", {"selection": {"ids": ids}, "columns": ["name", "phone"], "format": "csv",
                                                                 "clear": True})
    check("takes customers out", status == 202, str(job))
    check("the file is made", finished(browser, job["id"]) == "done")
    file = f"/api/jobs/{job['id']}/file"
    check("and is his", browser.ask("GET", file)[0] == 200)
    for scopes, may in ((["customer.read"], 403), (["customer.export"], 403), (["customer.export", "customer.reveal"], 200)):
        key = browser.ask("POST", "/api/api-keys", {"name": "k", "scopes": scopes})[1]["key"]
        got = ask("GET", house.url + file, None, {"Authorization": f"Bearer {key}"})
        check(f"a key with {scopes} gets {may}", got[0] == may, str(got)[:200])
    house.good("PUT", f"/api/roles/{role['id']}", {"name": "带走客户", "scope": "all", "permissions": ["customer.read"], "masks": {}},
               {"If-Match": mark(role)})
    check("who may take out nothing any more gets no file of before", browser.ask("GET", file)[0] == 403)
    check("the member is still there", house.good("GET", f"/api/users/{member['id']}")["name"] == "taker")


def through_other_eyes(house, roles):
    """Who sees as another is told by his open pages what the other is told, and not a moment longer."""
    other = user_of(house, "looked-at", roles["operator"])
    custom = house.good("POST", "/api/roles", {"name": "看一眼", "scope": "self", "permissions": ["customer.read"]})
    admin = Browser(house, "admin", "house-password-1")
    for what, eyes in (("a user", {"user_id": other["id"]}), ("a role", {"role_id": custom["id"]})):
        page = Page(house, admin.headers)
        check(f"sees as {what}", admin.ask("POST", "/api/me/view-as", eyes)[0] == 204)
        check(f"seeing as {what} ends the page of his own eyes", page.ends())
        page = Page(house, admin.headers)
        check(f"follows as {what}", page.is_open)
        check(f"no more as {what}", admin.ask("DELETE", "/api/me/view-as")[0] == 204)
        check(f"seeing as {what} is over for the page, too", page.ends())
    check("sees as a role", admin.ask("POST", "/api/me/view-as", {"role_id": custom["id"]})[0] == 204)
    page = Page(house, admin.headers)
    house.good("DELETE", f"/api/roles/{custom['id']}", None, {"If-Match": mark(custom)})
    check("a role that is deleted ends the page that saw by it", page.ends())
    check("and he has his own eyes", "user.write" in admin.ask("GET", "/api/me")[1]["permissions"])
    check("sees as a user", admin.ask("POST", "/api/me/view-as", {"user_id": other["id"]})[0] == 204)
    page = Page(house, admin.headers)
    now = house.good("GET", f"/api/users/{other['id']}")
    house.good("PUT", f"/api/users/{other['id']}", {"name": "looked-at", "role_id": roles["guide"]}, {"If-Match": mark(now)})
    check("another role of the other ends the page that saw as him", page.ends())


# ---- modules ---------------------------------------------------------------------------------------------


def of_modules(api):
    found = {}
    for path, methods in sorted(api["paths"].items()):
        for method, route in methods.items():
            if "x-module" in route:
                found.setdefault(route["x-module"], []).append((method.upper(), path))
    return found


def filled(path):
    while "{" in path:
        path = path[:path.index("{")] + "77" + path[path.index("}") + 1:]
    return path


def modules(house, api, roles):
    """Every route of a module that is off says so, whoever asks; the others stay."""
    routes = of_modules(api)
    words = [m["word"] for m in house.good("GET", "/api/modules")["items"]]
    check("every module has routes", sorted(routes) == sorted(words), f"{sorted(routes)} {sorted(words)}")
    store = house.good("POST", "/api/stores", {"code": "MOD", "name": "模块店"})["id"]
    member = next(s for s in house.good("GET", "/api/staff?limit=200")["items"] if s["status"] == "active")
    house.good("PUT", f"/api/staff/{member['id']}", {"store_id": store}, {"If-Match": mark(member)})
    user_of(house, "shopkeeper", roles["store_manager"], member["id"])
    user_of(house, "wanderer", roles["store_manager"])
    admin = Browser(house, "admin", "house-password-1")
    keeper, wanderer = Browser(house, "shopkeeper"), Browser(house, "wanderer")
    people = (("admin", admin), ("who works in the store", keeper), ("who works elsewhere", wanderer))

    def off_for(who, name, word, is_off):
        has = who.ask("GET", "/api/me")[1]["modules"]
        check(f"{word} and the menu of {name}", (word not in has) == is_off, str(has))
        for method, path in routes[word]:
            status, said = who.ask(method, filled(path), {} if method in ("POST", "PUT", "PATCH") else None)
            told = isinstance(said, dict) and said.get("reason") == "module.off"
            if is_off:
                # Who may not anyway is told that first.
                may_not = name != "admin" and isinstance(said, dict) and said.get("reason") == "permission.denied"
                check(f"{word} is off for {name}: {method} {path}", status == 403 and (told or may_not), f"{status} {said}")
            elif method == "GET":
                check(f"{word} is on for {name}: {method} {path}", not told, f"{status} {said}")
    for word in words:
        house.good("PUT", f"/api/modules/{word}", {"is_on": False, "off_store_ids": []})
        for name, who in people:
            off_for(who, name, word, True)
        other = next(w for w in words if w != word)
        off_for(admin, "admin", other, False)
        house.good("PUT", f"/api/modules/{word}", {"is_on": True, "off_store_ids": [store]})
        off_for(keeper, "who works in the store", word, True)
        off_for(wanderer, "who works elsewhere", word, False)
        off_for(admin, "admin", word, False)
        house.good("PUT", f"/api/modules/{word}", {"is_on": True, "off_store_ids": []})
        off_for(keeper, "who works in the store", word, False)


def main():
    given = argparse.ArgumentParser()
    given.add_argument("build")
    given.add_argument("--pg", default=os.environ.get("WEFT_API_PG"))
    given = given.parse_args()
    with House(given.build, pg=given.pg) as house:
        house.start()
        connection = house.connect()
        house.sync(connection, "all")
        roles = {r["word"]: r["id"] for r in house.good("GET", "/api/roles")["items"]}
        fifty_at_one_board(house, roles)
        who_may_not_see_jobs_fetches_his_own(house, roles)
        two_demote_each_other(house, roles)
        a_role_under_its_holder(house, roles)
        leaver(house, connection, roles)
        stolen(house, roles)
        through_other_eyes(house, roles)
        a_file_and_what_is_left_of_the_right(house, roles)
        modules(house, house.good("GET", "/api/openapi.json"), roles)
        house.weft.stop()
        check("weft ends well", house.weft.process.returncode == 0, (house.folder / "weft.log").read_text()[-1500:])
    print("\n".join(FAILED))
    print(f"{DONE - len(FAILED)} passed, {len(FAILED)} failed")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
