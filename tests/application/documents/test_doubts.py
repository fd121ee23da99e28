"""Whether a document can be read, by its structure: cut at any place, locked, without a page, odd but right."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.application.documents.content import content_format
from segur_tui.application.documents.pdf_password import opens_without_password
from segur_tui.application.documents.pdf_values import dictionary_in
from segur_tui.application.documents.survey import doubts
from tests.application.documents.papers import (
    CATALOG,
    JPEG,
    PROGRESSIVE_JPEG,
    packed_pdf,
    pages,
    pdf,
    png,
    png_chunk,
    updated,
)

IMAGES = {
    "jpg": JPEG,
    "progressive jpg": PROGRESSIVE_JPEG,
    "jpg of two pictures": JPEG + PROGRESSIVE_JPEG,
    "jpg padded": JPEG + bytes(100_000),
    "jpg with a film": JPEG + b"\0\0\0\x18ftypmp42" + b"film" * 50_000,
    "jpg with a preview": JPEG[:2] + b"\xff\xe1" + (len(JPEG) + 2).to_bytes(2) + JPEG + JPEG[2:],
    "jpg with filling": JPEG[:2] + b"\xff\xff\xff" + JPEG[2:],
    "jpg with restarts": JPEG[:-5] + b"\xff\xd0\xff\xd7\xff\0" + JPEG[-5:],
    "png": png(),
    "png in pieces": png(200, 200, pieces=50),
    "png padded": png() + bytes(100_000),
    "png with a text": png()[:33] + png_chunk(b"tEXt", b"IEND" * 9) + png()[33:],
}
PAPERS = {
    "plain": pdf(pages()),
    "packed": packed_pdf(pages()),
    "packed, rows as they are": packed_pdf(pages(), is_summed=False),
    "packed, in ranges": packed_pdf(pages(), ranges=True),
    "packed, many": packed_pdf(pages(200)),
    "updated": updated(pdf(pages()), {4: b"(signature)"}),
    "updated often": updated(updated(updated(pdf(pages()), {4: b"1"}), {5: b"2"}), {2: pages()[1]}),
    "with a remark behind its table": pdf(pages()).replace(b"%%EOF", b"% startxref stands above\n%%EOF"),
    "padded": pdf(pages()) + bytes(100_000),
    "with an odd end": pdf(pages()).rstrip() + b"\r\n\x1a",
    "with a remark": pdf(
        [
            CATALOG.replace(b"/Pages", b"% a remark >> /Pages 9 0 R\n/Names << /A (\\)>>\\050) >> /Pages"),
            *pages()[1:],
        ]
    ),
    "its count apart": pdf([CATALOG, pages()[1].replace(b"/Count 1", b"/Count 4 0 R"), pages()[2], b"1"]),
    "behind a table that is none": updated(pdf(pages()), dict(enumerate(pages(), 1))).replace(
        b"/Prev ", b"/Prev 1"
    ),
}


def of(content: bytes) -> list[str]:
    file = BytesIO(content)
    file_format = content_format(file)
    assert file_format is not None
    return [each.replace("\N{NO-BREAK SPACE}", " ") for each in doubts(file, len(content), file_format)]


@pytest.mark.parametrize("content", [*IMAGES.values(), *PAPERS.values()], ids=[*IMAGES, *PAPERS])
def test_what_readers_open_leaves_no_doubt(content: bytes) -> None:
    assert of(content) == []


@pytest.mark.parametrize("name", ["jpg", "progressive jpg", "jpg with a preview", "png", "png in pieces"])
def test_an_image_cut_at_any_place_is_in_doubt(name: str) -> None:
    content = IMAGES[name]
    for length in range(8, len(content)):
        assert any("coupé" in each or "pas d’image" in each for each in of(content[:length])), length
        if length < len(content) - 4:  # all of a PNG but its last checksum is whole
            assert of(content[:length] + bytes(200_000)) != []


@pytest.mark.parametrize("name", ["plain", "packed", "updated"])
def test_a_pdf_cut_at_any_place_is_in_doubt(name: str) -> None:
    content = PAPERS[name]
    end = content.index(b"%%EOF") + 5
    for length in range(10, content.rindex(b"%%EOF") + 5):
        is_whole_before = end <= length < end + 8  # up to the first object that was added
        assert (of(content[:length]) == []) == is_whole_before, length


DAMAGED = {
    "without a table": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "of a header and an end": b"%PDF-1.4\n%%EOF",
    "its table elsewhere": pdf(pages()).replace(b"startxref\n", b"startxref\n1"),
    "its packed table elsewhere": packed_pdf(pages()).replace(b"startxref\n", b"startxref\n1"),
    "its packed table damaged": re.sub(rb"(stream\r\n..)..", b"\\1\xff\xff", packed_pdf(pages()), flags=re.DOTALL),
    "sent as a text": pdf(pages()).replace(b"\n", b"\r\n"),
    "packed, sent as a text": packed_pdf(pages()).replace(b"\n", b"\r\n"),
    "without its catalog": pdf(pages()).replace(b"1 0 obj", b"9 0 obj"),
    "cut, with an end put on": packed_pdf(pages())[:120] + b"%%EOF",
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_pdf_whose_table_leads_nowhere_is_in_doubt(content: bytes) -> None:
    assert ["table est abîmée" in each for each in of(content)] == [True]


def test_a_damaged_pdf_that_names_an_encryption_is_one_that_may_be_locked() -> None:
    far = pdf([*pages(), b"<< /A (%b) >>" % (b"x" * 100_000)], b"/Encrypt 4 0 R")
    assert "est protégée" in of(far.replace(b"startxref\n", b"startxref\n1"))[1]
    assert len(of(far.replace(b"startxref\n", b"startxref\n1").replace(b"/Encrypt ", b"/EncryptMetadata "))) == 1


def test_a_pdf_made_for_the_web_is_as_long_as_it_announces() -> None:
    linear = pdf([*pages(), b"<< /Linearized 1 /L 99999 /H [1 2] >>"])
    assert "coupé" in of(linear)[0]
    assert of(linear.replace(b"99999", b"%05d" % len(linear))) == []


@pytest.mark.parametrize(
    "content", [JPEG[:-2], JPEG[:2] + b"\xff\xe0" + b"hello", png()[:-12], JPEG[:2] + b"\xff\xff\xff\xd9"]
)
def test_an_image_that_only_begins_as_one_is_in_doubt(content: bytes) -> None:
    assert of(content) != []


def test_an_image_without_a_frame_is_in_doubt() -> None:
    frame = JPEG.index(b"\xff\xc0")
    assert "pas d’image" in of(JPEG[:frame] + JPEG[frame + 13 :])[0]


@pytest.mark.parametrize("frame", [b"\xc3", b"\xc9", b"\xca", b"\xf7"])
def test_an_image_in_a_code_that_browsers_do_not_read_is_in_doubt(frame: bytes) -> None:
    assert of(JPEG.replace(b"\xff\xc0", b"\xff" + frame)) == [
        "est codée d’une manière que des lecteurs n’ouvrent pas : l’enregistrer de nouveau"
    ]


@pytest.mark.parametrize("size", [(0, 4), (4, 0)])
def test_an_image_without_a_point_is_in_doubt(size: tuple[int, int]) -> None:
    assert "pas d’image" in of(png(*size))[0]


@pytest.mark.parametrize("make", [pdf, packed_pdf, lambda objects: updated(pdf(pages()), {2: objects[1]})])
def test_a_pdf_without_a_page_is_in_doubt(make: Callable[[list[bytes]], bytes]) -> None:
    assert of(make(pages(0))) == ["ne contient aucune page"]
    assert of(make([CATALOG, b"<< /Type /Pages /Kids [] /Count 3 >>"])) == ["ne contient aucune page"]
    assert of(make([CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 0 >>"])) == ["ne contient aucune page"]


@pytest.mark.parametrize("ahead", [b"\xef\xbb\xbf", b"\r\n", b"\x1b%-12345X@PJL\r\n", b"\n" * 1024])
@pytest.mark.parametrize("shifted", [True, False])
def test_a_pdf_behind_other_bytes_is_in_doubt_and_read_all_the_same(ahead: bytes, *, shifted: bool) -> None:
    (said,) = of(pdf(pages(), ahead=ahead, shifted=shifted))
    assert f"derrière {len(ahead)} octets" in said
    assert "aucune page" in of(pdf(pages(0), ahead=ahead, shifted=shifted))[1]


@pytest.mark.parametrize(("length", "is_said"), [(10, False), (1000, False), (1100, True), (20_000, True)])
def test_a_pdf_that_other_bytes_follow_is_in_doubt_where_readers_do_not_find_its_end(
    length: int, *, is_said: bool
) -> None:
    found = of(pdf(pages()) + b"<!-- " + b"x" * length)
    assert [f"suivie de {length + 6} octets" in each for each in found] == [True] * is_said


ID = bytes.fromhex("7b5868e0f98519740b688cea5c387644")
AES = "/CF << /StdCF << /AuthEvent /DocOpen /CFM /AESV2 /Length 16 >> >> /StmF /StdCF /StrF /StdCF"
ENCRYPTIONS = {
    "RC4 40": (
        "/Length 40 /R 2 /V 1",
        (
            "c92422687facee686e373f10b5c7d04738053152f7e2ee30e11c69ec442576ab",
            "f2942b6fb1093dd711b6f4800c1a4e72faa087c286990dfa499174993e94ea53",
        ),
        (
            "94e8094419662a774442fb072e3d9f19e9d130ec09a4d0061e78fe920f7ab62f",
            "10144094a108ad727f9427729c16e82fc47c9134fea120a9638220f71443a64c",
        ),
    ),
    "RC4 128": (
        "/Length 128 /R 3 /V 2",
        (
            "566fa873ee33c797cd3b904fdadf814afa34df9a38f6ed41b984e2c6da2aa6f5",
            "c524883b23f64884c70cb1136c33935e0122456a91bae5134273a6db134c87c4",
        ),
        (
            "0ba3835f88f90388e74e54584125ce142be0de24c6b0d37746e075b891756671",
            "31dd5b79ecd464f6d73cb35edb5e28e30122456a91bae5134273a6db134c87c4",
        ),
    ),
    "AES 128": (
        f"/R 4 /V 4 {AES}",
        (
            "566fa873ee33c797cd3b904fdadf814afa34df9a38f6ed41b984e2c6da2aa6f5",
            "c524883b23f64884c70cb1136c33935e0122456a91bae5134273a6db134c87c4",
        ),
        (
            "0ba3835f88f90388e74e54584125ce142be0de24c6b0d37746e075b891756671",
            "31dd5b79ecd464f6d73cb35edb5e28e30122456a91bae5134273a6db134c87c4",
        ),
    ),
    "AES 256, first": (
        f"/Length 256 /R 5 /V 5 {AES}",
        ("", "4c447e8620aca2cccb381e6c1a8562a9468ad9e5aa9d98fa0a8e47d922e69e25baa484f9398b3e910ba6e6106a4d3340"),
        ("", "8275fd239f0e06c109d34a37c985e8ffffce65c5d4eebbe783b76d37f1ea0ad47deaca217220588263f96faddf09e016"),
    ),
    "AES 256": (
        f"/Length 256 /R 6 /V 5 {AES}",
        ("", "c4f56f88ab70420e3f93b57147ea2630147fc7a55c95a82aba574f7b5429b7e579306580a7941f305f3d0501356832fe"),
        ("", "dd01cc3fff9c1100d2a0faac123b02bca917b6c001ec78819630a09fc6871bcf9fc1e29fdfdbdec32182a30076046ebc"),
    ),
}
"""What qpdf 11.3 writes: the kind, then /O and /U with an owner's password alone, and with one to open."""


