"""Passages: what is embedded and retrieved. Whole sentences of one section, within the embedder's budget of tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest.records import Block, Passage, Sentence
from ingest.sentences import Span, cut, split_sentences, stripped
from ingest.structure import Place, label, place, shorten

CountTokens = Callable[[Sequence[str]], list[int]]
BUDGET = 320  # tokens of a passage with the line of context that is put before it
# Of the budget. Longer paragraphs stand alone: merged, their vectors blur. Shorter ones are merged up to MERGED.
SHORT, MERGED = 0.3, 0.5
LONGEST_HEADER = 60  # characters of a column's name before a cell


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block with the offset of its text in the stored text, and its place in the document."""

    block: Block
    start: int
    place: Place


def place_blocks(blocks: Sequence[Block]) -> tuple[str, list[PlacedBlock]]:
    """The stored text, a block a line, and every block with its offset in it."""
    ends = accumulate((len(block.text) + 1 for block in blocks), initial=0)
    placed = [PlacedBlock(*each) for each in zip(blocks, ends, place(blocks), strict=False)]
    return "\n".join(block.text for block in blocks), placed


def row_text(header: Sequence[str], cells: Sequence[str]) -> str:
    """A table row in words, "header: cell; header: cell", empty cells left out."""
    names = [*header, *[""] * (len(cells) - len(header))]
    pairs = [(shorten(name, LONGEST_HEADER), " ".join(cell.split())) for name, cell in zip(names, cells, strict=False)]
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)


