"""A websocket through nginx, asked for as a browser asks."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from proxy import Answer, Proxy
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect


def cookies_of(page: Answer) -> dict[str, str]:
    """The cookies that came with a page, as the header in which a browser sends them."""
    told = page.headers.get_all("Set-Cookie", [])
    return {"Cookie": "; ".join(cookie.partition(";")[0] for cookie in told)}


def shakes_hands(
    proxy: Proxy, kernel: str, origin: str, headers: Mapping[str, str] | None = None
) -> int:
    """The status with which a websocket to a kernel is answered, asked for by a page of a site."""

    async def connect() -> int:
        address = f"{proxy.url.replace('http', 'ws', 1)}api/kernels/{kernel}/channels"
        told = {"Origin": origin, **(headers or {})}
        request = HTTPRequest(address, headers=told, ssl_options=proxy.trust)
        try:
            line = await websocket_connect(request)
        except HTTPClientError as refusal:
            return refusal.code
        line.close()
        while await line.read_message() is not None:
            pass
        return 101

    # In a thread of its own: the loop of the browser tests runs in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, connect()).result(60)