@pytest.mark.parametrize("name", ENCRYPTIONS)
def test_a_pdf_with_a_password_to_open_is_in_doubt_and_one_that_forbids_printing_is_not(name: str) -> None:
    kind, *keys = ENCRYPTIONS[name]
    for (owner, user), expected in zip(keys, (True, False), strict=True):
        encryption = f"<< /Filter /Standard {kind} /P -4 /O <{owner}> /U <{user}> >>".encode()
        assert opens_without_password(dictionary_in(encryption)[0], ID) is expected
        content = pdf([*pages(), encryption], b"/Encrypt 4 0 R /ID [<%b> <00>]" % ID.hex().encode())
        locked = ["s’ouvre avec un mot de passe : l’ASP ne pourra pas la lire"]
        assert of(content) == ([] if expected else locked)
        direct = pdf(pages(), b"/Encrypt %b /ID [<%b> <00>]" % (encryption, ID.hex().encode()))
        assert of(direct) == of(content)


@pytest.mark.parametrize(
    ("encryption", "words"),
    [
        (b"<< /Filter /Adobe.PubSec /V 4 /R 4 >>", "vérifier qu’elle s’ouvre"),
        (b"<< /Filter /Standard /R 9 /U (x) /V 9 >>", "vérifier qu’elle s’ouvre"),
        (b"<< /Filter /Standard /R 6 /V 5 /U (x) /EFF /StdCF >>", ""),  # only its attachments are locked
    ],
)
def test_other_locks_are_told_as_what_they_are(encryption: bytes, words: str) -> None:
    assert words in "".join(of(pdf(pages(), b"/Encrypt " + encryption)))
    assert bool(of(pdf(pages(), b"/Encrypt " + encryption))) == bool(words)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"<< /A (a(b)c\\)\\\\\\101\\53\\r\\\n) >>", {"A": b"a(b)c)\\A+\r"}),
        (b"<</A<414 2>/B[1 -2.5 3 0 R null true]/C/D>>", {"A": b"AB", "B": [1, -2, (3,), None, "true"], "C": "D"}),
        (b"<< /A << /B [ ] >> % no >>\n>>", {"A": {"B": []}}),
    ],
)
def test_values_are_read_as_the_standard_writes_them(text: bytes, value: object) -> None:
    assert dictionary_in(text)[0] == value


