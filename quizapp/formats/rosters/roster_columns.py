"""The columns of a class list as schools name them, in English, Spanish, German and French."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_NAMES: Final[dict[str, str]] = {
    "last": "last name,surname,family name,apellidos,apellido,primer apellido,nachname,"
    "familienname,nom,nom de famille",
    "second": "second surname,segundo apellido",
    "first": "first name,given name,given names,forename,vorname,vornamen,prenom,nombre,nombres",
    "name": "name,full name,student name,student,learner,display name,user full name,"
    "nombre completo,nombre y apellidos,apellidos y nombre,alumno,alumna,estudiante,"
    "schuler,schuler in,schulername,vollstandiger name,eleve",
    "id": "student id,sis id,sis user id,student number,student no,id number,org defined id,"
    "external id,learner id,person id,admission number,id,matricula,numero de alumno,"
    "numero de matricula,id alumno,expediente,nie,schulernummer,schuler id,matrikelnummer,"
    "personalnummer,numero eleve,ine",
    "account": "username,user name,login,login id,sis login id,account,account name,user,"
    "usuario,nombre de usuario,benutzername,benutzer,anmeldename,kennung,identifiant",
    "group": "group,groups,section,sections,class,class name,homeroom,form,grupo,seccion,clase,"
    "curso,gruppe,klasse,kurs,lerngruppe,groupe,classe",
    "email": "email,email address,e mail,e mail address,mail,correo,correo electronico,"
    "e mail adresse,email adresse,courriel",
}
_KINDS: Final[dict[str, tuple[str, int]]] = {
    name: (kind, rank)
    for kind, names in _NAMES.items()
    for rank, name in enumerate(names.split(","))
}
USED: Final = ("last", "second", "first", "name", "id", "account", "group")
"""What is read; an e-mail address is recognised and left alone."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each kind of column stands.

    Attributes:
        places: index by kind, of ``USED``.
        heads: the header's cells as they were written.
        unused: heads that nothing is read from.
        twice: two heads that say the same thing; empty when all is well.
    """

    places: dict[str, int]
    heads: tuple[str, ...]
    unused: tuple[str, ...]
    twice: tuple[str, ...]

    @property
    def has_name(self) -> bool:
        """Return whether there is something to call a person by."""
        return any(kind in self.places for kind in ("name", "first", "last", "account"))

    def head(self, *kinds: str) -> str:
        """Return the first of these columns' heads that there is, or ""."""
        return next((self.heads[self.places[kind]] for kind in kinds if kind in self.places), "")


def find_columns(heads: Sequence[str]) -> Columns:
    """Return what the cells of a header stand for, whatever their order, case and accents."""
    best: dict[str, tuple[int, int]] = {}
    twice: list[str] = []
    for place, head in enumerate(heads):
        kind, rank = kind_of(head)
        if not kind:
            continue
        if kind not in best or rank < best[kind][0]:
            best[kind] = (rank, place)
        elif rank == best[kind][0]:
            twice += [heads[best[kind][1]], head]
    places = {kind: place for kind, (_, place) in best.items() if kind in USED}
    if "first" in places and "last" not in places and "name" not in places:
        # "Nombre" alone is the whole name; "Vorname" beside "Name" is a part of it.
        places["name"] = places.pop("first")
    unused = tuple(
        head for place, head in enumerate(heads) if place not in places.values() and head.strip()
    )
    return Columns(places, tuple(heads), unused, tuple(twice))


def kind_of(head: str) -> tuple[str, int]:
    """Return (kind, rank among the names of that kind) of a header's cell, ("", 0) for none."""
    plain = unicodedata.normalize("NFKD", head.replace("ß", "ss")).casefold()
    letters = "".join(
        each if each.isalnum() else " " for each in plain if not unicodedata.combining(each)
    )
    return _KINDS.get(" ".join(letters.split()), ("", 0))
