"""Bodies in Vietnamese: a word for a kind of body, then its field of work, its level and its place.

"Sở Nông nghiệp và Môi trường chủ trì" ends before the verb: fields of work are known from the term base, others begin
with a capital and end before a verb, a function word, a mark or another body.
"""

from __future__ import annotations

from ingest.agency_reading import BODIES, DEEPEST, Reading, Span
from ingest.agency_words import before, continued, keys, kinds, phrases, word_set
from ingest.terms import Concept

_LONGEST_FREE = 7  # words of a field of work that the term base does not know
_LONGEST_NAME = 4
_SHORTEST_PERSON = 3


class Grammar:
    """Reads bodies off one text; `spans` gives token indices."""

    def __init__(self, reading: Reading) -> None:
        accents = reading.trie != "bare"
        self.r = reading
        self.keys = [token.keys[0] if token.keys else token.text for token in reading.words]
        self.stops = phrases("vi", "stops", accents)
        self.collectives = phrases("vi", "collectives", accents)
        self.qualifiers = phrases("vi", "qualifiers", accents)
        self.counting = phrases("vi", "counting", accents)
        self.terrain = phrases("vi", "terrain", accents)
        self.others = continued("vi", "others", accents)
        self.behind = before("vi", "behind", accents)
        self.places_before = keys("vi", "places_before", accents)
        self.areas = keys("vi", "areas", accents)
        self.of = word_set("của", accents)
        self.under = word_set("thuộc", accents)
        self.directly = word_set("trực", accents)
        self.adjoining = word_set("ban ngành", accents)  # "các sở ban ngành"
        self.surnames = keys("vi", "surnames", accents)
        self.city = [min(word_set(word, accents)) for word in ("hồ", "chí", "minh")]
        self.schools = word_set("trường bệnh", accents)
        self.and_ = word_set("và", accents) | {"&"}
        self.read: dict[tuple[int, bool], int | None] = {}
        self.depth = 0
        self.branch = [min(word_set(word, accents)) for word in ("chi", "nhánh")]

    def spans(self) -> list[Span]:
        found: list[Span] = []
        at = 0
        while at < len(self.r.words):
            end = None
            if self.may_begin(at) and not self.r.glued(at):
                end = max(self.collective(at) or 0, self.body(at) or 0) or None
            if end is None:
                at += 1
                continue
            found.append(self.span(at, end))
            at = self.rest_of_list(found, at, end) if self.listed(at) else end
        return found

    def may_begin(self, at: int) -> bool:
        if self.r.begins(at):
            return self.r.kind(at) == "word"
        return self.counting.at(self.keys, at) > 0 or self.collectives.at(self.keys, at) > 0

    def span(self, at: int, end: int, lead: str = "") -> Span:
        return Span(self.r.words[at].start, self.r.words[end - 1].end, lead)

    # The parts of a name. Each takes the index of a word and gives the index behind what it read, or None.

    def body(self, at: int, inside: bool = False) -> int | None:
        """The index behind the body that begins at `at`; each place is read once, and chains to a depth."""
        if (at, inside) in self.read or self.depth == DEEPEST:
            return self.read.get((at, inside))
        self.depth += 1
        found = self.new_body(at, inside)
        self.depth -= 1
        self.read[at, inside] = found
        return found

    def new_body(self, at: int, inside: bool) -> int | None:
        if self.others.at(self.keys, at) or self.key_before(at) in self.behind.get(self.keys[at], ()):
            return None
        for end, concept in self.r.concepts(at, *BODIES):
            if self.others.at(self.keys, at) > end - at:
                continue
            accepted = self.accepted(at, end, concept, inside)
            if accepted:
                return accepted
        return None

    def accepted(self, at: int, end: int, concept: Concept, inside: bool) -> int | None:
        capital = self.r.capital(at)
        if concept.id in kinds("vi_people"):
            return None
        if concept.kind == "bodies":
            if not (capital or self.r.plain or (self.r.small(at, end, concept) and not self.counted(at))):
                return None
            return self.tail(end, concept)
        if concept.kind == "holders":
            after = self.domain(end, concept) if capital and self.known(end) else None
            tail = self.without_person(end, self.tail(after or end, concept))
            named = capital or tail > end or (self.r.plain and end - at > 1) or self.r.small(at, end, concept)
            return tail if named else None
        after = self.domain(end, concept) if capital else self.known(end)
        tail = self.tail(after or end, concept)
        if not capital:
            return tail if tail > end and (concept.id in kinds("vi_small") or self.r.plain) else None
        if tail > end:
            return tail if concept.id not in kinds("vi_needy") or self.tail(end, concept) > end or after else None
        return end if self.bare(at, end, concept, inside) else None

    def heads(self, at: int) -> bool:
        """Whether a word for a body stands here, as far as can be told without reading on."""
        if at >= len(self.keys) or self.others.at(self.keys, at):
            return False
        if self.key_before(at) in self.behind.get(self.keys[at], ()):
            return False
        return self.r.longest(at, *BODIES) is not None and (self.r.capital(at) or self.r.plain)

    def bare(self, at: int, end: int, concept: Concept, inside: bool) -> bool:
        """Whether a capital word for a body stands for one that was named before: "về Sở", "trước khi Trung tâm"."""
        if concept.id in kinds("vi_needy"):
            return False
        if len(self.r.text(at)) > 3 and self.r.text(at).isupper() and end == at + 1:
            return True  # an abbreviation
        if inside:
            return True
        ends = self.r.kind(end) != "word" or self.stops.at(self.keys, end) > 0
        if not self.r.starts_sentence(at):
            return ends or concept.id in kinds("vi_short")
        return ends and (self.r.kind(end) == "word" or end - at > 2)

    def known(self, at: int) -> int | None:
        """A field of work that the term base knows."""
        match = self.r.longest(at, "domains")
        return match[0] if match else None

    def domain(self, at: int, head: Concept) -> int | None:
        end = self.segment(at, head.id in kinds("vi_loose"))
        while end is not None and self.r.kind(end) == "join" and self.r.text(end) != "+":
            after = end + 1
            if self.r.kind(after) == "join":
                after += 1
            if self.r.text(end) == "," and not self.continues(after):
                break
            if self.heads(after):
                break
            more = self.segment(after, loose=False)
            if more is None:
                break
            end = more
        return end

    def continues(self, at: int) -> bool:
        """Whether a field of work goes on behind a comma: the next part is followed by "và" or another comma."""
        more = self.known(at) if self.r.capital(at) else None
        return more is not None and self.keys[more : more + 1] != [] and self.keys[more] in self.and_

    def segment(self, at: int, loose: bool) -> int | None:
        known = self.known(at)
        if known is not None and (self.r.capital(at) or loose or self.r.plain or self.others_free(at)):
            return self.longer(known) if loose else known
        if self.r.kind(at) != "word" or self.r.longest(at, "levels") or self.r.text(at)[:1].isdigit():
            return None
        if not self.r.capital(at) and not (loose and not self.stops.at(self.keys, at)):
            return None
        if self.heads(at):
            return None
        return self.free(at)

    def longer(self, end: int) -> int:
        """A field of work of a centre, an institute … with what is known behind it: "Nghiên cứu phát triển kinh tế"."""
        while self.r.kind(end) == "word" and not self.r.capital(end) and not self.stops.at(self.keys, end):
            more = self.r.longest(end, "domains", "subjects")
            short = 2 if more and more.concept.kind == "domains" else 3  # short subjects are verbs: giải ngân
            if more is None or more.end - end < short or self.r.longest(end, "levels", *BODIES):
                break
            end = more.end
        return end

    def others_free(self, at: int) -> bool:
        """Whether a field of work in small letters is not the beginning of something else: "Sở y tế", not "Bộ dữ"."""
        return not self.stops.at(self.keys, at)

    def free(self, at: int) -> int:
        """A field of work that the term base does not know, to the next stop, level, mark or body."""
        end = at + 1
        while end < len(self.r.words) and end - at < _LONGEST_FREE and self.r.kind(end) == "word":
            stopped = self.stops.at(self.keys, end) > 0
            longer = self.r.longest(end, "domains") if stopped else self.r.longest(end, "domains", "subjects")
            if longer and longer.end - end > 1:
                end = longer.end
                continue
            if stopped or self.r.text(end)[:1].isdigit():
                break
            if self.r.longest(end, "levels", "bodies", "holders") or self.r.longest(end, "documents"):
                break
            if self.r.capital(end) and self.r.longest(end, "agencies"):
                break
            end += 1
        return end

    def tail(self, at: int, head: Concept) -> int:
        """Level and place, then the body that this one belongs to where it follows at once."""
        if self.r.text(at) == "(" and self.r.text(at + 2) == ")" and self.levels(at + 3):
            at += 3
        direct = head.kind != "holders" or self.levels(at) is not None  # behind an office stands a person's name
        end = self.place(at) if direct else at
        if self.keys[end : end + 2] == self.branch:
            end = self.place(end + 2)
        if (
            end < len(self.keys)
            and self.keys[end] in self.of
            and (head.id in kinds("vi_owned") or head.kind == "holders")
        ):
            owner = self.body(end + 1, inside=True) if self.r.capital(end + 1) else None
            end = owner or end
        return self.chained(end, head) or end

    def chained(self, at: int, head: Concept) -> int | None:
        if self.r.kind(at) != "word" or self.r.glued(at):
            return None
        if head.kind == "holders" or head.id in {"office", "standing_committee", "head"}:
            together = self.collective(at)
            if together:
                return together
        small = head.kind == "holders" or self.r.plain
        return self.body(at, inside=True) if self.r.capital(at) or small else None

    def place(self, at: int) -> int:
        levels = self.levels(at)
        if levels is None:
            return self.name(at) if self.r.kind(at) == "word" and not self.r.plain else at
        end = self.name(levels)
        if end + 1 < len(self.keys) and self.keys[end] in self.directly and self.keys[end + 1] in self.under:
            centre = self.r.longest(end + 2, "levels")
            end = centre[0] if centre else end
        while end > levels and self.r.text(end) == "," and self.r.longest(end + 1, "levels"):
            more = self.levels(end + 1)
            named = self.name(more) if more else end
            if more is None or named == more:
                break
            end = named
        return end

    def levels(self, at: int) -> int | None:
        """ "tỉnh", "cấp xã", "các xã, phường", "28 xã, phường"."""
        start = at + self.counting.at(self.keys, at)
        if self.r.text(start).isdigit():
            start += 1
        end = self.level(start)
        while end is not None and self.r.kind(end) in ("join", "hyphen"):
            more = self.level(end + 1)
            if more is None:
                break
            end = more
        return end

    def level(self, at: int) -> int | None:
        match = self.r.longest(at, "levels")
        if match is None or self.key_before(at) in self.behind.get(self.keys[at], ()):
            return None
        longer = self.r.longest(at, "domains", "subjects", "bodies")
        if longer and longer[0] > match[0]:
            return None
        end = match.end
        if match.concept.id == "region" and self.r.text(end).isdigit():
            return end + 1
        if self.r.text(end) == "." and self.r.words[end].start == self.r.words[end - 1].end and self.r.capital(end + 1):
            end += 1
        return end + self.terrain.at(self.keys, end)

    def counted(self, at: int) -> bool:
        return self.r.text(at - 1)[:1].isdigit() or self.r.text(at - 1) == "%"

    def name(self, at: int) -> int:
        """The capital words of a place."""
        end = at
        while end - at < _LONGEST_NAME and self.r.kind(end) == "word" and self.r.capital(end):
            if self.r.longest(end, *BODIES, "documents") or self.r.longest(end, "levels"):
                break
            end += 1
        return end

    def without_person(self, at: int, end: int) -> int:
        """The end before the name of an office holder: "Chủ tịch UBND tỉnh [Đặng Minh An]"."""
        first = end
        while first > at and self.r.capital(first - 1) and not self.r.begins(first - 1):
            first -= 1
        person = end - first >= _SHORTEST_PERSON and self.keys[first] in self.surnames
        return first if person and self.keys[first : first + 3] != self.city else end

    def collective(self, at: int) -> int | None:
        """ "các sở, ban, ngành", "mỗi xã, phường", "cơ quan, đơn vị"."""
        counted = self.counting.at(self.keys, at)
        start = at + counted
        if not counted and not (self.r.capital(at) or self.r.starts_sentence(at) or self.r.kind(at - 1) != "word"):
            return None
        end, parts = start, 0
        while length := self.collectives.at(self.keys, end):
            if (parts and self.r.capital(end) and self.heads(end)) or self.named(end, end + length):
                break
            body = self.r.longest(end, "bodies") if parts else None
            if self.others.at(self.keys, end) > length or (body and body.end > end + length):
                break
            parts += 1
            end += length
            if self.r.kind(end) == "join" and self.collectives.at(self.keys, end + 1):
                end += 1
            elif end >= len(self.keys) or self.keys[end] not in self.adjoining:
                break
        end -= self.r.kind(end - 1) == "join"
        if parts < (1 if counted else 2) or end <= start:
            return None
        if not counted and self.keys[start] in self.areas:
            return None
        if self.keys[start] in self.areas and self.key_before(at) in self.places_before:
            return None
        return self.qualified(end)

    def named(self, at: int, end: int) -> bool:
        """Whether the word for a body has a field of work of its own: "các Sở Y tế, Tài chính"."""
        return self.r.kind(end) == "word" and (
            (self.r.capital(end) and not self.r.longest(end, "levels"))
            or bool(self.known(end) and self.r.longest(at, "agencies") and self.keys[at] not in self.schools)
        )

    def key_before(self, at: int) -> str:
        return self.keys[at - 1] if at else ""

    def qualified(self, at: int) -> int:
        end = at
        while length := self.qualifiers.at(self.keys, end):
            end += length
        if self.keys[end : end + 1] and self.keys[end] in self.under:
            end = self.body(end + 1) or end
        elif self.r.kind(end) == "word":
            end = max(end, self.place(end) if self.r.longest(end, "levels") else end)
        return end

    # "Các Sở Tài chính, Nội vụ, Y tế": one word for several bodies.

    def listed(self, at: int) -> bool:
        return at > 0 and self.counting.at(self.keys, at - 1) > 0 and self.known(at + 1) is not None

    def rest_of_list(self, found: list[Span], first: int, at: int) -> int:
        while self.r.kind(at) == "join" and self.r.capital(at + 1):
            end = self.known(at + 1)
            if end is None or self.heads(at + 1):
                break
            found.append(self.span(at + 1, end, self.r.text(first)))
            at = end
        return at
