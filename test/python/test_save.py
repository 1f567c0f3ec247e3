"""A report that is saved replaces a file only when it is complete."""

import json
import os
import signal
import stat
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import torch

from dropout_probe import probe
from support import mlp


class Save(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.file = self.folder / "report.json"
        self.report = probe(mlp(), torch.randn(4, 12), passes=1)

    def names(self) -> list:
        return sorted(os.listdir(self.folder))

    def test_by_a_path_or_a_text_it_is_written_whole(self):
        for path in (self.file, str(self.file)):
            self.report.save(path)
            self.assertEqual(json.loads(self.file.read_text(encoding="utf-8")), self.report.to_dict())
        self.assertEqual(self.names(), ["report.json"])

    def test_when_the_disk_is_full_the_old_file_stays_and_nothing_else(self):
        self.file.write_text("the old one")
        for where in ("fsync", "replace"):
            full = mock.patch.object(os, where, side_effect=OSError(28, "No space left on device"))
            with full, self.assertRaises(OSError):
                self.report.save(self.file)
            self.assertEqual(self.file.read_text(), "the old one")
            self.assertEqual(self.names(), ["report.json"])

    @unittest.skipUnless(Path("/dev/full").exists(), "no device that is always full")
    def test_a_device_that_is_full_tells_so(self):
        with self.assertRaises(OSError):
            self.report.save("/dev/full")

    def test_when_it_is_interrupted_the_new_file_is_there_and_whole(self):
        self.file.write_text("the old one")
        pressed = mock.patch.object(os, "fsync", lambda file: signal.raise_signal(signal.SIGINT))
        with pressed, self.assertRaises(KeyboardInterrupt):
            self.report.save(self.file)
        self.assertEqual(json.loads(self.file.read_text(encoding="utf-8")), self.report.to_dict())
        self.assertEqual(self.names(), ["report.json"])

    @unittest.skipIf(os.name == "nt", "permissions and links of POSIX")
    def test_permissions_stay_and_a_new_file_gets_those_of_any_other(self):
        self.report.save(self.file)
        (self.folder / "other").write_text("")
        self.assertEqual(self.file.stat().st_mode, (self.folder / "other").stat().st_mode)
        self.file.chmod(0o640)
        self.report.save(self.file)
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o640)

    @unittest.skipIf(os.name == "nt", "permissions and links of POSIX")
    def test_what_a_link_leads_to_is_replaced_and_the_link_stays(self):
        for target in (self.folder / "real.json", self.folder / "not yet.json"):
            link = self.folder / "link.json"
            link.unlink(missing_ok=True)
            link.symlink_to(target.name)
            self.report.save(link)
            self.assertTrue(link.is_symlink())
            self.assertEqual(json.loads(target.read_text(encoding="utf-8")), self.report.to_dict())

    def test_a_folder_that_is_not_there_is_an_error_as_it_is_for_any_file(self):
        with self.assertRaises(FileNotFoundError):
            self.report.save(self.folder / "none" / "report.json")
