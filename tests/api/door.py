#!/usr/bin/env python3
"""Strangers at the doors: forged, torn, huge and repeated callbacks, and bodies nobody should send.

Usage: door.py BUILD.  Callbacks are made here, with the platform's own encryption (AES by openssl)."""
import base64
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import socket
import struct
import subprocess
import sys
import time
from urllib.parse import parse_qs, quote, urlsplit

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import House, ask  # noqa: E402

CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def same(what, got, want):
    if got != want:
        raise AssertionError(f"{what}: {got!r}, expected {want!r}")


class Door:
    """What the platform knows of our callback."""

    def __init__(self, house):
        self.house = house
        made = house.connect()
        house.sync(made, "org")
        self.connection = made["id"]
        self.corp, self.token, self.aes_key = made["corp_id"], made["callback_token"], made["callback_aes_key"]
        self.url = made["callback_url"]

    def seal(self, xml, receiver=None):
        key = base64.b64decode(self.aes_key + "=")
        plain = os.urandom(16) + struct.pack(">I", len(xml)) + xml + (receiver or self.corp).encode()
        plain += bytes([32 - len(plain) % 32]) * (32 - len(plain) % 32)
        done = subprocess.run(["openssl", "enc", "-aes-256-cbc", "-nopad", "-K", key.hex(), "-iv", key[:16].hex()],
                              input=plain, capture_output=True, check=True)
        return base64.b64encode(done.stdout).decode()

    def post(self, cipher, signature=None, body=None, token=None):
        stamp, nonce = str(int(time.time())), "n" + os.urandom(4).hex()
        made = hashlib.sha1("".join(sorted([token or self.token, stamp, nonce, cipher])).encode()).hexdigest()
        if body is None:
            body = f"<xml><ToUserName><![CDATA[{self.corp}]]></ToUserName><Encrypt><![CDATA[{cipher}]]></Encrypt></xml>".encode()
        return ask("POST", f"{self.url}?msg_signature={made if signature is None else signature}&timestamp={stamp}&nonce={nonce}", body,
                   {"Content-Type": "text/xml"})

    def told(self):
        """How many callbacks are in the log."""
        return sum(t["count"] for t in self.house.good("GET", "/api/event-types")["items"] if t["type"] == "callback.received")


def event(name, change="", extra="", at=None):
    return (f"<xml><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{name}]]></Event><ChangeType><![CDATA[{change}]]></ChangeType>"
            f"<CreateTime>{at or int(time.time())}</CreateTime>{extra}</xml>").encode()


@check
def an_unknown_event_is_kept_and_shown(door):
    status, _ = door.post(door.seal(event("living_on_the_moon", "landed", "<Crater>Tycho</Crater>")))
    same("status", status, 200)
    door.house.settle()
    shown = door.house.good("GET", "/api/callbacks")["items"][0]
    same("shown", (shown["event"], shown["change_type"], shown["state"]), ("living_on_the_moon", "landed", "ignored"))
    same("payload", shown["payload"]["fields"]["Crater"], "Tycho")


@check
def a_wrong_signature_is_refused(door):
    before = door.told()
    cipher = door.seal(event("x"))
    for refused in (door.post(cipher, signature="0" * 40), door.post(cipher, token="another"), door.post(cipher, signature="")):
        same("status", refused[0], 403)
    same("events", door.told(), before)


@check
def a_message_for_another_corp_is_refused(door):
    before = door.told()
    same("status", door.post(door.seal(event("x"), receiver="ww00000000other"))[0], 403)
    same("events", door.told(), before)


@check
def a_corp_nobody_connected_is_not_found(door):
    status, answer = ask("POST", f"{door.house.url}/callback/wecom/ww9999/customer?msg_signature=0&timestamp=1&nonce=2", b"<xml></xml>")
    same("answer", (status, answer["reason"]), (404, "callback.unknown_corp"))


@check
def a_repeated_callback_changes_nothing(door):
    xml = event("change_external_contact", "del_follow_user",
                "<UserID>zhangsan</UserID><ExternalUserID>wmNobody</ExternalUserID>")
    before = door.told()
    for _ in range(3):
        same("status", door.post(door.seal(xml))[0], 200)
    same("events", door.told(), before + 1)


