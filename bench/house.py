"""A weft and a weft-sim of one's own on 127.0.0.1, for benchmarks and for the tests over HTTP."""
import contextlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCOPES = ",".join(
    line.split('"')[1] for line in (ROOT / "src/kernel/permission.def").read_text().splitlines()
    if line.startswith("PERMISSION(") and '"public"' not in line and '"signed_in"' not in line)


def free_port():
    """A port nobody listens on, below those the system gives to connections: tests run side by side."""
    while True:
        port = random.randrange(10000, 32000)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def ask(method, url, body=None, headers=None, timeout=120):
    """(status, parsed answer or text)"""
    data = None if body is None else (body if isinstance(body, bytes) else json.dumps(body).encode())
    request = urllib.request.Request(url, data=data, method=method, headers=headers or {})
    if data is not None and not request.has_header("Content-type"):
        request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=timeout) as reply:
            status, text = reply.status, reply.read()
    except urllib.error.HTTPError as error:
        status, text = error.code, error.read()
    try:
        return status, json.loads(text)
    except ValueError:
        return status, text.decode(errors="replace")


class Program:
    """A program that listens; started, watched and ended by its pid."""

    def __init__(self, argv, log, env=None):
        self.log = open(log, "ab")
        self.argv = argv
        self.process = subprocess.Popen(argv, stdout=self.log, stderr=self.log, env={**os.environ, **(env or {})})

    def wait_for(self, url, seconds=60):
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.argv[0]} ended: {pathlib.Path(self.log.name).read_text()[-2000:]}")
            with contextlib.suppress(OSError):
                if ask("GET", url, timeout=2)[0] == 200:
                    return time.monotonic() - started
            time.sleep(0.01)
        raise RuntimeError(f"no answer from {url}")

    def rss_mb(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0

    def stop(self, how=signal.SIGTERM, seconds=120):
        if self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(seconds)
        self.log.close()


def fresh_database(server):
    """A database of one's own on that PostgreSQL; its URL."""
    name = f"weft_{os.getpid()}_{time.monotonic_ns()}"
    subprocess.run(["psql", "-q", server, "-c", f"CREATE DATABASE {name}"], check=True)
    return f"{server.rsplit('/', 1)[0]}/{name}"


def drop_database(url):
    root, name = url.rsplit("/", 1)
    subprocess.run(["psql", "-q", f"{root}/postgres", "-c", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"],
                   check=False, capture_output=True)


class House:
    """weft and weft-sim side by side, with one connected brand."""

    def __init__(self, build, world="empty", contacts=0, seed=7, folder=None, db=None, pg=None, sim_args=()):
        """`db` is a store that is there; `pg` a PostgreSQL on which one is made, and dropped at the end."""
        self.build = pathlib.Path(build)
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="weft-house.", dir=os.environ.get("WEFT_BENCH_DIR")))
        self.pg = pg
        self.db = fresh_database(pg) if pg else db
        self.port, self.sim_port = free_port(), free_port()
        self.url, self.sim_url = f"http://127.0.0.1:{self.port}", f"http://127.0.0.1:{self.sim_port}"
        self.weft = None
        argv = [str(self.build / "weft-sim"), "--listen", f"127.0.0.1:{self.sim_port}", "--seed", str(seed),
                "--world", world, *sim_args]
        if contacts:
            argv += ["--contacts", str(contacts)]
        self.sim = Program(argv, self.folder / "sim.log")
        self.sim.wait_for(f"{self.sim_url}/sim/pulse")
        (self.folder / "password").write_text("house-password-1\n")
        self.command("user", "create", "--name", "admin", "--role", "admin", "--password-file", str(self.folder / "password"))
        self.key = self.command("apikey", "create", "--name", "house", "--scope", SCOPES).strip().splitlines()[-1]

    def data_args(self):
        return ["--data", str(self.folder / "data")] + (["--db", self.db] if self.db else [])

    def command(self, *words):
        done = subprocess.run([str(self.build / "weft"), *words, *self.data_args()], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"weft {' '.join(words)}: {done.stderr[-2000:]}")
        return done.stdout

    def start(self, *flags):
        """Starts weft; the seconds until it answers."""
        self.weft = Program([str(self.build / "weft"), "serve", *self.data_args(), "--listen", f"127.0.0.1:{self.port}",
                             "--access.log", "true" if "WEFT_API_SEEN" in os.environ else "false", *flags], self.folder / "weft.log")
        return self.weft.wait_for(f"{self.url}/readyz")

    def note_seen(self):
        """Adds the routes that answered well to the file WEFT_API_SEEN."""
        lines = (self.folder / "weft.log").read_text(errors="replace").splitlines()
        seen = {f"{m[1]} {m[2]}" for line in lines
                if (m := re.search(r'what="?request"? method=(\S+) path=(\S+) status=[23]', line))}
        with open(os.environ["WEFT_API_SEEN"], "a") as file:
            file.writelines(f"{route}\n" for route in sorted(seen))

    def call(self, method, path, body=None, headers=None, timeout=120):
        return ask(method, self.url + path, body, {"Authorization": f"Bearer {self.key}", **(headers or {})}, timeout)

    def good(self, method, path, body=None, headers=None):
        """The answer.  "Try again shortly" (503 to a question) is obeyed a few times, as any client does."""
        for tried in range(4):
            status, answer = self.call(method, path, body, headers)
            if status != 503 or method != "GET" or tried == 3:
                break
            print(f"{method} {path}: {answer}; {self.troubles(1)}", file=sys.stderr)
            time.sleep(2)
        if not 200 <= status < 300:
            raise RuntimeError(f"{method} {path}: {status} {answer}\n{self.troubles(5)}")
        return answer

    def troubles(self, count):
        """The last lines of the log that tell of failures."""
        lines = (self.folder / "weft.log").read_text(errors="replace").splitlines()
        return "\n".join([line for line in lines if "level=warn" in line or "level=error" in line][-count:])

    def play(self, method, path, body=None, timeout=600):
        """Asks the simulator."""
        status, answer = ask(method, f"{self.sim_url}/sim/{path}", body, timeout=timeout)
        if status != 200:
            raise RuntimeError(f"sim {path}: {status} {answer}")
        return answer

    def connect(self):
        """Connects the first corp of the world, with the callback pasted; the connection."""
        corp = self.play("GET", "world?brief=1")["corps"][0]
        secrets = {app["kind"]: app for app in corp["apps"]}
        made = self.good("POST", "/api/connections", {
            "name": corp["name"], "corp_id": corp["corp_id"], "agent_id": secrets["built"]["agent_id"],
            "app_secret": secrets["built"]["secret"], "contact_secret": secrets["customer"]["secret"],
            "base_url": self.sim_url, "login_url": self.sim_url})
        made = self.good("GET", f"/api/connections/{made['id']}")
        self.play("POST", f"apps/{corp['corp_id']}/{secrets['built']['agent_id']}/callback", {
            "url": made["callback_url"], "token": made["callback_token"], "aes_key": made["callback_aes_key"]})
        return made

    def events(self, kind):
        """All events of that type, newest first."""
        cursor, found = "", []
        while cursor is not None:
            page = self.good("GET", f"/api/events?type={urllib.parse.quote(kind)}&limit=200{cursor}")
            found += page["items"]
            cursor = f"&cursor={page['next_cursor']}" if page["next_cursor"] else None
        return found

    def job(self, job, seconds=1800, watch=None):
        """Waits for a job; how it ended."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            job = self.good("GET", f"/api/jobs/{job['id']}")
            if watch:
                watch(job)
            if job["state"] not in ("queued", "running"):
                return job
            time.sleep(0.1)
        raise RuntimeError(f"job {job['id']} takes too long: {job}")

    def sync(self, connection, what, watch=None):
        job = self.job(self.good("POST", f"/api/connections/{connection['id']}/sync", {"what": what}), watch=watch)
        if job["state"] != "done":
            raise RuntimeError(f"sync {what}: {job}")
        return job

    def settle(self, still=120, longest=1200):
        """Waits until every consumer has heard everything and the outbox is empty; fails when nothing moved for `still` seconds.
        How fast it moves is the machine's affair: a slow one takes longer, and loses nothing."""
        started = moved = time.monotonic()
        before = None
        while moved + still > time.monotonic() < started + longest:
            health = self.good("GET", "/api/health")
            now = (health["consumers"], health["outbox"])
            if all(c["behind"] == 0 for c in now[0]) and now[1]["pending"] + now[1]["sending"] == 0:
                return health
            if now != before:
                before, moved = now, time.monotonic()
            time.sleep(0.05)
        raise RuntimeError(f"not settled: {health}")

    def code(self, name="bench", **more):
        """A channel code on the platform, with all staff who may have customers."""
        staff = [s for s in self.good("GET", "/api/staff?limit=200")["items"] if s["is_contact"]]
        made = self.good("POST", "/api/channel-codes", {
            "name": name, "allocation": "random", "skip_verify": True, "welcome_mode": "own",
            "welcome": {"text": "{客户昵称}您好,我是{员工姓名}", "attachments": []},
            "staff": [{"staff_id": s["id"], "weight": 1, "daily_cap": 0} for s in staff[:50]], **more})
        for _ in range(200):
            made = self.good("GET", f"/api/channel-codes/{made['id']}")
            if made["config_id"]:
                return made
            time.sleep(0.05)
        raise RuntimeError(f"the code did not reach the platform: {made}")

    def close(self, keep=False):
        for program in (self.weft, self.sim):
            if program:
                with contextlib.suppress(Exception):
                    program.stop()
        if self.weft and os.environ.get("WEFT_API_SEEN"):
            self.note_seen()
        if self.pg and not keep:
            drop_database(self.db)
        if not keep:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.close(keep=kind is not None)
