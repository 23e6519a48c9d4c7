"""A notebook with every widget that our pages use, each with a class of its own."""

from __future__ import annotations

SHOWCASE = '''
import anywidget
import ipywidgets
import traitlets
from ipywidgets import Box, Button, GridBox, HBox, HTML, Label, Layout, VBox


class Form(anywidget.AnyWidget):
    """A tick box, a choice and a text, as the parts of our pages have them."""

    _esm = """
    const field = (label, input) => {
      const made = document.createElement("label");
      made.append(label + " ", input);
      return made;
    };
    export default {
      render({ model, el }) {
        const tick = Object.assign(document.createElement("input"), { type: "checkbox" });
        const choice = document.createElement("select");
        choice.append(new Option("een"), new Option("twee"));
        const text = Object.assign(document.createElement("input"), { type: "text" });
        tick.addEventListener("change", () => model.send({ ticked: tick.checked }));
        choice.addEventListener("change", () => model.send({ chosen: choice.value }));
        text.addEventListener("change", () => {
          model.set("text", text.value);
          model.save_changes();
        });
        el.append(field("Vinkje", tick), field("Keuze", choice), field("Tekst", text));
      },
    };
    """
    _css = ".proef-form label { display: block; }"
    text = traitlets.Unicode("").tag(sync=True)


heard = Label("Niets gehoord").add_class("proef-heard")


def hear(what):
    heard.value = str(what)


def button(name, **traits):
    made = Button(description=name, **traits).add_class(f"proef-{name.lower()}")
    made.on_click(lambda _: hear(f"geklikt op {name}"))
    return made


styles = ("primary", "success", "info", "warning", "danger")
plain = [button("Gewoon"), button("Uit", disabled=True), button("Uitleg", tooltip="Een uitleg")]
kinds = [button(style.title(), button_style=style) for style in styles]
own = button("Eigen", layout=Layout(width="12rem", border="2px solid navy", margin="1rem"))
own.style.button_color = "lightyellow"
own.style.font_weight = "bold"
own.style.text_color = "navy"
form = Form().add_class("proef-form")
form.on_msg(lambda _, content, __: hear(content))
form.observe(lambda change: hear(f"getypt: {change['new']}"), "text")
grid = GridBox([Label(f"Vak {n}") for n in range(4)], layout=Layout(
    grid_template_columns="6rem 8rem", grid_gap="0.5rem"
)).add_class("proef-grid")
VBox([
    heard,
    HBox(plain).add_class("proef-row"),
    Box(kinds, box_style="info").add_class("proef-box"),
    own,
    HTML("<p>Een alinea met <b>vet</b></p>").add_class("proef-html"),
    HTML("Waarde", description="Naam").add_class("proef-described"),
    Label("Een label").add_class("proef-label"),
    grid,
    form,
]).add_class("proef-all")
'''

UNKNOWN = """
import ipywidgets

further = ipywidgets.Button(description="Verder")
told = ipywidgets.HTML("<p>Nog niets</p>")
further.on_click(lambda _: told.set_trait("value", "<p>Geklikt</p>"))
title = ipywidgets.HTML("<h1>Proef</h1>")
ipywidgets.VBox([title, further, ipywidgets.IntSlider(), told])
"""
