"""The parts of the picture."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ..wording.numbers import _short

# Colors of the page that shows it (VS Code's where there are any), and dashes, which are enough to tell modes apart.
STROKES = {
    "eval": ("var(--vscode-charts-foreground, CanvasText)", "2 2"),
    "unscaledTrain": ("var(--vscode-charts-red, CanvasText)", "7 3"),
    "train": ("var(--vscode-charts-blue, CanvasText)", "none"),
}


@dataclass
class _Plot:
    """A rectangle of the picture with linear axes."""

    left: float
    top: float
    width: float
    height: float
    x: tuple
    y: tuple

    def at(self, x: float, y: float) -> str:
        across = min(1.0, max(0.0, (x - self.x[0]) / ((self.x[1] - self.x[0]) or 1)))
        up = min(1.0, max(0.0, (y - self.y[0]) / ((self.y[1] - self.y[0]) or 1)))
        return f"{self.left + self.width * across:.1f},{self.top + self.height * (1 - up):.1f}"

    def line(self, points: list, mode: str) -> str:
        stroke, dash = STROKES[mode]
        path = " ".join(self.at(x, y) for x, y in points)
        return (
            f'<polyline points="{path}" stroke-dasharray="{dash}" fill="none" stroke="currentColor" '
            f'style="stroke:{stroke}"/>'
        )

    def frame(self, title: str) -> list[str]:
        bottom = self.top + self.height
        axis = f"M{self.left},{self.top}V{bottom}H{self.left + self.width}"
        parts = [f'<path d="{axis}" fill="none" stroke="currentColor" opacity=".4" style="stroke:CanvasText"/>']
        parts.append(_words(self.left, self.top - 8, title))
        for value in self.y:
            parts.append(
                _words(self.left - 4, float(self.at(self.x[0], value).split(",")[1]) + 4, _short(value), "end")
            )
        return parts


def _words(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
