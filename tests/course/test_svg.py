"""SVG pictures: what a hostile file cannot do, and what a theme makes of a harmless one."""

from __future__ import annotations

import base64
import re
import subprocess
import sys

import pytest

from msp_desktop.course import svg
from msp_desktop.course.svg import Unsafe, UnsafePicture

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' viewBox="0 0 10 10">'
)
PNG = base64.b64encode(
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
).decode()


def cleaned(body: str) -> str:
    return svg.safe(f"{HEAD}{body}</svg>".encode())


def refused(data: str | bytes) -> Unsafe:
    with pytest.raises(UnsafePicture) as caught:
        svg.safe(data if isinstance(data, bytes) else data.encode())
    assert caught.value.reason
    return caught.value.kind


def in_style(css: str) -> str:
    return f"{HEAD}<style>{css}</style></svg>"


def rules(picture: str) -> str:
    found = re.search(r"<style[^>]*>(.*)</style>", picture, re.DOTALL)
    return " ".join(found[1].split()) if found else ""


class TestReading:
    @pytest.mark.parametrize(
        ("encoding", "mark"),
        [
            ("utf-8", b""),
            ("utf-8", b"\xef\xbb\xbf"),
            ("utf-16-le", b"\xff\xfe"),
            ("utf-16-be", b"\xfe\xff"),
            ("utf-16-le", b""),
            ("utf-16-be", b""),
        ],
    )
    def test_a_byte_order_mark_or_its_absence_gives_the_encoding(
        self, encoding: str, mark: bytes
    ) -> None:
        text = f"{HEAD}<text>이미지</text></svg>"
        assert "<text>이미지</text>" in svg.safe(mark + text.encode(encoding))

    @pytest.mark.parametrize("encoding", ["EUC-KR", "cp949", "Shift_JIS", "ISO-8859-1", "utf-8"])
    def test_a_declared_encoding_is_believed_and_then_forgotten(self, encoding: str) -> None:
        word = "é" if encoding == "ISO-8859-1" else "日本"
        data = f'<?xml version="1.0" encoding="{encoding}"?>{HEAD}<text>{word}</text></svg>'
        assert svg.safe(data.encode(encoding)) == f"{HEAD}<text>{word}</text></svg>"

    @pytest.mark.parametrize("encoding", ["zip", "unicode_escape", "idna", "utf-7", "nonsense"])
    def test_an_encoding_that_is_none_is_refused(self, encoding: str) -> None:
        data = f'<?xml version="1.0" encoding="{encoding}"?>{HEAD}</svg>'
        assert refused(data) is Unsafe.ENCODING

    def test_bytes_that_are_no_text_in_their_encoding_are_refused(self) -> None:
        assert refused(HEAD.encode() + b"<text>\xff\xfe</text></svg>") is Unsafe.ENCODING

    @pytest.mark.parametrize(
        "data", ["", "  ", "no markup", "<svg", "<svg><g></svg>", "<svg>\0</svg>"]
    )
    def test_what_is_not_well_formed_is_refused(self, data: str) -> None:
        assert refused(data) is Unsafe.DAMAGED

    @pytest.mark.parametrize("root", ["html", "g", "svgx", "x:svgz"])
    def test_another_root_is_refused(self, root: str) -> None:
        assert refused(f'<{root} xmlns:x="urn:x"/>') is Unsafe.NOT_SVG

    def test_a_prefixed_root_is_taken(self) -> None:
        picture = '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g></s:g></s:svg>'
        assert svg.safe(picture.encode()) == picture

    def test_text_and_attributes_come_out_as_they_went_in(self) -> None:
        text = "<text>a &lt; b &amp;&amp; c ]]&gt;</text>"
        body = f'<g id="a" data-say="&lt;&quot;&amp;&#10;">{text}</g>'
        once = cleaned(body)
        assert text in once
        assert svg.safe(once.encode()) == once


