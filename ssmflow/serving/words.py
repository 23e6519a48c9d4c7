"""What the frame around the app says: while it loads, when it is cut off, when it fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the frame in one language; the app itself has a catalogue of its own."""

    skip: str
    pages: str
    loading: str
    heard: str
    cannot_show: str
    script_needed: str
    offline: str
    offline_advice: str
    gone: str
    gone_advice: str
    resume: str
    silent: str
    silent_advice: str
    stay: str
    unreachable: str
    full: str
    full_advice: str
    full_retry: str
    failed: str
    failed_advice: str
    retry: str
    not_found: str
    not_found_advice: str
    home: str


WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "nl": Words(
            skip="Naar de inhoud",
            pages="Pagina's",
            loading="De beslisboom wordt geladen…",
            heard="Je antwoord is ontvangen. De volgende stap komt eraan…",
            cannot_show="Deze pagina kan dit onderdeel niet tonen: {name}.",
            script_needed="Deze pagina werkt met JavaScript. Zet JavaScript aan in je browser en "
            "laad de pagina opnieuw.",
            offline="De verbinding is weg.",
            offline_advice="Zodra ze er weer is, kun je verder waar je was.",
            gone="Je bezoek is afgesloten.",
            gone_advice="Wat je deed, is er nog. Je kunt verder bij de stap waar je was.",
            resume="Verdergaan waar je was",
            silent="Ben je er nog?",
            silent_advice="Je bezoek wordt zo meteen afgesloten, omdat je al een tijd niets hebt "
            "gedaan.",
            stay="Ja, ik ben er nog",
            unreachable="De pagina is nog niet bereikbaar. Probeer het zo meteen opnieuw.",
            full="Het is even druk",
            full_advice="Alle plaatsen zijn bezet. Deze pagina kijkt vanzelf of er een vrijkomt, "
            "en gaat dan verder. Je hoeft niets te doen.",
            full_retry="Nu opnieuw proberen",
            failed="De beslisboom kon niet worden geladen.",
            failed_advice="Er ging aan onze kant iets mis. Probeer het opnieuw. Blijft het "
            "misgaan, probeer het dan later nog eens.",
            retry="Opnieuw proberen",
            not_found="Deze pagina bestaat niet.",
            not_found_advice="Controleer het adres, of ga naar het begin van de beslisboom.",
            home="Naar het begin",
        ),
        "en": Words(
            skip="Skip to content",
            pages="Pages",
            loading="The decision tree is loading…",
            heard="Your answer has been received. The next step is coming…",
            cannot_show="This page cannot show this part: {name}.",
            script_needed="This page needs JavaScript. Turn JavaScript on in your browser and "
            "load the page again.",
            offline="The connection is lost.",
            offline_advice="As soon as it is back, you can go on where you were.",
            gone="Your visit has ended.",
            gone_advice="What you did is still there. You can go on at the step where you were.",
            resume="Go on where you were",
            silent="Are you still there?",
            silent_advice="Your visit will end soon, because you have not done anything for a "
            "while.",
            stay="Yes, I am still here",
            unreachable="The page cannot be reached yet. Try again in a moment.",
            full="It is busy right now",
            full_advice="All places are taken. This page looks by itself whether one becomes free, "
            "and then goes on. You need not do anything.",
            full_retry="Try again now",
            failed="The decision tree could not be loaded.",
            failed_advice="Something went wrong on our side. Try again. If it keeps going wrong, "
            "try again later.",
            retry="Try again",
            not_found="This page does not exist.",
            not_found_advice="Check the address, or go to the start of the decision tree.",
            home="Go to the start",
        ),
    }
)


def frame_language(language: str) -> str:
    """The language in which the frame of a page speaks.

    Args:
        language: The language of the page, as a BCP 47 tag.

    Returns:
        The primary language of that tag where there are words in it, English elsewhere.
    """
    primary = language.split("-")[0].lower()
    return primary if primary in WORDS else "en"
