from hypothesis import given
from strategies import boxes

from deblur_desktop.photo.box import Box


@given(a=boxes(), b=boxes())
def test_the_common_part_lies_in_both(a: Box, b: Box):
    common = a & b

    assert common == b & a
    assert common.is_empty or (common & a == common and common & b == common)


@given(a=boxes(), b=boxes())
def test_the_box_around_two_holds_both(a: Box, b: Box):
    around = a | b

    assert around == b | a
    for box in (a, b):
        assert box.is_empty or around & box == box


@given(a=boxes(), b=boxes(), c=boxes())
def test_the_common_part_of_three_does_not_depend_on_the_order(a: Box, b: Box, c: Box):
    assert (a & b) & c == a & (b & c)


@given(box=boxes(least=0))
def test_growing_and_shrinking_cancel_out(box: Box):
    assert box.grown(3).grown(-3) == box
    assert box.moved(2, -1).moved(-2, 1) == box


@given(box=boxes(least=0))
def test_slices_have_the_size_of_the_box(box: Box):
    rows, columns = box.slices

    assert (rows.stop - rows.start, columns.stop - columns.start) == (box.height, box.width)


@given(boxes(), boxes())
def test_what_remains_without_another_is_the_rest_of_it(a: Box, b: Box):
    rest = a.without(b)

    area = sum(part.width * part.height for part in rest)
    assert area == max(a.width, 0) * max(a.height, 0) - (a & b).width * (a & b).height
    assert all((part & a) == part and (part & b).is_empty for part in rest)
    assert all((first & other).is_empty for first in rest for other in rest if first is not other)
