"""The flow as a Streamlit app."""

from __future__ import annotations

import steps
import streamlit as st

st.set_page_config(page_title=steps.TITLE)
walk = st.session_state.setdefault("walk", steps.begin())


def move(choice: str) -> None:
    """Answer a click."""
    st.session_state.walk = steps.choose(walk, choice)


left, right = st.columns([2, 1])
with left:
    st.header(steps.heading(walk))
    st.text(steps.note(walk))
    for choice, label in steps.choices(walk).items():
        st.button(label, key=f"{walk.current.id} {choice}", on_click=move, args=[choice])
with right:
    for line in steps.trace(walk):
        st.text(line)
