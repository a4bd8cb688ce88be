"""Places that ask for one form of a verb: after modals, `do`, `to`, `have`, prepositions and some verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.grammar.inflection import verb
from mtqa.grammar.parsed import SUBJECTS, after_adverbs, following, is_question, like, previous, span, word
from mtqa.types import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_MODALS = frozenset("can could may might must shall should will would ca wo 'll 'd cannot".split())
_POSSESSIVES = frozenset("my your his her its our their".split())
_NOUNS_TOO = frozenset({"might", "must", "will", "can"})
_PERSONAL = frozenset("i you he she it we they there everyone everybody nobody everything nothing".split())
_INFLECTED = frozenset({"VBZ", "VBD", "VBN", "VBG"})
_FINITE = frozenset({"VBZ", "VBD"})
# Words after which the infinitive needs `to` and no other form can stand.
_WANT_INFINITIVE = frozenset(
    "able about afford agree aim allowed appear arrange ask attempt choose decide demand desire easy eager expect "
    "fail forced going hope intend like manage need offer ought plan prepare pretend promise ready refuse seek seem "
    "supposed tend threaten try unable want willing wish would".split()
)
_GERUND_VERBS = frozenset("avoid finish enjoy suggest consider postpone deny risk admit recommend resist quit".split())
# Verb -> preposition that its gerund takes.
_PREPOSITION_VERBS = {"succeed": "in", "insist": "on", "specialize": "in", "accuse": "of", "capable": "of"}
_HAD_BETTER = frozenset("better best rather sooner".split())
# What begins an object.
_OBJECT_TAGS = frozenset(("DT", "PRP", "PRP$", "CD", "NNP", "WP", "WDT"))
_PREPOSITIONS = frozenset("without before after by for instead of despite besides".split())


def form_hit(
    first: Token, last: Token, candidates: list[str], message: str, margin: float, *, sure: float = 0.85
) -> Hit:
    """A hit from one token to another, with the candidates that differ from what stands there."""
    place = span(first, last)
    text = first.doc.text[place.start : place.end]
    wanted = tuple(dict.fromkeys(like(text, item) for item in candidates if item != text))
    return Hit(place, message, wanted, sure, margin=margin)


def text_between(first: Token, last: Token) -> str:
    """The text from the start of one token up to another."""
    return str(first.doc.text[first.idx : last.idx])


def after_modals(doc: Doc) -> Iterator[Hit]:
    """`could Endangers`, `will went`, `must to go`."""
    for token in doc:
        if token.tag_ != "MD" or word(token) not in _MODALS or not _has_subject_before(token):
            continue
        found = after_adverbs(token)
        if found is None or _is_noun(token, found):
            continue
        if found.lower_ == "to" and found.i == token.i + 1:
            yield from _modal_and_to(token, found)
        elif found.tag_ in ("NNS", "NNPS", "NNP") and found.i == token.i + 1:
            yield from _modal_and_noun(token, found)
        elif found.tag_ in _INFLECTED and found.lemma_.lower() != found.lower_ and found.lower_.isalpha():
            if _is_elliptical(token, found):
                continue
            base = found.lemma_.lower()
            head = text_between(token, found)
            forms = [base, *(f"be {found.lower_}" for _ in [1] if found.tag_ in ("VBN", "VBD", "VBG"))]
            if found.tag_ in ("VBN", "VBD"):
                forms.append(f"have {verb(base, 'VBN')}")
            sure = found.tag_ == "VBZ" or (found.tag_ == "VBD" and verb(base, "VBN") != found.lower_)
            yield form_hit(
                token, found, [head + form for form in forms],
                f"After '{token.text}' a verb stands in its base form: '{base}'.", 0 if sure else 1.5,
            )  # fmt: skip


def _is_noun(modal: Token, found: Token) -> bool:
    """`China's military might is growing`, `another must is the harbour`, `his last will was burnt`."""
    before = previous(modal)
    if before is None or before.tag_ in ("POS", "DT", "JJ") or before.lower_ in _POSSESSIVES:
        return modal.lower_ in _NOUNS_TOO
    if modal.lower_ not in _NOUNS_TOO or found.lemma_.lower() not in ("be", "have"):
        return False
    return before.lower_ not in _PERSONAL and before.tag_ not in ("WDT", "WP")


def _has_subject_before(modal: Token) -> bool:
    """Whether the modal follows its subject; in questions and after `so` or `nor` a noun may follow the modal."""
    before = previous(modal)
    if before is None or is_question(modal.doc) or before.lower_ in ("the", "a", "an"):
        return False
    if before.pos_ in ("NOUN", "PROPN", "PRON") or before.text in (")", '"', "”"):
        return not (before.tag_ in ("WDT", "WP") and before.lower_ == "what")
    return before.tag_ == "RB" and any(child.dep_ in SUBJECTS for child in modal.head.lefts if child.i < modal.i)


def _is_elliptical(modal: Token, found: Token) -> bool:
    """`those who could fled`: the modal stands alone, and the next verb belongs to `those`."""
    before = previous(modal)
    return found.tag_ == "VBD" and before is not None and before.lower_ in ("who", "which", "that", "they", "he", "we")


def _modal_and_noun(modal: Token, found: Token) -> Iterator[Hit]:
    """`could Endangers peace`: the tagger takes the inflected verb for a noun, or for a name."""
    after = following(found)
    if not found.lower_.endswith("s") or after is None or after.pos_ not in ("DET", "NOUN", "PRON", "PROPN", "ADJ"):
        return
    if any(other.tag_ in ("VB", "VBZ", "VBP", "VBD") for other in modal.doc[found.i + 1 : found.i + 6]):
        return
    low = found.lower_
    base = (
        low[:-3] + "y"
        if low.endswith("ies")
        else low[:-2]
        if low.endswith(("ches", "shes", "sses", "xes"))
        else low[:-1]
    )
    message = f"After '{modal.text}' a verb stands in its base form: '{base}'."
    yield form_hit(modal, found, [f"{modal.text} {base}"], message, 2.0)


def _modal_and_to(modal: Token, to: Token) -> Iterator[Hit]:
    infinitive = following(to)
    if infinitive is None or infinitive.tag_ != "VB" or word(modal) in ("ca", "wo", "'d", "'ll"):
        return
    # `what they could to help`, `as best he can to`: the modal stands for a whole verb phrase there.
    open_phrase = {"what", "all", "everything", "best", "whatever", "as", "much", "anything", "that", "than"}
    if word(modal) in ("can", "could") and any(
        word(other) in open_phrase for other in modal.doc[max(modal.i - 15, 0) : modal.i]
    ):
        return
    yield form_hit(
        modal, infinitive, [f"{modal.text} {infinitive.text}"],
        f"'{modal.text}' takes a verb without 'to'.", 0,
    )  # fmt: skip


def after_do(doc: Doc) -> Iterator[Hit]:
    """`did not went`, `does not has`."""
    for token in doc:
        if word(token) not in ("do", "does", "did"):
            continue
        yield from _do_and_to(token)
        if token.dep_ != "aux":
            continue
        negation = following(token)
        if negation is None or word(negation) not in ("not", "n't"):
            continue
        found = after_adverbs(negation)
        if found is None or found.tag_ not in ("VBZ", "VBD", "VBN") or found.lemma_.lower() == found.lower_:
            continue
        base = found.lemma_.lower()
        yield form_hit(
            token, found, [text_between(token, found) + base],
            f"After '{doc.text[token.idx : negation.idx + len(negation)]}' a verb stands in its base form: '{base}'.",
            0,
        )  # fmt: skip


def _do_and_to(token: Token) -> Iterator[Hit]:
    """`do not to open the window`."""
    negation = following(token)
    to = following(negation) if negation is not None and word(negation) in ("not", "n't") else None
    found = following(to) if to is not None and to.lower_ == "to" else None
    if to is None or found is None or found.tag_ not in ("VB", "VBP") or found.lemma_.lower() != found.lower_:
        return
    yield form_hit(
        token, found, [text_between(token, to) + found.text], f"'{token.text}' takes a verb without 'to'.", 0.5,
    )  # fmt: skip


def after_to(doc: Doc) -> Iterator[Hit]:
    """`want to going`, `decided to went`, `in order to prevented`."""
    for token in doc:
        if token.lower_ != "to" or (before := previous(token)) is None:
            continue
        found = following(token)
        if found is None or found.tag_ not in _INFLECTED or found.lemma_.lower() == found.lower_:
            continue
        base = found.lemma_.lower()
        in_order = word(before) == "order" and (one := previous(before)) is not None and word(one) == "in"
        wants = before.lemma_.lower() in _WANT_INFINITIVE or in_order
        irregular = found.tag_ == "VBD" and not found.lower_.endswith("ed") and verb(base, "VBN") != found.lower_
        if wants and (found.tag_ != "VBN" or in_order) and not (found.tag_ == "VBG" and before.pos_ == "NOUN"):
            margin = 0.5
        elif irregular:
            margin = 1.0
        else:
            continue
        yield form_hit(token, found, [f"to {base}"], f"After 'to' a verb stands in its base form: '{base}'.", margin)


def after_have(doc: Doc) -> Iterator[Hit]:
    """`has went`, `have wrote`, `had be`: the past participle is missing."""
    for token in doc:
        if token.lemma_ != "have" or token.tag_ not in ("VBZ", "VBP", "VBD") or is_question(doc):
            continue
        found = after_adverbs(token)
        if found is None or found.pos_ not in ("VERB", "AUX") or found.tag_ == "VBG":
            continue
        base = found.lemma_.lower()
        participle = verb(base, "VBN")
        between = {word(item) for item in doc[token.i + 1 : found.i]}
        # `have sit`, `has visit`: the base form, which could be a noun where no negation stands before it.
        is_base = found.lower_ == base and found.tag_ in ("VB", "VBP")
        if participle == found.lower_ or between & _HAD_BETTER or not (is_base or _plain_participle(base, found)):
            continue
        sure = _plain_participle(base, found) or between & {"not", "n't", "never", "already"}
        yield form_hit(
            token, found, [text_between(token, found) + participle],
            f"After '{token.text}' the past participle stands: '{participle}'.", 1.0 if sure else 2.5,
        )  # fmt: skip


def _plain_participle(base: str, found: Token) -> bool:
    """Whether the verb has a past participle of its own (`gone`, `written`), which no other form can stand for."""
    return verb(base, "VBN") != verb(base, "VBD") and found.lower_ in (base, verb(base, "VBD"), verb(base, "VBZ"))


def after_prepositions(doc: Doc) -> Iterator[Hit]:
    """`for prevent`, `without know`, `before leave`: a preposition takes the gerund, or `for` is one too many."""
    for token in doc:
        if token.lower_ not in _PREPOSITIONS or token.tag_ != "IN":
            continue
        found = following(token)
        if found is None or found.tag_ not in ("VB", "VBP") or found.lemma_.lower() != found.lower_:
            continue
        if found.lower_ in ("be", "let", "say", "do", "have") or any(c.dep_ in SUBJECTS for c in found.children):
            continue
        gerund = verb(found.lower_, "VBG")
        # Without an object it may be a noun that the parser takes for a verb: `by defect`.
        behind = following(found)
        sure = 0.85 if behind is not None and behind.tag_ in _OBJECT_TAGS else 0.75
        candidates = [f"{token.text} {gerund}"]
        if token.lower_ == "for":
            candidates.insert(0, like(token.text, f"to {found.lower_}"))
        yield form_hit(
            token, found, candidates, f"After '{token.text}' a verb takes -ing: '{gerund}'.", 2.0, sure=sure,
        )  # fmt: skip


def complements(doc: Doc) -> Iterator[Hit]:
    """`avoid to go`, `succeeded to win`, `capable to do`, `make him to go`."""
    for token in doc:
        to = following(token)
        found = following(to) if to is not None and to.lower_ == "to" else None
        if to is None or found is None or found.tag_ != "VB":
            yield from _bare_infinitive(token)
            continue
        lemma, gerund = token.lemma_.lower(), verb(found.lemma_.lower(), "VBG")
        passive = any(child.dep_ == "auxpass" for child in token.children)
        if lemma == "consider" and found.lower_ == "be":
            continue  # `what they consider to be their duty`
        if token.pos_ == "VERB" and lemma in _GERUND_VERBS and not passive and token.tag_ != "VBN":
            yield form_hit(token, found, [f"{token.text} {gerund}"], f"'{lemma}' takes -ing: '{gerund}'.", 1.0)
        elif lemma in _PREPOSITION_VERBS and not passive:
            wanted = f"{token.text} {_PREPOSITION_VERBS[lemma]} {gerund}"
            yield form_hit(token, found, [wanted], f"'{token.text}' takes '{_PREPOSITION_VERBS[lemma]}' and -ing.", 0.5)


def _bare_infinitive(token: Token) -> Iterator[Hit]:
    """`let him to go`, `made them to leave`."""
    if token.lemma_ not in ("let", "make") or token.pos_ != "VERB":
        return
    pronoun = following(token)
    if pronoun is None or word(pronoun) not in ("him", "me", "us", "them", "her", "it", "you"):
        return
    to = following(pronoun)
    found = following(to) if to is not None and to.lower_ == "to" else None
    if found is None or found.tag_ != "VB":
        return
    if any(child.dep_ == "auxpass" for child in token.children):
        return
    text = f"{token.text} {pronoun.text} {found.text}"
    yield form_hit(token, found, [text], f"'{token.lemma_}' takes a verb without 'to'.", 1.0)
