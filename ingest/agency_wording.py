"""Canonical names of bodies in the words of a language: department/health is Sở Y tế, स्वास्थ्य विभाग, স্বাস্থ্য বিভাগ."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.agency_names import Part
from ingest.agency_words import kinds
from ingest.terms import TermBase

_AND = {"en": "and", "vi": "và", "hi": "एवं", "bn": "ও"}
_HINDI_FEMININE = ("समिति", "परिषद", "पंचायत", "पुलिस", "एजेंसी", "पालिका", "शाखा", "कमेटी", "टीम", "इकाई", "सरकार", "सभा")
_HINDI_HONOURED = ("holders",)
_BENGALI_VOWELS = "ািীুূৃেৈোৌঅআইঈউঊএঐওঔ"


def worded(parts: Sequence[Part], language: str, terms: TermBase) -> str | None:
    """A chain of parts in words; None where one of them is not known."""
    pieces = [_part(part, language, terms) for part in parts]
    if not pieces or any(piece is None for piece in pieces):
        return None
    said = [piece for piece in pieces if piece]
    if language == "vi":
        return " ".join(said)
    if language == "en":
        whole = " of the ".join(said)
        return whole[:1].upper() + whole[1:]  # "provincial" is part of a name here
    whole = said[-1]
    for part, piece in zip(reversed(parts[:-1]), reversed(said[:-1]), strict=True):
        whole = _genitive(whole.replace(" का ", " के "), part, piece, language, terms)
    return whole


def _part(part: Part, language: str, terms: TermBase) -> str | None:
    ids = (part.head, *part.domains, *part.levels)
    if any(id not in terms.concepts for id in ids):
        return None
    if part.rest and not (part.domains or part.levels):
        return None
    head = terms.wording(part.head, language)
    fields = f" {_AND[language]} ".join(terms.wording(id, language) for id in part.domains)
    levels = (", " if language == "vi" else f" {_AND[language]} ").join(
        terms.wording(id, language) for id in part.levels
    )
    if language == "vi":
        return " ".join(filter(None, (head, fields, levels)))
    if language == "en":
        named = (
            f"{head} of {fields}"
            if fields and part.head in kinds("english_of")
            else " ".join(filter(None, (fields, head)))
        )
        return " ".join(filter(None, (levels, named)))
    return " ".join(filter(None, (levels, fields, head)))


def _genitive(whole: str, part: Part, piece: str, language: str, terms: TermBase) -> str:
    if language == "bn":
        ending = "র" if whole[-1] in _BENGALI_VOWELS else "ের"
        return f"{whole}{ending} {piece}"
    if terms.concepts[part.head].kind in _HINDI_HONOURED:
        return f"{whole} के {piece}"
    return f"{whole} {'की' if piece.endswith(_HINDI_FEMININE) else 'का'} {piece}"
