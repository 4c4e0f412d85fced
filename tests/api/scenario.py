#!/usr/bin/env python3
"""Runs scenario files: what people and platforms do over HTTP, and what they see.

    as admin                                     who asks from here on: admin, operator, other (the
                                                 admin of another brand), nobody
    POST /api/stores {"name": "x"} -> 201 {"name": "x", "id": "*"}
      keep store = id                            remembers a value: {store} in what follows
      keep rev = revision
    PUT /api/stores/{store} if-match r{rev} {"name": "y"} -> 200
    GET /api/customers bearer {key} -> 200       asks with an API key
    wait GET /api/customers -> 200 {"items": [{"name": "李女士"}]}    again and again, at most 3 minutes
    sim POST customers/scan {"config_id": "{config}"} -> 200 {"outcome": "added"}
    platform built externalcontact/list?userid=zhangsan -> 200 {"errcode": 0}    another program of the corp asks the
                                                 platform with the secret of that app: built, customer
    world empty                                  of the simulator; the default is empty
    connect                                      connects its first corp and reads its staff and tags
    restart                                      stops weft and starts it again
    kill                                         ends it with SIGKILL and starts it again
    pause 1.5                                    seconds; the platform's times are whole seconds

An answer fits when every member named is there and fits; "*" fits anything that is there, null what is
null or absent, a list its first items, "..." as first item any item of the list, "~text" text that contains it.

WEFT_API_PG names a PostgreSQL to run on; otherwise it is SQLite."""
import json
import os
import pathlib
import re
import shlex
import signal
import sys
import time
import urllib.parse
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import House, ask  # noqa: E402

WAIT_S = 180


class Wrong(Exception):
    pass


def fits(want, got, path="answer"):
    """Nothing, or a sentence that says where it does not fit."""
    if want == "*":
        return None if got is not None else f"{path} is missing"
    if want is None:
        return None if got is None else f"{path} is {got!r}, not null"
    if isinstance(want, str) and want.startswith("~"):
        return None if isinstance(got, str) and want[1:] in got else f"{path} is {got!r}, without {want[1:]!r}"
    if isinstance(want, dict):
        if not isinstance(got, dict):
            return f"{path} is {got!r}"
        return next((p for k, v in want.items() if (p := fits(v, got.get(k), f"{path}.{k}"))), None)
    if isinstance(want, list):
        if not isinstance(got, list):
            return f"{path} is {got!r}"
        if want and want[0] == "...":
            return next((f"{path} has no item like {json.dumps(w, ensure_ascii=False)} in {json.dumps(got, ensure_ascii=False)[:600]}"
                         for w in want[1:] if all(fits(w, g) for g in got)), None)
        if len(got) < len(want) or (not want and got):
            return f"{path} has {len(got)} items: {json.dumps(got, ensure_ascii=False)[:300]}"
        return next((p for i, v in enumerate(want) if (p := fits(v, got[i], f"{path}[{i}]"))), None)
    return None if want == got else f"{path} is {got!r}, not {want!r}"


def value_at(answer, path):
    for step in re.findall(r"[^.\[\]]+", path):
        answer = answer[int(step)] if isinstance(answer, list) else answer[step]
    return answer