class TestLimits:
    def test_a_file_beyond_the_size_is_refused_before_it_is_read(self) -> None:
        assert refused(b"\xff" * (16 * 1024 * 1024 + 1)) is Unsafe.TOO_LARGE

    def test_nesting_is_bounded(self) -> None:
        assert "<g>" in cleaned("<g>" * 150 + "</g>" * 150)
        assert refused(HEAD + "<g>" * 300 + "</g>" * 300 + "</svg>") is Unsafe.TOO_DEEP

    def test_nesting_counts_in_what_is_taken_out_too(self) -> None:
        deep = "<script>" + "<a>" * 300 + "</a>" * 300 + "</script>"
        assert refused(f"{HEAD}{deep}</svg>") is Unsafe.TOO_DEEP

    def test_the_number_of_elements_is_bounded(self) -> None:
        assert refused(HEAD + "<g/>" * 200_001 + "</svg>") is Unsafe.TOO_MANY

    def test_a_few_lines_that_ask_for_billions_of_shapes_are_refused(self) -> None:
        levels = "".join(
            f'<g id="l{n}">' + f'<use xlink:href="#l{n + 1}"/>' * 10 + "</g>" for n in range(9)
        )
        assert refused(f'{HEAD}{levels}<g id="l9"><path/></g></svg>') is Unsafe.TOO_MANY

    def test_a_long_chain_of_uses_is_as_deep_as_it_is_drawn(self) -> None:
        chain = "".join(f'<g id="c{n}"><use href="#c{n + 1}"/></g>' for n in range(20_000))
        assert refused(f"{HEAD}{chain}</svg>") is Unsafe.TOO_DEEP

    def test_many_uses_of_one_symbol_are_no_fault(self) -> None:
        symbol = '<symbol id="s"><path/><path/></symbol>'
        assert cleaned(symbol + '<use xlink:href="#s"/>' * 5000).count("<use ") == 5000

    @pytest.mark.parametrize(
        "body",
        [
            '<g id="a"><use xlink:href="#a"/></g>',
            '<g id="a"><g><use href=" #a "/></g></g>',
            '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
            '<g id="a"><g id="b"><use href="#a"/></g></g>',
            '<pattern id="p"><rect fill="url(#p)"/></pattern>',
            '<mask id="m"><rect style="mask: url( \'#m\' )"/></mask>',
            '<marker id="m"><path marker-end="URL(#m)"/></marker>',
            '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>',
            '<g xml:id="a"><use href="#a"/></g>',
        ],
    )
    def test_a_part_drawn_inside_itself_is_refused(self, body: str) -> None:
        assert refused(f"{HEAD}{body}</svg>") is Unsafe.RECURSIVE

    def test_a_link_to_where_it_stands_draws_nothing(self) -> None:
        assert 'href="#a"' in cleaned('<g id="a"><a href="#a"/></g>')
        assert 'href="#r"' in cleaned('<rect id="r"><animate href="#r" attributeName="x"/></rect>')


