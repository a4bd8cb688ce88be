"""A full stop inside a sentence: `avoid giving further reasons. to prolong the war`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.types import Hit, Span
from mtqa.vocabulary import common_names, common_words

if TYPE_CHECKING:
    from collections.abc import Iterator

# Two letters before the stop are an abbreviation, unless they are one of these words.
_SHORT = r"it|us|me|up|so|do|go|on|him|we|be|is|by|of"
_STOP = re.compile(
    rf"(?<![\w.@/\\'’-])((?:[a-z]*[-'’])?[A-Za-zÀ-ÿ]{{3,}}|{_SHORT}|(?:19|20)\d\d)([”\")\]]?)\s?\.\s+"
    r"([a-zà-ÿ]+(?:['’-][a-z]+)*)(?![\w@/\\(_*]|[.:]\S| ?(?::|--|=|–) )(?: ([a-zà-ÿ]+)\b)?"
)
# After these a stop is not the end of anything (The Chicago Manual of Style, 10; AP for the states).
ABBREVIATIONS = frozenset(
    """
    abbr abbrev abs acad acct addn adj adm admin adv affil afr agcy agr aka ala alg alt alum amer amt anat anim ann
    anniv annot anon antiq approx appx apr apt aptmt archit arg args arith ariz ark arr art arts assn assoc asst astr
    astron attr atty aufl aug aust austral auth autobiog auxil avdp ave avg bact bapt bat batt bearb beil belg bes
    betr bibl bibliog bio biochem biog biol bldg blvd bor bot brig brit broch bros bsp bzw cal calif cand capt cath
    cem cent cert cf chap chem chm chron circa cit cmdr coeff col coll collab collat colo comdr comm comp compar compl
    comps compt conf congr conj conn consol const constr contd contr contrib conv coord cor corp corr corresp cos coun
    crim crit crs cub cust dak dec def deg del deleg dem dept deriv diam dict diff dim dipl dir diss dist distr div
    doct dom doz drs dup dyn eccl ecol econ eds educ ehf elec elem elev embryol encl ency encyc eng engl engr enl ent
    entom environ episc equiv esp esq est estab etc eth ethn eur evtl exc exch excl exec exp exper expt ext fac facs
    fahr fam fax feb fem fict fig figs fla foll fri frz furn fut gal gaz geb gegr gen geog geol geom ggf gk gloss gmbh
    gov govs govt gram grp guar hab handb hdqrs heb hebr hist hon hort hosp hrs hrsg hydr hyp ibid idem ident ill
    illus imp impf impr inc incl incog ind indef indep indic indus inf infin ing init inkl inorg ins insc inst int
    intl intr intro introd ital jahrh jan jhdt jnr judg jul jun jur jurisd kan kap lam lang lat lbs lect legis lfd lib
    lieut lim ling llc loc lon ltd mach madm mag maj mam manag manuf mar mass math max mech med mem mer messrs metall
    meteorol metr mfg mfr mgr mgt mich microbiol mil min minn mins mio misc miss mol mon mont morph mrd mrs mth mun
    mus nachf nam nat natl naut nav neb neg neut nev nom norm norw nos nov num obit obj obs occas oceanogr oct okla
    ont oper opp opt orch ord ore org orig ornith palaeont par para param params parl pars pct penn perf perh pers
    petr pharm phil philol philos phot photog phys physiol pict pkg plc plur pol polit pos poss posthum prec pred pref
    prelim pres prev prin priv prob probl proc prof prog pron pronunc pros prov pseud psych psychol publ qty quad que
    quot rec recd red ref refs regt rel repr reprod reps reptd repub rer resp restr rev rhet rus sarl sask sat scand
    sch sci scot sculp sec secs sect sen sens sep sept seq ser sergt serv sess sgt shak snr soc sociol sog spec specif
    sqm staatl stat std stellv str subj subst suff sun superl supp suppl surg surv syll symp syn synon syst tabl tech
    technol tel teleg temp tenn terr tex theol theor therm thess thu thur thurs topogr tourn trad trans transl trig
    trop tue tues typ typog ult uncert undergrad univ unkn unp ups urspr usw val var vars ver vgl vic viet visc viz
    voc vocab vol vols vorm voy vs wash wed wis wks wyo yds yrbk yrs zech ziff zool zus zzgl
    """.split()  # noqa: SIM905 (one word a line would fill the file)
)
# Particles that begin a surname in lower case.
_PARTICLES = {"van", "von", "de", "da", "di", "del", "bin", "ibn", "al", "el", "la", "le", "du", "der", "den", "dos"}
# Words that begin a sentence of their own: there a capital is missing rather than a stop too many.
_SUBJECTS = {"i", "he", "she", "we", "they", "you", "it", "there", "this", "these", "those"}
_JOINED = (
    "to",
    "of",
    "in",
    "into",
    "by",
    "with",
    "from",
    "for",
    "on",
    "at",
    "about",
    "under",
    "between",
    "than",
    "until",
)
# Letters of an abbreviation that no list holds, at most.
LONGEST_SHORT = 5
_CLAUSE_START = re.compile(
    r"[,;:]\s|\b(?:that|until|when|while|if|because|although|though|unless|before|after|which|who|where|as)\s"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|does|do|did|will|would|can|could|shall|should|may|might|must)\b"
)
_SUBJUNCTIVE = re.compile(
    r"\b(?:demand|insist|require|request|ask|order|propose|recommend|suggest|urge|essential|important|necessary)\w*"
    r"\b[^.;]*\bthat\b"
)
# In text that is written without capitals the stop is not what is wrong. A chat puts the hour and who speaks before it.
_LABEL = r"(?:\[[^\]\[]{1,30}\] (?:<[^<>]{1,30}>|[^\s:]+(?: [^\s:]+)?:)? ?)?+"
_CAPITAL = re.compile(rf"{_LABEL}[^\w]*[A-ZÀ-Þ0-9]")
MESSAGE = "The full stop cuts the sentence: what follows is not a sentence of its own."


def stray_stops(text: str) -> Iterator[Hit]:
    """Stops that a lower-case word follows, except after abbreviations, in definitions and in lower-case text."""
    if not _CAPITAL.match(text):
        return
    for match in _STOP.finditer(text):
        before, closer, after, second = match.groups()
        if is_abbreviation(before) or after in _PARTICLES:
            continue
        long = second is not None and after in (*_JOINED, "be", "as", "based")
        end = match.end() if long else match.end(3)
        left, right = before + closer, text[match.start(3) : end]
        if after in _SUBJECTS:
            yield Hit(
                Span(match.start(), end),
                "A sentence begins here without a capital, or the stop is one too many.",
                (f"{left}. {right[0].upper()}{right[1:]}", f"{left}, {right}"),
                confidence=0.7,
            )
            continue
        yield Hit(
            Span(match.start(), end),
            MESSAGE,
            _passive(text[: match.start()], left, right) if after == "be" else _candidates(left, right, after),
            confidence=0.4 if _is_named(match) else _confidence(before, after),
        )


def _is_named(match: re.Match[str]) -> bool:
    """Whether the stop stands by itself in text that no tokenizer has spaced (`with . as an argument`)."""
    stop = match.string.index(".", match.end(2))
    return stop > match.end(2) and not match.string.rstrip().endswith(" .")


def _confidence(before: str, after: str) -> float:
    """Of 31 hits on human news 22 went before a word that no list knows: an agency's mark, the name of a parameter."""
    if after.partition("-")[0] not in common_words() or _may_be_short(before):
        return 0.4
    return 0.85 if before[0].islower() else 0.75


