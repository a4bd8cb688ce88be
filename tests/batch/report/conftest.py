"""Writes tables as a batch run does, of rows that a test makes up."""

import datetime as dt
import json

import numpy as np
import pytest

from mtqa.types import Severity

pa = pytest.importorskip("pyarrow", reason="pip install 'mtqa[batch]'")

from pyarrow import parquet  # noqa: E402

from mtqa.batch import schema  # noqa: E402

SEVERITIES = ("neutral", "minor", "major", "critical")


def document(number, findings=(), **given):
    """A row of the documents' table; its counts, penalty and score are those of its findings."""
    words = given.get("words", 300)
    counts = {name: sum(one["severity"] == name for one in findings) for name in SEVERITIES}
    penalty = sum(Severity(name).weight * count for name, count in counts.items())
    categories = {}
    for one in findings:
        categories[one["category"]] = categories.get(one["category"], 0) + 1
    row = dict.fromkeys(schema.documents().names) | {
        "number": number,
        "id": f"doc-{number}",
        "input": "corpus.jsonl",
        "row": number,
        "format": "text",
        "words": words,
        "segments": 12,
        "score": round(max(0.0, (1 - penalty / words) * 100), 1) if words else 100.0,
        "penalty": penalty,
        "categories": categories,
        "groups": {},
        "notes": [],
        "reasons": [],
        **counts,
    }
    return row | given


def finding(number, text="could of", *, rule="confusions", severity="minor", **given):
    """A row of the findings' table, in a context of its own."""
    before, after = "They ", " gone home."
    row = dict.fromkeys(schema.findings().names) | {
        "document": number,
        "rule": rule,
        "category": "linguistic-conventions",
        "severity": severity,
        "confidence": 0.9,
        "start": len(before),
        "end": len(before) + len(text),
        "line": 1,
        "column": 6,
        "segment": "1",
        "side": "target",
        "text": text,
        "message": f"“{text}” is wrong here.",
        "context": before + text + after,
        "context_start": len(before),
        "context_end": len(before) + len(text),
    }
    return row | given


def write_run(directory, rows, findings=(), *, shards=1, settings=None):
    """A folder of a run; documents go to the shards in turn, each with its findings."""
    rows, findings = list(rows), list(findings)
    size = max(1, -(-len(rows) // shards))
    for folder in (schema.DOCUMENTS, schema.FINDINGS):
        (directory / folder).mkdir(parents=True, exist_ok=True)
    for shard in range(shards):
        own = rows[shard * size : (shard + 1) * size]
        numbers = {row["number"] for row in own}
        theirs = [one for one in findings if one["document"] in numbers]
        name = f"{schema.shard_name(shard)}.parquet"
        parquet.write_table(pa.Table.from_pylist(own, schema.documents()), directory / schema.DOCUMENTS / name)
        parquet.write_table(pa.Table.from_pylist(theirs, schema.findings()), directory / schema.FINDINGS / name)
    (directory / schema.COMPLETE).write_text("{}", encoding="utf-8")
    (directory / schema.RUN).write_text(json.dumps(settings or {}), encoding="utf-8")
    return directory


RULES = (
    ("names", "terminology", "critical", ("North American Treaty Organization", "World Healthy Organization")),
    ("agreement", "linguistic-conventions", "major", ("they was", "the data shows that he have")),
    ("confusions", "linguistic-conventions", "major", ("could of", "loose the match")),
    ("awkward", "style", "minor", ("made a decision of leaving", "in the time of now", "gave a look")),
    ("typography", "locale-conventions", "minor", ("5,93", " ,")),
)


def made_up(documents=240, *, seed=7, dates=True, machine=True, systems=("Alder", "Birch", "Cedar", "Dogwood")):
    """Documents and findings of several systems and languages, some better than others: (rows, findings)."""
    rng = np.random.default_rng(seed)
    rows, findings = [], []
    for number in range(documents):
        place = number % len(systems)
        words = int(rng.integers(150, 500))
        count = rng.poisson(words / 1000 * (3 + 4 * place) * (1.3 - 0.6 * number / documents))
        own = []
        for _ in range(count):
            rule, category, severity, texts = RULES[rng.choice(len(RULES), p=(0.05, 0.2, 0.2, 0.4, 0.15))]
            text = str(rng.choice(texts))
            better = "North Atlantic Treaty Organization" if rule == "names" else None
            own.append(finding(number, text, rule=rule, category=category, severity=severity, suggestion=better))
        date = dt.date(2024, 1, 1) + dt.timedelta(days=int(600 * number / documents))
        rows.append(
            document(
                number,
                own,
                words=words,
                source_language=("cs", "de", "zh")[number // len(systems) % 3],
                date=date if dates else None,
                machine_translated=float(rng.beta(1 + 2 * place, 3)) if machine else None,
                groups={"system": systems[place]},
            )
        )
        findings += own
    return rows, findings


@pytest.fixture
def make(tmp_path):
    """The functions above, and a folder to write to."""

    class Make:
        document = staticmethod(document)
        finding = staticmethod(finding)
        made_up = staticmethod(made_up)

        @staticmethod
        def run(rows, findings=(), name="run", **options):
            return write_run(tmp_path / name, rows, findings, **options)

    return Make
