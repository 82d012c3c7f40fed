"""How files of every kind begin: those that are taken, and those that only pretend."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from PIL import Image

from chalicelib.core.media import MediaKind


def a_picture(form: str = "JPEG", *, wide: int = 4, high: int = 3) -> bytes:
    """A real picture."""
    out = BytesIO()
    Image.new("RGB", (wide, high), (200, 120, 40)).save(out, form)
    return out.getvalue()


def ftyp(brand: bytes, *compatible: bytes) -> bytes:
    """The first box of an ISO base media file, and a little of the next."""
    box = b"ftyp" + brand + bytes(4) + b"".join(compatible)
    return (len(box) + 4).to_bytes(4, "big") + box + b"\x00\x00\x10\x00moov" + bytes(64)


def ogg(codec: bytes) -> bytes:
    return b"OggS\x00\x02" + bytes(20) + b"\x01\x13" + codec + bytes(16)


WEBM: Final = (
    b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm" + bytes(64)
)
PHOTO, AUDIO, VIDEO, PDF = MediaKind
TAKEN: Final[dict[str, tuple[MediaKind, bytes, str]]] = {
    "photo.jpg": (PHOTO, a_picture("JPEG"), "image/jpeg"),
    "screen.png": (PHOTO, a_picture("PNG"), "image/png"),
    "photo.webp": (PHOTO, a_picture("WEBP"), "image/webp"),
    "iphone.heic": (PHOTO, ftyp(b"heic", b"mif1", b"MiHB", b"heic"), "image/heic"),
    "samsung.heic": (PHOTO, ftyp(b"mif1", b"mif1", b"heic"), "image/heic"),
    "plain.heif": (PHOTO, ftyp(b"mif1", b"mif1", b"miaf"), "image/heif"),
    "android.mp4": (VIDEO, ftyp(b"mp42", b"isom", b"mp42"), "video/mp4"),
    "wechat.mp4": (VIDEO, ftyp(b"isom", b"isom", b"iso2", b"avc1", b"mp41"), "video/mp4"),
    "iphone.mov": (VIDEO, ftyp(b"qt  ", b"qt  "), "video/quicktime"),
    "old.3gp": (VIDEO, ftyp(b"3gp4", b"isom", b"3gp4"), "video/3gpp"),
    "browser.webm": (VIDEO, WEBM, "video/webm"),
    "memo.m4a": (AUDIO, ftyp(b"M4A ", b"M4A ", b"mp42", b"isom"), "audio/mp4"),
    "android.m4a": (AUDIO, ftyp(b"mp42", b"isom"), "audio/mp4"),
    "old.amr.3gp": (AUDIO, ftyp(b"3gp4", b"3gp4"), "audio/3gpp"),
    "tagged.mp3": (AUDIO, b"ID3\x04\x00\x00\x00\x00\x00\x00\xff\xfb\x90\x00", "audio/mpeg"),
    "plain.mp3": (AUDIO, b"\xff\xfb\x90\x64" + bytes(60), "audio/mpeg"),
    "adts.aac": (AUDIO, b"\xff\xf1\x50\x80\x02\x1f\xfc", "audio/aac"),
    "opus.ogg": (AUDIO, ogg(b"OpusHead"), "audio/ogg"),
    "browser.weba": (AUDIO, WEBM, "audio/webm"),
    "wechat.amr": (AUDIO, b"#!AMR\n\x3c" + bytes(30), "audio/amr"),
    "wide.amr": (AUDIO, b"#!AMR-WB\n\x3c" + bytes(30), "audio/amr-wb"),
    "paper.pdf": (PDF, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "application/pdf"),
}
"""By name: the kind, how the file begins, and the type that is found in it."""

SVG: Final = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED: Final[dict[str, tuple[MediaKind, bytes, str]]] = {
    "svg.jpg": (PHOTO, SVG, "svg"),
    "bom-svg.png": (PHOTO, b"\xef\xbb\xbf  <SVG onload='alert(1)'>", "svg"),
    "page.jpg": (PHOTO, b"\n<!DOCTYPE html><html><body onload=alert(1)>", "html"),
    "feed.jpg": (PHOTO, b"<?xml version='1.0'?><feed/>", "markup"),
    "program.jpg": (PHOTO, b"MZ\x90\x00\x03" + bytes(60), "program"),
    "linux.mp4": (VIDEO, b"\x7fELF\x02\x01\x01" + bytes(60), "program"),
    "run.amr": (AUDIO, b"#!/bin/sh\nrm -rf .\n", "script"),
    "office.pdf": (PDF, b"PK\x03\x04" + bytes(60), "archive"),
    "page-then-photo.jpg": (PHOTO, b"<html>" + a_picture(), "html"),
    "paper-then-photo.jpg": (PHOTO, b"%PDF-1.4\n" + a_picture(), "pdf"),
    "markup-then-video.mp4": (VIDEO, b"<svgftypmp42" + bytes(60), "svg"),
    "note-then-paper.pdf": (PDF, b"x\n%PDF-1.4\n", "unknown"),
    "photo.pdf": (PDF, a_picture(), "photo"),
    "paper.png": (PHOTO, b"%PDF-1.7\n", "pdf"),
    "video.m4a.jpg": (PHOTO, ftyp(b"mp42", b"isom"), "video"),
    "sound.mp4": (VIDEO, ftyp(b"M4A ", b"mp42"), "audio"),
    "photo.mp4": (VIDEO, ftyp(b"heic", b"mif1"), "photo"),
    "next.avif": (PHOTO, ftyp(b"avif", b"mif1", b"heic"), "unknown"),
    "moving.gif": (PHOTO, b"GIF89a" + bytes(20), "unknown"),
    "riff.webp": (PHOTO, b"RIFF\x24\x00\x00\x00WAVEfmt ", "unknown"),
    "words.mp3": (AUDIO, "\ufeff<html>".encode("utf-16-le"), "unknown"),
    "film.ogg": (AUDIO, ogg(b"\x80theora"), "unknown"),
    "zeros.jpg": (PHOTO, bytes(64), "unknown"),
    "short.jpg": (PHOTO, b"\xff\xd8", "unknown"),
    "empty.jpg": (PHOTO, b"", "empty"),
}
"""By name: the kind that is claimed, how the file begins, and what it is told to be."""