def _may_be_short(before: str) -> bool:
    """`Conf.`, `Lect.`: a capital, five letters at most, no final vowel, no common word or name: often cut short."""
    if before.isdigit() or not before[0].isupper() or len(before) > LONGEST_SHORT or before[-1] in "aeiouy":
        return False
    return before.lower() not in common_words() and before not in common_names()


def is_abbreviation(word: str) -> bool:
    """Whether a stop after the word may belong to it: a known abbreviation, or letters without a vowel."""
    lower = word.lower()
    if re.fullmatch(r"[IVXLC]+", word):
        return True
    return lower in ABBREVIATIONS or (not word.isdigit() and not re.search(r"[aeiouyà-ÿ]", lower))


def _passive(before: str, left: str, right: str) -> tuple[str, ...]:
    """What can stand for `…. be strengthened`: a verb of its own only where the clause before lacks one."""
    clause = _CLAUSE_START.split(before)[-1]
    found = [f"{left} to {right}"]
    if not _FINITE.search(clause):
        found.insert(0, f"{left} {'are' if re.search(r'[^su]s$', left) else 'is'}{right[2:]}")
    if _SUBJUNCTIVE.search(before):
        found.insert(0, f"{left} {right}")
    return tuple(found)


def _candidates(left: str, right: str, after: str) -> tuple[str, ...]:
    joined, comma = f"{left} {right}", f"{left}, {right}"
    capital = f"{left}. {right[0].upper()}{right[1:]}"
    if after in _JOINED:
        return (joined, comma)
    # A participle cannot open a sentence that lacks its other verb.
    return (comma, joined) if after.endswith(("ed", "ing")) else (comma, joined, capital)
