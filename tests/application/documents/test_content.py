"""What a file is by its bytes: its own signature counts, whatever else stands in it, and others are named."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segur_tui.application.documents.content import HEAD, content_format, format_of, other_than

PDF = b"%PDF-1.7\n"
PNG = b"\x89PNG\r\n\x1a\n"
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
OWN = {"PDF": PDF, "PNG": PNG, "JPG": JPG}


def boxes(brand: bytes, *others: bytes) -> bytes:
    """Return the first box of a file made of boxes."""
    content = brand + b"\0\0\0\0" + b"".join((brand, *others))
    return (len(content) + 8).to_bytes(4) + b"ftyp" + content + bytes(40)


def zipped(*names: str) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(ZipInfo(name), b"x" * 3000)
    return target.getvalue()


OTHERS = {
    "HEIC": [boxes(b"heic", b"mif1"), boxes(b"mif1", b"heic"), boxes(b"heix"), boxes(b"hevc")],
    "AVIF": [boxes(b"avif", b"mif1", b"miaf"), boxes(b"mif1", b"avif"), boxes(b"avis")],
    "vidéo": [boxes(b"qt  "), boxes(b"isom", b"mp42"), b"RIFF\0\0\0\0AVI LIST"],
    "JPEG 2000": [b"\0\0\0\x0cjP  \r\n\x87\n" + boxes(b"jp2 "), b"\xff\x4f\xff\x51\0\x2f", boxes(b"jpx ")],
    "JPEG XL": [b"\0\0\0\x0cJXL \r\n\x87\n" + boxes(b"jxl "), b"\xff\x0a\xfa\x1f"],
    "photo brute": [boxes(b"crx ", b"isom")],
    "JPG abîmé": [b"\xff\xd8\xff", b"\xff\xd8\xffhello world", b"\xff\xd8 hello"],
    "DICOM": [bytes(128) + b"DICM\2\0"],
    "derrière trop": [b"x" * 1025 + PDF, bytes(1500) + PDF],
    "JPEG-LS": [b"\xff\xd8\xff\xf7\0\x0b\x08"],
    "WebP": [b"RIFF\x24\0\0\0WEBPVP8 "],
    "TIFF": [b"II\x2a\0\x08\0\0\0", b"MM\0\x2a\0\0\0\x08", b"II\x2b\0\x08\0\0\0"],
    "GIF": [b"GIF89a\x01\0\x01\0"],
    "BMP": [b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0"],
    "SVG": [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD' '' [<!ENTITY a 'http://a.test'>]><svg/>",
        b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- Inkscape -->\n<!DOCTYPE svg PUBLIC '-//W3C//DTD'>\n<svg:svg/>",
    ],
    "page web": [b"\r\n<!DOCTYPE html><title>Connexion</title>", b"<HTML>", b"<!-- <svg> --><html>"],
    "XML": [b"<?xml version='1.0'?><rsm:CrossIndustryInvoice/>"],
    "Word": [zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml")],
    "Excel": [zipped("[Content_Types].xml", "xl/workbook.xml")],
    "PowerPoint": [zipped("[Content_Types].xml", "ppt/presentation.xml")],
    "XPS": [zipped("Documents/1/Pages/1.fpage", "[Content_Types].xml"), zipped("FixedDocSeq.fdseq")],
    "LibreOffice": [b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text"],
    "ZIP": [zipped("facture.pdf")],
    "(.doc": [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40)],
    "RTF": [b"{\\rtf1\\ansi"],
    "PostScript": [b"%!PS-Adobe-3.0\n%%Title: x"],
    "courriel": [b"Return-Path: <a@b.test>\r\n", b"MIME-Version: 1.0\nFrom: a@b.test\n", b"Subject: x\nTo: a\n"],
    "enveloppe signée": [b"\x30\x82\x10\x04\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0"],
    "raccourci": [b"L\0\0\0\x01\x14\x02\0\0\0\0\0", b"[InternetShortcut]\r\nURL=https://a.test"],
    "rempli de zéros": [bytes(5000)],
    "texte simple": [b"Facture no 12\r\n", "Facture n° 12".encode(), "é".encode("utf-16")],
    ".flac": [b"fLaC\0\0\0\x22"],
}


EACH = [
    pytest.param(words, content, id=f"{words} {number}")
    for words, contents in OTHERS.items()
    for number, content in enumerate(contents, 1)
]


@pytest.mark.parametrize("wanted", OWN)
@pytest.mark.parametrize(("words", "content"), EACH)
def test_every_other_format_is_refused_under_every_ending_with_its_name(
    wanted: str, words: str, content: bytes
) -> None:
    assert content_format(BytesIO(content)) is None
    said = other_than(wanted, BytesIO(content), len(content))
    assert words in said
    assert len(said.split("\N{NO-BREAK SPACE}: ")) == 2  # what it is, and the way out


@pytest.mark.parametrize("wanted", OWN)
@pytest.mark.parametrize("actual", OWN)
def test_each_of_the_three_is_known_and_named_under_the_ending_of_another(wanted: str, actual: str) -> None:
    assert content_format(BytesIO(OWN[actual])) == actual
    if wanted != actual:
        assert f"mais un {actual}" in other_than(wanted, BytesIO(OWN[actual]), 9)


@given(st.sampled_from(list(OWN)), st.integers(20, HEAD), st.binary(max_size=40), st.binary(max_size=80))
def test_nothing_that_stands_behind_a_signature_makes_another_format_of_it(
    actual: str, offset: int, entry: bytes, around: bytes
) -> None:
    content = OWN[actual] + (around or b"\0") * (offset // (len(around) or 1)) + entry
    assert format_of(content[:HEAD]) == actual


@pytest.mark.parametrize(
    ("offset", "entry"),
    [(524, b"\4\0\0\0"), (73, b"text"), (60, b"appl"), (512, b"\xfd\xff\xff\xff"), (512, b"\0\x6e\x1e\xf0")],
)
@pytest.mark.parametrize("actual", OWN)
def test_entries_that_look_like_signatures_of_other_formats_are_none(
    actual: str, offset: int, entry: bytes
) -> None:
    assert format_of(OWN[actual].ljust(offset, b"\0") + entry + bytes(1000)) == actual


@pytest.mark.parametrize(
    "behind", [b"", b"\0", b"\xff", b"\xff\0", b"\xff\xd9", b"\xff\xd8\xff", b"\xff\xf8", b"x" * 9]
)
def test_two_bytes_of_an_image_and_anything_behind_them_are_no_image(behind: bytes) -> None:
    assert format_of(b"\xff\xd8" + behind) is None


def test_a_pdf_needs_no_version_at_its_very_start_and_one_anywhere_else() -> None:
    assert format_of(b"%PDF-\n%\xe2\xe3") == "PDF"
    assert format_of(b"\n%PDF-\n%\xe2\xe3") is None


AHEAD = {
    "byte order mark": b"\xef\xbb\xbf",
    "line ends": b"\r\n\r\n",
    "printer": b"\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE = PDF\r\n",
    "headers": b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n",
    "binary": bytes(range(128)),
}


@pytest.mark.parametrize("ahead", AHEAD.values(), ids=AHEAD)
def test_a_pdf_is_found_behind_what_most_readers_pass_over(ahead: bytes) -> None:
    assert format_of(ahead + PDF) == "PDF"


@pytest.mark.parametrize(("length", "file_format"), [(1, "PDF"), (1024, "PDF"), (1025, None), (2000, None)])
def test_a_pdf_is_found_behind_1024_bytes_and_no_more(length: int, file_format: str | None) -> None:
    assert format_of((b"\n" * length + PDF + bytes(HEAD))[:HEAD]) == file_format


@pytest.mark.parametrize(("words", "content"), EACH)
def test_a_pdf_inside_another_format_is_none(words: str, content: bytes) -> None:
    is_passed_over = words in {"texte simple", ".flac"}
    assert (format_of((content + PDF)[:HEAD]) == "PDF") == is_passed_over


def test_filling_at_the_start_is_the_signature_of_nothing() -> None:
    for content in (bytes(18) + b"\x2c\1" * 50, b"\xff" * 8 + b"\1" * 50, b"\0\0\1\xba" + bytes(99)):
        assert "sans doute" not in other_than("PDF", BytesIO(content), len(content))


@given(st.binary(max_size=3000))
def test_no_bytes_fail(content: bytes) -> None:
    if content_format(BytesIO(content)) is None:
        assert other_than("JPG", BytesIO(content), len(content))


@pytest.mark.parametrize(
    "piece", [b"<!---->", b"<?xml >", b" ", b"<!doctype svg>", b"<!--", b"\xef\xbb\xbf", b"0"]
)
def test_long_beginnings_take_no_time(piece: bytes) -> None:
    content = piece * (HEAD // len(piece))
    assert other_than("PDF", BytesIO(content), len(content))
