"""Use cases of the working copy: the bank's documents on disk with the browser's over them."""

from quizapp.services.workspace.workspace_files import (
    StaleFilesError,
    discard,
    keep_mine,
    save_files,
    serving_files,
    take_disk,
    working_files,
)
from quizapp.services.workspace.workspace_overlay import Origin, WorkingCopy, text_digest
from quizapp.services.workspace.workspace_paths import path_fault
from quizapp.services.workspace.workspace_upload import (
    UploadReport,
    upload,
    upload_files,
    upload_whole,
)
from quizapp.services.workspace.workspace_zip import decode, download, read_upload

__all__ = [
    "Origin",
    "StaleFilesError",
    "UploadReport",
    "WorkingCopy",
    "decode",
    "discard",
    "download",
    "keep_mine",
    "path_fault",
    "read_upload",
    "save_files",
    "serving_files",
    "take_disk",
    "text_digest",
    "upload",
    "upload_files",
    "upload_whole",
    "working_files",
]
