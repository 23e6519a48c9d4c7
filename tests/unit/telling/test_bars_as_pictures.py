from __future__ import annotations

from fractions import Fraction
from time import process_time

from pictured_flows import HOSTILE, of_class, read, texts

from ssmflow.telling.bar_picture import Bar, bar_picture
from ssmflow.telling.lettering import width_of

ONE = [Bar("Je kunt aan de slag", Fraction(3, 4)), Bar("Deze weg stopt hier", Fraction(1, 4))]
TWO = [
    Bar("Aan de slag", Fraction(1, 2), Fraction(3, 4)),
    Bar("Stop", Fraction(1, 2), Fraction(1, 4)),
]
NAMES = ("De beslisboom", "De variant")


def lengths(picture: str, kind: str = "ssmflow-beam") -> list[float]:
    return [
        float(found.attrib["width"].removesuffix("%"))
        for found in of_class(picture, kind)
        if found.attrib["width"].endswith("%")
    ]


def test_each_bar_has_its_label_and_its_number() -> None:
    told = texts(bar_picture(ONE, "nl", title="Delen"))
    assert told == ["Je kunt aan de slag", "75,0\u00a0%", "Deze weg stopt hier", "25,0\u00a0%"]


def test_a_bar_is_as_long_as_its_share() -> None:
    longer, shorter = lengths(bar_picture(ONE, "nl", title="Delen"))
    assert abs(longer - 3 * shorter) < 0.02


def test_beside_a_variant_each_row_has_two_bars_and_the_difference() -> None:
    picture = bar_picture(TWO, "nl", title="Delen", names=NAMES)
    told = [text.replace("\u00a0", " ") for text in texts(picture)]
    assert told == [
        *NAMES,
        *("Aan de slag", "50,0 %", "75,0 % (+25,0)"),
        *("Stop", "50,0 %", "25,0 % (\u221225,0)"),
    ]
    assert len(lengths(picture, "ssmflow-first")) == len(lengths(picture, "ssmflow-second")) == 2


def test_the_second_bar_differs_by_stripes_and_rim_too() -> None:
    second = of_class(bar_picture(TWO, "nl", title="Delen"), "ssmflow-second")[0]
    assert [part.tag.split("}")[1] for part in second] == ["rect", "path", "rect"]
    assert second[2].get("stroke-width") == "4"


def test_the_longest_bar_leaves_room_for_its_number_in_a_narrow_window() -> None:
    bar = Bar("Veel", Fraction(99, 100), Fraction(2, 3))
    room = 280 * (1 - max(lengths(bar_picture([bar], "nl", title="Delen"))) / 100)
    assert room > width_of("66,7 % (\u221232,3)", 15)


def test_nothing_at_all_is_drawn_as_nothing() -> None:
    assert lengths(bar_picture([Bar("Niets", Fraction(0))], "nl", title="Delen")) == [0]
    assert texts(bar_picture([], "nl", title="Delen")) == []


def test_a_picture_says_what_it_is() -> None:
    root = read(bar_picture(ONE, "nl", title="Delen"))
    assert root.get("role") == "img"
    assert root.get("lang") == "nl"
    assert root[0].text == "Delen"


def test_no_text_becomes_markup() -> None:
    hostile = [Bar(HOSTILE, Fraction(1), Fraction(1))]
    picture = bar_picture(hostile, "nl", title=HOSTILE, names=(HOSTILE, HOSTILE))
    assert "<script" not in picture
    assert {found.tag.split("}")[1] for found in read(picture).iter()} == {
        *("svg", "title", "text", "rect", "path")
    }


def test_a_picture_names_no_place_that_anything_could_be_loaded_from() -> None:
    picture = bar_picture(TWO, "nl", title="Delen", names=NAMES)
    assert picture.count("://") == 1  # the name of SVG itself
    names = {name for found in read(picture).iter() for name in found.keys()}  # noqa: SIM118
    assert not names & {"href", "src", "style", "id"}


def test_eight_rows_are_drawn_at_once() -> None:
    bars = [
        Bar(f"Uitkomst {n} van de beslisboom", Fraction(n, 40), Fraction(1, 8)) for n in range(8)
    ]
    bar_picture(bars, "nl", title="Delen")  # the locale is read once
    taken = []
    for _ in range(5):
        start = process_time()  # what else the machine does is not counted
        bar_picture(bars, "nl", title="Delen")
        taken.append(process_time() - start)
    assert min(taken) < 0.05
