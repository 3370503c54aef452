"""Drawings of formulas and Mermaid diagrams: from their source to a safe SVG, without a network.

The libraries that draw are an extra and are loaded by a process of their own (``painter``), which
``drawer`` starts, bounds and asks; ``shelf`` keeps what was drawn.  Nothing here needs Qt.
"""
