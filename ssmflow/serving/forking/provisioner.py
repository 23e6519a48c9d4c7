"""Gives Jupyter kernels that are forked."""

from __future__ import annotations

from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from ssmflow.serving.forking.forking_parent import ForkingParent

NAME = "ssmflow-forking"
"""Under this name the package's metadata offers it to Jupyter."""

FORKED = "ssmflow-forked"
"""The name of the kind of kernels that are forked."""


class ForkingProvisioner(LocalProvisioner):
    """Starts a kernel by asking a forking parent for one."""

    process: Any

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ARG002
        """Fork a kernel. No command is needed for that.

        Args:
            cmd: What an ordinary kernel would be started with.
            kwargs: What the manager of kernels was given; the ``forking_parent`` among it.

        Raises:
            ForkingError: The parent gave no kernel.
        """
        forking_parent: ForkingParent = kwargs["forking_parent"]
        file: str = self.parent.connection_file if self.parent else ""
        self.process = await forking_parent.fork(self.kernel_id, file)
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs.get("cwd")
        return self.connection_info