def build_passages(
    text: str,
    placed_blocks: Sequence[PlacedBlock],
    budget: int,
    count_tokens: CountTokens,
    context: Callable[[tuple[str, ...]], str] = lambda section: "",
) -> tuple[Passage, ...]:
    """The passages of a stored text, in order; every character that is not white space stands in exactly one.

    `budget` counts the passage and `context(section)`, which will be embedded before it. `count_tokens` takes texts and
    gives the number of tokens of each. Only what cannot be parted may be over budget. A row over budget becomes several
    passages, each with the whole header and, column by column, what it holds of the cells.
    """
    return _Splitter(text, budget, count_tokens, context).passages(placed_blocks)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A block with its sentences and their tokens."""

    placed: PlacedBlock
    sentences: list[Sentence]
    tokens: list[int]
    lead: tuple[str, ...]  # the section, with the words that introduce the list which this block belongs to

    @property
    def total(self) -> int:
        return sum(self.tokens)

    @property
    def is_heading(self) -> bool:
        return self.placed.place.caption

    @property
    def is_numbered(self) -> bool:
        return label(self.placed.block.text, heading=True) is not None

    @property
    def section(self) -> tuple[str, ...]:
        return self.placed.place.path[: self.placed.place.section]

    @property
    def introduces(self) -> bool:
        return not self.is_heading and self.placed.block.text.rstrip('*_ "”»').endswith((":", "："))


class _Splitter:
    def __init__(
        self, text: str, budget: int, count_tokens: CountTokens, context: Callable[[tuple[str, ...]], str]
    ) -> None:
        self.text = text
        self.budget = budget
        self.count = count_tokens
        self.context = context
        self.rooms: dict[tuple[str, ...], int] = {}

    def passages(self, placed_blocks: Sequence[PlacedBlock]) -> tuple[Passage, ...]:
        passages: list[Passage] = []
        for group in self._groups(self._units(placed_blocks)):
            if group[0].placed.block.kind == "row":
                passages += self._row(group[0].placed)
            else:
                passages += self._within(self._pieces(group))
        return tuple(passages)

    def room(self, section: tuple[str, ...]) -> int:
        """Tokens left for the words of a passage of a section."""
        if section not in self.rooms:
            context = self.context(section)
            self.rooms[section] = self.budget - (self.count([context])[0] if context else 0)
        return self.rooms[section]

    def _units(self, placed_blocks: Sequence[PlacedBlock]) -> list[_Unit]:
        leads = _leads(placed_blocks)
        spans = [_shifted(p) for p in placed_blocks]
        counts = iter(self.count([self.text[s:e] for each in spans for s, e in each]))
        units = []
        for placed, each, lead in zip(placed_blocks, spans, leads, strict=True):
            tokens = [next(counts) for _ in each]
            room = self.room(lead)
            if placed.block.kind != "row" and max(tokens, default=0) > room:
                each = [piece for span in each for piece in cut(self.text, span, self._fits(room))]
                tokens = self.count([self.text[s:e] for s, e in each])
            if each:
                units.append(_Unit(placed, [Sentence(s, e) for s, e in each], tokens, lead))
        return units

    def _fits(self, room: int) -> Callable[[int, int], bool]:
        return lambda start, end: self.count([self.text[start:end]])[0] <= room

    def _groups(self, units: Sequence[_Unit]) -> list[list[_Unit]]:
        groups: list[list[_Unit]] = []
        for unit in units:
            if groups and self._joins(groups[-1], unit):
                groups[-1].append(unit)
            else:
                groups.append([unit])
        return groups

    def _joins(self, group: Sequence[_Unit], unit: _Unit) -> bool:
        """Whether a block goes into the passage of those before it."""
        if "row" in (unit.placed.block.kind, group[-1].placed.block.kind):
            return False
        body = [member for member in group if not member.is_heading]
        total = sum(member.total for member in group)
        short = self.budget * SHORT
        room = self.room(unit.lead)
        if not body:  # headings go with what they head, where it fits or is to be parted anyway
            if unit.is_heading:
                return total + unit.total <= room and (_below(unit, group[-1]) or not unit.is_numbered)
            return total + unit.total <= room or unit.total > room
        if unit.is_heading or unit.section != body[0].section or unit.placed.block.page != body[0].placed.block.page:
            return False
        if body[0].introduces and unit.placed.place.listed and unit.total < short and _below(unit, body[0]):
            # A long list is parted evenly afterwards; the bound keeps the sums above from growing with its square.
            return all(member.total < short for member in body) and total <= 16 * self.budget
        if unit.introduces:  # and begins a passage, so that what it introduces finds room there
            return False
        if any(member.total >= short for member in body):
            return False
        if unit.total >= short:
            return body[-1].introduces and len(body) == 1 and total + unit.total <= room
        return total + unit.total <= self.budget * MERGED

    def _pieces(self, group: Sequence[_Unit]) -> list[Passage]:
        """One group as passages of about the same size, parted between blocks where each of them fits."""
        sections = [unit.lead for unit in group]
        room = min(map(self.room, sections))
        whole_blocks = all(unit.total <= room for unit in group)
        if whole_blocks:
            parts = [(unit.sentences, unit.total, unit) for unit in group]
        else:
            parts = [([s], t, unit) for unit in group for s, t in zip(unit.sentences, unit.tokens, strict=True)]
        pieces = []
        runs = balanced([tokens for _, tokens, _ in parts], room)
        if whole_blocks:
            runs = _with_lead(group, runs, room)
        for low, high in runs:
            members = [unit for _, _, unit in parts[low:high]]
            sentences = tuple(s for each, _, _ in parts[low:high] for s in each)
            pieces.append(_passage(sentences, members))
        return pieces

    def _within(self, passages: Sequence[Passage]) -> list[Passage]:
        """The same passages, those parted again that as a whole count more than the sum of their sentences."""
        counts = self.count([self.text[p.start : p.end] for p in passages])
        within: list[Passage] = []
        for passage, tokens in zip(passages, counts, strict=True):
            room = self.room(passage.section)
            sentences = passage.sentences
            if tokens <= room:
                within.append(passage)
                continue
            if len(sentences) == 1:
                spans = cut(self.text, (passage.start, passage.end), self._fits(room))
                within += [_part(passage, (Sentence(*span),)) for span in spans]
                continue
            middle = min(
                range(1, len(sentences)), key=lambda i: abs(sentences[i].start * 2 - passage.start - passage.end)
            )
            within += self._within([_part(passage, sentences[:middle]), _part(passage, sentences[middle:])])
        return within

    def _row(self, placed: PlacedBlock) -> list[Passage]:
        block = placed.block
        room = self.room(placed.place.path)
        cells = _cell_spans(block)

        def held(start: int, end: int) -> tuple[str, ...]:
            inside = [(max(s, start - placed.start), min(e, end - placed.start)) for s, e in cells]
            return tuple(block.text[s:e] if s < e else "" for s, e in inside)

        def fits(start: int, end: int) -> bool:
            words = [self.text[start:end], *([row_text(block.header, held(start, end))] if cells else [])]
            return max(self.count(words)) <= room

        (whole,) = _shifted(placed)  # a row of blanks alone makes no unit
        spans = [whole] if fits(*whole) else self._row_pieces(placed, whole, cells, fits)
        own = len(spans) == 1 or not cells
        return [
            Passage(
                s, e, (Sentence(s, e),), placed.place.path, block.page, block.header, block.cells if own else held(s, e)
            )
            for s, e in spans
        ]

    def _row_pieces(
        self, placed: PlacedBlock, whole: Span, cells: Sequence[Span], fits: Callable[[int, int], bool]
    ) -> list[Span]:
        """A row over budget between its cells: as many in a piece as fit, a cell that does not is cut by its words."""
        edges = [placed.start + s for s, e in cells if s < e and placed.start + s > whole[0]]
        pieces: list[Span] = []
        start = whole[0]
        for stop in [*sorted(set(edges)), whole[1]]:
            held = stripped(self.text, start, stop)
            start = stop
            if held is None:
                continue
            if pieces and fits(pieces[-1][0], held[1]):
                pieces[-1] = pieces[-1][0], held[1]
            else:
                pieces += cut(self.text, held, fits)
        return pieces


def balanced(weights: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Runs of neighbours of about the same weight, as few as can be, within the limit where their members are."""
    runs: list[tuple[int, int]] = []
    waiting = [(0, len(weights))] if weights else []
    while waiting:
        low, high = waiting.pop()
        total = sum(weights[low:high])
        if total <= limit or high - low == 1:
            runs.append((low, high))
            continue
        count = min(-(-total // max(limit, 1)), high - low)
        sums = list(accumulate(weights[low:high], initial=0))
        edges = [low]
        position = 0
        for k in range(1, count):
            target = total * k / count
            while position < high - low and sums[position] < target:
                position += 1
            nearest = position - 1 if position and target - sums[position - 1] <= sums[position] - target else position
            if edges[-1] < low + nearest < high:
                edges.append(low + nearest)
        if len(edges) == 1:
            edges.append((low + high) // 2)
        waiting += reversed(list(zip(edges, [*edges[1:], high], strict=True)))
    return runs


def _with_lead(group: Sequence[_Unit], runs: list[tuple[int, int]], room: int) -> list[tuple[int, int]]:
    """The same runs, but what introduces a list or heads a text goes with what comes after it, where that has room."""
    moved = list(runs)
    for i in range(len(moved) - 1):
        (low, high), (_, end) = moved[i], moved[i + 1]
        edge = high
        while edge - 1 > low and (group[edge - 1].introduces or group[edge - 1].is_heading):
            edge -= 1
        if sum(unit.total for unit in group[edge:end]) <= room:
            moved[i], moved[i + 1] = (low, edge), (edge, end)
    return moved


def _shifted(placed: PlacedBlock) -> list[Span]:
    block = placed.block
    whole = stripped(block.text, 0, len(block.text))
    spans = split_sentences(block.text) if block.kind != "row" else [whole] if whole else []
    return [(placed.start + s, placed.start + e) for s, e in spans]


def _leads(placed_blocks: Sequence[PlacedBlock]) -> list[tuple[str, ...]]:
    """For every block its path with the lines that introduce it ("Sở Y tế có trách nhiệm:") where they stand in it."""
    leads: list[tuple[tuple[str, ...], str]] = []
    paths = []
    for placed in placed_blocks:
        block, path = placed.block, placed.place.path
        item = placed.place.listed
        leads = [
            (above, words)
            for above, words in leads
            if path[: len(above)] == above and (item or len(path) > len(above)) and placed.place.section <= len(above)
        ]
        section = path
        for above, words in reversed(leads):
            section = (*above, words, *section[len(above) :])
        paths.append(section)
        if block.kind in ("paragraph", "item") and not placed.place.caption and block.text.rstrip("*_ ").endswith(":"):
            leads = [(above, words) for above, words in leads if above != path]
            found = label(block.text)
            words = shorten(block.text[found.marker_end if found else 0 :].strip("*_-–•+ :.।)"))
            if words and not (path and words in path[-1]):
                leads.append((path, words))
    return paths


def _passage(sentences: tuple[Sentence, ...], members: Sequence[_Unit]) -> Passage:
    """Sentences of one or several blocks; the section is what the blocks below any headings have in common."""
    body = [unit for unit in members if not unit.is_heading] or members
    section = _common([unit.lead for unit in body])
    return Passage(sentences[0].start, sentences[-1].end, sentences, section, body[0].placed.block.page)


def _below(unit: _Unit, other: _Unit) -> bool:
    path = other.placed.place.path
    return unit.placed.place.path[: len(path)] == path


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    low, high = min(paths), max(paths)
    same = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high)))
    return low[:same]


def _part(passage: Passage, sentences: tuple[Sentence, ...]) -> Passage:
    return Passage(sentences[0].start, sentences[-1].end, sentences, passage.section, passage.page)


def _cell_spans(block: Block) -> list[Span]:
    """Where the cells stand in the row's text, an empty span for an empty one; nothing where they are not found."""
    spans = []
    here = 0
    for cell in block.cells:
        at = block.text.find(cell, here) if cell else here
        if at < 0:
            return []
        spans.append((at, at + len(cell)))
        here = at + len(cell)
    return spans
