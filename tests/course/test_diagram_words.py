"""Where the words of a drawing's elements are."""

from __future__ import annotations

from msp_desktop.course.diagrams.words import words_of

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200">
<g id="daemon"><rect width="200" height="200"/><text x="20" y="100" font-size="20">daemon</text>
<g id="image"><text x="20" y="150" font-size="20">image</text></g></g>
<text x="220" y="100" font-size="20">of nobody</text>
<rect id="bare" x="300" width="50" height="50"/></svg>"""


def test_words_belong_to_the_innermost_element() -> None:
    found = words_of(SVG, {"daemon", "image", "bare"})
    assert found.keys() == {"daemon", "image"}
    ((daemon,), (image,)) = found["daemon"], found["image"]
    assert daemon.x == image.x == 0.05
    assert 0.4 < daemon.y < daemon.bottom < 0.53
    assert 0.65 < image.y < image.bottom < 0.78
    assert daemon.width < 0.3


def test_only_what_is_asked_for() -> None:
    found = words_of(SVG, {"daemon"})
    assert len(found["daemon"]) == 2
