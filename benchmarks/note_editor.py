"""What the live check of a note costs the site: `python benchmarks/note_editor.py`.

Twenty threads, each typing a note of 2,500 characters into a served site and asking for the check after each pause. It
prints milliseconds from question to answer, as the browser waits them, and those that reading the note itself takes.
"""

import http.client
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
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
THREADS, CHECKS, PAUSE = 20, 25, 1.5
LENGTH = 2_500
LINE = (
    "S: Right low back pain 4/10 for 5 days, no injury. O: Lumbar flexion {n}/60 degrees, spasm of the paraspinals.\n"
    "P: 97110 bridging 3x10 ({n} min) one-on-one to restore trunk control. 97140 soft tissue mobilization ({n} min).\n"
)
NOTE = "".join(LINE.format(n=number) for number in range(8, 30))[:LENGTH]
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
                with ThreadPoolExecutor(THREADS) as pool:
                    typing = [pool.submit(_type, port, cookie, token, seed, CHECKS, PAUSE) for seed in range(THREADS)]
                    together = [spent for done in typing for spent in done.result()]
            finally:
                site.terminate()
    _show("one person", alone)
    _show(f"{THREADS} people, a check each {PAUSE} s", together)


def _show(who: str, spent: list[float]) -> None:
    cuts = statistics.quantiles(spent, n=100)
    print(f"{who}: {len(spent)} checks of {LENGTH} characters, p50 {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms")


def _type(port: int, cookie: str, token: str, seed: int, checks: int, pause: float) -> list[float]:
    """Milliseconds of each check, the note changed a little before each."""
    rng, spent = random.Random(seed), list[float]()
    site = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {**HEADERS, "Cookie": cookie, "HX-Request": "true"}
    for _ in range(checks):
        time.sleep(pause * rng.uniform(0.5, 1.5))
        at = rng.randrange(len(NOTE))
        text = f"{NOTE[:at]} {rng.randrange(100)} {NOTE[at:]}"[:LENGTH]
        body = urlencode({"csrfmiddlewaretoken": token, "text": text})
        began = time.perf_counter()
        site.request("POST", "/appointments/2/note/check/", body, headers)
        answer = site.getresponse()
        page = answer.read()
        spent.append((time.perf_counter() - began) * 1000)
        if answer.status != 200 or b"data-tally" not in page:
            raise SystemExit(f"The check answered {answer.status}.")
    return spent


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
