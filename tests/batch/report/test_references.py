"""The metrics by group are those that sacrebleu gives of the same segments."""

import numpy as np
import pytest
from sacrebleu.metrics import BLEU, CHRF, TER

from mtqa.batch.report import write
from mtqa.batch.report.metrics import METRICS, Pair, score, statistics

REFERENCES = [
    f"The council met on day {number} in the old town hall.\nIt agreed on {number + 3} new schools."
    for number in range(8)
]


def translated(number, system):
    """A worse system puts more words wrong."""
    text = REFERENCES[number]
    for wrong, right in (("a", "the"), ("gathered", "met"), ("at", "on"))[
        : ("Alder", "Birch", "Cedar").index(system) + 1
    ]:
        text = text.replace(f" {right} ", f" {wrong} ")
    return text


def corpus(make):
    rows, findings = [], []
    for place, system in enumerate(("Alder", "Birch", "Cedar", "Alder")):
        for number in range(8):
            language = "cs" if place < 3 else "de"
            own = [make.finding(len(rows), severity="major")] * (place % 3)
            rows.append(
                make.document(
                    len(rows), own, text=translated(number, system), reference=REFERENCES[number],
                    source_language=language, groups={"system": system},
                )
            )  # fmt: skip
            findings += own
    return rows, findings


def test_scores_are_those_of_sacrebleu():
    pairs = [Pair.of(translated(number, "Cedar"), REFERENCES[number]) for number in range(8)]
    own = [line for pair in pairs for line in pair.hypotheses]
    references = [line for pair in pairs for line in pair.references]
    assert len(own) == 16
    for name, metric in zip(METRICS, (BLEU(), CHRF(), CHRF(word_order=2), TER()), strict=True):
        expected = metric.corpus_score(own, [references]).score
        assert score(name, statistics(name, pairs).sum(axis=0)) == pytest.approx(expected), name


def test_texts_of_other_line_counts_are_one_segment():
    assert Pair.of("a\nb\n", "one") == Pair(("a b",), ("one",))
    assert Pair.of("a\n\nb", "one\ntwo") == Pair(("a", "b"), ("one", "two"))


def test_systems_within_a_language(make):
    analysis = write(make.run(*corpus(make)))
    tables = {(one.grouping, one.within): one for one in analysis.references.tables}
    table = tables["system", "cs"]
    assert [group.name for group in table.groups] == ["Alder", "Birch", "Cedar"]
    lines = [line for number in range(8) for line in translated(number, "Birch").splitlines()]
    reference = [line for one in REFERENCES for line in one.splitlines()]
    expected = CHRF().corpus_score(lines, [reference]).score
    assert table.groups[1].metrics["chrF"].value == pytest.approx(expected)
    assert table.test.baseline == "Alder"
    assert (table.test.texts, table.test.segments) == (8, 16)
    assert table.groups[2].p["chrF"] < 0.05
    # Three groups are too few for a correlation to be shown.
    assert table.agreement == {}
    assert any("chrF2|nrefs:1" in one or "chrF|nrefs:1" in one for one in analysis.references.signatures)


def test_agreement_over_groups(make):
    rows, findings = [], []
    for place, system in enumerate("ABCD"):
        for number in range(6):
            own = [make.finding(len(rows))] * (2 * place)
            text = " ".join(REFERENCES[number].split()[place:])
            groups = {"system": system}
            rows.append(make.document(len(rows), own, text=text, reference=REFERENCES[number], groups=groups))
            findings += own
    (table,) = write(make.run(rows, findings)).references.tables
    assert table.agreement["chrF"] == pytest.approx((1.0, 1.0))
    assert table.agreement["TER"] == pytest.approx((1.0, 1.0))
    assert np.isnan(table.machine)


def test_without_references_there_is_no_such_part(make):
    folder = make.run(*make.made_up(20))
    (folder / "references.csv").write_text("of an earlier run", encoding="utf-8")
    assert write(folder).references is None
    assert not (folder / "references.csv").exists()
    assert "Against reference translations" not in (folder / "report.html").read_text(encoding="utf-8")
