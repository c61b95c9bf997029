"""What the live check of a note costs the site: `python benchmarks/note_editor.py`.

Twenty threads, each typing a note of its own into a served site and asking for the check after each pause; the notes
are our longest ones (notes_tune.jsonl), made 2,500 characters long. It prints milliseconds from question to answer, as
a browser waits for them, with all of it on one machine, and the time of a processor that the site takes for a check
(Linux), which other work on the machine does not lengthen.
"""

import http.client
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
THREADS, CHECKS, PAUSE = 20, 25, 1.5
LENGTH = 2_500
NOTES = Path(__file__).parent / "notes_tune.jsonl"
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


def main() -> None:
    """Serve a clinic, type, and print what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CLEANBILL_SITE": folder, "CLEANBILL_HTTPS": "0"}
        subprocess.run([sys.executable, str(ROOT / "tests" / "clinic_of_notes.py")], env=environment, check=True)
        port = _free()
        command = [sys.executable, "-m", "cleanbill", "serve", "--port", str(port)]
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as site:
            try:
                _until_it_answers(port)
                cookie, token = _sign_in(port)
                _type(port, cookie, token, 0, 3, 0.0)  # the first checks fill the caches
                alone = _type(port, cookie, token, 0, 20, 0.0)
                before = _processor(site.pid)
                with ThreadPoolExecutor(THREADS) as pool:
                    typing = [pool.submit(_type, port, cookie, token, seed, CHECKS, PAUSE) for seed in range(THREADS)]
                    together = [spent for done in typing for spent in done.result()]
                taken = (_processor(site.pid) - before) / len(together) * 1000
            finally:
                site.terminate()
    _show("one person", alone)
    _show(f"{THREADS} people, a check each {PAUSE} s", together)
    print(f"the site's own processor time: {taken:.0f} ms a check")


def _show(who: str, spent: list[float]) -> None:
    cuts = statistics.quantiles(spent, n=100)
    print(f"{who}: {len(spent)} checks of {LENGTH} characters, p50 {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms")


def _type(port: int, cookie: str, token: str, seed: int, checks: int, pause: float) -> list[float]:
    """Milliseconds of each check, the note changed a little before each."""
    rng, spent, note = random.Random(seed), list[float](), _notes()[seed % THREADS]
    site = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {**HEADERS, "Cookie": cookie, "HX-Request": "true"}
    for _ in range(checks):
        time.sleep(pause * rng.uniform(0.5, 1.5))
        at = rng.randrange(LENGTH)
        text = f"{note[:at]} {rng.randrange(100)} {note[at:]}"[:LENGTH]
        body = urlencode({"csrfmiddlewaretoken": token, "text": text})
        began = time.perf_counter()
        site.request("POST", "/appointments/2/note/check/", body, headers)
        answer = site.getresponse()
        page = answer.read()
        spent.append((time.perf_counter() - began) * 1000)
        if answer.status != 200 or b"data-tally" not in page:
            raise SystemExit(f"The check answered {answer.status}.")
    return spent


@cache
def _notes() -> list[str]:
    """Notes of that length, each a long note and the beginning of the next longer."""
    with NOTES.open(encoding="utf-8") as lines:
        texts = sorted((json.loads(line)["text"] for line in lines), key=len)[-THREADS - 1 :]
    return [f"{text}\n{longer}"[:LENGTH] for text, longer in pairwise(texts)]


def _sign_in(port: int) -> tuple[str, str]:
    """The cookies of a clinician, and the token of their forms."""
    site = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    jar: dict[str, str] = {}

    def ask(method: str, path: str, **fields: str) -> str:
        headers = {**HEADERS, "Cookie": "; ".join(f"{name}={value}" for name, value in jar.items())}
        site.request(method, path, urlencode(fields), headers)
        answer = site.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            jar[name] = value
        return answer.read().decode()

    def token(page: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        return found[1] if found else ""

    first = token(ask("GET", "/sign-in/"))
    ask("POST", "/sign-in/", csrfmiddlewaretoken=first, login="tom.reed", password="a calm green river")
    second = token(ask("GET", "/appointments/2/note/"))
    return "; ".join(f"{name}={value}" for name, value in jar.items()), second


def _processor(pid: int) -> float:
    """Seconds of processor time that a process and those it started have taken."""
    taken = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    started = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(map(int, taken)) / os.sysconf("SC_CLK_TCK") + sum(_processor(int(child)) for child in started)


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _until_it_answers(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    raise SystemExit("The site did not start.")


if __name__ == "__main__":
    main()
