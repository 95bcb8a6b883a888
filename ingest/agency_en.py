"""Bodies in English: a run of capital words, fields of work and levels that ends in a word for a kind of body, and what
follows "of": "commune and ward People's Committees", "Office of the provincial People's Committee"."""

from __future__ import annotations

from typing import NamedTuple

from ingest.agency_reading import BODIES, DEEPEST, Reading, Span
from ingest.agency_words import keys, kinds
from ingest.terms import Concept

_LONGEST_NAME = 6  # capital words of a place or an unknown field of work
_LONGEST_LIST = 6  # parts of a field of work
_EACH = frozenset(("each", "every", "all", "any", "relevant", "concerned", "competent"))
_THE = frozenset(("the", "this", "that", "its", "their", "said", "concerned"))
_OWNER = ("'s", "’s")
_AND = frozenset(("and", "&"))


class Part(NamedTuple):
    """A word or a term of a run."""

    start: int
    end: int
    concept: Concept | None  # None: a capital word that is none of ours

    def is_head(self) -> bool:
        return self.concept is not None and self.concept.kind in BODIES


class Grammar:
    """Reads bodies off one text; `spans` gives token indices."""

    def __init__(self, reading: Reading) -> None:
        self.r = reading
        self.outside = keys("en", "outside")
        self.behind = keys("en", "behind")
        self.read: dict[tuple[int, bool], tuple[int, int] | None] = {}
        self.depth = 0

    def spans(self) -> list[Span]:
        found: list[Span] = []
        at = free = 0
        while at < len(self.r.words):
            span = self.body(at) if self.r.kind(at) == "word" and not self.r.glued(at) else None
            if span is None:
                at += 1
                continue
            start, end = span
            end += self.r.key(end) == "concerned"
            start -= self.r.key(start - 1) in _EACH and start - 1 >= free
            found += self.parted(start, end) or [self.span(start, end)]
            at = free = end
        return found

    def span(self, start: int, end: int, lead: str = "") -> Span:
        last = self.r.words[end - 1]
        owner = 2 if last.text[-2:] in _OWNER and end - start > 1 else 0
        return Span(self.r.words[start].start, last.end - owner, lead)

    def parted(self, start: int, end: int) -> list[Span]:
        """ "Departments of Finance, Health and Justice" as three; [] for one body."""
        head = self.r.longest(start, "agencies")
        if head is None or self.r.key(head.end) != "of" or not self.plural(start, head.end):
            return []
        fields, at = [], head.end + 1
        while known := self.r.longest(at, "domains"):
            fields.append((at, known.end))
            at = known.end
            while self.r.kind(at) == "join":
                at += 1
        if len(fields) < 2 or fields[-1][1] != end:
            return []
        lead = self.r.text(start) + " of"
        return [self.span(start, fields[0][1]), *(self.span(first, last, lead) for first, last in fields[1:])]

    def body(self, at: int, inside: bool = False) -> tuple[int, int] | None:
        """The body whose first word stands at `at`; each place is read once, and chains to a depth."""
        if (at, inside) in self.read or self.depth == DEEPEST:
            return self.read.get((at, inside))
        self.depth += 1
        found = self.new_body(at, inside)
        self.depth -= 1
        self.read[at, inside] = found
        return found

    def new_body(self, at: int, inside: bool) -> tuple[int, int] | None:
        run = self.run(at)
        heads = [index for index, part in enumerate(run) if part.is_head()]
        if not heads:
            return None
        for index in reversed(heads):
            whole = run[: index + 1]
            end = self.complement(whole[-1])
            if self.holds(run, index, end, inside):
                return whole[0].start, end
        return None

    def holds(self, run: list[Part], index: int, end: int, inside: bool) -> bool:
        head = run[index]
        assert head.concept is not None
        if head.concept.id in kinds("people"):
            return False
        more = end > head.end
        modified = index > 0
        last = index == len(run) - 1
        capital = self.r.capital(head.start)
        if not last and head.concept.kind == "holders" and run[index + 1].concept is None:
            return capital or modified  # the name of the person follows
        placed = any(part.concept and part.concept.kind in ("levels", "domains") for part in run[:index])
        ends = last or more or placed or head.concept.kind == "holders" or run[index + 1].is_head()
        if not ends and (not modified or run[index + 1].concept is None):
            return False
        if head.concept.kind == "bodies":
            return capital or (self.small_body(head) and not self.counted(run[0].start))
        if self.r.key(end) in self.behind and not more and not modified and not self.plural(head.start, head.end):
            return False
        each = self.r.key(run[0].start - 1) in _EACH or self.r.key(end) == "concerned"
        if not capital and not self.r.plain:
            return self.small(run, index, more, each or inside)
        level = self.r.longest(head.start, "levels")
        area = head.concept.id in kinds("or_levels") and level is not None and level.end == head.end
        if area and not any(part.concept and part.concept.kind == "domains" for part in run):
            return more and not modified  # Meghbati Division is a place
        if self.r.plain:
            return modified or more or each or self.small(run, index, more, inside)
        if modified or more or each or inside:
            return True
        return self.alone(head)

    def small(self, run: list[Part], index: int, more: bool, called: bool) -> bool:
        """Whether a body in small letters is one: "each department", "tax office", "heads of agencies"."""
        head = run[index]
        assert head.concept is not None
        if called or self.small_body(head):
            return True
        if head.concept.kind == "holders":
            several = self.plural(head.start, head.end) and self.r.key(run[0].start - 1) in _THE
            whole = head.end - head.start > 1 or (
                index > 0 and head.concept.id not in {"officer", "head", "deputy_head"}
            )
            return (
                more or whole or several or any(part.concept and part.concept.kind == "domains" for part in run[:index])
            )
        named = any(part.concept and part.concept.kind in ("levels", "domains") for part in run[:index])
        return named and head.concept.id in kinds("en_small") and not self.counted(run[0].start)

    def counted(self, at: int) -> bool:
        return self.r.text(at - 1)[:1].isdigit() or self.r.key(at - 1) in {"a", "an"}

    def small_body(self, head: Part) -> bool:
        """Whether the term base writes a term for a body in small letters, as here."""
        return head.concept is not None and self.r.small(head.start, head.end, head.concept)

    def alone(self, head: Part) -> bool:
        """Whether a capital word for a body stands for one named before: "the Department", "Agencies report"."""
        before, word = self.r.key(head.start - 1), self.r.text(head.start)
        if before in _THE or word.isupper():
            return True
        if self.r.starts_sentence(head.start):
            return self.plural(head.start, head.end) or self.r.kind(head.end) in ("line", "mark")
        return self.plural(head.start, head.end) or self.r.kind(head.end) != "word" or not self.r.capital(head.end)

    def plural(self, start: int, end: int) -> bool:
        """Whether a term for a body is in the plural: "Agencies", "Departments of …", "Chairmen"."""
        word = self.r.text(end - 1).lower()
        return word.endswith(("s", "men")) and word[-2:] not in _OWNER and self.r.key(end - 1) != word

    # A run: units that may stand before each other without "of".

    def run(self, at: int) -> list[Part]:
        parts: list[Part] = []
        here = at
        while len(parts) < 12:
            part = self.unit(here)
            if part is None:
                break
            parts.append(part)
            here = part.end
            if self.r.text(here - 1)[-2:] in _OWNER:
                break
            joined = here + 1 if self.r.key(here) in _AND or self.r.text(here) == "&" else here
            if self.r.kind(here) == "hyphen":
                joined = here + 1
            if joined > here:
                following = self.unit(joined)
                if following is None or not self.joins(parts, following):
                    break
            here = joined
        return parts

    def joins(self, parts: list[Part], following: Part) -> bool:
        """Whether "and" stays inside a name: "commune and ward People's Committees", not "Police and Department of"."""
        last = parts[-1]
        if last.is_head():
            return False
        if last.concept is None or following.concept is None:
            return self.r.capital(last.start) and self.r.capital(following.start) and not following.is_head()
        return not following.is_head()

    def unit(self, at: int) -> Part | None:
        if self.r.kind(at) != "word" or self.r.text(at)[:1].isdigit():
            return None
        head = self.r.longest(at, *BODIES)
        other = self.r.longest(at, "domains", "levels")
        field = other is not None and other.concept.kind == "domains" and self.r.longest(other.end, *BODIES)
        if head and (other is None or head.end > other.end - (not field)) and not self.adjective(at, head.end):
            return Part(at, head.end, head.concept)
        if other:
            if self.r.capital(at) and self.r.key(at) in self.outside and other[0] == at + 1:
                return None
            return Part(at, other[0], other[1])
        if not self.r.capital(at) or self.r.key(at) in self.outside or self.r.longest(at, "documents"):
            return None
        return Part(at, at + 1, None)

    def adjective(self, at: int, end: int) -> bool:
        """Whether a word is said of the next ones: "government and aided secondary schools"."""
        level = self.r.longest(at, "levels")
        if level is None or level.end != end or self.r.capital(at) or self.r.kind(end) not in ("word", "join"):
            return False
        behind = self.unit(end + (self.r.key(end) in _AND))
        return behind is not None and not self.r.capital(behind.start)

    # What follows the head.

    def complement(self, head: Part) -> int:
        """The index behind "of …", "for …", "on …" or ", …" that belongs to a body."""
        assert head.concept is not None
        at, lead = head.end, self.r.key(head.end)
        if lead == "at":
            return self.of_place(at)
        if lead == "of":
            return self.of(at + 1, head) or at
        if lead == "for" and self.r.capital(at + 1):
            return self.field(at + 1) or at
        if lead == "on" and head.concept.id in kinds("en_on"):
            return self.field(at + 1) or at
        if self.r.text(at) == "," and head.concept.kind == "holders" and self.r.capital(head.start):
            return self.title(at + 1) or at
        return at

    def of(self, at: int, head: Part) -> int | None:
        start = at
        while self.r.key(start) in _EACH or self.r.key(start) in _THE:
            start += 1
        called = start > at
        chained = self.body(start, inside=True) if self.chains(head) or called else None
        field = self.field(at) if not called else None
        if chained and (field is None or chained[1] >= field):
            return self.of_place(chained[1])
        if field:
            return self.of_place(field)
        return self.place(start)

    def chains(self, head: Part) -> bool:
        """Whether another body may follow "of": a holder's, an office's; a committee's only of an area."""
        return head.concept is not None and (head.concept.kind == "holders" or head.concept.id in kinds("en_chains"))

    def field(self, at: int) -> int | None:
        """A field of work: known, or capital words joined by "and" and commas before it."""
        end: int | None = None
        here = at + (self.r.key(at) == "the" and self.r.capital(at + 1))
        while True:
            step = self.part(here)
            if step is None:
                return end
            end = step
            if (
                (self.r.kind(end) == "hyphen" and self.r.capital(end + 1))
                or self.r.key(end) in _AND
                or self.r.text(end) == "&"
            ):
                here = end + 1
            elif self.r.text(end) == "," and self.lists(end + 1):
                here = end + 1 + (self.r.key(end + 1) in _AND)
            else:
                return end

    def part(self, at: int) -> int | None:
        """One part of a field of work; None where another body begins."""
        known = self.r.longest(at, "domains")
        head = self.headed(at)
        if head and (known is None or head > known.end):
            return self.capitals(head) if self.r.capital(at) else None  # School Infrastructure
        if known and (self.r.capital(at) or known[0] - at > 1 or self.r.plain or self.r.key(at - 1) == "of"):
            return (self.r.capital(at) and self.capitals(known.end)) or known.end
        return self.capitals(at)

    def headed(self, at: int) -> int | None:
        """The index behind the last word for a body in a run, as far as can be told without reading on."""
        return next((part.end for part in reversed(self.run(at)) if part.is_head()), None)

    def lists(self, at: int) -> bool:
        """Whether a comma stands inside a field of work: capital words and "and" follow it, no body."""
        for _ in range(_LONGEST_LIST):
            at += self.r.key(at) in _AND
            end = self.part(at) if self.r.capital(at) and not self.headed(at) else None
            if end is None:
                return False
            if self.r.key(end) in _AND or self.r.key(at - 1) in _AND:
                return True
            if self.r.text(end) != ",":
                return False
            at = end + 1
        return False

    def capitals(self, at: int) -> int | None:
        end = at
        while end - at < _LONGEST_NAME and self.r.kind(end) == "word" and self.r.capital(end):
            if self.r.key(end) in self.outside or self.r.longest(end, "documents", *BODIES):
                break
            end += 1
        return end if end > at else None

    def of_place(self, at: int) -> int:
        if self.r.key(at) == "at" and self.r.key(at + 1) == "all" and self.r.key(at + 2) == "level":
            return at + 3
        if self.r.key(at) not in {"of", "in"}:
            return at
        start = at + 1 + (self.r.key(at + 1) == "the")
        return self.place(start) or at

    def place(self, at: int) -> int | None:
        """A place or a level: "Thanh Giang Province", "communes and wards", "the province"."""
        named = self.capitals(at)
        if named:
            level = self.r.longest(named, "levels")
            return level[0] if level else named
        end = None
        here = at
        while level := self.r.longest(here, "levels"):
            end = level[0]
            if self.r.kind(end) != "join":
                break
            here = end + 1
        return end

    def title(self, at: int) -> int | None:
        """ "Director, Department of Health"; "Principal Secretary, Finance"."""
        body = self.body(at) if self.r.capital(at) else None
        if body and self.r.longest(at, "holders") is None:
            return body[1]
        known = self.r.longest(at, "domains")
        if known is None or not self.r.capital(at):
            return None
        listed = self.r.kind(known.end) == "join" and self.r.longest(known.end + 1, "domains")
        return None if listed else known.end
