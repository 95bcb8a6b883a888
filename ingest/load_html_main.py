"""Which part of a web page is the article: navigation, comments, captions, forms and hidden text are pruned first."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Never text, wherever they stand.
_DROPPED = _names(
    """
    aside audio button canvas del dialog embed figcaption head iframe input link map math meta nav noscript object
    script select style svg template textarea video
    """
)
_ROLES = _names(
    """
    alert alertdialog banner complementary contentinfo dialog menu menubar navigation search toolbar tooltip
    """
)
# Words in class and id that name furniture. Compared as whole words: "comments-list" has one, "commentary" has none.
_FURNITURE = _names(
    """
    ads advert advertisement adverts banner breadcrumb breadcrumbs caption captions comment comments consent
    cookie cookies disqus gdpr masthead menu modal nav navbar navigation newsletter overlay pager pagination
    popup promo recommendation recommended related share sharing sidebar social socials sponsored submenu
    subscribe subscription tagcloud tags toolbar topbar trending
    """
)
# Whole class names that frameworks hide text with, most of them for screen readers.
_HIDDEN_CLASSES = _names("d-none hidden hide invisible screen-reader-text sr-only visually-hidden")
_ZERO = r"(?:0+(?:\.0*)?|\.0+)(?:[a-z]+|%)?\s*(?:[;!]|$)"
_REMOVING = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_HIDING = re.compile(
    rf"(?:opacity|font-size)\s*:\s*{_ZERO}|(?:text-indent|left|top|right|margin-left|margin-top)\s*:\s*-\d{{3,}}"
    rf"|clip\s*:\s*rect\(\s*0|clip-path\s*:\s*inset\(\s*(?:50|100)%|transform\s*:\s*scale\(\s*0\s*\)"
    rf"|(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*{_ZERO}.*overflow\s*:\s*hidden",
    re.IGNORECASE,
)
_COLOURS = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]+).*?(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_CSS_MEDIA = re.compile(r"@[^{};]{0,500}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_CSS_RULE = re.compile(r"([^{}@]{1,500})\{([^{}]{0,2000})\}")
_SIMPLE_SELECTOR = re.compile(r"[a-z0-9]*([.#])([\w-]+)", re.IGNORECASE)
_BODY = _names("html body article main")
_LISTS = _names("ul ol div section table p")
_LEAD = _names("sapo lead summary abstract standfirst")


def prune(tree: Any) -> None:
    """Take everything out of the tree that is not text of an article. Changes the tree."""
    hidden = _hidden_names(tree)
    _drop_where(tree, lambda element: element.tag in _DROPPED or _is_hidden(element, hidden))
    body = tree.find("body")
    whole = _length(body if body is not None else tree)
    # A page whose frame is called "has-sidebar" stays.
    _drop_where(tree, lambda element: _is_furniture(element) and 2 * _length(element) < whole)
    _drop_where(tree, lambda element: element.tag in _LISTS and _is_link_list(element))


def _drop_where(tree: Any, unwanted: Callable[[Any], bool]) -> None:
    for element in list(tree.iter()):
        if (
            isinstance(element.tag, str)
            and element.tag not in _BODY
            and element.getparent() is not None
            and unwanted(element)
        ):
            element.drop_tree()  # keeps the text that follows it


def _hidden_names(tree: Any) -> set[str]:
    """ ".class" and "#id" selectors that the page's own style sheets hide."""
    found = set()
    for style in tree.iter("style"):
        # Rules for print or narrow screens hide nothing here, and what starts transparent may be faded in by a script.
        for selectors, declarations in _CSS_RULE.findall(_CSS_MEDIA.sub("", style.text or "")):
            if _REMOVING.search(declarations):
                for selector in selectors.split(","):
                    if match := _SIMPLE_SELECTOR.fullmatch(selector.strip()):
                        found.add(match[1] + match[2])
    return found


