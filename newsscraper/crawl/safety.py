"""Where a crawl may go: http(s), the publisher's hosts, public addresses, on every hop.

The DNS answer is judged by the resolver that the connection itself uses, so that a name cannot answer one
thing to the check and another to the connection. Hosts and schemes are judged by a downloader middleware,
which every request passes, those that a redirect makes included.
"""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Sequence
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.resolver import CachingHostnameResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver

from newsscraper.publishers.model import under

log = logging.getLogger(__name__)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def reachable(address: str, *, loopback: bool = False) -> bool:
    """Whether an IP address lies in the public internet.

    Private, link-local, loopback, shared, multicast and reserved ranges do not, in IPv6 clothes either.
    `loopback` opens 127.0.0.0/8 and ::1, for tests.

    >>> [reachable(a) for a in ("192.0.32.7", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "fd00::1")]
    [True, False, False, False, False]
    """
    try:
        ip: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return reachable(str(inner), loopback=loopback)
    if ip.is_loopback:
        return loopback
    return ip.is_global and not ip.is_multicast


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PublicResolver(CachingHostnameResolver):
    """`TWISTED_DNS_RESOLVER`: answers only with public addresses, of IPv4 and IPv6.

    The setting `HOSTS` (name -> address) answers before DNS does, as /etc/hosts would. How long a look-up may
    take is for the system's resolver and `DOWNLOAD_TIMEOUT` to say.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, hosts: dict[str, str], loopback: bool) -> None:
        super().__init__(reactor, cache_size)
        self._hosts = hosts
        self._loopback = loopback

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Build the resolver, as Scrapy does."""
        settings = crawler.settings
        return cls(
            reactor,
            settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0,
            settings.getdict("HOSTS"),
            settings.getbool("ALLOW_LOOPBACK"),
        )

    def resolveHostName(  # noqa: N802 (Twisted's)
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """Tell the receiver the public addresses of a host."""
        public_only: Any = _PublicOnly(resolutionReceiver, hostName, loopback=self._loopback)
        return super().resolveHostName(
            public_only,
            self._hosts.get(hostName, hostName),
            portNumber,
            addressTypes,
            transportSemantics,
        )


class _PublicOnly:
    """An `IResolutionReceiver` that hands on those of a host's addresses that are public.

    The others are named in the log. A host without a public address is one that cannot be found.
    """

    def __init__(self, receiver: Any, name: str, *, loopback: bool) -> None:
        self._name = name
        self._loopback = loopback
        self._receiver = receiver
        self.resolutionBegan = receiver.resolutionBegan
        self.resolutionComplete = receiver.resolutionComplete

    def addressResolved(self, address: Any) -> None:  # noqa: N802 (Twisted's)
        """An address of the host."""
        if reachable(address.host, loopback=self._loopback):
            self._receiver.addressResolved(address)
        else:
            log.warning("%s is %s, which is no public address", self._name, address.host)


class OnlyOwnHosts:
    """Downloader middleware: lets no request through that leaves the publisher or the web.

    A request may name further hosts in `meta["hosts"]`: a feed that a publisher serves from elsewhere.
    Refusals are counted as `newsscraper/refused/<why>`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._loopback = crawler.settings.getbool("ALLOW_LOOPBACK")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware, as Scrapy does."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise `IgnoreRequest` for a request that must not be sent."""
        parts = urlparse_cached(request)
        if parts.scheme not in ("http", "https"):
            self._refuse("scheme", request)
        host = parts.hostname or ""
        if _literal(host) and not reachable(host.strip("[]"), loopback=self._loopback):
            self._refuse("address", request)
        own = (*getattr(self._crawler.spider, "hosts", ()), *request.meta.get("hosts", ()))
        if not under(host.lower().rstrip("."), own):
            self._refuse("host", request)

    def process_response(self, request: Request, response: Response) -> Response:
        """A second look, at the address that did answer."""
        if response.ip_address and not reachable(str(response.ip_address), loopback=self._loopback):
            self._refuse("address", request)
        return response

    def _refuse(self, why: str, request: Request) -> Any:
        self._crawler.stats.inc_value(f"newsscraper/refused/{why}")
        raise IgnoreRequest(f"{request.url}: refused: not a {why} to go to")


def _literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    return True
