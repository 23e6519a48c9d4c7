"""What can be asked of the server besides the page: files, the state of a kernel, its end."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.web import HTTPError, RedirectHandler, RequestHandler, StaticFileHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler

from ssmflow.serving.settings import HEADERS, STATIC
from ssmflow.serving.words import WORDS, Words


def failure(words: Words, *, found: bool) -> tuple[str, str, str]:
    """A heading, an advice and the label of a link, for what went wrong."""
    if found:
        return words.failed, words.failed_advice, words.retry
    return words.not_found, words.not_found_advice, words.home


def secure(handler: RequestHandler) -> None:
    """Give an answer the security headers, and do not say what software gives it."""
    for name, value in HEADERS.items():
        handler.set_header(name, value)
    handler.clear_header("Server")


class Guarded(RequestHandler):
    """Sends the security headers with every answer, and says in plain words what went wrong."""

    def set_default_headers(self) -> None:
        """The headers of every answer, errors too."""
        secure(self)

    def retry_address(self) -> str:
        """Where to go on after a failure."""
        home: str = self.settings["base_url"]
        return home

    def failure_html(self, template: str, *, found: bool = True) -> str:
        """What went wrong, in each language, in a template that shows it."""
        environment = self.settings["voila_jinja2_env"]
        text: str = environment.get_template(template).render(
            failures={code: failure(words, found=found) for code, words in WORDS.items()},
            language=next(iter(WORDS)),
            home=self.retry_address() if found else self.settings["base_url"],
            files=self.files(),
        )
        return text

    def files(self) -> dict[str, str]:
        """The addresses of the template's own files, by name; they change with the content."""
        return {file.name: self.static_url(file.name) for file in STATIC.iterdir()}

    def write_error(self, status_code: int, **_: Any) -> None:
        """A page for people; what happened exactly is for the log alone."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(self.failure_html("error.html.j2", found=status_code >= 500))


class NotFound(Guarded):
    """Every address that nothing else answers to."""

    def prepare(self) -> None:
        """Refuse the request, whatever its method."""
        raise HTTPError(404)

    def check_xsrf_cookie(self) -> None:
        """Nothing is done here, so nothing is to be forged."""


class Moved(Guarded, RedirectHandler):
    """An address that people write when they mean another."""

    def head(self) -> None:
        """Say where to go, as to who asks for the whole."""
        self.get()


class PageFiles(Guarded, StaticFileHandler):
    """The files of our own template."""


class LabFiles(Guarded, MultiStaticFileHandler):
    """The scripts and style sheets of Voilà, of the template that ours extends, and of widgets."""

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002
        """Let a browser ask again for what may change under the same address."""
        if "v" not in self.request.arguments:
            self.set_header("Cache-Control", "no-cache")


class KernelState(KernelHandler):
    """Whether a kernel still lives. Errors are JSON, as the front end expects."""

    SUPPORTED_METHODS = ("GET",)

    def set_default_headers(self) -> None:
        """The headers of every answer, errors too."""
        secure(self)


class KernelEnd(VoilaShutdownKernelHandler):
    """Where a page says that its visitor leaves."""

    def set_default_headers(self) -> None:
        """The headers of every answer, errors too."""
        secure(self)
