"""Which articles of a crawl are worth a place on a cassette: one of each kind, then the newest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from newsscraper.article import Article

KINDS: dict[str, Callable[[Article], bool]] = {
    "plain": lambda a: a.status == "ok" and a.access != "paid" and not _has(a, "consent") and not _live(a),
    "paid": lambda a: a.access == "paid" or a.status == "paywall_teaser",
    "embeds": lambda a: a.status == "ok" and _has(a, "consent"),
    "live blog": lambda a: a.status == "ok" and _live(a),
}
"""Kind -> whether an article is of it. The first of each kind is chosen before the newest of any."""


def choose(articles: Sequence[Article], count: int) -> list[Article]:
    """`count` articles of as many kinds as there are, given newest first; fewer where there are fewer.

    >>> from newsscraper.article import Article
    >>> pages = [Article(url=str(n), access="paid" if n == 7 else "free") for n in range(9)]
    >>> [page.url for page in choose(pages, 3)]
    ['0', '7', '1']
    """
    firsts = [next(filter(is_kind, articles), None) for is_kind in KINDS.values()]
    ranked = [article for article in firsts if article is not None] + list(articles)
    chosen: dict[str, Article] = {}
    for article in ranked:
        if article.status in ("ok", "paywall_teaser") and len(chosen) < count:
            chosen.setdefault(article.url or "", article)
    return list(chosen.values())


def _has(article: Article, kind: str) -> bool:
    return any(removal.kind == kind for removal in article.removed)


def _live(article: Article) -> bool:
    return any(block.kind == "ticker" for block in article.body)