@settings(max_examples=400)
@given(st.sampled_from([*PAPERS.values(), *IMAGES.values()]), st.data())
def test_no_damage_fails(content: bytes, data: st.DataObject) -> None:
    content = content[:5000]
    at = data.draw(st.integers(8, len(content)))
    to = data.draw(st.integers(at, min(len(content), at + 40)))
    damaged = content[:at] + data.draw(st.binary(max_size=40) | st.sampled_from(HOSTILE)) + content[to:]
    of(damaged)


HOSTILE = [
    b"<<" * 3000,
    b"[" * 3000,
    b"(" * 3000,
    b"9" * 5000,
    b" " * 5000,
    b"/Count [0]",
    b"/Prev 0",
    b"/W [1 [2] 1]",
]


@pytest.mark.parametrize(
    "piece", [*HOSTILE, b"0 0\n", b"\xff", b"\xff\xe0\0\0", b"\xff\0", b"\0\0\0\0IDAT\0\0\0\0"]
)
@pytest.mark.parametrize("content", [pdf(pages()), JPEG, png()], ids=["pdf", "jpg", "png"])
def test_three_million_bytes_of_anything_are_judged(content: bytes, piece: bytes) -> None:
    filling = piece * (3_000_000 // len(piece))
    for at in (content.find(b"xref\n") + 5 if b"xref" in content else 33, 20, len(content) - 2):
        of(content[:at] + filling + content[at:])
