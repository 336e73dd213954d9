"""Who cites whom, as a drawing in layers: one column a level, from the nation to the county, lines from citing to cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEVELS = ("national", "province", "prefecture", "county", "township", "")
COLUMN = 252
NODE_WIDTH = 200
NODE_HEIGHT = 40
ROW = 52
HEAD = 32
LONGEST_LABEL = 14
# How far a bow reaches out, and the room that the head of an arrow takes.
BOW, TIP = 36, 6


@dataclass(frozen=True, slots=True)
class Node:
    """A document of the drawing."""

    key: str
    title: str
    number: str
    level: str
    url: str = ""
    """Where it leads: to the document, or to those that cite one which is not held."""
    held: bool = False
    """Whether the corpus has it."""

    @property
    def label(self) -> str:
        """Its name in one line, cut where it is long."""
        return self.title if len(self.title) <= LONGEST_LABEL else f"{self.title[: LONGEST_LABEL - 1]}…"


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A node at its place."""

    node: Node
    x: int
    y: int
    width: int = NODE_WIDTH
    height: int = NODE_HEIGHT

    @property
    def text_x(self) -> int:
        """Where its words begin."""
        return self.x + 10

    @property
    def first_line(self) -> int:
        """Base of the name, in the middle where no number stands under it."""
        return self.y + (18 if self.node.number else 25)

    @property
    def second_line(self) -> int:
        """Base of the number."""
        return self.y + 33


@dataclass(frozen=True, slots=True)
class Line:
    """A line from a citing to a cited document."""

    path: str
    citing: Node
    cited: Node

    @property
    def words(self) -> str:
        """济南市 → 国务院关于…的指导意见."""
        return f"{self.citing.title} → {self.cited.title}"


@dataclass(frozen=True, slots=True)
class Layer:
    """One column with its level."""

    level: str
    x: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Columns, nodes and lines; `cut` says that some citations have no line."""

    layers: tuple[Layer, ...]
    nodes: tuple[PlacedNode, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    cut: bool


def draw(nodes: Sequence[Node], *, edges: Sequence[tuple[str, str]], cut: bool = False) -> Drawing:
    """Put the nodes into columns by level and join them; `edges` lead from the key that cites to the key that is cited."""
    present = [level for level in LEVELS if any(_layer(node) == level for node in nodes)]
    layers = tuple(Layer(level, index * COLUMN) for index, level in enumerate(present))
    placed: dict[str, PlacedNode] = {}
    rows = 0
    for layer in layers:
        members = _ordered([node for node in nodes if _layer(node) == layer.level], edges, placed)
        row = 0
        for wanted, node in members:
            row = max(row, wanted)
            placed[node.key] = PlacedNode(node, layer.x, HEAD + row * ROW)
            row += 1
        rows = max(rows, row)
    lines = tuple(
        Line(_path(placed[citing], placed[cited]), placed[citing].node, placed[cited].node)
        for citing, cited in edges
        if citing in placed and cited in placed and citing != cited
    )
    width = max(len(layers) - 1, 0) * COLUMN + NODE_WIDTH
    return Drawing(layers, tuple(placed.values()), lines, width=width + 2, height=HEAD + rows * ROW, cut=cut)


def _layer(node: Node) -> str:
    return node.level if node.level in LEVELS else ""


def _ordered(
    nodes: Sequence[Node], edges: Sequence[tuple[str, str]], placed: dict[str, PlacedNode]
) -> list[tuple[int, Node]]:
    """The nodes of a column, each with the row of those it is joined to in the columns before: lines cross little.

    What is joined to nothing before stands behind the others, without a row of its own.
    """
    rows = {key: (node.y - HEAD) // ROW for key, node in placed.items()}

    def joined(node: Node) -> list[int]:
        ends = [(own, other) for pair in edges for own, other in (pair, pair[::-1])]
        return [rows[other] for own, other in ends if own == node.key and other in rows]

    rows_of = [(joined(node), node) for node in nodes]
    near = sorted(((sum(found) // len(found), node) for found, node in rows_of if found), key=lambda pair: pair[0])
    return [*near, *((0, node) for found, node in rows_of if not found)]


def _path(citing: PlacedNode, cited: PlacedNode) -> str:
    """A curve from one node to the other between the sides that face each other; a bow at the right within one column."""
    start_y, end_y = citing.y + citing.height // 2, cited.y + cited.height // 2
    if citing.x == cited.x:
        side = citing.x + citing.width
        return f"M{side} {start_y}C{side + BOW} {start_y} {side + BOW} {end_y} {side + TIP} {end_y}"
    to_the_left = cited.x < citing.x
    start = citing.x if to_the_left else citing.x + citing.width
    end = cited.x + cited.width + TIP if to_the_left else cited.x - TIP
    middle = (start + end) // 2
    return f"M{start} {start_y}C{middle} {start_y} {middle} {end_y} {end} {end_y}"
