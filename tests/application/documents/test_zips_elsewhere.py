"""The zip files of documents in other programs: those that read a stream, and know no size before it, too."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from segur_tui.application.disk.whole_files import appear
from segur_tui.application.documents.inspection import NamedDocument
from segur_tui.application.documents.packing import Pack, SizedDocument
from segur_tui.application.documents.zipping import packed
from tests.application.documents.folders import all_of, put

JAVA = """
import java.io.*;
import java.security.*;
import java.util.zip.*;
public class Read {
  public static void main(String[] arguments) throws Exception {
    try (ZipInputStream zip = new ZipInputStream(System.in)) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(zip.readAllBytes());
        System.out.printf("%s %064x%n", entry.getName(), new java.math.BigInteger(1, digest));
      }
    }
  }
}
"""
"""It refuses stored entries that tell their size behind themselves, as five common writers have them."""
READERS = {
    "java": ("java", "{java}"),
    "bsdtar": ("bsdtar", "-xOf", "-"),
    "busybox": ("busybox", "unzip", "-p", "-"),
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A zip file of the documents of three demandes, as an export writes it."""
    folder = put(tmp_path / "pieces", *all_of([1, 2]))
    put(folder, *all_of([3]), size=700_000)
    documents = [
        SizedDocument(NamedDocument(name, "PDF"), (folder / name).stat().st_size) for name in all_of([1, 2, 3])
    ]
    output = os.open(tmp_path, os.O_RDONLY | os.O_DIRECTORY)
    with packed(folder, [[Pack(tuple(documents))]], date(2026, 11, 24), lambda _: None, output) as [[file]]:
        appear(output, [file], ["pieces.zip"])
    os.close(output)
    return tmp_path / "pieces.zip"


def test_each_entry_tells_its_size_ahead_of_itself_and_needs_no_newer_reader(archive: Path) -> None:
    with ZipFile(archive) as whole:
        entries = whole.infolist()
    assert [entry.filename for entry in entries] == all_of([1, 2, 3])
    assert {(entry.flag_bits & 8, entry.extract_version, entry.compress_type) for entry in entries} == {(0, 20, 0)}


@pytest.mark.parametrize("reader", READERS)
def test_a_stream_is_read_whole(archive: Path, reader: str) -> None:
    program, *options = READERS[reader]
    if shutil.which(program) is None:
        pytest.skip(f"no {program} on this machine: it did not read the zip file")
    source = archive.with_name("Read.java")
    source.write_text(JAVA)
    command = [program, *(option.format(java=source) for option in options)]
    with archive.open("rb") as stream:
        done = subprocess.run(command, stdin=stream, capture_output=True, check=True, timeout=120)
    contents = [(archive.parent / "pieces" / name).read_bytes() for name in all_of([1, 2, 3])]
    if reader == "java":
        told = zip(all_of([1, 2, 3]), map(sha256, contents), strict=True)
        assert done.stdout.decode().splitlines() == [f"{name} {digest.hexdigest()}" for name, digest in told]
    else:
        assert done.stdout == b"".join(contents)
