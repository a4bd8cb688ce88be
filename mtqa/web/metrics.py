"""Counts for Prometheus, in its text format, version 0.0.4."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.web.desk import Desk

TEXT = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS = (0.01, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 120.0)


class Counter:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.value = 0

    def add(self, number: int) -> None:
        with self._lock:
            self.value += number


class Metrics:
    """Requests by route and status, how long they took, words checked, and the desk's state."""

    def __init__(self) -> None:
        self.words = Counter()
        self._requests: dict[tuple[str, str, int], int] = defaultdict(int)
        self._buckets: dict[str, list[int]] = defaultdict(lambda: [0] * (len(BOUNDS) + 1))
        self._seconds: dict[str, float] = defaultdict(float)
        self._lock = threading.Lock()

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        with self._lock:
            self._requests[method, route, status] += 1
            self._buckets[route][bisect_left(BOUNDS, seconds)] += 1
            self._seconds[route] += seconds

    def text(self, desk: Desk) -> str:
        """Everything, as Prometheus reads it."""
        with self._lock:
            lines = [*self._counts(), *self._histograms()]
        lines += _gauge("mtqa_checks_running", "checks that run", desk.running)
        lines += _gauge("mtqa_checks_waiting", "requests that wait for a check", desk.waiting)
        lines += _gauge("mtqa_ready", "whether the models are loaded", int(desk.state == "ready"))
        lines += ["# HELP mtqa_words_total words of checked drafts", "# TYPE mtqa_words_total counter"]
        lines += [f"mtqa_words_total {self.words.value}"]
        resident = resident_bytes()
        if resident is not None:
            lines += _gauge("process_resident_memory_bytes", "memory in use", resident)
        return "\n".join(lines) + "\n"

    def _counts(self) -> Iterator[str]:
        yield from ("# HELP mtqa_requests_total requests answered", "# TYPE mtqa_requests_total counter")
        for (method, route, status), count in sorted(self._requests.items()):
            yield f'mtqa_requests_total{{method="{method}",route="{route}",status="{status}"}} {count}'

    def _histograms(self) -> Iterator[str]:
        name = "mtqa_request_seconds"
        yield from (f"# HELP {name} seconds to the end of an answer", f"# TYPE {name} histogram")
        for route, counts in sorted(self._buckets.items()):
            total = 0
            for bound, count in zip((*BOUNDS, "+Inf"), counts, strict=True):
                total += count
                yield f'{name}_bucket{{route="{route}",le="{bound}"}} {total}'
            yield f'{name}_sum{{route="{route}"}} {self._seconds[route]:.6f}'
            yield f'{name}_count{{route="{route}"}} {total}'


def _gauge(name: str, words: str, value: int) -> list[str]:
    return [f"# HELP {name} {words}", f"# TYPE {name} gauge", f"{name} {value}"]


def resident_bytes() -> int | None:
    """The memory of this process; None where the system does not say (only Linux has this file)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return None
    import resource

    return pages * resource.getpagesize()
