"""What tells that a line or the end of a paragraph names who wrote the text, as patterns."""

from __future__ import annotations

import re
from functools import cache, cached_property

from newsscraper.rules import load_words
from newsscraper.rules.prefixes import one_of
from newsscraper.steps.outlets import outlet_key


class Words:
    """The words of `rules/signoffs.toml` as patterns."""

    def __init__(self) -> None:
        words = load_words("signoffs")
        agencies = one_of(load_words("datelines")["agencies"])
        initials = "".join({re.escape(name[0]) for name in load_words("datelines")["agencies"]})
        leads = "|".join(map(re.escape, sorted(words["leads"], key=len, reverse=True)))
        sentences = "|".join(map(re.escape, words["sentences"]))
        self.with_agencies = re.compile("|".join(map(re.escape, words["with_agencies"])))
        self.no_initials = frozenset(words["no_initials"])
        self.initials = re.compile(rf"(?!(?:{'|'.join(words['no_initials'])})$)[a-zäöüß]{{2,3}}")
        self.no_name = re.compile(rf" (?!(?:{'|'.join(words['inside_names'])}) )[a-zäöüß]{{3,}} ")
        self.desks = frozenset(words["desks"])
        self.signers = frozenset(map(outlet_key, words["desks"] + words["agencies"]))
        self.sign_off = re.compile(
            r"(?P<before>^|[.!?…:][\"“”»«’)\]]*\s*|\s)"
            r"(?P<all>\((?P<inner>[^()]{2,140}|[^()]{2,60}\) ?/ ?\([^()]{2,60})\)\.?)\Z"
        )
        # Author and editor, each in brackets: `(Ida Roth) / (ole)`.
        self.between_brackets = re.compile(r"\) ?/ ?\(")
        self.run_on = re.compile(
            r"[.!?…][\"“”»«’)]*\s(?P<all>(?P<von>(?:Von|VON|von)\s[A-ZÄÖÜ][^.!?…:;\d]{4,50}\.?)"
            r"|(?P<sign>(?:©|\(c\)|Copyright)[ :]*(?:\d{4} )?)?[\w.-]{2,12}(?:/[\w.-]{2,12})*)\Z"
        )
        # As dpa-AFX signs, behind the last sentence or under it: `/la/mis/jha/`.
        self.slashed = re.compile(
            r"(?:^|(?<=[.!?…\"“”»«’)]))\s*(?P<all>/[a-z]{2,4}(?:/[a-z]{2,4}){1,3}/?|/[a-z]{2,4}/)\Z"
        )
        self._agencies, self._material, self._unchecked = agencies, words["material"], words["unchecked"]
        self.lead = re.compile(
            rf"\W*(?:(?:von|by)\s?:?\s|(?:{leads})\b[^:]{{0,30}}?(?::| von ))", re.IGNORECASE
        )
        self.no_byline = re.compile("|".join(words["no_byline"]), re.IGNORECASE)
        self.between = re.compile(rf"\w (?:{'|'.join(words['between'])}) [A-ZÄÖÜ]")
        self.no_sign_off = re.compile(rf"-(?:{'|'.join(words['no_sign_off'])})", re.IGNORECASE)
        self.sentences = re.compile(sentences)
        desks = "|".join(map(re.escape, words["desks"]))
        with_material = "|".join(s for s in words["sentences"] if s.startswith("Mit Agentur"))
        self.bare = re.compile(rf"(?:{with_material})\w*\.?|\((?:{desks})\)")
        self.glued = re.compile(r".{3,60}[a-zäöüßé](?=[A-ZÄÖÜ][a-z])")
        self.desk = re.compile(r"[A-ZÄÖÜ][\w.]{1,20}-Redaktion(?:,? \d{1,3} [Mm]in\.?)?")
        self.source = re.compile(r"Quellen?\s?:")
        self.signature = re.compile(r"[a-zäöüß]{2,5}(?:[/,;] ?[a-zäöüß]{2,5})*(?:[/,;] ?[\w./]+)*")
        self.hint = re.compile(
            rf"(?i:^\W*(?:von|by|{leads})\b)|^\(|(?=[{initials}])(?<![\w-]){agencies}(?![\w-])"
            r"|^[a-zäöüß]{2,5}[/,]|\d{4}[ ,|–-]+\d{1,2}[.:]\d\d"
        )
        self.alone = re.compile(r"\([a-zäöüß]{2,5}(?:[/,] ?[\w-]{2,9})*\)")
        self.dated = re.compile(r"\d{1,2}\. ?(?:\d{1,2}\. ?|[A-ZÄÖÜ][a-zä]+ )\d{2,4}\b")
        self.numbered = re.compile("|".join(words["editions"]))
        self.announces = re.compile(
            rf"(?:[Vv]on|VON|Autor(?:in)?|By)\s?:?|(?i:(?:eine? )?(?:{leads}))(?: und \w+)? von"
        )

    @cached_property
    def wires(self) -> re.Pattern[str]:
        """A note of the agencies a text was made of; few lines begin so that it could be one."""
        wire = rf"(?>{self._agencies}|[A-Z]{{2,5}}|[a-z]{{3}})"
        return re.compile(
            rf"(?P<names>Mit (?:{'|'.join(self._material)}) (?:der|von|des|durch) (?:[^.!?]{{0,140}} )?"
            rf"(?:Nachrichten|Presse)?-?[Aa]gentur(?:en)? {wire}(?:(?:, | und | sowie |/){wire})*+)"
            rf"\.?(?: {self._unchecked})?"
        )


@cache
def byline_words() -> Words:
    return Words()
