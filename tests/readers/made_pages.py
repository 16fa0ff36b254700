"""Invented pages: a head, what stands around the headline, some text, and a footer with traps."""

from __future__ import annotations

TEXT = (
    "Der Rat der kleinen Stadt am Fluss hat am Abend lange über die neue Brücke gestritten.",
    "Die Kosten sind seit dem ersten Entwurf um ein Drittel gestiegen, wie aus den Unterlagen hervorgeht.",
    "Im Frühjahr sollen die Arbeiten beginnen. Bis dahin müssen die Gärten am Ufer geräumt sein.",
    "Anwohner kündigten an, gegen den Beschluss zu klagen. Sie fürchten um die alten Bäume am Ufer.",
)

FOOTER = """
<aside class="related"><h2><a href="/a">Andere Meldung aus der Region</a></h2>
<p class="author">Von Falsche Person</p><time datetime="2001-01-01T01:01">1.1.2001</time></aside>
<section class="comments"><div class="comment"><span class="author">Meckerer Max</span>
<time datetime="2002-02-02T02:02">2. Februar 2002</time><p>Das war ja klar, liebe Leute.</p></div></section>
<footer><p>© 1999-2026 Verlag der Invented Post GmbH, alle Rechte vorbehalten.</p></footer>"""


def page(
    *, head: str = "", top: str = "", text: tuple[str, ...] = TEXT, bottom: str = "", lang: str = "de"
) -> str:
    """A whole page; `top` holds the headline and what stands around it, `bottom` what follows the text."""
    paragraphs = "\n".join(f"<p>{paragraph}</p>" for paragraph in text)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>'
        f'<nav><ul><li><a href="/politik">Politik</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
        f"<main><article>{top}\n{paragraphs}\n{bottom}</article></main>{FOOTER}</body></html>"
    )
