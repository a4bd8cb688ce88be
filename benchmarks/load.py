"""Many clients at once on one server, over the loopback interface: is any request lost, how long do they wait?

    python benchmarks/load.py --clients 20 --seconds 120

Each client edits a draft of its own and has it checked again and again, as a page does. Prints percentiles of the
time to an answer, requests a second, and the server's memory; then floods the server over its limits and sees
whether it recovers. Exits with 1 where a request was lost or failed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import httpx

FIXTURES = Path(__file__).parents[1] / "fixtures" / "drafts"
WORDS = ("however", "quickly", "the the", "$ 5", "river", "according of", "minister")


async def client(
    http: httpx.AsyncClient, number: int, until: float, statuses: Counter[int], times: list[float]
) -> None:
    """One page: an edit, a check, the next edit."""
    paths = sorted(FIXTURES.glob("*.txt"))
    text, draw = paths[number % len(paths)].read_text(encoding="utf-8"), random.Random(number)  # noqa: S311
    while time.monotonic() < until:
        place = text.find(" ", draw.randrange(len(text) - 100))
        text = text[:place] + " " + draw.choice(WORDS) + text[place:]
        began = time.monotonic()
        try:
            answer = await http.post(f"/api/session/load-{number}/check", json={"text": text, "suggest": False})
        except httpx.HTTPError as error:
            print(f"lost: {error!r}")
            statuses[0] += 1
            continue
        if answer.is_error:
            print(answer.status_code, answer.text)
        statuses[answer.status_code] += 1
        times.append(time.monotonic() - began)


async def flood(http: httpx.AsyncClient, requests: int) -> Counter[int]:
    """More requests at once than may wait, each with a text of its own."""
    text = (FIXTURES / "storm-aid.txt").read_text(encoding="utf-8")
    bodies = [{"text": f"{number} {text}"} for number in range(requests)]
    answers = await asyncio.gather(*(http.post("/api/check", json=body) for body in bodies))
    return Counter(answer.status_code for answer in answers)


async def run(port: int, clients: int, seconds: float, limit: int) -> tuple[Counter[int], list[float]]:
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=600, limits=limits) as http:
        while (await http.get("/health")).json()["status"] == "loading":  # noqa: ASYNC110 - the server tells no other way
            await asyncio.sleep(0.2)
        statuses: Counter[int] = Counter()
        times: list[float] = []
        until = time.monotonic() + seconds
        await asyncio.gather(*(client(http, number, until, statuses, times) for number in range(clients)))
        print(f"over the limit: {dict(await flood(http, 3 * limit))}")
        large = await http.post("/api/check", content=b"x" * 40_000_000, headers={"content-type": "application/json"})
        after = await http.post("/api/check", json={"text": "It has cost $ 2."})
        print(f"too large: {large.status_code}; afterwards: {after.status_code}")
        statuses[after.status_code] += 1
        return statuses, times


def memory(process: int) -> float:
    """Resident megabytes."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--select", default="", help="rules; by default all, with their models")
    parser.add_argument("--queue", type=int, default=64)
    parser.add_argument("--port", type=int, default=8731)
    given = parser.parse_args()
    command = [
        sys.executable,
        "-m",
        "mtqa",
        "serve",
        "--port",
        str(given.port),
        "--offline",
        "--queue",
        str(given.queue),
    ]
    command += ["--select", given.select] if given.select else []
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        if server.stdout is not None:
            print(server.stdout.readline().strip())
        statuses, times = asyncio.run(run(given.port, given.clients, given.seconds, given.queue))
        used = memory(server.pid)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
    cuts = statistics.quantiles(times, n=100)
    rate = len(times) / given.seconds
    print(f"{given.clients} clients, {given.seconds:g} s: {len(times)} checks, {rate:.1f} a second, {dict(statuses)}")
    print(f"seconds: median {cuts[49]:.2f}, 90% {cuts[89]:.2f}, 99% {cuts[98]:.2f}, most {max(times):.2f}")
    print(f"the server's memory: {used:.0f} MB")
    sys.exit(0 if set(statuses) == {200} else 1)


if __name__ == "__main__":
    main()
