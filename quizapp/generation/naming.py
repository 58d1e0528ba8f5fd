"""The ways to write an entity."""

from quizapp.bank.document import Entity


def forms_of(entity: Entity) -> tuple[str, ...]:
    """Return the ways to write the entity: its name, its abbreviation, its aliases."""
    forms = [entity.name, *([entity.short] if entity.short else []), *entity.aliases]
    return tuple(dict.fromkeys(forms))
