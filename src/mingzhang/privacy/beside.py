"""The texts beside a document, its sidecar and the answers of its publisher, without what is masked in the document."""

from collections.abc import Iterable
from dataclasses import replace

from mingzhang.privacy.masking import Hiding
from mingzhang.privacy.personal import personal_data
from mingzhang.readers.replies import ENDING as REPLY_ENDING
from mingzhang.readers.sources import SIDECAR_ENDING
from mingzhang.records import PersonalPlace, Reply, Sidecar

# What a person writes in a sidecar; everything else in it is a code, a day or an address.
_TEXTS = ("title", "withdrawn", "corrected", "made_up")
PersonalPlaces = tuple[PersonalPlace, ...]


def masked_sidecar(sidecar: Sidecar, hiding: Hiding) -> tuple[Sidecar, PersonalPlaces]:
    """A sidecar with its texts masked, and where personal data is in it; of its address that is only told."""
    places: PersonalPlaces = ()
    for key in _TEXTS:
        if text := getattr(sidecar, key):
            masked, found = hiding.text(text, SIDECAR_ENDING)
            sidecar = replace(sidecar, **{key: masked})  # type: ignore[arg-type]
            places += found
    return sidecar, places + _told(sidecar.source_url or "", SIDECAR_ENDING)


def masked_replies(replies: Iterable[Reply], hiding: Hiding) -> tuple[tuple[Reply, ...], PersonalPlaces]:
    """Answers with their texts and authors masked, and where personal data is in them."""
    masked: tuple[Reply, ...] = ()
    places: PersonalPlaces = ()
    for reply in replies:
        (text, in_text), (by, in_by) = (hiding.text(one, REPLY_ENDING) for one in (reply.text, reply.by))
        masked, places = (*masked, replace(reply, text=text, by=by)), places + in_text + in_by
    return masked, places


def places_in_name(file: str) -> PersonalPlaces:
    """Personal data in the name of a file, which is published as it is: whoever builds is told to give the file another."""
    return _told(file, "")


def _told(text: str, beside: str) -> PersonalPlaces:
    return tuple(PersonalPlace(0, 0, 0, one.kind, False, beside) for one in personal_data(text))
