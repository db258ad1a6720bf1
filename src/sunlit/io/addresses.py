"""Which addresses of the network may a list be fetched from? Public ones: none inside a home or office."""

import ipaddress
import socket
from collections.abc import Callable
from typing import Final

from sunlit.errors import FetchError

#: Says whether a list may be fetched from an IP address.
Allowed = Callable[[str], bool]

#: IPv4 addresses as IPv6 writes them for translators.
_TRANSLATED: Final = (
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("64:ff9b:1::/48"),
)
_IPV4_BITS: Final = 2**32


def is_public(address: str) -> bool:
    """Whether an address is of the public network.

    Loopback, private, link-local, reserved, multicast and shared addresses are not, in whichever
    form of IPv6 they are wrapped.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if any(ip in network for network in _TRANSLATED):
            return is_public(str(ipaddress.IPv4Address(int(ip) % _IPV4_BITS)))
        if ip.sixtofour is not None or ip.teredo is not None:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def addresses_of(url: str, host: str, port: int, allowed: Allowed) -> list[str]:
    """The IP addresses of a host, all of them allowed, in the resolver's order.

    FetchError when the host has none, or one that is not allowed. Who connects must connect to
    one of these: a name that is looked up again may answer with another.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            url, f"no address of {host} is known ({error}).", "Check the spelling and the network."
        ) from error
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    for address in addresses:
        if not allowed(address):
            raise FetchError(
                url,
                f"{host} is {address}, which is no address of the public network.",
                "Fetch the list with another program, then add the file.",
            )
    return addresses
