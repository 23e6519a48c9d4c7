"""Whose kernels these are, and which Python runs in them."""

from __future__ import annotations

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server.auth.identity import IdentityProvider, User
from tornado.web import RequestHandler
from traitlets import List, Unicode


class OwnPython(KernelSpecManager):
    """Knows one kernel, the Python that serves: another may lack what the notebook imports."""

    kernel_dirs = List(Unicode(), [])


class Visitors(IdentityProvider):
    """Nobody signs in: all visitors are one user, who gets no cookie and no page to log in."""

    def get_user(self, handler: RequestHandler) -> User:  # noqa: ARG002
        """The one user."""
        return User("visitor")

    def get_handlers(self) -> list[tuple[str, object]]:
        """No pages to log in or out."""
        return []