@check
def torn_and_huge_bodies_are_refused(door):
    before = door.told()
    cipher = door.seal(event("x"))
    for body in (b"", b"<xml>", b"<xml><Encrypt>", b"\0\1\2", b"{}", b"<xml><Encrypt><![CDATA[" + cipher.encode()):
        status, _ = door.post(cipher, body=body)
        if not 400 <= status < 500:
            raise AssertionError(f"{body[:20]!r}: {status}")
    # Cut in the cipher, and rightly signed all the same.
    for cut in (cipher[:-4], cipher[: len(cipher) // 2], "A" * 64, "!" * 44):
        status, _ = door.post(cut)
        if not 400 <= status < 500:
            raise AssertionError(f"cut to {len(cut)}: {status}")
    same("huge", door.post(cipher, body=b"<xml>" + b"x" * (2 << 20))[0], 413)
    same("events", door.told(), before)


@check
def text_that_is_no_utf8_is_refused(door):
    before = door.told()
    for wrong in (b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\xaf", b"\xe5\xae"):
        status, _ = door.post(door.seal(event("x", extra="<Name><![CDATA[").replace(b"</xml>", wrong + b"]]></Name></xml>")))
        if not 400 <= status < 500:
            raise AssertionError(f"{wrong!r}: {status}")
    same("events", door.told(), before)


@check
def entities_of_xml_are_refused(door):
    before = door.told()
    secret = pathlib.Path(door.house.folder / "secret.txt")
    secret.write_text("the secret of the house")
    doctype = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'.encode()
    laughs = (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
              + b"".join(b'<!ENTITY %c "&%c;&%c;&%c;&%c;">' % ((98 + i,) + (97 + i,) * 4) for i in range(12)) + b"]>")
    for head in (doctype, laughs):
        body = head + b"<xml><Event>&e;&m;</Event><CreateTime>1</CreateTime></xml>"
        for status, answer in (door.post("x", body=body), door.post(door.seal(body))):
            if not 400 <= status < 500 or "secret of the house" in str(answer):
                raise AssertionError(f"{status} {answer}")
    same("events", door.told(), before)


@check
def a_member_missing_in_a_callback_shows_as_failed(door):
    same("status", door.post(door.seal(event("change_external_contact", "add_external_contact")))[0], 200)
    door.house.settle()
    shown = door.house.good("GET", "/api/callbacks?state=failed")["items"][0]
    same("reason", shown["reason"], "callback.field_missing")
    same("replayed", door.house.call("POST", f"/api/callbacks/{shown['id']}/replay")[0], 204)


@check
def the_address_check_answers_the_echo(door):
    cipher, stamp = door.seal(b"5927782489442352469"), "1700000000"
    made = hashlib.sha1("".join(sorted([door.token, stamp, "n", cipher])).encode()).hexdigest()
    url = f"{door.url}?msg_signature={made}&timestamp={stamp}&nonce=n&echostr={quote(cipher, safe='')}"
    same("echo", ask("GET", url), (200, 5927782489442352469))
    same("forged", ask("GET", url.replace(made, "1" * 40))[0], 403)


@check
def a_member_signs_in_with_wecom_once(door):
    house = door.house
    member = house.good("GET", "/api/staff?q=zhangsan")["items"][0]
    role = next(r["id"] for r in house.good("GET", "/api/roles")["items"] if r["word"] == "operator")
    house.good("POST", "/api/users", {"name": "zs", "display_name": "张三", "role_id": role, "staff_id": member["id"], "password": "unused-password-1"})

    def visit(path, cookie=""):
        connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=10)
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        reply = connection.getresponse()
        reply.read()
        cookies = "; ".join(c.split(";")[0] for c in reply.headers.get_all("Set-Cookie") or [])
        return reply.status, reply.headers.get("Location", ""), cookies

    status, there, cookie = visit(f"/api/sign-in/wecom/{door.connection}")
    same("sent there", (status, house.sim_url in there), (302, True))
    state = parse_qs(urlsplit(there).query)["state"][0]
    code = house.play("GET", "login/as?userid=zhangsan")["code"]
    same("forged state", "reason=" in visit(f"/api/sign-in/wecom-callback?code={code}&state=forged", cookie)[1], True)
    status, home, session = visit(f"/api/sign-in/wecom-callback?code={code}&state={quote(state)}", cookie)
    same("back", (status, "reason=" in home, "weft_session" in session), (302, False, True))
    same("me", ask("GET", f"{house.url}/api/me", None, {"Cookie": session})[1]["user"]["name"], "zs")
    same("the code again", "reason=" in visit(f"/api/sign-in/wecom-callback?code={code}&state={quote(state)}", cookie)[1], True)


def totp(secret, step):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"


@check
def who_has_an_authenticator_gives_a_code_after_wecom_too(door):
    house = door.house
    member = house.good("GET", "/api/staff?q=lisi")["items"][0]
    user, password = {"name": "ls", "display_name": "李四", "staff_id": member["id"]}, "unused-password-2"
    house.good("POST", "/api/users", {**user, "password": password})

    def visit(method, path, cookie="", body=None):
        connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=10)
        headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
        connection.request(method, path, None if body is None else json.dumps(body), {**headers, **({"Cookie": cookie} if cookie else {})})
        reply = connection.getresponse()
        text = reply.read()
        cookies = "; ".join(c.split(";")[0] for c in reply.headers.get_all("Set-Cookie") or [] if "Max-Age=0" not in c)
        return reply.status, reply.headers.get("Location", ""), cookies, text

    def by_wecom():
        _, there, cookie, _ = visit("GET", f"/api/sign-in/wecom/{door.connection}?return_to=/customers")
        state = parse_qs(urlsplit(there).query)["state"][0]
        code = house.play("GET", "login/as?userid=lisi")["code"]
        return visit("GET", f"/api/sign-in/wecom-callback?code={code}&state={quote(state)}", cookie)

    # Who never knew a password proves himself by coming in with WeCom just now; nobody else gets by without one.
    fresh = by_wecom()[2]
    same("fresh", json.loads(visit("GET", "/api/me/totp", fresh)[3])["is_fresh"], True)
    same("no password is asked", visit("POST", "/api/me/totp/enrol", fresh, {})[0], 200)
    session = visit("POST", "/api/sessions", "", {"name": "ls", "password": password})[2]
    status, _, _, text = visit("POST", "/api/me/totp/enrol", session, {})
    same("but of others", (status, json.loads(text)["reason"]), (400, "session.not_fresh"))
    made = json.loads(visit("POST", "/api/me/totp/enrol", session, {"password": password})[3])
    # Clocks differ by one step at most: the code before is taken now, recovery codes later.
    step = int(time.time()) // 30
    codes = json.loads(visit("POST", "/api/me/totp/confirm", session, {"code": totp(made["secret"], step)})[3])["codes"]
    status, location, kept, _ = by_wecom()
    same("is asked", (status, location, "weft_session" in kept), (302, "/sign-in?step=code&return_to=%2Fcustomers", False))
    same("the note alone opens nothing", visit("GET", "/api/me", kept)[0], 401)
    same("wrong", visit("POST", "/api/sessions/code", kept, {"code": "12345"})[0], 401)
    same("no note", visit("POST", "/api/sessions/code", "", {"code": codes[0]})[0], 401)
    status, _, session, text = visit("POST", "/api/sessions/code", kept, {"code": codes[0]})
    same("in", (status, json.loads(text)["user"]["name"]), (201, "ls"))
    same("me", visit("GET", "/api/me", session)[0], 200)
    same("each code once", visit("POST", "/api/sessions/code", kept, {"code": codes[0]})[0], 401)


@check
def json_nobody_should_send_is_refused(door):
    house = door.house
    for body in (b"[" * 10000 + b"]" * 10000, b'{"name":' * 10000, b'{"name": "\xff\xfe", "sort": 0}', b'{"name": "\xed\xa0\x80", "sort": 0}',
                 b'{"name": "a", "name": "b", "sort": 1e999}', b'{"name": "a\\u0000b", "sort": 0}', b'\xef\xbb\xbf{"name": 1}', b"nul", b'"' + b"x" * 100000):
        status, answer = house.call("POST", "/api/regions", body)
        if status != 400 or not answer["reason"]:
            raise AssertionError(f"{body[:24]!r}: {status} {answer}")
    status, answer = house.call("POST", "/api/regions", b'{"name": "' + b"x" * (2 << 20) + b'"}')
    same("too large", (status, answer["reason"] != ""), (413, True))
    same("nothing was made", house.good("GET", "/api/regions")["items"], [])


@check
def half_a_request_costs_only_its_sender(door):
    house = door.house
    for head in (b"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab", b"POST /api/stores HTTP/1.1\r\nHost", b"\x16\x03\x01\x02\x00",
                 b"GET / HTTP/1.1\r\n" + b"A: " + b"x" * 40000 + b"\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", house.port), timeout=5) as raw:
            raw.sendall(head)
    same("alive", ask("GET", f"{house.url}/healthz")[0], 200)
    connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=5)
    connection.request("GET", "/../../../../etc/passwd")
    reply = connection.getresponse()
    text = reply.read()
    if b"root:" in text:
        raise AssertionError("a file of the machine")