def _is_hidden(element: Any, names: set[str]) -> bool:
    if element.get("hidden") is not None or (element.get("aria-hidden") or "").lower() == "true":
        return True
    style = element.get("style") or ""
    if style and (_REMOVING.search(style) or _HIDING.search(style)):
        return True
    colours = _COLOURS.search(style)
    if colours and colours[1].strip().lower() == colours[2].strip().lower():
        return True
    classes = set((element.get("class") or "").split())
    if classes & _HIDDEN_CLASSES and not any(":" in c for c in classes):  # "hidden md:block" shows on wide screens
        return True
    own = {"." + c for c in classes} | {"#" + (element.get("id") or "")}
    return not names.isdisjoint(own)


def _words(element: Any) -> set[str]:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return {w.lower() for w in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", named)}


def _is_furniture(element: Any) -> bool:
    tag, role = element.tag, (element.get("role") or "").lower()
    if role in _ROLES or tag == "footer" or tag == "menu":
        return True
    if tag == "header":  # an article's own header holds its title
        return next(element.iterancestors("article", "main"), None) is None
    if tag == "form":  # some servers wrap the whole page into one form
        return len(list(element.iterdescendants("p", "h1", "h2", "table", "article"))) < 3
    if next(element.iterdescendants("h1", "article"), None) is not None:
        return False
    return not _FURNITURE.isdisjoint(_words(element))


def _length(element: Any) -> int:
    return len(re.sub(r"\s+", " ", element.text_content()))


def _is_link_list(element: Any) -> bool:
    """Three links or more and hardly a word beside them: a menu or a list of other articles."""
    links = list(element.iterdescendants("a"))
    if len(links) < 3 or (element.tag == "p" and len(links) < 5):
        return False
    whole = _length(element)
    return whole > 0 and sum(_length(a) for a in links) > 0.8 * whole


def main_elements(tree: Any) -> list[Any]:
    """The article's elements in reading order: its title and lead where they stand outside its body, then the body."""
    body = tree.find("body")
    body = tree if body is None else body
    bodies = [e for e in tree.iter() if isinstance(e.tag, str) and (e.get("itemprop") or "").lower() == "articlebody"]
    frames = list(tree.iter("article")) or list(tree.iter("main")) or tree.xpath("//*[@role='main' or @role='article']")
    frame = _largest(frames, body)
    inner = _largest(bodies, frame if frame is not None else body)
    if inner is None:
        main = _largest(list(tree.iter("main")), body) if frame is None else None
        chosen = frame if frame is not None else main if main is not None else body
        return _titled(chosen, body, [])
    return _titled(inner, frame if frame is not None else body, _leads(inner, frame))


def _largest(elements: list[Any], within: Any) -> Any:
    """The element with most of the text, if it has half of it or more; a page of teasers has no single article."""
    best = max(elements, key=_length, default=None)
    return best if best is not None and 2 * _length(best) >= _length(within) else None


def _leads(inner: Any, frame: Any) -> list[Any]:
    """Summaries that stand before the article's body in the same frame."""
    if frame is None:
        return []
    inside = set(inner.iter())
    leads = [
        e for e in frame.iter("p", "h2", "div") if _words(e) & _LEAD and e not in inside and inner not in set(e.iter())
    ]
    return [e for e in leads if not any(other in leads for other in e.iterancestors())]


def _titled(chosen: Any, around: Any, leads: list[Any]) -> list[Any]:
    if next(chosen.iter("h1"), None) is not None:
        return [*leads, chosen]
    titles = list(around.iter("h1"))
    # _blocks reads an element's children, so a heading is handed over inside a wrapper of its own.
    return [*(_wrapped(t) for t in titles[:1]), *(_wrapped(e) for e in leads), chosen]


def _wrapped(element: Any) -> Any:
    from copy import deepcopy

    from lxml import html

    wrapper = html.Element("div")
    copy = deepcopy(element)
    copy.tail = None
    wrapper.append(copy)
    return wrapper
