"""What Mermaid is told of the program's look: its ``theme`` and ``themeVariables``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.drawing.colours import mixed

if TYPE_CHECKING:
    from msp_desktop.course.drawing.look import Look, Palette

_SCALE = 12
"""How many colours of a series Mermaid may ask for."""
_TINT = 0.72
"""How much of the ground is in a colour that words stand on."""
WIDTH = 760
"""Pixels: the width of drawings that would fill their page."""


def settings(look: Look) -> dict[str, object]:
    """Return Mermaid's configuration, in the colours of the light theme."""
    variables = {
        "fontFamily": "sans-serif",
        **_general(look.light),
        **_charts(look.light),
        "xyChart": {"plotColorPalette": ",".join(look.light.series)},
    }
    return {
        "theme": "base",
        "fontFamily": "sans-serif",
        "themeVariables": variables,
        "gantt": {
            "useWidth": WIDTH,
            "fontSize": 15,
            "sectionFontSize": 15,
            "barHeight": 26,
            "barGap": 6,
            "leftPadding": 90,
        },
    }


def _general(palette: Palette) -> dict[str, str]:
    p = palette
    return {
        "background": p.ground,
        "mainBkg": p.fill,
        "nodeBorder": p.border,
        **dict.fromkeys(("textColor", "titleColor", "labelColor", "stateLabelColor"), p.text),
        **dict.fromkeys(("primaryTextColor", "secondaryTextColor", "tertiaryTextColor"), p.text),
        **dict.fromkeys(("lineColor", "signalColor", "transitionColor", "relationColor"), p.line),
        "primaryColor": p.fill,
        "primaryBorderColor": p.border,
        "secondaryColor": p.frame,
        "secondaryBorderColor": p.frame_border,
        "tertiaryColor": p.ground,
        "tertiaryBorderColor": p.frame_border,
        **dict.fromkeys(("edgeLabelBackground", "labelBackground"), p.ground),
        "labelBackgroundColor": p.ground,
        "relationLabelBackground": p.ground,
        **dict.fromkeys(("relationLabelColor", "transitionLabelColor", "nodeTextColor"), p.text),
        "clusterBkg": p.frame,
        "clusterBorder": p.frame_border,
        "noteBkgColor": p.note,
        "noteBorderColor": p.note_border,
        "noteTextColor": p.text,
        "actorBkg": p.fill,
        "actorBorder": p.border,
        "actorTextColor": p.text,
        "actorLineColor": p.faint,
        "signalTextColor": p.text,
        "loopTextColor": p.text,
        "labelBoxBkgColor": p.frame,
        "labelBoxBorderColor": p.faint,
        "labelTextColor": p.text,
        "activationBkgColor": p.frame,
        "activationBorderColor": p.faint,
        "sequenceNumberColor": p.ground,
        "classText": p.text,
        "stateBkg": p.fill,
        "stateBorder": p.border,
        "specialStateColor": p.line,
        "compositeBackground": p.frame,
        "compositeTitleBackground": p.frame,
        "compositeBorder": p.frame_border,
        "altBackground": p.ground,
        "innerEndBackground": p.line,
        "attributeBackgroundColorOdd": p.ground,
        "attributeBackgroundColorEven": p.frame,
        "rowOdd": p.ground,
        "rowEven": p.frame,
        "requirementBackground": p.fill,
        "requirementBorderColor": p.border,
        "errorBkgColor": p.alarm,
        "errorTextColor": p.text,
    }


def _charts(palette: Palette) -> dict[str, str]:
    p = palette
    strong = [p.series[index % len(p.series)] for index in range(_SCALE)]
    tints = [mixed(one, p.ground, _TINT) for one in strong]
    return {
        **{f"cScale{index}": tint for index, tint in enumerate(tints)},
        **{f"cScaleLabel{index}": p.text for index in range(_SCALE)},
        **{f"cScaleInv{index}": one for index, one in enumerate(strong)},
        **{f"pie{index + 1}": tint for index, tint in enumerate(tints)},
        "pieStrokeColor": p.ground,
        "pieOuterStrokeColor": p.faint,
        "pieTitleTextColor": p.text,
        "pieSectionTextColor": p.text,
        "pieLegendTextColor": p.text,
        "pieOpacity": "1",
        **{f"git{index}": one for index, one in enumerate(strong[:8])},
        **{f"gitBranchLabel{index}": p.ground for index in range(8)},
        **{f"fillType{index}": tint for index, tint in enumerate(tints[:8])},
        "commitLabelColor": p.text,
        "commitLabelBackground": p.frame,
        "tagLabelColor": p.text,
        "tagLabelBackground": p.fill,
        "tagLabelBorder": p.border,
        "sectionBkgColor": p.frame,
        "sectionBkgColor2": p.frame,
        "altSectionBkgColor": p.ground,
        "taskBkgColor": p.fill,
        "taskBorderColor": p.border,
        "gridColor": p.frame_border,
        **dict.fromkeys(("taskTextColor", "taskTextOutsideColor", "taskTextDarkColor"), p.text),
        "taskTextLightColor": p.text,
        "taskTextClickableColor": p.text,
        "activeTaskBkgColor": p.note,
        "activeTaskBorderColor": p.note_border,
        "doneTaskBkgColor": p.frame,
        "doneTaskBorderColor": p.faint,
        "critBkgColor": p.alarm,
        "critBorderColor": p.alarm_border,
        "todayLineColor": p.alarm_border,
        "excludeBkgColor": p.frame,
        **{f"quadrant{index}Fill": tint for index, tint in enumerate(tints[:4], start=1)},
        **{f"quadrant{index}TextFill": p.text for index in range(1, 5)},
        "quadrantPointFill": p.border,
        "quadrantPointTextFill": p.text,
        **dict.fromkeys(("quadrantXAxisTextFill", "quadrantYAxisTextFill"), p.text),
        "quadrantTitleFill": p.text,
        "quadrantInternalBorderStrokeFill": p.frame_border,
        "quadrantExternalBorderStrokeFill": p.faint,
    }
