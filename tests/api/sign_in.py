#!/usr/bin/env python3
"""Codes beside the password, as an authenticator makes them: enrolled, confirmed, asked for, each taken once, lost and
reset; and a tenant that asks for them."""
import base64
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import struct
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import House  # noqa: E402

FAILED, DONE = [], 0


def check(what, holds, said=""):
    global DONE
    DONE += 1
    if not holds:
        FAILED.append(f"{what}: {said}"[:400])


def code_of(secret, step):
    mac = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), struct.pack(">Q", step), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"


class Browser:
    def __init__(self, house):
        self.house, self.cookie = house, None

    def ask(self, method, path, body=None, **headers):
        link = http.client.HTTPConnection("127.0.0.1", self.house.port)
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        if self.cookie:
            headers["Cookie"] = self.cookie
        link.request(method, path, None if body is None else json.dumps(body), 
                     {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin", **headers})
        reply = link.getresponse()
        text = reply.read()
        if reply.getheader("Set-Cookie") and reply.status < 300:
            self.cookie = reply.getheader("Set-Cookie").split(";")[0]
        return reply.status, json.loads(text) if text else {}

    def sign_in(self, name, password, code=None):
        self.cookie = None
        return self.ask("POST", "/api/sessions", {"name": name, "password": password, "code": code})


def main():
    with House(sys.argv[1]) as house:
        house.start()
        browser, password = Browser(house), "house-password-1"
        check("signs in with the password", browser.sign_in("admin", password)[0] == 201)
        status, made = browser.ask("POST", "/api/me/totp/enrol", {"password": password})
        check("enrols", status == 200 and f"secret={made['secret']}" in made["url"], str(made))
        if status != 200:
            raise RuntimeError(str(made))
        step = int(time.time()) // 30
        # Clocks differ by one step at most: the code before is taken now, the one of now later.
        status, codes = browser.ask("POST", "/api/me/totp/confirm", {"code": code_of(made["secret"], step - 1)})
        check("confirms", status == 200 and len(codes["codes"]) == 10, str(codes))
        check("goes on in this browser", browser.ask("GET", "/api/me")[1].get("has_totp") is True)
        status, said = browser.sign_in("admin", password)
        check("is asked for a code", status == 401 and said["reason"] == "session.totp_required", str(said))
        status, said = browser.sign_in("admin", password, code_of(made["secret"], step - 1))
        check("no code is taken twice", status == 401 and said["reason"] == "session.wrong_code", str(said))
        check("signs in with a code", browser.sign_in("admin", password, code_of(made["secret"], step))[0] == 201)
        first = codes["codes"][0]
        check("signs in with a recovery code", browser.sign_in("admin", password, first.lower().replace("-", ""))[0] == 201)
        check("which helps once", browser.sign_in("admin", password, first)[0] == 401)
        check("signs in with another", browser.sign_in("admin", password, codes["codes"][1])[0] == 201)
        check("and knows how many are left", browser.ask("GET", "/api/me/totp")[1]["recovery_left"] == 8)
        status, fresh = browser.ask("POST", "/api/me/totp/recovery-codes", {"code": codes["codes"][2]})
        check("makes new ones", status == 200 and len(fresh["codes"]) == 10, str(fresh))
        # A tenant that asks for codes: who has none may do nothing but set one up.
        status, security = browser.ask("PUT", "/api/security", {"is_totp_required": True, "addresses": []}, If_Match="r1")
        check("asks all for codes", status == 200, str(security))
        house.good("POST", "/api/users", {"name": "lin", "display_name": "林", "password": "first-password-1"})
        other = Browser(house)
        check("one without signs in", other.sign_in("lin", "first-password-1")[0] == 201)
        me = other.ask("GET", "/api/me")[1]
        check("and has to enrol", me["must_enrol_totp"] is True and me["permissions"] == [], str(me))
        check("and may do nothing else", other.ask("GET", "/api/customers")[0] == 403)
        status, own = other.ask("POST", "/api/me/totp/enrol", {"password": "first-password-1"})
        status, _ = other.ask("POST", "/api/me/totp/confirm", {"code": code_of(own["secret"], int(time.time()) // 30)})
        check("enrols and may", status == 200 and other.ask("GET", "/api/customers")[0] == 200)
        check("cannot switch it off", browser.ask("POST", "/api/me/totp/disable", {"password": password, "code": fresh["codes"][0]})[1]
              .get("reason") == "totp.is_required")
        # An administrator helps who lost his authenticator.
        lin = next(u["id"] for u in house.good("GET", "/api/users")["items"] if u["name"] == "lin")
        house.good("DELETE", f"/api/users/{lin}/totp")
        check("his sessions end", other.ask("GET", "/api/me")[0] == 401)
        check("the password alone is enough again", other.sign_in("lin", "first-password-1")[0] == 201)
        # The way back in on the command line.
        house.command("security", "open")
        check("nothing is asked any more", other.sign_in("lin", "first-password-1")[0] == 201
              and other.ask("GET", "/api/customers")[0] == 200)
        check("is switched off", browser.ask("POST", "/api/me/totp/disable", {"password": password, "code": fresh["codes"][0]})[0] == 204)
        check("and the password is enough", browser.sign_in("admin", password)[0] == 201)
        one = browser.ask("GET", "/api/me/sessions")[1]["items"]
        mine = next(s["id"] for s in one if s["is_current"])
        check("ends his own", browser.ask("DELETE", f"/api/me/sessions/{mine}")[0] == 204 and browser.ask("GET", "/api/me")[0] == 401)
        if "WEFT_API_SEEN" in os.environ:
            house.note_seen()
    print("\n".join(FAILED))
    print(f"{DONE - len(FAILED)} passed, {len(FAILED)} failed")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
