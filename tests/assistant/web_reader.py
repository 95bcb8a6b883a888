"""A piece of HTML as a browser reads it."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]))


class Reader(HTMLParser):
    """The tags of a piece of HTML, its text, and the text within the elements of one class."""

    def __init__(self, html: str, wanted: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text, self.within, self.wanted, self.depth = "", "", wanted, 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag == "mark":
            self.depth += bool(self.depth) or dict(attributes).get("class") == self.wanted

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "mark" and self.depth > 0

    def handle_data(self, data: str) -> None:
        self.text += data
        self.within += data if self.depth else ""

    def names(self) -> list[str]:
        return [tag for tag, _ in self.tags]