class TestEntities:
    @pytest.mark.parametrize(
        "subset",
        [
            '<!ENTITY a "b">',
            '<!ENTITY x SYSTEM "file:///etc/passwd">',
            '<!ENTITY % p SYSTEM "http://host/x.dtd"> %p;',
            "<!ATTLIST svg onload CDATA 'alert(1)'>",
            "",
        ],
    )
    def test_a_document_type_with_things_of_its_own_is_refused(self, subset: str) -> None:
        assert refused(f"<!DOCTYPE svg [{subset}]>{HEAD}</svg>") is Unsafe.ENTITIES

    def test_the_laughs_are_not_counted(self) -> None:
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
        data = f'<!DOCTYPE svg [<!ENTITY l0 "ha">{laughs}]>{HEAD}<text>&l29;</text></svg>'
        assert refused(data) is Unsafe.ENTITIES

    def test_the_plain_document_type_of_svg_is_dropped(self) -> None:
        doctype = (
            '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"'
            ' "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        )
        assert svg.safe(f"{doctype}{HEAD}</svg>".encode()) == f"{HEAD}</svg>"


class TestActiveContent:
    @pytest.mark.parametrize(
        "body",
        [
            "<script>alert(1)</script>",
            "<x:SCRIPT xmlns:x='http://www.w3.org/2000/svg'><g/>alert(1)</x:SCRIPT>",
            "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>alert(1)</p></foreignObject>",
            "<handler type='text/ecmascript'>alert(1)</handler>",
            "<?xml-stylesheet href='http://host/alert(1).css'?>",
            "<!-- alert(1) -->",
            "<g onclick='alert(1)' OnLoad='alert(1)'/>",
            "<a href='javascript:alert(1)'/>",
            "<a xlink:href=' java&#10;script:alert(1)'/>",
            "<animate attributeName='xlink:href' to='javascript:alert(1)'/>",
            "<set attributeName='onclick' to='alert(1)'/>",
        ],
    )
    def test_it_is_taken_out_and_the_rest_stays(self, body: str) -> None:
        picture = cleaned(f'<rect id="before"/>{body}<rect id="after"/>')
        assert "alert" not in picture
        assert 'id="before"' in picture
        assert 'id="after"' in picture


class TestReferences:
    @pytest.mark.parametrize(
        "body",
        [
            '<image href="secret.png"/>',
            '<image xlink:href="file:///etc/secret"/>',
            '<image href="//host/secret"/>',
            '<image href="#secret"/>',
            '<use href="other.svg#secret"/>',
            '<a href="https://host/secret"/>',
            '<feImage href="data:image/png;base64,secret"/>',
            '<g xml:base="http://host/secret"/>',
            '<rect fill="url(http://host/secret#p)"/>',
            '<rect fill="url( &quot;secret.svg#p&quot; )"/>',
            '<rect fill="\\75rl(secret)"/>',
            '<rect style="fill: url(secret.svg#a); stroke: red"/>',
            '<style>@import "secret.css";</style>',
            "<style>@IMPORT url(secret.css) screen;</style>",
            "<style>@im@import 'x';port 'secret.css';</style>",
            "<style>@\\69mport 'secret.css';</style>",
            "<style><![CDATA[@import 'secret.css']]></style>",
            "<style>@font-face { font-family: x; src: url(secret.woff) }</style>",
            "<style>.a { fill: u\\72 l('secret') }</style>",
            "<style>.a { fill: url(secret</style>",
            "<style>.a { background: image-set('secret' 1x) }</style>",
        ],
    )
    def test_one_that_leads_out_of_the_file_is_taken_out(self, body: str) -> None:
        picture = cleaned(f"{body}<rect/>")
        assert not re.search(r"(?:href|url|import|src)\W*[^;]*secret", picture, re.IGNORECASE)
        assert "<rect>" in picture

    def test_one_into_the_file_stays(self) -> None:
        body = (
            '<linearGradient id="g"></linearGradient><rect fill="url(#g)" style="filter: url(#f)">'
            '</rect><use xlink:href="#g"></use>'
        )
        assert cleaned(body) == f"{HEAD}{body}</svg>"

    def test_an_embedded_raster_image_stays(self) -> None:
        body = f'<image xlink:href="data:image/png;base64,{PNG}"></image>'
        assert cleaned(body) == f"{HEAD}{body}</svg>"

    def test_a_line_broken_one_is_joined(self) -> None:
        broken = PNG[:20] + "&#10;  " + PNG[20:]
        assert f"base64,{PNG}" in cleaned(f'<image href="data:image/png;base64,{broken}"/>')

    @pytest.mark.parametrize(
        "address",
        [
            "data:image/svg+xml;base64,PHN2Zy8+",
            "data:text/html;base64,PGh0bWw+",
            f"data:image/png,{PNG}",
            # Looks at the bytes, not at the label: this is "<svg xmlns=...".
            "data:image/png;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciPg==",
            # Some readers take what follows the last marker.
            f"data:image/png;base64,{PNG};base64,PHN2Zy8+",
            "data:image/png;base64,",
        ],
    )
    def test_what_only_says_that_it_is_one_is_taken_out(self, address: str) -> None:
        assert "href" not in cleaned(f'<image href="{address}"/>').removeprefix(HEAD)

    def test_an_enormous_one_is_refused(self) -> None:
        payload = PNG + "A" * (12 * 1024 * 1024)
        image = f'<image href="data:image/png;base64,{payload}"/>'
        assert refused(f"{HEAD}{image}</svg>") is Unsafe.TOO_LARGE


class TestThemes:
    CSS = ".a{fill:red} @media (prefers-color-scheme: dark) { .a{fill:blue} } .b{x:y}"

    def test_each_theme_gets_its_own_rules(self) -> None:
        picture = in_style(self.CSS)
        assert rules(svg.themed(picture, dark=True)) == ".a{fill:red} .a{fill:blue} .b{x:y}"
        assert rules(svg.themed(picture, dark=False)) == ".a{fill:red} .b{x:y}"

    @pytest.mark.parametrize(
        ("query", "dark", "light"),
        [
            ("(prefers-color-scheme:dark)", ".a{}", ""),
            ("( prefers-color-scheme : light )", "", ".a{}"),
            ("screen and (PREFERS-color-scheme: DARK)", ".a{}", ""),
            ("only screen and (prefers-color-scheme: dark)", ".a{}", ""),
            ("/* ! */ (prefers-color-scheme: dark) /* { */", ".a{}", ""),
            ("not all and (prefers-color-scheme: dark)", "", ".a{}"),
            ("not (prefers-color-scheme: light)", ".a{}", ""),
            ("(prefers-color-scheme)", ".a{}", ".a{}"),
            ("(prefers-color-scheme: no-preference)", "", ""),
            ("print, (prefers-color-scheme: dark)", ".a{}", "@media print {.a{}}"),
            ("(prefers-color-scheme: dark) or (prefers-color-scheme: light)", ".a{}", ".a{}"),
            (
                "(prefers-color-scheme: dark) and (min-width: 9px)",
                "@media (min-width: 9px) {.a{}}",
                "",
            ),
            (
                "not all and (prefers-color-scheme: dark) and (min-width: 9px)",
                "@media not all and (min-width: 9px) {.a{}}",
                ".a{}",
            ),
        ],
    )
    def test_queries_are_judged_as_css_does(self, query: str, dark: str, light: str) -> None:
        picture = in_style(f"@media {query}{{.a{{}}}}")
        assert rules(svg.themed(picture, dark=True)) == dark
        assert rules(svg.themed(picture, dark=False)) == light

    def test_blocks_inside_blocks(self) -> None:
        picture = in_style(
            "@supports (a:b) { @media (prefers-color-scheme: dark) { .a{} @media print { .b{} } } }"
            "@media (prefers-color-scheme: light) { @media (prefers-color-scheme: dark) { .c{} } }"
            ".d{}"
        )
        assert rules(svg.themed(picture, dark=True)) == (
            "@supports (a:b) { .a{} @media print { .b{} } }.d{}"
        )
        assert rules(svg.themed(picture, dark=False)) == "@supports (a:b) { } .d{}"

    def test_braces_in_strings_and_comments_open_nothing(self) -> None:
        # A comment right before a block is part of what the block's own end takes away.
        css = (
            '.a{content:"}"} /* { */ @media (prefers-color-scheme: dark)'
            " { .b{content:'{\\'{'} /* } */ } .c{}"
        )
        dark, light = (rules(svg.themed(in_style(css), dark=dark)) for dark in (True, False))
        assert dark == ".a{content:\"}\"} .b{content:'{\\'{'} /* } */ .c{}"
        assert light == '.a{content:"}"} .c{}'

    def test_every_style_element_is_read_and_nothing_else_is(self) -> None:
        media = "@media (prefers-color-scheme: dark) {.x{a:b}}"
        outside = f"<!-- <style>{media}</style> --><text a='>'>{media} &lt;style></text>\n<g  />"
        picture = (
            f"{HEAD}{outside}<style/><style type='text/css' >{media}</style>"
            f"<s:style xmlns:s='x'><![CDATA[.y>.z{{}} {media}]]></s:style>{outside}</svg>"
        )
        light = svg.themed(picture, dark=False)
        assert light == (
            f"{HEAD}{outside}<style/><style type='text/css' ></style>"
            f"<s:style xmlns:s='x'>.y&gt;.z{{}}</s:style>{outside}</svg>"
        )
        assert svg.themed(picture, dark=True).count(".x{a:b}") == 6

    def test_a_style_element_may_hold_in_one_theme_only(self) -> None:
        picture = f'{HEAD}<style media="(prefers-color-scheme: dark)" id="s">.a{{}}</style></svg>'
        assert svg.themed(picture, dark=True) == f'{HEAD}<style id="s">.a{{}}</style></svg>'
        assert svg.themed(picture, dark=False) == f'{HEAD}<style id="s"></style></svg>'

    def test_a_picture_without_themes_is_left_to_the_letter(self) -> None:
        picture = in_style(".a { fill : red } @media print { .a{} }") + "\r\n<!-- end -->"
        assert svg.themed(picture, dark=True) == picture
        assert not svg.has_dark_theme(picture)

    def test_what_is_not_well_formed_is_left_to_the_letter(self) -> None:
        picture = f"{HEAD}<style>{self.CSS}</svg>"
        assert svg.themed(picture, dark=True) == picture

    @pytest.mark.parametrize(
        "css",
        [
            "@media (prefers-color-scheme: dark) {" * 20_000,
            "@media (prefers-color-scheme: dark) {}" * 20_000 + "}" * 20_000,
            "@media (prefers-color-scheme: dark) /*" + "/*" * 200_000,
            "@media (prefers-color-scheme: dark) " + '"\n' * 200_000,
        ],
    )
    def test_enormous_nonsense_is_read_once(self, css: str) -> None:
        assert "(prefers-color-scheme: dark) {" not in svg.themed(in_style(css), dark=True)

    def test_the_dark_theme_is_one_only_if_it_differs(self) -> None:
        assert svg.has_dark_theme(in_style(self.CSS))
        assert svg.has_dark_theme(in_style(self.CSS.replace("dark", "light")))
        assert not svg.has_dark_theme(in_style(f"/* {self.CSS} */"))
        assert not svg.has_dark_theme(f"{HEAD}<text>(prefers-color-scheme: dark)</text></svg>")


class TestFonts:
    INSTALLED = ("NanumGothic", "DejaVu Sans Mono")

    def test_a_list_becomes_the_first_family_there_is(self) -> None:
        picture = in_style("""text { font-family: "No;ne", 'nanumgothic', serif; x: y }""")
        assert rules(svg.with_fonts(picture, self.INSTALLED, {})) == (
            'text { font-family: "NanumGothic"; x: y }'
        )

    def test_a_generic_family_stands_for_a_real_one(self) -> None:
        body = '<text font-family="None, monospace" style="font-family:None,monospace;fill:red"/>'
        picture = svg.with_fonts(f"{HEAD}{body}</svg>", [], {"monospace": "DejaVu Sans Mono"})
        assert 'font-family="DejaVu Sans Mono"' in picture
        assert "font-family: &quot;DejaVu Sans Mono&quot;;fill:red" in picture or (
            "'font-family: \"DejaVu Sans Mono\";fill:red'" in picture
        )
        assert picture.endswith("/></svg>")

    def test_a_list_of_which_nothing_is_there_stays(self) -> None:
        picture = in_style("text { font-family: A, 'B' }")
        assert svg.with_fonts(picture, self.INSTALLED, {"serif": "C"}) == picture


class TestSize:
    @pytest.mark.parametrize(
        ("attributes", "expected"),
        [
            ("", (300, 150)),
            ('width="120" height="80px"', (120, 80)),
            ('width="1in" height="2.54cm" viewBox="0 0 5 5"', (96, 96)),
            ('width="25.4mm" height="72pt"', (96, 96)),
            ('width="6pc" height="1e2"', (96, 100)),
            ('viewBox="-5,-5 , 40 20"', (40, 20)),
            ('width="100%" height="100%" viewBox="0 0 40 20"', (40, 20)),
            ('width="80" viewBox="0 0 40 20"', (80, 40)),
            ('height="80" viewBox="0 0 40 20"', (160, 80)),
            ('width="80"', (80, 150)),
            ('width="0" height="-3"', (300, 150)),
            ('width="nan" height="1e999" viewBox="0 0 inf nan"', (300, 150)),
            ('viewBox="0 0 0 20"', (300, 150)),
            ('viewBox="0 0 20"', (300, 150)),
            ('width="5 apples" height="12em"', (300, 150)),
        ],
    )
    def test_lengths_follow_css(self, attributes: str, expected: tuple[float, float]) -> None:
        assert svg.size(f"<!-- x --><svg {attributes}><svg width='7'/></svg>") == pytest.approx(
            expected
        )

    @pytest.mark.parametrize("text", ["", "nothing", "<svg width='9' height='9'><g></svg>"])
    def test_damage_is_no_reason_to_fail(self, text: str) -> None:
        assert svg.size(text) in {(300, 150), (9, 9)}

    def test_a_number_of_a_million_digits_is_read_once(self) -> None:
        assert svg.size(f"<svg width='{'1' * 1_000_000}!' height='5'/>") == (300, 5)


def test_importing_it_brings_no_qt() -> None:
    code = "import sys, msp_desktop.course.svg; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


FRAMES = [
    ("0 0 200 100", "", "0 0 200 100"),
    ("0 0 100 100", "", "-50 0 200 100"),
    ("0 0 100 100", "xMinYMin", "0 0 200 100"),
    ("0 0 100 100", "xMaxYMid meet", "-100 0 200 100"),
    ("10 20 400 100", "xMidYMax", "10 -80 400 200"),
    ("0 0 100 100", "xMidYMid slice", "0 25 100 50"),
    ("0 0 400 100", "xMinYMid slice", "0 0 200 100"),
    ("0 0 100 100", "none", "0 0 100 100"),
    ("0 0 100 100", "nonsense", "-50 0 200 100"),
    ("0 0 0 100", "", "0 0 0 100"),
]


@pytest.mark.parametrize(("box", "asked", "expected"), FRAMES)
def test_a_box_of_another_ratio_is_framed(box: str, asked: str, expected: str) -> None:
    source = (
        f'<svg width="400" height="200" viewBox="{box}" preserveAspectRatio="{asked}">'
        '<svg viewBox="0 0 1 9"><rect/></svg></svg>'
    )
    shown = svg.framed(source)
    assert f'viewBox="{expected}"' in shown
    assert '<svg viewBox="0 0 1 9"><rect' in shown, "what is inside is Qt's"
