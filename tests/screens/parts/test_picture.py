"""The frame lies where the passage is printed, and a page's image stays small."""

from __future__ import annotations

import io
import re

from PIL import Image, ImageDraw

from ingest.geometry import Box
from screens.parts.picture import Picture, blocks, cropped, framed, shrink


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_a_page_of_text_becomes_a_small_crisp_png() -> None:
    page = Image.new("RGB", (1190, 1684), "white")
    draw = ImageDraw.Draw(page)
    for line in range(60):
        draw.text((80, 80 + 25 * line), "Une radiothérapie antalgique est recommandée. " * 4, "black")
    picture = shrink(png(page))
    assert picture.media == "image/png"
    assert len(picture.data) < 150_000
    with Image.open(io.BytesIO(picture.data)) as small:
        assert small.size == page.size
        assert small.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_photograph_is_not_reduced_to_a_palette() -> None:
    assert shrink(png(Image.effect_noise((300, 300), 90).convert("RGB"))).media == "image/png"  # 256 greys
    gradient = Image.merge(
        "RGB", [Image.linear_gradient("L"), Image.radial_gradient("L"), Image.effect_noise((256, 256), 80)]
    )
    assert shrink(png(gradient)).media == "image/webp"


def test_the_frame_stands_in_percent_of_the_page() -> None:
    html = framed(Picture(b"", "image/png"), 200, 400, [Box(50, 100, 150, 110)], "Page 1")
    left, top, width, height = (float(x) for x in re.findall(r"(?:left|top|width|height):([\d.]+)%", html.code))
    assert (left, top) == (24, 24.5)
    assert (width, height) == (52, 3.5)


def test_a_frame_never_leaves_the_page() -> None:
    html = framed(Picture(b"", "image/png"), 200, 400, [Box(-30, -5, 260, 500)], "Page 1")
    assert "left:0.000%;top:0.000%;width:100.000%;height:100.000%" in html.code


def test_lines_of_one_paragraph_share_a_frame() -> None:
    lines = [Box(50, 100, 300, 110), Box(50, 114, 290, 124), Box(50, 128, 120, 138)]
    assert blocks(lines) == (Box(48, 98, 302, 140),)


def test_a_passage_over_two_columns_has_two_frames() -> None:
    lines = [Box(50, 700, 280, 710), Box(50, 714, 280, 724), Box(310, 60, 540, 70), Box(310, 74, 400, 84)]
    assert len(blocks(lines)) == 2


def test_the_cells_of_a_row_share_a_frame() -> None:
    assert len(blocks([Box(50, 100, 150, 110), Box(170, 100, 260, 110), Box(50, 116, 150, 126)])) == 1


def test_nothing_to_frame_is_no_frame() -> None:
    assert 'class="frame"' not in framed(Picture(b"", "image/png"), 200, 400, [], "Page 1").code


def test_a_figure_is_cut_out_of_its_page_and_never_beyond_it() -> None:
    page = Image.new("RGB", (400, 600), "white")
    ImageDraw.Draw(page).rectangle((100, 200, 200, 260), fill="black")
    for box, size in ((Box(50, 100, 100, 130), (108, 68)), (Box(-9, 280, 250, 400), (400, 44))):
        with Image.open(io.BytesIO(cropped(png(page), box).data)) as figure:
            assert figure.size == size
