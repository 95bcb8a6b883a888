"""Which files are taken, and what is said of those that are not."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ingest.load import SUPPORTED, find_files, load
from ingest.records import IngestError


def refused(path: Path, **options: int) -> str:
    with pytest.raises(IngestError) as caught:
        load(path, **options)
    message = str(caught.value)
    assert "\n" not in message and message.endswith(".") and message.count(". ") <= 1
    return message


def test_supported_types() -> None:
    assert {".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx"} == SUPPORTED


def test_what_is_wrong_is_said_in_one_sentence(tmp_path: Path) -> None:
    def file(name: str, data: bytes) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    assert "does not exist" in refused(tmp_path / "missing.txt")
    assert "type" in refused(file("a.xls", b"x")) and ".docx" in refused(tmp_path / "a.xls")
    assert "empty" in refused(file("b.txt", b""))
    assert "empty" in refused(file("c.txt", b" \n\xef\xbb\xbf\n"))
    assert "empty" in refused(file("d.txt", "Bình luận (0)\n".encode()))
    assert "larger" in refused(file("e.txt", b"x" * 2000), max_bytes=1999)
    assert "no readable text" in refused(file("f.txt", bytes(range(256)) * 40))
    assert "no readable text" in refused(file("g.txt", b"%PDF-1.7 plain letters only"))
    assert "damaged" in refused(file("h.pdf", b"%PDF-1.7\nnot really"))
    assert "damaged" in refused(file("i.pdf", b"plain text"))
    assert "damaged" in refused(file("j.docx", b"plain text"))
    assert "password" in refused(file("k.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600))
    assert "article" in refused(file("l.html", b"<html><body><nav>Home</nav><script>1</script></body></html>"))
    assert "article" in refused(file("m.html", b"<!-- nothing -->"))
    assert "folder" in refused(tmp_path)


def test_a_zip_that_is_no_document(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert "damaged" in refused(tmp_path / "a.docx")


def test_a_docx_that_unpacks_without_end(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(4):
            archive.writestr(f"word/{n}.xml", b"0" * (100 * 2**20))
    assert "unpacks" in refused(tmp_path / "bomb.docx")


def test_find_files(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("x")
    folder = tmp_path / "folder"
    for name in ("b.md", "a.TXT", "sub/deeper/c.pdf", ".hidden.txt", ".git/d.txt", "~$e.docx", "f.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    (folder / "leads_out.txt").symlink_to(outside)
    (folder / "twice.md").symlink_to(folder / "b.md")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    found = find_files([folder, folder / "b.md"])
    assert found == sorted(found)
    assert {p.resolve().relative_to(folder).as_posix() for p in found} == {"a.TXT", "b.md", "sub/deeper/c.pdf"}
    # What is named stays, for `load` to say what is wrong with it.
    assert find_files([folder / "f.png", tmp_path / "missing.txt"]) == [folder / "f.png", tmp_path / "missing.txt"]


def test_a_folder_without_documents(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"x")
    with pytest.raises(IngestError, match="no file that can be read"):
        find_files([tmp_path])
