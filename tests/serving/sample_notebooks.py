"""Notebooks to serve in tests, each for the one point that it makes."""

from __future__ import annotations

import json
from pathlib import Path

STEPS = '''
import anywidget, ipywidgets, traitlets


class Step(anywidget.AnyWidget):
    """A heading whose number stands in the address, as an answer would."""

    _esm = """
    const send = (model) => { model.set("address", location.hash); model.save_changes(); };
    export default {
      initialize({ model }) {
        send(model);
        model.on("change:step", () => history.replaceState({}, "", "#step=" + model.get("step")));
      },
      render({ model, el }) {
        const heading = document.createElement("h1");
        const draw = () => { heading.textContent = "Stap " + model.get("step"); };
        model.on("change:step", draw);
        draw();
        el.append(heading);
      },
    };
    """
    step = traitlets.Int(0).tag(sync=True)
    address = traitlets.Unicode("").tag(sync=True)


heading = Step()
heading.observe(
    lambda change: heading.set_trait("step", int(change["new"].removeprefix("#step=") or 0)),
    "address",
)
further = ipywidgets.Button(description="Verder")
further.style.button_color = "white"
further.on_click(lambda _: heading.set_trait("step", heading.step + 1))
lines = [ipywidgets.HTML(f"<p>Regel {number}</p>") for number in range(60)]
ipywidgets.VBox([heading, further, *lines])
'''

RAISES = "secret = 'cell-source'\nraise ValueError('told to nobody')"
DIES = "import os\nos._exit(1)"
LOADS = "import time\ntime.sleep(600)"
TELLS = "import os\nfrom IPython.display import HTML\nHTML('<p>' + os.environ['FLOWS'] + '</p>')"


def notebook(path: Path, *sources: str) -> Path:
    """Write a notebook with a cell for each of these sources."""
    cells: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        for number, source in enumerate(sources)
    ]
    path.write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )
    return path
