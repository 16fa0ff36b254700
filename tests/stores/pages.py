"""Invented article pages."""

from __future__ import annotations

SENTENCES = (
    "Der Stadtrat hat am Dienstag beschlossen, die alte Brücke am Fluss noch in diesem Jahr zu sanieren.",
    "Für die Arbeiten sind nach Angaben der Verwaltung rund drei Millionen Euro und acht Monate vorgesehen.",
    "Anwohner hatten sich mehrfach darüber beschwert, dass der Verkehr durch ihre Straßen umgeleitet wird.",
    "Die Bürgermeisterin sagte, dass es für die Umleitung keinen anderen Weg gebe und sie um Geduld bitte.",
)


def page(number: int, sentences: tuple[str, ...] = SENTENCES, lang: str = ' lang="de"') -> str:
    """An article page with its data as JSON-LD."""
    url = f"https://www.example-zeitung.de/artikel-{number}"
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    data = (
        f'{{"@context":"https://schema.org","@type":"NewsArticle","headline":"Neue Brücke, Teil {number}",'
        f'"url":"{url}","datePublished":"2026-03-{1 + number % 28:02}T08:05:00+01:00",'
        '"author":{"@type":"Person","name":"Jörg Mußler"}}'
    )
    return (
        f"<!doctype html><html{lang}><head><title>Neue Brücke, Teil {number}</title>"
        f'<script type="application/ld+json">{data}</script></head>'
        f"<body><article><h1>Neue Brücke, Teil {number}</h1>{text}</article></body></html>"
    )
