"""What the tests read out of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "br", "hr", "link", "img", "input"})


@dataclass
class Element:
    """An element with its children in order."""

    name: str
    attributes: dict[str, str | None]
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> list[Element]:
        """Return the element and everything in it."""
        found = [self]
        for child in self.children:
            if isinstance(child, Element):
                found += child.walk()
        return found

    def all(self, name: str) -> list[Element]:
        """Return the elements of a name, in order."""
        return [one for one in self.walk() if one.name == name]

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def has_class(self, name: str) -> bool:
        """Whether it has a class."""
        return name in (self.attributes.get("class") or "").split()


def charts_of(element: Element) -> list[Element]:
    """Return the drawings of an element that stand for themselves: not the bars beside the numbers of a table."""
    return [one for one in element.all("svg") if one.attributes.get("aria-hidden") != "true"]


class _Tree(HTMLParser):
    """Builds the tree and insists that every element is closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        assert len(element.attributes) == len(attrs), f"an attribute twice: {attrs}"
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(page: str) -> Element:
    """Return a page as a tree."""
    tree = _Tree()
    tree.feed(page)
    tree.close()
    assert tree.open == [tree.root], f"not closed: {[one.name for one in tree.open[1:]]}"
    return tree.root


def style_of(page: Element) -> str:
    """Return the page's style sheet."""
    return "".join(one.text for one in page.all("style"))


def variables(css: str, opening: str) -> set[str]:
    """Return the CSS variables that a block defines."""
    start = css.index(opening) + len(opening)
    return set(re.findall(r"(--[\w-]+):", css[start : css.index("}", start)]))
