"""Bodies in Hindi and Bengali: fields of work, levels and places, then the word for the kind of body.

The word for the body is looked for first, then what is said of it is read backwards, to a postposition, a verb, a mark
or another body. "के" and the Bengali genitive tie a body to the one that it belongs to.
"""

from __future__ import annotations

from ingest import agency_words_indic as lists
from ingest.agency_reading import BODIES, Reading
from ingest.term_words import JOIN, bengali_cuts, word_keys
from ingest.terms import Concept

_MOST_UNKNOWN = 3  # words before a body that are neither known nor stops: names of places, mostly
_TITLED = frozenset(
    "commissioner secretary principal_secretary additional_secretary director deputy_director minister state_minister "
    "director_general deputy_commissioner municipal_commissioner engineer registrar".split()
)  # holders whose field of work may follow: "आयुक्त, लोक शिक्षण"


class Grammar:
    """Reads bodies off one text; `spans` gives offsets in the folded text."""

    def __init__(self, reading: Reading) -> None:
        self.r = reading
        self.language = reading.trie
        self.stops = lists.stops(self.language)
        self.each = lists.each(self.language)
        self.joins = lists.joins(self.language)
        self.behind = lists.behind(self.language)
        self.genitive = lists.genitive(self.language)
        self.ends: dict[int, tuple[int, Concept]] = {}
        self.heads: list[tuple[int, int, Concept]] = []
        self.lay_out()

    def lay_out(self) -> None:
        """Where known words end, to be read backwards, and where words for bodies stand."""
        at, free = 0, 0
        while at < len(self.r.words):
            if self.r.kind(at) != "word":
                at += 1
                continue
            for end, concept in self.r.concepts(at, "domains", "levels", *BODIES):
                if end not in self.ends or self.ends[end][0] > at:
                    self.ends[end] = (at, concept)
            head = self.r.longest(at, *BODIES)
            other = self.r.longest(at, "domains", "levels")
            if head and at >= free and not (other and other[0] > head[0]):
                self.heads.append((at, head[0], head[1]))
                free = head[0]
            at += 1

    def spans(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int, int]] = []  # first word, index behind the last one, offset of the end
        for number, (at, end, concept) in enumerate(self.heads):
            if number + 1 < len(self.heads) and self.heads[number + 1][0] == end and not self.inflected(end):
                continue  # "आयुक्त कार्यालय": the next word is the body
            span = self.body(at, end, concept, found)
            if span is None:
                continue
            while found and found[-1][0] >= span[0]:
                found.pop()
            found.append(span)
        return [(self.r.words[first].start, stop) for first, _, stop in found]

    def body(
        self, at: int, end: int, concept: Concept, found: list[tuple[int, int, int]]
    ) -> tuple[int, int, int] | None:
        if self.r.glued(at) or self.r.key(end) in self.behind:
            return None
        floor = found[-1][1] if found else 0
        first, known, unknown = self.modifiers(at, floor)
        owner = self.owner(first, found)
        if owner is not None:
            first = owner
        after = self.after(end, concept)
        if not self.holds(at, first, known, unknown, owner is not None, after > end, concept):
            return None
        if after > end:
            return first, after, self.r.words[after - 1].end
        return first, end, self.stop(end, concept)

    def holds(
        self, at: int, first: int, known: bool, unknown: int, owned: bool, titled: bool, concept: Concept
    ) -> bool:
        if concept.kind == "bodies":
            return not self.counted(first)
        if owned or titled:
            return True
        called = self.r.key(first) in self.each
        if self.counted(first) and not called:
            return False
        if known or called:
            return True
        if concept.id in lists.places(self.language):
            return False
        if first < at:
            return concept.id not in lists.needy() or unknown <= 2
        return concept.id not in lists.needy() or concept.id in lists.alone(self.language)

    def counted(self, first: int) -> bool:
        """Whether a number stands before: "24 ज़िला अस्पताल"."""
        return self.r.text(first - 1)[:1].isdigit()

    def modifiers(self, at: int, floor: int) -> tuple[int, bool, int]:
        """Index of the first word said of a body, whether the term base knows one, and how many it does not know."""
        first, here, known, unknown = at, at, False, 0
        while here > floor:
            unit = self.ends.get(here)
            if unit and unit[0] >= floor and self.modifies(unit, here):
                here = first = unit[0]
                known = True
                continue
            key, kind = self.r.key(here - 1), self.r.kind(here - 1)
            if key in self.each:
                return here - 1, known, unknown
            if kind == "hyphen" or key in self.joins or self.r.text(here - 1) == ",":
                if not self.joined(here - 1, floor) or first == at:
                    break
                here -= 1
                continue
            if kind != "word" or self.stopped(here - 1) or unknown >= _MOST_UNKNOWN:
                break
            unknown += 1
            here = first = here - 1
        return first, known, unknown

    def modifies(self, unit: tuple[int, Concept], end: int) -> bool:
        """Whether a known word is said of what follows: fields of work and levels, a body without an ending of case."""
        if unit[1].kind in ("domains", "levels"):
            return not self.inflected(end) or unit[1].kind == "levels"
        return not self.inflected(end)

    def inflected(self, end: int) -> bool:
        """Whether the word before an index has an ending of case."""
        unit = self.ends.get(end)
        if unit is None or self.language == "hi":
            return False
        return self.ending(end, unit[1]) > 0

    def ending(self, end: int, concept: Concept) -> int:
        """The letters of the case ending behind a Bengali term."""
        word = self.r.text(end - 1)
        if self.language != "bn":
            return 0
        lasts = {wording.replace("়", "").split()[-1].split("-")[-1] for wording in concept.words["bn"]}
        lasts = {word_keys(last)[0] for last in lasts}
        for cut in (0, *sorted(bengali_cuts(word))):
            if word_keys(word[: len(word) - cut])[0] in lasts:
                return cut
        return 0

    def joined(self, at: int, floor: int) -> bool:
        """Whether "and", a comma or a hyphen stands between two fields of work or levels."""
        unit = self.ends.get(at)
        if unit and unit[0] >= floor and unit[1].kind in ("domains", "levels"):
            return not self.inflected(at)
        if self.r.text(at) == ",":
            return False
        strong = self.r.kind(at) == "hyphen" or self.r.key(at) in {"एवं", "तथा", "ও"}
        return strong and self.r.kind(at - 1) == "word" and not self.stopped(at - 1) and at - 1 >= floor

    def stopped(self, at: int) -> bool:
        word, key = self.r.text(at), self.r.key(at)
        if key in self.stops or key in self.genitive or key in self.joins or word[:1].isdigit() or word[:1].isascii():
            return True
        if self.r.longest(at, "documents") is not None:
            return True
        return lists.is_verb(word, self.language)

    def owner(self, first: int, found: list[tuple[int, int, int]]) -> int | None:
        """The first word of the body, level or place that "के" or a genitive ending ties to a word."""
        if self.language == "hi":
            if self.r.key(first - 1) not in self.genitive:
                return None
            end = first - 1
        else:
            if first == 0 or self.r.kind(first - 1) != "word":
                return None
            end = first
            if not self.r.text(end - 1).endswith("র"):
                return None
        if found and found[-1][1] == end:
            return found[-1][0]
        unit = self.ends.get(end)
        floor = found[-1][1] if found else 0
        if unit is None or unit[0] < floor or unit[1].kind not in ("levels", "domains", *BODIES):
            return None
        if unit[1].kind == "domains" and self.language == "bn":
            return None
        return self.modifiers(end, floor)[0]

    def after(self, end: int, concept: Concept) -> int:
        """Behind a holder or a directorate its field of work may follow: ", लोक शिक्षण", "(স্বাস্থ্য)"."""
        if concept.kind != "holders" and concept.id != "directorate":
            return end
        if self.r.text(end) == "(":
            field = self.r.longest(end + 1, "domains")
            if field and self.r.text(field[0]) == ")" and not self.inflected(end):
                return field[0] + 1
            return end
        if concept.id not in _TITLED and concept.id != "directorate":
            return end
        comma = self.r.text(end) == ","
        field = self.r.longest(end + comma, "domains") if comma or concept.id == "directorate" else None
        if field is None or self.r.longest(field[0], *BODIES) or self.r.kind(field[0]) == "hyphen":
            return end
        if self.r.key(field[0]) in self.joins or self.r.key(field[0]) == JOIN:
            return end
        return field[0]

    def stop(self, end: int, concept: Concept) -> int:
        return self.r.words[end - 1].end - self.ending(end, concept)