@check
def a_length_told_twice_ends_the_connection(door):
    """What a proxy before us takes for a body must not be answered as the request of the next caller."""
    hidden = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    for framing, body in ((b"Content-Length: 4\r\nTransfer-Encoding: chunked", b"0\r\n\r\n"), (b"Content-Length: 2\r\nContent-Length: 40", b"{}"),
                          (b"Transfer-Encoding: xchunked", b"{}")):
        with socket.create_connection(("127.0.0.1", door.house.port), timeout=60) as raw:
            raw.sendall(b"POST /api/sessions HTTP/1.1\r\nHost: x\r\n" + framing + b"\r\n\r\n" + body + hidden)
            answer = b"".join(iter(lambda: raw.recv(65536), b""))
        same(f"answers to {framing}", answer.count(b"HTTP/1.1 "), 1)
        same("refused", b"400 Bad Request" in answer and b"request.two_lengths" in answer, True)


def until(holds, what):
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError(f"never: {what}")


@check
def half_an_upload_leaves_nothing(door):
    """Of a file of rows, whose half lies in a file of its own; of a picture, whose half is in memory."""
    house = door.house
    before = house.good("GET", "/api/media")["items"], house.good("GET", "/api/imports")["items"]
    spooled = lambda: len(list((house.folder / "data" / "tmp").glob("*")))  # noqa: E731
    empty = spooled()
    picture = (f"POST /api/media HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {house.key}\r\nContent-Length: 200000\r\n"
               "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
               '--b\r\nContent-Disposition: form-data; name="file"; filename="half.png"\r\nContent-Type: image/png\r\n\r\n')
    rows = (f"POST /api/imports?name=half.csv HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {house.key}\r\n"
            "Content-Type: application/octet-stream\r\nContent-Length: 200000\r\n\r\n")
    with socket.create_connection(("127.0.0.1", house.port), timeout=60) as one, \
            socket.create_connection(("127.0.0.1", house.port), timeout=60) as other:
        one.sendall(picture.encode() + b"\x89PNG\r\n\x1a\n" + b"x" * 100000)
        other.sendall(rows.encode() + b"a,b\n" * 25000)
        until(lambda: spooled() > empty, "half of it is there")
    until(lambda: spooled() == empty, "it is gone")
    same("what is kept", (house.good("GET", "/api/media")["items"], house.good("GET", "/api/imports")["items"]), before)


def main():
    failed = 0
    with House(sys.argv[1], pg=os.environ.get("WEFT_API_PG")) as house:
        house.start()
        door = Door(house)
        for function in CHECKS:
            try:
                function(door)
                print(f"ok {function.__name__}")
            except Exception as error:  # noqa: BLE001 -- one failure must not hide the next
                failed += 1
                print(f"not ok {function.__name__}: {error}")
        house.weft.stop()
        if house.weft.process.returncode != 0:
            failed += 1
            print(f"not ok stopped with {house.weft.process.returncode}: {(house.folder / 'weft.log').read_text()[-3000:]}")
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
