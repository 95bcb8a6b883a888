"""The Documents tab: what there is, its text, and taking documents in and out."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.web import listing, reader
from assistant.web.background import elsewhere
from assistant.web.labels import Labels
from assistant.web.languages import labels_for
from assistant.web.markup import notice
from assistant.web.page import QUIET, html, payload
from assistant.web.upload import SUFFIXES, Upload
from index.bundled import ModelError
from index.records import StoreError
from ingest.records import IngestError

if TYPE_CHECKING:
    from assistant.assistant import Assistant

log = logging.getLogger(__name__)


class DocumentsTab:
    """Builds its components into the surrounding `gr.Blocks` and wires them to the assistant."""

    def __init__(self, assistant: Assistant, language: gr.Radio, max_file_mb: int) -> None:
        self.assistant, self.language, self.max_file_mb = assistant, language, max_file_mb
        self.opened = gr.State(("", 0))  # name of the document in the reader, and the part of it
        with gr.Row(elem_classes="toolbar"):
            self.find = gr.Textbox("", lines=1, max_lines=1, scale=3, min_width=200, elem_id="find")
            self.upload = gr.UploadButton(
                file_count="multiple",
                file_types=list(SUFFIXES),
                variant="primary",
                scale=1,
                min_width=200,
                elem_id="upload",
            )
        self.hint = html("")
        self.progress = html("")
        self.table = html("")
        self.reader = html("")
        self._wire()

    @property
    def relabelled(self) -> list[Any]:
        """The components that `relabel` gives values for."""
        return [self.find, self.upload, self.hint, self.progress, self.table, self.reader]

    def relabel(self, labels: Labels, find: str, opened: tuple[str, int]) -> list[Any]:
        return [
            gr.Textbox(label=labels.find),
            gr.UploadButton(labels.upload),
            listing.hint(labels, SUFFIXES, self.max_file_mb),
            "",
            self._table(find, labels),
            self._reader(opened, labels),
        ]

    def _wire(self) -> None:
        find = [self.find, self.language]
        # `change`, not `input`, which Gradio sends for key presses alone: not for pasting, erasing and input methods.
        self.find.change(self._find, find, [self.table], trigger_mode="always_last", **QUIET)
        self.table.read(self._read, [self.language], [self.reader, self.opened], **QUIET)
        self.reader.read(self._read, [self.language], [self.reader, self.opened], **QUIET)
        self.reader.close(lambda: ("", ("", 0)), None, [self.reader, self.opened], **QUIET)
        self.table.remove(self._remove, find, [self.table], **QUIET)
        self.table.cancel(self._find, find, [self.table], **QUIET)
        # One at a time: whoever writes to the store waits for whoever does.
        writes: dict[str, Any] = {"concurrency_id": "write", "concurrency_limit": 1, **QUIET}
        self.removed = self.table.confirm(
            self._confirm, find, [self.table, self.progress, self.reader, self.opened], **writes
        )
        self.uploaded = self.upload.upload(
            self._upload, [self.upload, *find], [self.progress, self.table, self.upload], preprocess=False, **writes
        )  # fmt: skip

    def _table(self, find: str | None, labels: Labels, asked: str = "") -> str:
        return listing.table(self.assistant.documents(), find or "", labels, asked)

    def _reader(self, opened: tuple[str, int], labels: Labels) -> str:
        name, part = opened
        if not name:
            return ""
        info = next((info for info in self.assistant.documents() if info.name == name), None)
        return reader.page(info, self.assistant.text(name), part, labels) if info else ""

    def _find(self, find: str, language: str) -> str:
        return self._table(find, labels_for(language))

    def _read(self, language: str, event: gr.EventData) -> tuple[str, tuple[str, int]]:
        opened = payload(event)
        return self._reader(opened, labels_for(language)), opened

    def read(self, language: str, event: gr.EventData) -> tuple[Any, ...]:
        """For a document opened from another tab: the reader, what it shows, and this tab in front."""
        return (*self._read(language, event), gr.Tabs(selected="documents"))

    def _remove(self, find: str, language: str, event: gr.EventData) -> str:
        return self._table(find, labels_for(language), payload(event)[0])

    def _confirm(self, find: str, language: str, event: gr.EventData) -> tuple[Any, ...]:
        labels, (name, _) = labels_for(language), payload(event)
        try:
            self.assistant.remove(name)
            said = notice(labels.removed.format(name=name), labels.code)
        except StoreError as error:
            said = notice(f"{labels.refused}: {error}", labels.code, bad=True)
        return self._table(find, labels), said, "", ("", 0)

    def _upload(self, files: Sequence[dict[str, Any]] | None, find: str, language: str) -> Iterator[list[Any]]:
        """Take the uploaded files in, one after the other. What Gradio hands over is raw: it would mend the names."""
        labels = labels_for(language)
        same: Any = gr.skip()
        upload = Upload(files or [], labels, self.max_file_mb)
        try:
            for _ in elsewhere(lambda: self._ingest(upload, labels)):
                yield [listing.progress(upload.rows, labels), same, same]
        except OSError as error:  # no room for the files, say
            upload.stop(f"{labels.upload_refused}: {error.strerror or error}")
        yield [listing.progress(upload.rows, labels, done=True), self._table(find, labels), gr.UploadButton(value=None)]

    def _ingest(self, upload: Upload, labels: Labels) -> Iterator[None]:
        """Yields whenever a row of `upload` has changed."""
        with upload:
            yield
            try:
                for event in self.assistant.ingest(upload.paths) if upload.paths else ():
                    upload.note(event)
                    yield
            except (StoreError, IngestError, ModelError) as error:
                upload.stop(str(error))
            except Exception:
                log.exception("an upload could not be taken in")
                upload.stop(labels.upload_refused)
