"""Posting to a web address: over HTTPS alone, signed, to no private address, following nothing, within seconds."""

import hashlib
import hmac
import os
import socket
import ssl
import time
from http.client import HTTPException, HTTPSConnection
from ipaddress import ip_address
from urllib.parse import urlsplit

SECONDS = 10
PRIVATE = "CLEANBILL_PRIVATE_WEBHOOKS"
"""Set to 1, it lets webhooks go to addresses of the house's own network."""


class PostError(Exception):
    """It was not taken, and why: one sentence."""


class _Fixed(HTTPSConnection):
    """A connection to an address that was looked at; the name is still the one that the certificate must be of."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self.trusted = ssl.create_default_context()
        super().__init__(host, port, timeout=SECONDS, context=self.trusted)
        self.address = address

    def connect(self) -> None:
        """Connect to the address, so that the name cannot lead elsewhere meanwhile."""
        plain = socket.create_connection((self.address, self.port), SECONDS)
        self.sock = self.trusted.wrap_socket(plain, server_hostname=self.host)


def post(url: str, body: bytes, secret: str) -> None:
    """Post a JSON document. Raises `PostError` where it is not answered with a 2xx.

    `X-Cleanbill-Signature` is `t=SECONDS,v1=HEX`: the HMAC-SHA-256 of the seconds, a dot and the body.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise PostError("It is no address with https.")
    port = parts.port or 443
    connection = _Fixed(parts.hostname, port, _address(parts.hostname, port))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Content-Type": "application/json", "X-Cleanbill-Signature": signature(body, secret, int(time.time()))}
    try:
        connection.request("POST", path, body, headers)
        status = connection.getresponse().status
    except ssl.SSLError as error:
        raise PostError("Its certificate is not trusted.") from error
    except (OSError, HTTPException) as error:
        raise PostError(f"It does not answer ({type(error).__name__}).") from error
    finally:
        connection.close()
    if not 200 <= status < 300:
        raise PostError(f"It answered {status}; 2xx would be right, and redirects are not followed.")


def signature(body: bytes, secret: str, at: int) -> str:
    """The header's value for a body posted at a moment, in seconds since 1970."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={signed.hexdigest()}"


def _address(host: str, port: int) -> str:
    """The address of a name; all that it has must be of the open network, unless private ones are let."""
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError as error:
        raise PostError(f"{host} is not known.") from error
    if os.environ.get(PRIVATE) != "1" and not all(ip_address(one.partition("%")[0]).is_global for one in found):
        raise PostError(f"{host} is an address of a private network; {PRIVATE}=1 would let it.")
    return found[0]
