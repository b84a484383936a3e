"""Picture files for the tests, made on the spot: photographs, their metadata, and files that are neither."""

import io
import struct
import zlib
from typing import Any

from PIL import ExifTags, Image, TiffImagePlugin

# One colour a quarter: which way up a picture is can be read from its corners.
QUARTERS = ((220, 30, 30), (30, 180, 30), (30, 30, 220), (240, 240, 240))

SECRETS = (b"SN-4711", b"OWNER-LEE", b"THUMB-MARK", b"COMMENT-MARK", b"MAKER-MARK")


class NamedFile(io.BytesIO):
    """Bytes with a file name, as an upload has them."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data)
        self.name = name


def photo(width: int = 90, height: int = 60, mode: str = "RGB") -> Image.Image:
    picture = Image.new("RGB", (width, height))
    for index, colour in enumerate(QUARTERS):
        box = (index % 2 * (width // 2), index // 2 * (height // 2))
        picture.paste(Image.new("RGB", (width - width // 2, height - height // 2), colour), box)
    return picture.convert(mode)


def as_file(picture: Image.Image, name: str = "ferry.jpg", **options: Any) -> NamedFile:
    """Encoded by the ending of its name."""
    kinds = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF", "avif": "AVIF", "mpo": "MPO"}
    stream = io.BytesIO()
    picture.save(stream, kinds[name.rpartition(".")[2]], **options)
    return NamedFile(stream.getvalue(), name)


def jpeg(width: int = 90, height: int = 60, name: str = "ferry.jpg", **options: Any) -> NamedFile:
    return as_file(photo(width, height), name, **options)


def telling_jpeg(width: int = 900, height: int = 600, *, orientation: int = 1, **options: Any) -> NamedFile:
    """A photograph that tells where it was taken, with which camera and by whose hand, five times over."""
    return jpeg(
        width,
        height,
        exif=exif_with_everything(orientation),
        comment=b"COMMENT-MARK",
        **options,
    )


def exif_with_everything(orientation: int = 1) -> bytes:
    """GPS, serial numbers, owner, maker note and, as a second directory, a thumbnail."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Coastline Optics"
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.BodySerialNumber] = "SN-4711"
    details[ExifTags.Base.CameraOwnerName] = "OWNER-LEE"
    details[ExifTags.Base.MakerNote] = b"MAKER-MARK" * 4
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = tuple(TiffImagePlugin.IFDRational(part) for part in (25, 46, 30))
    place[ExifTags.GPS.GPSLongitudeRef] = "W"
    place[ExifTags.GPS.GPSLongitude] = tuple(TiffImagePlugin.IFDRational(part) for part in (80, 11, 30))
    return with_thumbnail(exif.tobytes())


def with_thumbnail(exif: bytes) -> bytes:
    """Pillow writes no second directory, so it is chained to the first by hand (TIFF 6.0, section 2)."""
    head, tiff = exif[:6], bytearray(exif[6:])
    order = "<" if tiff[:2] == b"II" else ">"
    (first,) = struct.unpack_from(f"{order}L", tiff, 4)
    (entries,) = struct.unpack_from(f"{order}H", tiff, first)
    struct.pack_into(f"{order}L", tiff, first + 2 + 12 * entries, len(tiff))
    thumbnail = jpeg(16, 16, comment=b"THUMB-MARK").getvalue()
    start = len(tiff) + 2 + 2 * 12 + 4
    tiff += struct.pack(f"{order}HHHLLHHLLL", 2, 0x201, 4, 1, start, 0x202, 4, 1, len(thumbnail), 0)
    return head + bytes(tiff) + thumbnail


def iptc_block(records: dict[int, list[bytes]]) -> bytes:
    """A JPEG's APP13 with record 2 of IPTC-IIM, for `extra`."""
    iim = b"".join(
        struct.pack(">BBBH", 0x1C, 2, number, len(value)) + value
        for number, values in records.items()
        for value in values
    )
    resource = b"8BIM" + struct.pack(">HxxL", 0x0404, len(iim)) + iim + b"\0" * (len(iim) % 2)
    body = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body


def xmp_packet(inner: str, attributes: str = "") -> bytes:
    """`inner` and `attributes` go into the one rdf:Description."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        f" {attributes}>{inner}</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    ).encode()


def alternatives(name: str, text: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt></{name}>'


def wide_gamut_profile() -> bytes:
    """Display P3 with a gamma of 2.2, as a version 2 matrix profile (ICC.1:2001-04, 6.3)."""
    primaries = {
        b"rXYZ": (0.5151, 0.2412, -0.0011),
        b"gXYZ": (0.2920, 0.6922, 0.0419),
        b"bXYZ": (0.1571, 0.0666, 0.7841),
        b"wtpt": (0.9642, 1.0, 0.8249),
    }
    tags = {
        name: b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(v * 65536) for v in xyz))
        for name, xyz in primaries.items()
    }
    curve = b"curv\0\0\0\0" + struct.pack(">LHH", 1, round(2.2 * 256), 0)
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    text = b"Wide\0"
    tags[b"desc"] = b"desc\0\0\0\0" + struct.pack(">L", len(text)) + text + b"\0" * 79
    tags[b"cprt"] = b"text\0\0\0\0None\0"
    table, body, start = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">LL", start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    rest = struct.pack(">L", len(tags)) + table + body
    header = struct.pack(">L4x", 128 + len(rest)) + b"\x02\x10\0\0mntrRGB XYZ "
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp"
    header = header.ljust(68, b"\0") + struct.pack(">3i", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + rest


def png_of_size(width: int, height: int) -> bytes:
    """A PNG whose header claims a size, with next to nothing behind it."""
    return png_chunks(
        (b"IHDR", struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", b"x\x9cc\0\0\0\x01\0\x01")
    )


def png_chunks(*chunks: tuple[bytes, bytes]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))
        for kind, data in (*chunks, (b"IEND", b""))
    )
