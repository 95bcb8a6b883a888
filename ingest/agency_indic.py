"""Bodies in Hindi and Bengali: fields of work, levels and places, then the word for the kind of body.

The word for the body is looked for first, then what is said of it is read backwards, to a postposition, a verb, a mark
or another body. "के" and the Bengali genitive tie a body to the one that it belongs to.
"""

from __future__ import annotations

from typing import NamedTuple

from ingest.agency_reading import BODIES, Reading, Span
from ingest.agency_words import concepts, is_verb, keys, kinds
from ingest.term_words import bengali_cuts, word_keys
from ingest.terms import Concept, Match

_MOST_UNKNOWN = 3  # words before a body that are neither known nor stops: names of places, mostly
_RANK = {"domains": 0, "levels": 1, "bodies": 2, "agencies": 3, "holders": 4, "subjects": 5}  # of one wording


_MOST_SAID = 10  # words and terms before a body


class Item(NamedTuple):
    """A word or a term said of a body."""

    start: int
    end: int
    kind: str  # "domains", "levels", "body", "each", "unknown"


class Grammar:
    """Reads bodies off one text; `spans` gives offsets in the folded text."""

    def __init__(self, reading: Reading) -> None:
        self.r = reading
        self.language = reading.trie
        self.stops = keys(self.language, "stops")
        self.each = keys(self.language, "each")
        self.joins = keys(self.language, "joins")
        self.behind = keys(self.language, "behind")
        self.ranks = keys(self.language, "ranks")
        self.genitive = keys(self.language, "genitive")
        self.place_levels = keys(self.language, "place_levels")
        self.ends: dict[int, Match] = {}  # by the index behind a term: its first word (as `end`) and the concept
        self.heads: list[tuple[int, Match]] = []
        self.lay_out()

    def lay_out(self) -> None:
        """Where known words end, to be read backwards, and where words for bodies stand."""
        covered = free = 0
        for at in range(len(self.r.words)):
            if not self.r.begins(at) or self.r.kind(at) != "word":
                continue
            for end, concept in self.r.concepts(at, "domains", "levels", "subjects", *BODIES):
                known = self.ends.get(end)
                rank = _RANK[concept.kind]
                if known is None or known.end > at or (known.end == at and rank < _RANK[known.concept.kind]):
                    self.ends[end] = Match(at, concept)
            head = self.r.longest(at, *BODIES)
            other = self.r.longest(at, "domains", "levels", "subjects")
            if other and other.end > at + 1 and not (head and head.end >= other.end):
                covered = max(covered, other.end)
            if head and at >= free and head.end > covered and head.concept.id not in kinds("people"):
                self.heads.append((at, head))
                free = head.end

    def spans(self) -> list[Span]:
        found: list[tuple[int, int, int]] = []  # first word, index behind the last one, offset of the end
        for number, (at, head) in enumerate(self.heads):
            following = self.heads[number + 1] if number + 1 < len(self.heads) else None
            if following and following[0] == head.end and self.follows(following[1].concept, head):
                continue  # "आयुक्त कार्यालय": the next word is the body
            span = self.body(at, head.end, self.concept(at, head), found)
            if span is None:
                continue
            while found and found[-1][0] >= span[0]:
                found.pop()
            if found and self.titled(found[-1], span[0], head.concept) and self.r.key(span[0]) not in self.each:
                span = (found.pop()[0], *span[1:])
            found.append(span)
        return [Span(self.r.words[first].start, stop) for first, _, stop in found]

    def titled(self, last: tuple[int, int, int], first: int, concept: Concept) -> bool:
        """Whether a body behind a comma is that of the office holder before it: "मुख्य कार्यपालन अधिकारी, ज़िला पंचायत"."""
        if concept.kind != "agencies" or first != last[1] + 1 or self.r.text(last[1]) != ",":
            return False
        known = self.ends.get(last[1])
        if known is None or known.concept.id not in kinds("before_comma") or known.end != last[0]:
            return False  # one whose body is named before needs none behind
        return self.r.key(last[1] - 1) in self.last_keys(known.concept)

    def follows(self, concept: Concept, before: Match) -> bool:
        if self.ending(before.end, before.concept) > 0:
            return False
        return concept.id in kinds("followers") or (concept.kind == "holders" and before.concept.kind != "holders")

    def concept(self, at: int, head: Match) -> Concept:
        """Of several concepts with one wording, that of the body whose name stands alone comes first where it does."""
        alone = self.r.kind(at - 1) != "word" or self.stopped(at - 1)
        for end, concept in self.r.concepts(at, "bodies"):
            if end == head.end and alone:
                return concept
        return head.concept

    def body(
        self, at: int, end: int, concept: Concept, found: list[tuple[int, int, int]]
    ) -> tuple[int, int, int] | None:
        if self.r.glued(at) or (self.r.key(end) in self.behind and not self.ending(end, concept)):
            return None
        floor = found[-1][1] if found else 0
        items = self.modifiers(at, floor, concept)
        first = items[-1].start if items else at
        owner = self.owner(first, found, concept)
        after = self.after(end, concept)
        if owner is None and after == end and not self.holds(at, end, items, concept):
            return None
        first = first if owner is None else owner
        if after > end:
            return first, after, self.r.words[after - 1].end
        return first, end, self.r.words[end - 1].end - self.ending(end, concept)

    def holds(self, at: int, end: int, items: list[Item], concept: Concept) -> bool:
        called = bool(items) and items[-1].kind == "each"
        if called:
            return True
        if self.counted(items[-1].start if items else at):
            return False
        if concept.id in kinds("fielded") and not any(item.kind in ("domains", "body") for item in items):
            return bool(items) and items[-1].kind == "unknown"
        if concept.id == "head" and not any(item.kind == "body" or not self.inflected(item.end) for item in items):
            return False
        if concept.kind == "bodies" or any(item.kind != "unknown" for item in items):
            return concept.id not in kinds("needy") or bool(items)
        if concept.id in concepts(self.language, "places"):
            return False
        if items:
            return True
        return concept.id not in kinds("needy") or concept.id in concepts(self.language, "alone") or end - at > 1

    def counted(self, first: int) -> bool:
        """Whether a number stands before: "24 ज़िला अस्पताल"."""
        return self.r.text(first - 1)[:1].isdigit()

    def modifiers(self, at: int, floor: int, concept: Concept) -> list[Item]:
        """What is said of a body before it, from the nearest to the first."""
        items: list[Item] = []
        here, unknown = at, 0
        while here > floor and len(items) < _MOST_SAID:
            item = self.item(here, floor, concept, items)
            if item is None:
                break
            if item.kind == "join":
                here = item.start
                continue
            unknown += item.kind in ("unknown", "subject")
            if unknown > _MOST_UNKNOWN:
                break
            items.append(item)
            here = item.start
            if item.kind == "each":
                break
        return self.justified(items, concept)

    def item(self, here: int, floor: int, concept: Concept, items: list[Item]) -> Item | None:
        """The item that ends before a word; of kind "join" for "and" between two."""
        known = self.ends.get(here)
        if known and known.end >= floor and (kind := self.said(known, here, concept, items)):
            return Item(known.end, here, kind)
        at = here - 1
        if self.r.key(at) in self.each:
            return None if self.r.key(at - 1) in {"से", "সঙ্গে", "সাথে"} else Item(at, here, "each")
        if self.r.kind(at) == "hyphen" or self.r.key(at) in self.joins or self.r.text(at) == ",":
            return Item(at, here, "join") if items and self.joined(at, floor, concept) else None
        if concept.kind == "holders" and self.r.key(at) in self.ranks:
            return Item(at, here, "rank")
        if self.r.kind(at) != "word" or (known and known.concept.kind != "subjects"):
            return None
        if self.stopped(at):
            theme = (
                known is not None and known.end == at and concept.id in kinds("themed") and not self.stopped(at, True)
            )
            return Item(at, here, "subject") if theme else None
        return Item(at, here, "unknown")

    def said(self, known: Match, end: int, concept: Concept, items: list[Item]) -> str:
        """The kind of a known term before a body as something said of it; "" where it is not."""
        kind = known.concept.kind
        if kind == "levels":
            return kind
        if self.inflected(end) or concept.kind == "bodies":
            return ""
        if kind in ("domains", "subjects"):
            if any(item.kind == "levels" for item in items) or concept.id in kinds("whole"):
                return ""
            before = self.ends.get(known.end)  # जिला टीकाकरण अधिकारी
            officer = concept.id == "officer" and before is not None and before.concept.kind == "levels"
            themed = officer or (concept.id in kinds("themed") and end - known.end > 1)
            return "domains" if kind == "domains" or themed else ""
        follows = concept.id in kinds("followers") or concept.kind == "holders"
        return "body" if follows and known.concept.id not in kinds("people") and not items else ""

    def justified(self, items: list[Item], concept: Concept) -> list[Item]:
        """The items without unknown words at the far end that are more likely another part of the sentence."""
        while items and items[-1].kind in ("unknown", "subject"):
            if items[-1].kind == "subject":
                items = items[:-1]
                continue
            run = next((n for n, item in enumerate(reversed(items)) if item.kind != "unknown"), len(items))
            nearer = items[-run - 1] if run < len(items) else None
            if nearer is None:
                placed = concept.kind != "holders" and self.r.key(items[0].end) in self.place_levels
                good = concept.id in kinds("named") or (run <= 3 and (placed or concept.id in kinds("placed")))
            elif nearer.kind == "levels":
                placed = self.r.key(nearer.end - 1) in self.place_levels and concept.id not in kinds("whole")
                good = run <= 3 and (placed or concept.id in kinds("placed"))
            else:
                good = nearer.kind == "domains" and run <= 2 and concept.id in kinds("named")
            if good:
                break
            items = items[:-1]
        return items

    def inflected(self, end: int) -> bool:
        """Whether the term before an index has an ending of case."""
        known = self.ends.get(end)
        return known is not None and self.ending(end, known.concept) > 0

    def ending(self, end: int, concept: Concept) -> int:
        """The letters of the case ending behind a Bengali term."""
        word = self.r.text(end - 1)
        if self.language != "bn":
            return 0
        lasts = self.last_keys(concept)
        for cut in (0, *sorted(bengali_cuts(word))):
            if word_keys(word[: len(word) - cut])[0] in lasts:
                return cut
        return 0

    def last_keys(self, concept: Concept) -> set[str]:
        """The keys of the last words of a concept's wordings."""
        lasts = (wording.replace("়", "").replace("়", "").split()[-1] for wording in concept.words[self.language])
        return {word_keys(last.split("-")[-1])[0] for last in lasts}

    def joined(self, at: int, floor: int, concept: Concept) -> bool:
        """Whether "and", a comma or a hyphen stands between two fields of work or levels."""
        known = self.ends.get(at)
        if known and known.end >= floor and known.concept.kind in ("domains", "levels"):
            return known.concept.kind == "levels" or not self.inflected(at)
        if self.r.text(at) == "," or self.r.kind(at - 1) != "word" or at - 1 < floor:
            return False
        strong = self.r.kind(at) == "hyphen" or self.r.key(at) in {"एवं", "तथा", "ও"}
        return strong and not self.stopped(at - 1) and concept.id in kinds("named")

    def stopped(self, at: int, themes: bool = False) -> bool:
        """Whether a name does not reach back over a word; with `themes`, subjects of directives left out of account."""
        word, key = self.r.text(at), self.r.key(at)
        if key in self.stops or key in self.genitive or key in self.joins or word[:1].isdigit() or word[:1].isascii():
            return True
        if self.r.longest(at, "documents") or (not themes and self.r.longest(at, "subjects")):
            return True
        return is_verb(word, self.language)

    def owns(self, at: int) -> bool:
        """Whether a word ties what stands before to what follows."""
        return self.r.key(at) in self.genitive or (self.language == "bn" and self.r.text(at - 1).endswith("র"))

    def owner(self, first: int, found: list[tuple[int, int, int]], concept: Concept) -> int | None:
        """The first word of the body, level or place that "के" or a genitive ending ties to a word."""
        end = first
        if self.language == "hi":
            if self.r.key(first - 1) not in self.genitive:
                return None
            end = first - 1
        elif not self.inflected(end) or not self.r.text(first - 1).endswith("র"):
            return None
        floor = found[-1][1] if found else 0
        if floor == end and floor:
            return found[-1][0]
        known = self.ends.get(end)
        if known is None or known.end < floor or concept.id == "head":
            return None
        if known.concept.kind == "levels":
            items = self.modifiers(end, floor, known.concept)
            return items[-1].start if items else known.end
        themed = known.concept.kind == "domains" and self.language == "hi" and concept.id in kinds("owned")
        return known.end if themed else None

    def after(self, end: int, concept: Concept) -> int:
        """Behind a holder or a directorate its field of work may follow: ", लोक शिक्षण", "(স্বাস্থ্য)"."""
        if self.r.text(end) == "(" and concept.kind == "holders":
            field = self.r.longest(end + 1, "domains")
            bracketed = field is not None and self.r.text(field.end) == ")" and not self.ending(end, concept)
            return field.end + 1 if field and bracketed else end
        if concept.id not in kinds("titled") and concept.id != "directorate":
            return end
        comma = self.r.text(end) == ","
        open_end = comma or concept.id in kinds("field_behind")
        field = self.r.longest(end + comma, "domains") if open_end and not self.ending(end, concept) else None
        if field is None or self.r.longest(field.end, *BODIES) or self.r.kind(field.end) == "hyphen":
            return end
        if level := self.r.longest(field.end, "levels"):
            return level.end
        tied = not comma and self.owns(field.end)
        if self.r.kind(field.end) == "word" and (tied or not self.stopped(field.end, True)):
            return end
        more = self.r.longest(field.end + 1, "domains", "levels") if self.r.key(field.end) in self.joins else None
        return end if more else field.end