class Scenario:
    STEP = re.compile(r"^(?:(?P<wait>wait)\s+)?(?:(?P<sim>sim)\s+)?(?P<method>GET|POST|PUT|PATCH|DELETE)\s+(?P<path>\S+)"
                      r"(?P<rest>.*?)(?:\s*->\s*(?P<status>\d+)(?:\s+(?P<want>.+))?)?$", re.S)

    def __init__(self, path, build, pg=None):
        self.path, self.build, self.pg = pathlib.Path(path), build, pg
        self.house, self.kept, self.who, self.keys = None, {}, "admin", {}
        self.world = "empty"

    # ---- who asks ----------------------------------------------------------------

    def sign_in(self, who):
        if who in self.keys or who == "nobody":
            return
        house, password = self.house, f"scenario-password-{who}"
        (house.folder / "password").write_text(password + "\n")
        if who == "other":
            house.command("tenant", "create", "--code", "other", "--name", "别家")
        more = ["--tenant", "other"] if who == "other" else []
        house.command("user", "create", "--name", f"s-{who}", "--role", "operator" if who == "operator" else "admin",
                      "--password-file", str(house.folder / "password"), *more)
        request = {"name": f"s-{who}", "password": password}
        data = urllib.request.Request(f"{house.url}/api/sessions", data=json.dumps(request).encode(), method="POST",
                                      headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(data) as reply:
            self.keys[who] = reply.headers["Set-Cookie"].split(";")[0]

    def headers(self):
        self.sign_in(self.who)
        return {} if self.who == "nobody" else {"Cookie": self.keys[self.who], "Sec-Fetch-Site": "same-origin"}

    # ---- steps ----------------------------------------------------------------------

    def fill(self, text):
        return re.sub(r"\{(\w+)\}", lambda m: str(self.kept[m[1]]) if m[1] in self.kept else m[0], text)

    def ask_once(self, step):
        path, rest = self.fill(step["path"]), self.fill(step["rest"] or "").strip()
        headers = {} if step["sim"] else self.headers()
        while match := re.match(r"(if-match|key|bearer)\s+(\S+)\s*", rest):
            name = {"if-match": "If-Match", "key": "Idempotency-Key", "bearer": "Authorization"}[match[1]]
            headers[name] = f"Bearer {match[2]}" if match[1] == "bearer" else match[2]
            rest = rest[match.end():]
        url = f"{self.house.sim_url}/sim/{path}" if step["sim"] else self.house.url + path
        url = urllib.parse.quote(url, safe=":/?&=%+")
        return ask(step["method"], url, rest.encode() if rest else None, headers)

    def platform(self, line):
        """What the same corp does with the platform without us."""
        app, path, body, want = re.match(r"platform (\w+) (\S+)\s*(.*?)\s*-> 200\s*(.*)", self.fill(line), re.S).groups()
        corp = self.house.play("GET", "world?brief=1")["corps"][0]
        secret = next(a["secret"] for a in corp["apps"] if a["kind"] == app)
        root = f"{self.house.sim_url}/cgi-bin"
        token = ask("GET", f"{root}/gettoken?corpid={corp['corp_id']}&corpsecret={secret}")[1]["access_token"]
        _, answer = ask("POST" if body else "GET", f"{root}/{path}{'&' if '?' in path else '?'}access_token={token}",
                        body.encode() if body else None)
        if problem := want and fits(json.loads(want), answer):
            raise Wrong(problem)
        return answer

    def fitting(self, step, status, answer):
        if step["status"] and status != int(step["status"]):
            return f"status {status}: {json.dumps(answer, ensure_ascii=False)[:600]}"
        return fits(json.loads(self.fill(step["want"])), answer) if step["want"] else None

    def until(self, look):
        """Looks again and again."""
        until = time.monotonic() + WAIT_S
        while True:
            try:
                return look()
            except Wrong:
                if time.monotonic() >= until:
                    raise
            time.sleep(0.05)

    def run_once(self, step):
        status, answer = self.ask_once(step)
        if problem := self.fitting(step, status, answer):
            raise Wrong(problem)
        return answer

    def run_step(self, step):
        return self.until(lambda: self.run_once(step)) if step["wait"] else self.run_once(step)

    def ensure_house(self):
        if self.house is None:
            self.house = House(self.build, world=self.world, pg=self.pg)
            self.house.start()
            self.kept["sim_url"], self.kept["own_url"] = self.house.sim_url, self.house.url
            self.kept["week_ago"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 7 * 86400))

    def run_line(self, line, answer):
        words = shlex.split(line) if not self.STEP.match(line) else []
        if line.startswith("keep "):
            name, path = re.match(r"keep (\w+) = (\S+)", line).groups()
            self.kept[name] = value_at(answer, path)
            return answer
        if words and words[0] == "world":
            self.world = words[1]
            return answer
        self.ensure_house()
        if words and words[0] == "as":
            self.who = words[1]
        elif words == ["connect"]:
            made = self.house.connect()
            self.kept["connection"] = made["id"]
            self.house.sync(made, "org")
            self.house.sync(made, "tags")
            self.house.settle()
        elif words == ["restart"] or words == ["kill"]:
            self.house.weft.stop(signal.SIGKILL if words == ["kill"] else signal.SIGTERM)
            self.house.start()
        elif words and words[0] == "pause":
            time.sleep(float(words[1]))
        elif line.startswith("platform "):
            return self.platform(line)
        elif line.startswith("wait platform "):
            return self.until(lambda: self.platform(line[len("wait "):]))
        elif step := self.STEP.match(line):
            return self.run_step(step)
        else:
            raise Wrong("not understood")
        return answer

    def lines(self):
        """Numbered logical lines: an indented line goes on with the one above, unless it keeps something."""
        number, text = 0, ""
        for at, raw in enumerate(self.path.read_text().splitlines(), 1):
            line = raw.split(" # ")[0].rstrip() if not raw.lstrip().startswith("#") else ""
            if line.startswith((" ", "\t")) and not line.strip().startswith("keep "):
                text += " " + line.strip()
                continue
            if text:
                yield number, text
            number, text = at, line.strip()
        if text:
            yield number, text

    def run(self):
        answer, problem = None, None
        try:
            for number, line in self.lines():
                try:
                    answer = self.run_line(line, answer)
                except Exception as error:
                    problem = f"{self.path.name}:{number}: {line[:200]}\n    {error}"
                    break
        finally:
            if self.house:
                if self.house.weft:
                    self.house.weft.stop()
                    if self.house.weft.process.returncode != 0 and not problem:
                        problem = f"{self.path.name}: weft ended with {self.house.weft.process.returncode}"
                if problem:
                    log = (self.house.folder / "weft.log").read_text()[-3000:]
                    problem += f"\n    --- weft.log ---\n{log}"
                self.house.close()
        return problem


def main():
    build, pg, names = sys.argv[1], os.environ.get("WEFT_API_PG"), sys.argv[2:]
    files = [pathlib.Path(n) for n in names] or sorted(pathlib.Path(__file__).parent.glob("*.t"))
    failed = 0
    for path in files:
        started = time.monotonic()
        problem = Scenario(path, build, pg).run()
        print(f"{'not ok' if problem else 'ok'} {path.name} ({time.monotonic() - started:.1f} s)", flush=True)
        if problem:
            failed += 1
            print(problem, flush=True)
    print(f"{len(files) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
