"""Use cases of groups and co-teachers: who is together, and who teaches with whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, NotFoundError, translatable
from quizapp.services.classes.classes import taught_class
from quizapp.services.decks import deck_leaving
from quizapp.services.people.credentials import name_key
from quizapp.store.engine import reading, writing
from quizapp.store.people import people_queries
from quizapp.store.tables.assigning import ClassGroup, GroupMember
from quizapp.store.tables.classes import ClassMember
from quizapp.store.tables.people import AuditEntry
from quizapp.store.teaching import class_queries, group_queries
from quizapp.store.teaching.group_queries import ClassPerson, Group

GROUP_NAME_MAX: Final = 80
MOST_GROUPS: Final = 200
_NO_GROUP: Final = translatable("There is no such group or learner in this class.")


@dataclass(frozen=True, slots=True)
class ClassPeople:
    """Everybody on a class's list, and its groups."""

    people: tuple[ClassPerson, ...]
    groups: tuple[Group, ...]


def get_people(*, user_id: int, class_id: int) -> ClassPeople:
    """Return the people of a class that the person teaches.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    with reading() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
        return ClassPeople(
            group_queries.list_people(session, class_id),
            group_queries.list_groups(session, class_id),
        )


def make_group(*, user_id: int, class_id: int, name: str) -> int:
    """Make a group; return its id.

    Raises:
        InputError: the name cannot be used, or a group of the class has it already.
    """
    clean = clean_group_name(name)
    with writing() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
        _refuse_taken(session, class_id=class_id, name=clean)
        return add_group(session, class_id=class_id, name=clean)


def rename_group(*, user_id: int, class_id: int, group_id: int, name: str) -> None:
    """Give a group another name.

    Raises:
        InputError: the name cannot be used, or another group of the class has it.
        NotFoundError: there is no such group.
    """
    clean = clean_group_name(name)
    with writing() as session:
        row = _group_of(session, user_id=user_id, class_id=class_id, group_id=group_id)
        _refuse_taken(session, class_id=class_id, name=clean, but=group_id)
        row.name = clean


def delete_group(*, user_id: int, class_id: int, group_id: int) -> None:
    """Dissolve a group; its learners stay in the class.

    Raises:
        ConflictError: something is given to it, and would then be for the whole class.
    """
    with writing() as session:
        row = _group_of(session, user_id=user_id, class_id=class_id, group_id=group_id)
        if titles := group_queries.titles_given_to(session, group_id=group_id):
            raise ConflictError(
                "“{title}” is given to this group. Give it to others or withdraw it first.",
                title=titles[0],
            )
        session.delete(row)


def place(
    *, user_id: int, class_id: int, group_id: int, member_ids: Sequence[int], inside: bool
) -> int:
    """Put learners into a group or take them out, several at once; return how many moved.

    Raises:
        NotFoundError: there is no such group, or one of them is no learner of the class.
    """
    with writing() as session:
        _group_of(session, user_id=user_id, class_id=class_id, group_id=group_id)
        people = group_queries.list_people(session, class_id)
        learners = {each.user_id for each in people if each.role == "learner"}
        wanted = set(member_ids)
        if not wanted <= learners:
            raise NotFoundError(_NO_GROUP)
        now_in = next(
            each.members
            for each in group_queries.list_groups(session, class_id)
            if each.id == group_id
        )
        if inside:
            moved = wanted - now_in
            session.add_all(GroupMember(group_id=group_id, user_id=one) for one in sorted(moved))
        else:
            moved = wanted & now_in
            group_queries.take_out(session, group_id=group_id, user_ids=sorted(moved))
        return len(moved)


def add_teacher(*, user_id: int, class_id: int, name: str, now: datetime) -> str:
    """Let another teacher of the site teach the class too, at once; return their name.

    Raises:
        InputError: no account of that name has the teacher role, or it is in the class already.
    """
    with writing() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
        row = people_queries.find_user_by_key(session, name_key=name_key(name)[:200])
        if row is None or row.disabled_at is not None or "teacher" not in row.roles.split():
            raise InputError(
                "No account of that name has the role teacher. Look at the spelling, or ask "
                "the administrator.",
                field="name",
            )
        member = class_queries.find_member(session, class_id=class_id, user_id=row.id)
        if member is not None and member.role == "teacher":
            raise InputError("{name} teaches this class already.", name=row.name, field="name")
        if member is not None:
            raise InputError(
                "{name} is a learner of this class. Take them off the list first.",
                name=row.name,
                field="name",
            )
        session.add(ClassMember(class_id=class_id, user_id=row.id, role="teacher", joined_at=now))
        _note(session, "co-teacher added", class_id, of=row.id, by=user_id, now=now)
        return row.name


def remove_teacher(*, user_id: int, class_id: int, teacher_id: int, now: datetime) -> None:
    """Let a teacher no longer see the class, from this moment; it may be oneself.

    Raises:
        ConflictError: nobody would teach the class any more.
        NotFoundError: they do not teach it.
    """
    with writing() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
        group_queries.lock_class(session, class_id)
        member = class_queries.find_member(session, class_id=class_id, user_id=teacher_id)
        if member is None or member.role != "teacher":
            raise NotFoundError("There is no such teacher in this class.")
        if not group_queries.count_other_teachers(session, class_id=class_id, user_id=teacher_id):
            raise ConflictError("A class needs a teacher: add another one first.")
        session.delete(member)
        deck_leaving.leave_class_decks(session, class_id, now=now, of=teacher_id)
        _note(session, "co-teacher removed", class_id, of=teacher_id, by=user_id, now=now)


def clean_group_name(name: str) -> str:
    """Return a group's name without surplus space.

    Raises:
        InputError: it is empty, too long or cannot be seen.
    """
    clean = " ".join(name.split())
    if not clean or len(clean) > GROUP_NAME_MAX or not clean.isprintable():
        raise InputError(
            "A group needs a name of 1 to {name_max} letters.",
            name_max=GROUP_NAME_MAX,
            field="name",
        )
    return clean


def add_group(session: Session, *, class_id: int, name: str) -> int:
    """Add a group inside the caller's transaction; the name is clean and free.

    Raises:
        ConflictError: the class has too many.
    """
    if len(group_queries.list_groups(session, class_id)) >= MOST_GROUPS:
        raise ConflictError("A class has at most {most} groups.", most=MOST_GROUPS)
    row = ClassGroup(class_id=class_id, name=name)
    session.add(row)
    session.flush()
    return row.id


def _group_of(session: Session, *, user_id: int, class_id: int, group_id: int) -> ClassGroup:
    taught_class(session, user_id=user_id, class_id=class_id)
    row = group_queries.find_group(session, class_id=class_id, group_id=group_id)
    if row is None:
        raise NotFoundError(_NO_GROUP)
    return row


def _refuse_taken(session: Session, *, class_id: int, name: str, but: int = 0) -> None:
    for each in group_queries.list_groups(session, class_id):
        if each.id != but and name_key(each.name) == name_key(name):
            raise InputError("There is a group of that name already.", field="name")


def _note(session: Session, action: str, class_id: int, *, of: int, by: int, now: datetime) -> None:
    session.add(
        AuditEntry(
            at=now, actor_id=by, action=action, subject=f"class:{class_id}", detail={"user": of}
        )
    )
