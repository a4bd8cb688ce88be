"""What the rules with a source find: damaged translations, people's translations, and planted faults in a PO file.

    python benchmarks/bilingual.py demetr [--half 0|1]
    python benchmarks/bilingual.py news [--step 5] [--show 3]
    python benchmarks/bilingual.py ntrex --folder NTREX-128 [--rule source-names] [--show 3]
    python benchmarks/bilingual.py pofilter [--python PYTHON]

`demetr` holds each damaged translation against the undamaged one, with its source; thresholds were chosen on half 0
(the SHA-256 of the source, modulo 2), half 1 is what is reported. `news` gives findings per 1,000 words of people's
translations. `ntrex` gives the share of sentences in which a rule reports something, in news that people translated
out of English (https://github.com/MicrosoftTranslator/NTREX, its folder NTREX-128). `pofilter` wants a Python that has
translate-toolkit (GPL, for this comparison only).
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from corpora import rows

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.models import Models
from mtqa.types import Block, Document, DocumentReport

RULES = ("addition", "dates", "kept", "negation", "numbers", "omission", "punctuation", "renderings", "source-names",
    "source-words", "target-language", "units")  # fmt: skip
LANGUAGES = {
    "german": "de", "spanish": "es", "chinese_simple": "zh", "hindi": "hi", "polish": "pl", "russian": "ru",
    "czech": "cs", "japanese": "ja", "french": "fr", "italian": "it",
}  # fmt: skip
# The kinds that a rule with a source should see, and which rules count for them.
KINDS = {
    "critical_id10_numbers_replaced": ("numbers", "dates", "units"),
    "critical_id4_codemix": ("source-words", "untranslated"),
    "critical_id8_negation": ("negation",),
    "critical_id9_ne_replaced": ("source-names", "numbers", "dates"),
    "critical_id25_ne_removed": ("source-names", "numbers", "omission"),
    "major_id19_question": ("punctuation",),
    "minor_id28_final_punc_removed": ("punctuation",),
    "major_id5_pp_removed": ("omission", "numbers", "source-names"),
    "critical_id6_addition": ("addition",),
}


def known(names: tuple[str, ...]) -> tuple[str, ...]:
    from mtqa.registry import detectors

    return tuple(name for name in names if name in detectors.all())


def check(checker: Checker, pairs: list[tuple[str, str]], language: str | None) -> DocumentReport:
    """Checks (source, translation) pairs as the units of one document."""
    blocks, start = [], 0
    for source, target in pairs:
        blocks.append(Block.plain(target, start, source=source))
        start += len(target) + 1
    text = "\n".join(target for _, target in pairs)
    return checker.check(Document("pairs", "text", text, tuple(blocks), source_language=language))


def found_rules(checker: Checker, pairs: list[tuple[str, str]], language: str) -> dict[int, set[str]]:
    """The rules that report something, by the number of the pair."""
    report = check(checker, pairs, language)
    result: dict[int, set[str]] = defaultdict(set)
    for finding in report.findings:
        result[int(finding.segment) - 1].add(finding.rule)
    return result


def half(source: str) -> int:
    return int(hashlib.sha256(source.encode()).hexdigest(), 16) % 2


def demetr(arguments: argparse.Namespace) -> None:
    config = Config(select=known((*RULES, "untranslated")), suggest=False, offline=True)
    checker = Checker(config, Models(config))
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows("demetr.jsonl.gz"):
        if (
            row["name"] in KINDS
            and arguments.kind in row["name"]
            and LANGUAGES[row["language"]] in arguments.languages
            and half(row["source"]) == arguments.half
        ):
            groups[row["name"], LANGUAGES[row["language"]]].append(row)
    print(f"found / false of n, in percent (half {arguments.half})")
    for kind, rules in KINDS.items():
        if arguments.kind not in kind:
            continue
        totals: Counter[str] = Counter()
        cells = []
        for language in arguments.languages:
            part = groups[kind, language]
            damaged = found_rules(checker, [(row["source"], row["damaged"]) for row in part], language)
            whole = found_rules(checker, [(row["source"], row["translation"]) for row in part], language)
            found = sum(bool(damaged[index] & set(rules)) for index in range(len(part)))
            false = sum(bool(whole[index] & set(rules)) for index in range(len(part)))
            totals.update(n=len(part), found=found, false=false)
            cells.append(f"{language} {found}/{false}/{len(part)}")
        n = max(totals["n"], 1)
        print(f"{kind:32} {100 * totals['found'] / n:5.1f} {100 * totals['false'] / n:5.1f} {n:5} | {' '.join(cells)}")


def news(arguments: argparse.Namespace) -> None:
    config = Config(select=known(RULES), suggest=False, offline=True)
    checker = Checker(config, Models(config))
    sources = {
        (row["set"], row["languages"], row["line"]): row["source"] for row in rows("wmt-news-21-22-sources.jsonl.gz")
    }
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows("wmt-news-21-22.jsonl.gz"):
        if row["human"] and row["line"] % arguments.step == 0:
            pair = sources[row["set"], row["languages"], row["line"]], row["text"]
            groups[f"{row['set']} {row['languages']} {row['system']}"].append(pair)
    print("findings per 1,000 words of people's translations, all rules with a source")
    by_pair: dict[str, Counter[str]] = defaultdict(Counter)
    for name, pairs in sorted(groups.items()):
        report = check(checker, pairs, name.split(" ")[1][:-3])
        counts = Counter(finding.rule for finding in report.findings)
        by_pair[name.split(" ")[1]].update(words=report.words, findings=len(report.findings))
        rate = 1000 / max(report.words, 1)
        print(
            f"{name:16} {len(report.findings) * rate:5.2f} in {report.words} words | "
            + " ".join(f"{rule} {count * rate:.2f}" for rule, count in counts.most_common())
        )
        shown: Counter[str] = Counter()
        for finding in report.findings:
            if shown[finding.rule] < arguments.show:
                shown[finding.rule] += 1
                source, target = pairs[int(finding.segment) - 1]
                print(
                    f"    {finding.rule} [{finding.text[:60]}] {finding.message[:90]}\n      {source}\n      {target}"
                )
    for pair, total in sorted(by_pair.items()):
        print(f"{pair:16} {1000 * total['findings'] / max(total['words'], 1):5.2f} in {total['words']} words")


NTREX = {
    "arb": "ar", "ces": "cs", "deu": "de", "fra": "fr", "hin": "hi", "ita": "it", "jpn": "ja", "pol": "pl",
    "rus": "ru", "spa": "es", "vie": "vi", "zho-CN": "zh", "ukr": "uk", "por": "pt", "tur": "tr", "kor": "ko",
}  # fmt: skip


def ntrex(arguments: argparse.Namespace) -> None:
    config = Config(select=(arguments.rule,), suggest=False, offline=True)
    checker = Checker(config, Models(config))
    english = (arguments.folder / "newstest2019-src.eng.txt").read_text(encoding="utf-8").splitlines()
    print(f"sentences in which {arguments.rule} reports something, in percent")
    for code, language in NTREX.items():
        texts = (arguments.folder / f"newstest2019-ref.{code}.txt").read_text(encoding="utf-8").splitlines()
        pairs = [(text.strip(), original.strip()) for text, original in zip(texts, english, strict=True) if text]
        report = check(checker, pairs, language)
        marked = {finding.segment for finding in report.findings}
        print(f"{language} {100 * len(marked) / len(pairs):5.2f} of {len(pairs)}")
        for finding in report.findings[: arguments.show]:
            source, target = pairs[int(finding.segment) - 1]
            print(f"    [{finding.text[:60]}] {finding.message[:90]}\n      {source}\n      {target}")


# Planted faults: (kind, source, right, wrong). The wrong one stands in one copy of the file, the right in the other.
PLANTED = (
    ("number", "Es bleiben 14 Tage für 1.250 Dateien.", "14 days remain for 1,250 files.", "15 days remain for 1,250 files."),  # noqa: E501
    ("number", "Noch drei Versuche bis zur Sperrung des Kontos.", "Three more attempts until the account is locked.", "Four more attempts until the account is locked."),  # noqa: E501
    ("number", "Die Datei ist 2,5 MB groß.", "The file is 2.5 MB in size.", "The file is 25 MB in size."),
    ("number", "Zeige Seite 3 von 12 an.", "Showing page 3 of 12.", "Showing page 3."),
    ("placeholder", "Hallo %s, willkommen zurück!", "Hello %s, welcome back!", "Hello, welcome back!"),
    ("placeholder", "%(count)d Dateien wurden kopiert.", "%(count)d files were copied.", "%(anzahl)d files were copied."),  # noqa: E501
    ("placeholder", "Benutzer {name} wurde gelöscht.", "User {name} was deleted.", "User {Name} was deleted."),
    ("placeholder", "Speichern unter ${HOME}", "Save in ${HOME}", "Save in HOME"),
    ("tag", "Bitte <b>jetzt</b> bestätigen.", "Please confirm <b>now</b>.", "Please confirm <b>now."),
    ("tag", 'Siehe <a href="#hilfe">Hilfe</a>.', 'See <a href="#hilfe">Help</a>.', 'See <a href="#help">Help</a>.'),
    ("link", "Mehr auf https://example.org/neu erfahren.", "Learn more at https://example.org/neu.", "Learn more at https://example.com/neu."),
    ("e-mail", "Schreiben Sie an info@example.org.", "Write to info@example.org.", "Write to info@example.com."),
    ("untranslated", "Die Verbindung wurde getrennt.", "The connection was closed.", "Die Verbindung wurde getrennt."),
    ("untranslated", "Alle Einstellungen werden zurückgesetzt.", "All settings will be reset.", ""),
    ("half translated", "Der Drucker ist außer Betrieb genommen worden.", "The printer has been taken out of service.", "The printer has been außer Betrieb genommen."),  # noqa: E501
    ("negation", "Der Server antwortet nicht mehr.", "The server no longer responds.", "The server responds again."),
    ("negation", "Die Sicherung ist abgeschlossen.", "The backup is complete.", "The backup is not complete."),
    ("final mark", "Möchten Sie fortfahren?", "Do you want to continue?", "You want to continue."),
    ("final mark", "Die Änderungen wurden gespeichert.", "The changes were saved.", "The changes were saved"),
    ("final mark", "Kennwort:", "Password:", "Password"),
    ("bracket", "Datei (schreibgeschützt) geöffnet", "File (read-only) opened", "File (read-only opened"),
    ("name", "Der Server steht in Nürnberg und wird von Frau Lindqvist betreut.", "The server is in Nuremberg and is looked after by Ms Lindqvist.", "The server is in Nuremberg and is looked after by Ms Kowalska."),  # noqa: E501
    ("omission", "Die Aktualisierung wurde heruntergeladen und wird beim nächsten Start des Rechners eingespielt. Bitte schalten Sie ihn währenddessen nicht aus.", "The update was downloaded and will be installed when the computer is next started. Please do not switch it off meanwhile.", "The update was downloaded."),  # noqa: E501
    ("two ways", "Ordner öffnen", "Open folder", "Show directory"),
)  # fmt: skip
# Units that are in both files and right: what stands here must not be reported. The first answers to "two ways".
RIGHT = (
    ("Ordner öffnen", "Open folder"), ("Abbrechen", "Cancel"), ("PDF", "PDF"), ("OK", "OK"),
    ("Bis zu 50 % sparen", "Save up to 50%"), ("{n} von {m}", "{n} of {m}"),
    ("Das ist leider nicht möglich.", "Unfortunately, this is impossible."),
    ("Die Sitzung läuft in zwei Minuten ab.", "The session expires in two minutes."),
    ("1.000 Einträge", "1,000 entries"), ("Stand: 3. Mai 2021, 14.30 Uhr", "As of 3 May 2021, 2:30 p.m."),
    ("Sie haben keine Berechtigung.", "You lack permission."), ("Zurück zur Übersicht", "Back to the overview"),
    ("Fehler: „%s“ fehlt", "Error: “%s” is missing"), ("Version 2.0", "Version 2.0"), ("München", "Munich"),
    ("Läuft seit dreiundzwanzig Tagen", "Running for 23 days"), ("Hilfe anzeigen …", "Show help..."),
    ("Preis: 3,50 €", "Price: €3.50"), ("Alles auswählen", "Select all"), ("Server neu starten", "Restart the server"),
)  # fmt: skip


def pofilter(arguments: argparse.Namespace) -> None:
    program = [arguments.python, "-m", "translate.filters.pofilter"]
    if subprocess.run([*program, "--version"], capture_output=True, check=False).returncode != 0:
        print(
            f"skipped: {arguments.python} has no translate-toolkit (python -m venv V; V/bin/pip install translate-toolkit)"  # noqa: E501
        )
        return
    config = Config(select=known((*RULES, "untranslated")), suggest=False, offline=True)
    checker = Checker(config, Models(config))
    pairs = {name: list(RIGHT) for name in ("wrong", "right")}
    for _, source, right, wrong in PLANTED:
        pairs["wrong"].append((source, wrong))
        pairs["right"].append((source, right))
    ours = {name: found_rules(checker, part, "de") for name, part in pairs.items()}
    theirs = {name: toolkit(program, part) for name, part in pairs.items()}
    faults = range(len(RIGHT), len(RIGHT) + len(PLANTED))
    print(f"{'':26}{'mtqa':>8}{'pofilter':>10}")
    kinds = list(dict.fromkeys(kind for kind, *_ in PLANTED))
    for kind in kinds:
        numbers = [index for index in faults if PLANTED[index - len(RIGHT)][0] == kind]
        counts = [sum(bool(side["wrong"].get(index)) for index in numbers) for side in (ours, theirs)]
        print(f"{kind:26}{counts[0]:8}{counts[1]:10} of {len(numbers)}")
    for label, side in (("mtqa", ours), ("pofilter", theirs)):
        found = sum(bool(side["wrong"].get(index)) for index in faults)
        false = sum(bool(value) for value in side["right"].values())
        print(
            f"{label}: {found} of {len(PLANTED)} planted faults; {false} of {len(pairs['right'])} right units reported"
        )
        if arguments.show:
            for index, value in side["right"].items():
                if value:
                    print("   ", pairs["right"][index], sorted(value))


def toolkit(program: list[str], pairs: list[tuple[str, str]]) -> dict[int, set[str]]:
    """What pofilter reports of the pairs, by number."""
    import polib

    with tempfile.TemporaryDirectory() as folder:
        path, output = Path(folder, "in.po"), Path(folder, "out.po")
        file = polib.POFile()
        file.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "en"}
        for index, (source, target) in enumerate(pairs):
            file.append(polib.POEntry(msgctxt=str(index), msgid=source, msgstr=target))
        file.save(str(path))
        subprocess.run(
            [*program, "--language=en", "-i", str(path), "-o", str(output)], capture_output=True, check=False
        )
        if not output.exists():
            return {}
        return {
            int(entry.msgctxt): {entry.comment or "reported"} for entry in polib.pofile(str(output)) if entry.msgctxt
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=("demetr", "news", "ntrex", "pofilter"))
    parser.add_argument("--half", type=int, default=1)
    parser.add_argument("--kind", default="", help="of DEMETR's kinds of damage, those with this in their name")
    parser.add_argument("--languages", nargs="*", default=list(LANGUAGES.values()), help="of DEMETR's sources")
    parser.add_argument("--step", type=int, default=5, help="of the news, every so manyth line")
    parser.add_argument("--show", type=int, default=0, help="findings to print per rule and language")
    parser.add_argument("--folder", type=Path, help="NTREX-128")
    parser.add_argument("--rule", default="source-names", help="the rule for NTREX-128")
    parser.add_argument("--python", default=sys.executable, help="a Python that has translate-toolkit")
    arguments = parser.parse_args()
    {"demetr": demetr, "news": news, "ntrex": ntrex, "pofilter": pofilter}[arguments.part](arguments)


if __name__ == "__main__":
    main()
