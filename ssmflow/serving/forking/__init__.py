"""A kernel is a fork: of a process that has imported everything and already run the notebook.

Two sides, which share no more than the messages between them. Of the server: `forking_parent`
starts such a process and asks it for kernels, `forked_process` is one of those kernels, and
`provisioner` gives it to Jupyter. Of the other process: `parent_process` waits for what is asked
and forks, `prepared_kernel` is the kernel that is ready but for its sockets, `new_process` makes a
fork a process of its own, and `reads` knows which files the notebook has read.
"""

from __future__ import annotations

import sys

AVAILABLE = sys.platform == "linux"
"""Whether kernels can be forked here. macOS has fork too, but its own libraries do not survive it,
and nothing there ends a kernel with its server."""
