import json
import re
from xml.etree.ElementTree import fromstring

import photo_files
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deblur_desktop.photo.xmp import (
    NAMESPACE,
    is_sound,
    read_receipt,
    upright,
    with_receipt,
    without_receipt,
)

receipts = st.dictionaries(st.text(max_size=9), st.text(max_size=40), max_size=4).map(json.dumps)
PACKETS = {
    "none": b"",
    "broken": b"<x:xmpmeta><rdf:RDF>",
    "of another program": photo_files.XMP,
    "padded": photo_files.XMP + bytes(300),
    "empty": b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
    "in 16 bits": photo_files.XMP.decode().encode("utf-16"),
}


@pytest.mark.parametrize("packet", PACKETS.values(), ids=PACKETS)
@given(receipt=receipts)
def test_a_receipt_is_read_as_it_was_written(packet: bytes, receipt: str):
    assert receipt == read_receipt(with_receipt(packet, receipt))


@pytest.mark.parametrize("packet", PACKETS.values(), ids=PACKETS)
def test_a_receipt_stands_in_our_namespace_and_the_packet_is_sound(packet: bytes):
    marked = with_receipt(packet, '{"a": "<&>"}')

    found = list(fromstring(marked).iter(f"{{{NAMESPACE}}}receipt"))
    assert [element.text for element in found] == ['{"a": "<&>"}']
    assert is_sound(marked)


@pytest.mark.parametrize("packet", PACKETS.values(), ids=PACKETS)
def test_a_second_receipt_replaces_the_first(packet: bytes):
    once = with_receipt(packet, '{"n": 2}')

    assert once == with_receipt(with_receipt(packet, '{"n": 1}'), '{"n": 2}')


@pytest.mark.parametrize("packet", [b"", photo_files.XMP, b"<a/>"], ids=["none", "packet", "other"])
def test_a_packet_without_its_receipt_is_the_one_before(packet: bytes):
    expected = b"" if packet == b"<a/>" else packet

    assert expected == without_receipt(with_receipt(packet, '{"n": "<&>"}'))
    assert packet == without_receipt(packet)


def test_what_another_program_wrote_stays():
    marked = with_receipt(photo_files.XMP, "{}")

    start, end = photo_files.XMP.split(b"</rdf:RDF>")
    assert marked.startswith(start)
    assert marked.endswith(b"</rdf:RDF>" + end)


def test_a_receipt_that_another_program_turned_into_an_attribute_is_read_and_replaced():
    packet = photo_files.XMP.replace(
        b'xmp:Rating="4"',
        f'xmlns:deblur="{NAMESPACE}" deblur:receipt="{{&quot;n&quot;:1}}"'.encode(),
    )

    assert read_receipt(packet) == '{"n":1}'
    assert read_receipt(with_receipt(packet, '{"n":2}')) == '{"n":2}'


@pytest.mark.parametrize("packet", [b"", b"<a/>", photo_files.XMP, b"\xff\xfe\xff"])
def test_without_a_receipt_there_is_none(packet: bytes):
    assert read_receipt(packet) is None


@given(data=st.binary(max_size=200))
def test_any_bytes_can_be_asked(data: bytes):
    read_receipt(data)
    is_sound(data)
    assert read_receipt(with_receipt(data, "{}")) == "{}"


@pytest.mark.parametrize(
    "packet",
    [
        b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>',
        b"<a>" * 101 + b"</a>" * 101,
        b"<a>",
        b"",
        b"\xff\xfe",
    ],
    ids=["entity", "deep", "cut", "empty", "no text"],
)
def test_unsound_packets_are_recognised(packet: bytes):
    assert not is_sound(packet)


TURNED = {
    "attribute": b'tiff:Orientation="6"',
    "single quotes": b"tiff:Orientation = '8'",
    "element": b"><tiff:Orientation>3</tiff:Orientation><tiff:a",
}


@pytest.mark.parametrize("said", TURNED.values(), ids=TURNED)
def test_an_upright_packet_says_orientation_1_and_all_else_stays(said: bytes):
    tiff = b'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" '
    packet = photo_files.XMP.replace(b"xmp:Rating", tiff + said + b" xmp:Rating")

    made = upright(packet)

    assert made == packet.replace(said, re.sub(rb"[2-8]", b"1", said))
    assert made == upright(made)


def test_an_orientation_of_another_namespace_stays():
    packet = photo_files.XMP.replace(b"xmp:Rating", b'tiff:Orientation="6" xmp:Rating')

    assert packet == upright(packet)
