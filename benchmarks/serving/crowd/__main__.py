"""A crowd that does what it is told: a JSON object a line in, a JSON object a line out.

python -m benchmarks.serving.crowd PROTOCOL URL ROUTE, where ROUTE is JSON. It needs no ssmflow, so
that it runs in the environment of any server.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from benchmarks.serving.crowd.crowd import Crowd
from benchmarks.serving.crowd.protocols import visitor_class
from benchmarks.serving.move import Move


async def obey(crowd: Crowd) -> None:
    """Do what comes in until nothing more comes."""
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        order = json.loads(line)
        answer = await _do(crowd, order)
        print(json.dumps(answer), flush=True)
    await crowd.leave()


async def _do(crowd: Crowd, order: dict[str, Any]) -> dict[str, Any]:
    match order.pop("do"):
        case "arrive":
            return await crowd.arrive(**order)
        case "click":
            return await crowd.click(**order)
        case other:
            return {"error": f"nobody knows how to {other}"}


if __name__ == "__main__":
    protocol, url, route = sys.argv[1:]
    moves = [Move(**each) for each in json.loads(route)]
    asyncio.run(obey(Crowd(visitor_class(protocol), url, moves)))
