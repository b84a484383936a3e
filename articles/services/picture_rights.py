"""What a picture file says about its rights and its subject: read before everything is stripped, and
written into the files that readers get.

Runs in the picture's child process: no Django. Where the three places disagree, XMP is newer than IPTC,
and IPTC was written by a person more often than EXIF, whose texts cameras fill in by themselves.
"""

import struct
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from PIL import ExifTags, IptcImagePlugin
from PIL.ImageFile import ImageFile

# What Pillow's readers raise on damaged bytes.
DAMAGED = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    TypeError,
    ValueError,
    struct.error,
)
MAX_TEXT = 4000
MAX_XMP = 1024 * 1024

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
# IPTC Photo Metadata Standard 2023.1, by the names of our own fields.
XMP_FIELDS = {
    "caption": f"{DUBLIN_CORE}description",
    "byline": f"{DUBLIN_CORE}creator",
    "copyright": f"{DUBLIN_CORE}rights",
    "credit": "{http://ns.adobe.com/photoshop/1.0/}Credit",
    "licence": "{http://ns.adobe.com/xap/1.0/rights/}UsageTerms",
    "alt": "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}AltTextAccessibility",
    "digital_source": "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType",
}
# What of it goes out with every file, and how XMP spells each.
KEPT = {
    "byline": "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>",
    "credit": "<photoshop:Credit>{}</photoshop:Credit>",
    "copyright": '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:rights>',
    "licence": (
        '<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
        "</xmpRights:UsageTerms>"
    ),
    "digital_source": "<Iptc4xmpExt:DigitalSourceType>{}</Iptc4xmpExt:DigitalSourceType>",
}
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
NAMESPACES = {
    "rdf": RDF[1:-1],
    "dc": DUBLIN_CORE[1:-1],
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
# No XML may hold these.
NOT_IN_XML = dict.fromkeys(range(32)) | dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
# IPTC-IIM 4.2, record 2.
IPTC_FIELDS = {"caption": (2, 120), "byline": (2, 80), "credit": (2, 110), "copyright": (2, 116)}
EXIF_FIELDS = {
    "caption": ExifTags.Base.ImageDescription,
    "byline": ExifTags.Base.Artist,
    "copyright": ExifTags.Base.Copyright,
}
# Cameras' own captions.
FILLERS = {"OLYMPUS DIGITAL CAMERA", "KONICA MINOLTA DIGITAL CAMERA", "DIGITAL CAMERA", "SONY DSC", "DCIM"}


def read_rights(image: ImageFile) -> dict[str, str]:
    """Our field names and what the file says, as it stands there. Damaged metadata counts as none."""
    found: dict[str, str] = {}
    for read in (from_xmp, from_iptc, from_exif):
        try:
            said = read(image)
        except (SyntaxError, *DAMAGED):
            continue
        for field, text in said.items():
            if text.strip(" \0") and text.strip() not in FILLERS:
                found.setdefault(field, text[:MAX_TEXT])
    return found


def rights_packet(rights: Mapping[str, str]) -> bytes:
    """An XMP packet with whose picture it is and how it was made; empty where nothing says so.

    A bare code of how it was made gets the address of its vocabulary.
    """
    said = dict(rights)
    if code := said.get("digital_source", "").rstrip("/").rpartition("/")[2]:
        said["digital_source"] = SOURCE_TYPES + code
    fields = "".join(
        spelled.format(escape(said[field].translate(NOT_IN_XML).strip()))
        for field, spelled in KEPT.items()
        if said.get(field)
    )
    if not fields:
        return b""
    spaces = "".join(f" xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF{spaces}>'
        f'<rdf:Description rdf:about="">{fields}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def orientation_of(image: ImageFile) -> int:
    """The EXIF orientation; 1, upright, where there is none or it cannot be read."""
    try:
        value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except (SyntaxError, *DAMAGED):
        return 1
    return value if isinstance(value, int) else 1


def from_xmp(image: ImageFile) -> dict[str, str]:
    packet = image.info.get("xmp")
    if not isinstance(packet, bytes) or len(packet) > MAX_XMP:
        return {}
    text = packet.decode("utf-8-sig").strip(" \0\r\n")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:  # entities can be made to grow without end
        return {}
    root = ElementTree.fromstring(text)  # noqa: S314  (no DOCTYPE gets here, and the process is confined)
    said: dict[str, str] = {}
    for description in root.iter(f"{RDF}Description"):
        for field, name in XMP_FIELDS.items():
            text = description.get(name) or xmp_text(description.find(name))
            if text:
                said.setdefault(field, text)
    return said


def xmp_text(element: ElementTree.Element | None) -> str:
    """A plain value; of alternatives by language the default one, of a sequence all, with commas."""
    if element is None:
        return ""
    items = list(element.iter(f"{RDF}li"))
    if items and element.find(f"{RDF}Alt") is not None:
        return next((item for item in items if item.get(LANG) == "x-default"), items[0]).text or ""
    if items:
        return ", ".join(item.text.strip() for item in items if item.text)
    return element.get(f"{RDF}resource") or element.text or ""


def from_iptc(image: ImageFile) -> dict[str, str]:
    records = IptcImagePlugin.getiptcinfo(image) or {}
    return {
        field: ", ".join(decode(value) for value in values(records[key]))
        for field, key in IPTC_FIELDS.items()
        if key in records
    }


def values(record: bytes | list[bytes]) -> Iterator[bytes]:
    yield from [record] if isinstance(record, bytes) else record


def from_exif(image: ImageFile) -> dict[str, str]:
    exif = image.getexif()
    # Pillow reads EXIF text as Latin-1; phones and newer programs write UTF-8.
    texts = {field: exif.get(tag) for field, tag in EXIF_FIELDS.items()}
    return {
        field: decode(text.encode("latin-1", "replace"))
        for field, text in texts.items()
        if isinstance(text, str)
    }


def decode(raw: bytes) -> str:
    """UTF-8 where it is valid, and otherwise the Windows code page that old picture desks wrote."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
