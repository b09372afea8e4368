"""XMP packets: checked, and given one property of ours, the receipt.

A receipt is JSON that tells how a result was made. It is put into the text of the packet beside what
is there, so that everything another program wrote stays byte for byte.
"""

import io
import re
from html import unescape
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

NAMESPACE = "https://deblur-desktop.org/ns/1.0/"

_DEEPEST = 100
_RDF_END = re.compile(r"</([A-Za-z_][\w.-]*):RDF\s*>(?!.*</\1:RDF\s*>)", re.DOTALL)
_RDF_EMPTY = re.compile(r"<([A-Za-z_][\w.-]*):RDF(\s[^<>]*)?/>")
# Ours, and what other programs make of it when they write the packet anew.
_OWN_BLOCK = re.compile(
    r'<([A-Za-z_][\w.-]*):Description \1:about="" xmlns:deblur="[^"]*">'
    r"<deblur:receipt>[^<]*</deblur:receipt></\1:Description>"
)
_ELEMENT = re.compile(r"<deblur:receipt>([^<]*)</deblur:receipt>")
_ATTRIBUTE = re.compile(r"""\sdeblur:receipt=(?:"([^"<]*)"|'([^'<]*)')""")

_TIFF_PREFIX = re.compile(rb"""xmlns:([\w.-]+)\s*=\s*["']http://ns\.adobe\.com/tiff/1\.0/["']""")

_NEW_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def is_sound(packet: bytes) -> bool:
    """Whether the packet is XML without entities or a document type, and not absurdly deep."""
    depth = 0
    try:
        for event, _ in iterparse(
            io.BytesIO(_plain(packet)), events=("start", "end"), forbid_dtd=True
        ):
            depth += 1 if event == "start" else -1
            if depth > _DEEPEST:
                return False
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return False
    return True


def upright(xmp: bytes) -> bytes:
    """The packet with ``tiff:Orientation`` 1, where it says another, as attribute or element. UTF-8."""
    packet = _plain(xmp)
    for prefix in set(_TIFF_PREFIX.findall(packet)):
        value = rb"""([\s<]%s:Orientation\s*(?:=\s*["']|>)\s*)[2-8]""" % re.escape(prefix)
        packet = re.sub(value, rb"\g<1>1", packet)
    return packet


def with_receipt(xmp: bytes, receipt_json: str) -> bytes:
    """The packet *xmp* with *receipt_json* in it instead of an older receipt.

    A packet that is empty, or too broken to be added to, is replaced by a new one. UTF-8.
    """
    for base in (_bare(_text(xmp)), _NEW_PACKET):
        added = _inserted(base, escape(receipt_json)).encode()
        if read_receipt(added) == receipt_json and is_sound(added):
            return added
    raise ValueError("a receipt must be text that XML can hold")


def without_receipt(xmp: bytes) -> bytes:
    """The packet *xmp* as it was before `with_receipt`; empty if it was made for the receipt."""
    if read_receipt(xmp) is None:
        return xmp
    bare = _bare(_text(xmp))
    return b"" if bare == _NEW_PACKET else bare.encode()


def read_receipt(xmp: bytes) -> str | None:
    """The JSON that `with_receipt` put there, or None."""
    text = _text(xmp)
    found = _ELEMENT.search(text) or _ATTRIBUTE.search(text)
    return unescape(found[1] or found[found.lastindex or 1]) if found else None


def _bare(text: str) -> str:
    return _ATTRIBUTE.sub("", _ELEMENT.sub("", _OWN_BLOCK.sub("", text)))


def _inserted(text: str, receipt: str) -> str:
    text = _RDF_EMPTY.sub(r"<\1:RDF\2></\1:RDF>", text, count=1)
    end = _RDF_END.search(text)
    if end is None:
        return ""
    # The packet may call the RDF namespace by another name than is usual.
    rdf = end[1]
    block = (
        f'<{rdf}:Description {rdf}:about="" xmlns:deblur="{NAMESPACE}">'
        f"<deblur:receipt>{receipt}</deblur:receipt></{rdf}:Description>"
    )
    return text[: end.start()] + block + text[end.start() :]


def _text(xmp: bytes) -> str:
    return _plain(xmp).decode("utf-8", errors="replace")


def _plain(xmp: bytes) -> bytes:
    """The packet in UTF-8 without trailing zeros, which some programs pad with."""
    for mark, codec in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if xmp.startswith(mark):
            return xmp.decode(codec, errors="replace").encode()
    return xmp.removeprefix(b"\xef\xbb\xbf").strip(b"\0 \r\n\t")
