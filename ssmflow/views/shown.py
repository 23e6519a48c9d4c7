"""What every page of ours has: a flow, a language, a message, and an address that leads back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from ipywidgets import Layout
from traitlets import HasTraits, Int, Unicode

from ssmflow.flow.model import Flow
from ssmflow.telling import markdown
from ssmflow.telling.languages import own_name
from ssmflow.telling.words import words_for

LANGUAGE_KEY = "~lang"
FLOW_KEY = "~flow"
"""Keys of the address beside the answers; no question's id has a '~'."""


class Shown(HasTraits):
    """The one mutable thing of a page: views observe it, and ask it for what a visitor wants.

    Whatever a browser sends ends up in its methods. Each takes only what fits what is shown, and
    does nothing otherwise: a late or a double click is no error.
    """

    language = Unicode()
    notice = Unicode()
    moves = Int(0)
    """How often the visitor has moved: with each move the focus follows."""
    revision = Int(0)
    """Changes once with every act, after all else: this is what views observe."""
    flows: Mapping[str, Flow]

    @cached_property
    def layout(self) -> Layout:
        """The layout of all its widgets: each of its own would be one more widget to make."""
        return Layout()

    @property
    def flow(self) -> Flow:
        """The flow that is shown."""
        raise NotImplementedError

    @property
    def fragment(self) -> str:
        """What stands behind the `#` of the page's address: it brings anyone to this page."""
        raise NotImplementedError

    @property
    def heading(self) -> str:
        """What stands at the top."""
        return markdown.plain(self.flow.title, self.language)

    @property
    def words(self) -> Mapping[str, str]:
        """The interface's words in the page's language."""
        return words_for(self.language, self.flow.language)

    @property
    def translation(self) -> str:
        """What is to be said of the texts' language: a translation is unofficial; else nothing."""
        own = self.flow.language
        if self.language == own:
            return ""
        if own.split("-")[0] == "nl":
            return self.words["unofficial_translation"]
        return self.words["unofficial_translation_of"].format(language=own_name(own))

    def speak(self, language: str) -> None:
        """Change to a language that the flow has."""
        if language in self.flow.languages:
            self.language = language
            self.revision += 1

    def open_flow(self, flow: str) -> None:
        """Change to another flow."""
        raise NotImplementedError

    def arrive(self, fragment: str) -> None:
        """Show what an address leads to, as the page opens: nobody has moved yet."""
        raise NotImplementedError

    def follow(self, fragment: str) -> None:
        """Go where an address leads that the visitor has given."""
        raise NotImplementedError

    def travel(self, fragment: str) -> None:
        """Go where the history of the browser leads, in the page's present language."""
        raise NotImplementedError

    def fail(self) -> None:
        """Tell the visitor that something went wrong."""
        self.notice = self.words["failed"]
        self.revision += 1

    def dismiss(self) -> None:
        """Take the message away."""
        self.notice = ""
        self.revision += 1
