"""A notebook that uses the probe, executed by Jupyter's own kernel."""

import json
import tempfile
import unittest
from pathlib import Path

try:
    import nbformat
    from nbclient import NotebookClient
except ImportError:
    nbformat = None

PROBE = Path(__file__).parent.parent.parent / "media" / "python" / "dropout_probe.py"

MODEL = """
import torch
from torch import nn
from dropout_probe import probe

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 8)
    def forward(self, x):
        x = nn.functional.dropout(self.fc(x), 0.3, self.training)
        if self.training:
            x = x + 1
        return x

model = Net()
"""


@unittest.skipIf(nbformat is None, "no nbclient and ipykernel beside torch: no notebook was executed")
class Notebook(unittest.TestCase):
    def test_a_cell_shows_the_report_and_the_notebook_is_valid(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "dropout_probe.py").write_text(PROBE.read_text(encoding="utf-8"), encoding="utf-8")
            cells = [nbformat.v4.new_code_cell(MODEL), nbformat.v4.new_code_cell("probe(model, torch.randn(16, 8))")]
            notebook = nbformat.v4.new_notebook(cells=cells)
            NotebookClient(
                notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}}
            ).execute()
            nbformat.validate(notebook)
            saved = json.loads(nbformat.writes(notebook))
        (output,) = saved["cells"][1]["outputs"]
        self.assertEqual(
            set(output["data"]), {"application/vnd.dropout-explorer.v1+json", "text/plain", "image/svg+xml"}
        )
        payload = output["data"]["application/vnd.dropout-explorer.v1+json"]
        self.assertEqual((payload["version"], payload["kind"], payload["model"]), (1, "probe", "Net"))
        self.assertEqual(payload["layers"][0]["label"], "F.dropout(p=0.3)")
        # The source of a class that a cell defines is read there.
        self.assertTrue(any("`if self.training:`" in note for note in payload["notes"]), payload["notes"])
        self.assertTrue("".join(output["data"]["image/svg+xml"]).startswith("<svg"))
