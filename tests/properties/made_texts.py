"""Made-up German articles, and the residue that extractors leave in them."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from newsscraper.rules import residue

NOUNS = [
    "Gemeinderat",
    "Bürgermeisterin",
    "Förster",
    "Brücke",
    "Fähre",
    "Schule",
    "Imker",
    "Werft",
    "Stadtarchiv",
    "Hafen",
    "Chor",
    "Genossenschaft",
]
VERBS = [
    "prüft",
    "erneuert",
    "verkauft",
    "beschließt",
    "verschiebt",
    "lobt",
    "kritisiert",
    "vergrößert",
    "schließt",
    "eröffnet",
]
OBJECTS = [
    "den Haushalt",
    "die alte Mühle",
    "das Freibad",
    "einen Spielplatz",
    "die Buslinie",
    "den Radweg",
    "das Lagerhaus",
]
TIMES = [
    "am Dienstag",
    "nach langem Streit",
    "zum dritten Mal",
    "trotz großer Zweifel",
    "im kommenden Frühjahr",
    "seit Wochen",
]
REASONS = [
    "weil die Kosten höher sind als gedacht",
    "obwohl viele Anwohner dagegen sind",
    "damit die Kinder sicher ankommen",
    "nachdem ein Gutachten Mängel gezeigt hat",
    "wie eine Sprecherin der Verwaltung bestätigt",
]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """One sentence of eight to fifteen words."""
    pick = lambda words: draw(st.sampled_from(words))  # noqa: E731
    number = draw(st.integers(2, 9999))
    return f"Der {pick(NOUNS)} von Ort {number} {pick(VERBS)} {pick(OBJECTS)} {pick(TIMES)}, {pick(REASONS)}."


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """Two to five sentences."""
    return " ".join(draw(st.lists(sentences(), min_size=2, max_size=5)))


@st.composite
def headings(draw: st.DrawFn) -> str:
    """A short line that does not end like a sentence."""
    noun, verb, thing = draw(
        st.tuples(st.sampled_from(NOUNS), st.sampled_from(VERBS), st.sampled_from(OBJECTS))
    )
    return f"{noun} {verb} {thing} in Ort {draw(st.integers(1, 9999))}"


@dataclass(frozen=True)
class Made:
    """An article as it should come out, line by line."""

    title: str
    lead: str
    body: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        return [self.title, self.lead, *self.body]


@st.composite
def articles(draw: st.DrawFn) -> Made:
    """Title, lead and some sections: an article without residue, no line of it twice."""
    lines: list[str] = [draw(headings()), draw(paragraphs())]
    for _ in range(draw(st.integers(1, 3))):
        lines += draw(st.lists(paragraphs(), min_size=2, max_size=4))
        lines.append(draw(headings()))
    lines.append("Bis Montag ist Zeit, Einwände zu erheben. " + draw(paragraphs()))
    unique = list(dict.fromkeys(lines))
    return Made(unique[0], unique[1], tuple(unique[2:]))


RESIDUE_LINES = [
    example
    for rule in residue().rules
    if not rule.company and rule.where == "anywhere"
    for example in rule.takes
]
"""What the rules name as their examples, except where it depends on the lines around."""

OTHER_RESIDUE = [
    "© IMAGO/Eva Muster/IMAGO/Archiv Muster",
    "Foto: Ole Beck/dpa",
    "(Bild: Ida Roth)",
    "- showPaywall:",
    "- false",
    '"isPaid": true',
    "Stand:",
    "Stand: 28.04.2023 17:23 Uhr",
    "Von Ida Roth",
    "(dpa)",
    "1 2 3",
    "…",
    "***",
]


@st.composite
def dirty_lines(draw: st.DrawFn) -> list[str]:
    """An article's lines with residue between them, some of it many times."""
    lines = list(draw(articles()).lines)
    for residue_line in draw(st.lists(st.sampled_from(RESIDUE_LINES + OTHER_RESIDUE), max_size=8)):
        place = draw(st.integers(0, len(lines)))
        lines[place:place] = [residue_line] * draw(st.sampled_from([1, 1, 1, 2, 5]))
    return lines


odd_texts = st.one_of(
    st.text(max_size=400),
    st.lists(
        st.one_of(
            st.text(max_size=40), st.sampled_from(RESIDUE_LINES + OTHER_RESIDUE), headings(), paragraphs()
        ),
        max_size=25,
    ).map("\n".join),
)
"""Anything at all, lone surrogates and controls included."""
