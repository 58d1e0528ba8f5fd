"""A class list from file to accounts: tried out first, stored whole or not at all, safe again."""

import io
import re
import time

import pytest
from sqlalchemy import select

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.services.classes import class_groups, classes, roster, slips
from quizapp.services.classes.roster_plan import Plan, What
from quizapp.services.people import accounts
from quizapp.store.engine import reading
from quizapp.store.tables.classes import ClassMember
from quizapp.store.tables.people import AuditEntry, User
from tests.integration.teaching.conftest import PASSWORD, School

LIST = "Last name,First name,Student ID,Group\nRuiz,Ana,1,A\nOkafor,Jo,2,B\n"


def _try(school: School, text: str) -> Plan:
    with school.app.app_context():
        return roster.try_roster(
            user_id=school.teacher.id, class_id=school.class_id, data=text.encode()
        )


def _apply(school: School, text: str) -> roster.Applied:
    plan = _try(school, text)
    with school.app.app_context():
        return roster.apply_roster(
            user_id=school.teacher.id,
            class_id=school.class_id,
            data=text.encode(),
            digest=plan.digest,
            now=school.now,
        )


def _people(school: School) -> class_groups.ClassPeople:
    with school.app.app_context():
        return class_groups.get_people(user_id=school.teacher.id, class_id=school.class_id)


def _whats(plan: Plan) -> list[str]:
    return [each.what.value for each in plan.rows]


def _why(plan: Plan) -> list[str]:
    return [str(fault.error) for each in plan.rows for fault in each.row.faults]


def test_trying_a_list_out_stores_nothing(school: School) -> None:
    path = f"/classes/{school.class_id}/roster"
    shown = school.teacher.client.post(
        path,
        data={
            "csrf_token": school.teacher.token,
            "file": (io.BytesIO(LIST.encode("utf-16")), "list.csv"),
        },
    )
    assert shown.status_code == 200
    assert "new account" in shown.text
    assert "UTF-16" in shown.text
    assert [each.role for each in _people(school).people] == ["teacher"]
    assert not _people(school).groups


def test_a_list_makes_accounts_groups_and_numbers_and_again_changes_nothing(
    school: School,
) -> None:
    assert _apply(school, LIST) == roster.Applied(2, 0, 0, 0)
    found = _people(school)
    learners = {each.name: each for each in found.people if each.role == "learner"}
    assert set(learners) == {"Ana Ruiz", "Jo Okafor"}
    assert learners["Ana Ruiz"].external_id == "1"
    assert all(each.waiting and each.made_here for each in learners.values())
    assert {each.name: len(each.members) for each in found.groups} == {"A": 1, "B": 1}
    assert _whats(_try(school, LIST)) == ["unchanged", "unchanged"]
    with school.app.app_context(), reading() as session:
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "roster taken over")
        ).one()
        assert entry.detail == {"new": 2, "updated": 0}


def test_a_second_list_adds_and_updates_and_takes_nobody_away(school: School) -> None:
    _apply(school, LIST)
    second = "Student ID;Name;Klasse\n2;Jo Okafor;A\n3;Li Wei;C\n"
    plan = _try(school, second)
    assert _whats(plan) == ["updated", "new"]
    assert plan.left == ("Ana Ruiz",)
    assert plan.new_groups == ("C",)
    assert _apply(school, second) == roster.Applied(1, 1, 0, 0)
    groups = {each.name: each.members for each in _people(school).groups}
    jo = next(each.user_id for each in _people(school).people if each.name == "Jo Okafor")
    assert jo in groups["A"]
    assert jo in groups["B"]


def test_an_account_of_somebody_else_is_never_handed_over_by_its_name(school: School) -> None:
    stranger = school.person("Ana Ruiz")
    taken = school.person("ANA RUIZ 2")
    plan = _try(school, LIST)
    assert [each.account for each in plan.rows] == ["Ana Ruiz 3", "Jo Okafor"]
    _apply(school, LIST)
    ids = {each.user_id for each in _people(school).people}
    assert not ids & {stranger.id, taken.id}
    # Once more: she is found by her number, and stays who she is.
    assert _whats(_try(school, LIST)) == ["unchanged", "unchanged"]
    with school.app.app_context():
        assert accounts.password_is_right(user_id=stranger.id, password=PASSWORD)


def test_a_username_of_somebody_outside_the_class_is_not_found_by_it(school: School) -> None:
    stranger = school.person("ana.ruiz")
    plan = _try(school, "Name,Username\nAna Ruiz,ana.ruiz\n")
    assert _whats(plan) == ["new"]
    assert plan.rows[0].account == "Ana Ruiz"
    _apply(school, "Name,Username\nAna Ruiz,ana.ruiz\n")
    assert stranger.id not in {each.user_id for each in _people(school).people}


def test_who_joined_by_themselves_gets_a_number_but_no_slip(school: School) -> None:
    ana = school.learner("Ana Ruiz")
    assert _whats(_try(school, LIST)) == ["updated", "new"]
    _apply(school, LIST)
    found = next(each for each in _people(school).people if each.user_id == ana.id)
    assert (found.external_id, found.made_here) == ("1", False)
    with school.app.app_context(), pytest.raises(ConflictError, match="themselves"):
        slips.print_for_one(
            user_id=school.teacher.id,
            class_id=school.class_id,
            member_id=ana.id,
            now=school.now,
        )


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("Ruiz,Ana,1,A\nWei,Li,1,A", "The same number stands in line 3"),
        ("Ruiz,Ana,,A\nRuiz,Ana,,B", "The same name stands in line 3"),
        ("Ruiz,Ana,,A\nRUIZ,ana,,B", "It looks like “ana RUIZ” in line 3"),
        ("Ruiz,\uff21na,,A\nRuiz,Ana,,B", "It looks like"),
        ("Wei,Kim,9,A", "The number belongs to Lee Chan"),
        ("Wei,Kim,4,A", "Kim Wei has another number in this class: 8"),
        ("Block,Bo,,A", "Bo Block is blocked"),
        ("Teach,Ms,,A", "Ms Teach teaches this class"),
        ("Chan,Lee,,A\nChan,Lee,9,B", "Another row means Lee Chan too"),
    ],
)
def test_faults_that_show_only_beside_others(school: School, rows: str, words: str) -> None:
    head = "Last name,First name,Student ID,Group\n"
    _apply(school, head + "Chan,Lee,9,A\nWei,Kim,8,A\n")
    bo = school.learner("Bo Block")
    school.teacher.post(f"/classes/{school.class_id}/members/{bo.id}/block")
    plan = _try(school, head + rows)
    if words.startswith("Kim Wei has another"):
        # A person of that name with another number is another person, unless their account says.
        plan = _try(school, "Name,Login,Student ID\nKim Wei,Kim Wei,4\n")
    assert any(words in each for each in _why(plan)), _why(plan)


def test_two_people_of_one_name_are_two_accounts(school: School) -> None:
    text = "Name,Student ID\nAna Ruiz,1\nAna Ruiz,2\nana ruiz,3\n"
    assert _apply(school, text).new == 3
    names = [each.name for each in _people(school).people if each.role == "learner"]
    assert sorted(names) == ["Ana Ruiz", "Ana Ruiz 2", "ana ruiz 3"]
    assert _whats(_try(school, text)) == ["unchanged"] * 3


def test_a_class_that_changed_meanwhile_is_shown_anew(school: School) -> None:
    path = f"/classes/{school.class_id}/roster"
    digest = _try(school, LIST).digest
    school.learner("Ana Ruiz")
    answer = school.teacher.post(f"{path}/apply", text=LIST, digest=digest)
    assert answer.status_code == 409
    assert "Nothing was stored" in answer.text
    fresh = re.search(r'name="digest" value="([0-9a-f]+)"', answer.text)
    assert fresh
    assert not _people(school).groups
    again = school.teacher.post(f"{path}/apply", text=LIST, digest=fresh[1])
    assert again.status_code == 303


def test_a_spelling_is_mended_until_somebody_signs_in(school: School) -> None:
    _apply(school, "Name,ID\nAna Riuz,1\n")
    assert _apply(school, "Name,ID\nAna Ruiz,1\n").updated == 1
    found = next(each for each in _people(school).people if each.role == "learner")
    assert found.name == "Ana Ruiz"
    with school.app.app_context():
        slip = slips.print_for_one(
            user_id=school.teacher.id,
            class_id=school.class_id,
            member_id=found.user_id,
            now=school.now,
        )
        slips.claim_slip(
            slip.code, password="nine purple lanterns", address="x", secret="s", now=school.now
        )
    plan = _try(school, "Name,ID\nAna Maria Ruiz,1\n")
    assert _whats(plan) == ["unchanged"]
    assert "stays so" in str(plan.rows[0].notes[0])


def test_what_is_broken_is_shown_as_text_and_the_rest_can_be_stored(school: School) -> None:
    text = LIST + '<script>alert(1)</script>,=cmd,"5\n,,,\nWei,Li,3,A,too many\n'
    shown = school.teacher.post(f"/classes/{school.class_id}/roster", text=text)
    assert shown.status_code == 200
    assert "<script>alert" not in shown.text
    assert "Store the 2 sound rows" in shown.text
    assert _apply(school, text) == roster.Applied(2, 0, 0, 2)


def test_another_teacher_can_neither_try_nor_store(school: School) -> None:
    other = school.person("Mr Other", "teacher")
    with school.app.app_context():
        for call in (
            lambda: roster.try_roster(
                user_id=other.id, class_id=school.class_id, data=LIST.encode()
            ),
            lambda: roster.export_csv(user_id=other.id, class_id=school.class_id),
        ):
            with pytest.raises(NotFoundError):
                call()


def test_a_list_for_an_archived_class_is_refused(school: School) -> None:
    digest = _try(school, LIST).digest
    with school.app.app_context():
        classes.archive_class(user_id=school.teacher.id, class_id=school.class_id, now=school.now)
        with pytest.raises(ConflictError, match="archived"):
            roster.apply_roster(
                user_id=school.teacher.id,
                class_id=school.class_id,
                data=LIST.encode(),
                digest=digest,
                now=school.now,
            )


def test_too_many_groups_are_a_wrong_column(school: School) -> None:
    text = "Name,Group\n" + "".join(f"Person {n},{n}\n" for n in range(300))
    with pytest.raises(InputError, match="Is Group the right column"):
        _try(school, text)


def test_the_export_is_safe_and_can_be_taken_over_again(school: School) -> None:
    _apply(school, LIST)
    answer = school.teacher.get(f"/classes/{school.class_id}/people.csv")
    assert answer.mimetype == "text/csv"
    assert "Ana Ruiz,1,A" in answer.text
    assert _whats(_try(school, answer.text)) == ["unchanged", "unchanged"]
    template = school.teacher.get("/classes/roster-template.csv").text
    assert _whats(_try(school, template)) == ["new", "new"]


def test_five_thousand_rows_with_faults_are_tried_and_stored_in_time(school: School) -> None:
    school.person("Ana Ruiz")
    rows = []
    for n in range(5000):
        fault = n % 10
        name = {1: "", 2: "=cmd", 3: "Ana\u200b", 4: "A" * 80}.get(fault, "Ana")
        rows.append(f"{name},Ruiz,{n if fault != 5 else 7},{n % 20}")
    text = "First name,Last name,Student ID,Group\n" + "\n".join(rows)
    began = time.monotonic()
    plan = _try(school, text)
    done = _apply(school, text)
    took = time.monotonic() - began
    assert plan.count(What.REFUSED) == done.refused == 2501
    assert done.new == 2499
    with school.app.app_context(), reading() as session:
        made = session.scalars(
            select(User.name)
            .join(ClassMember, ClassMember.user_id == User.id)
            .where(ClassMember.made_here.is_(True))
        ).all()
    assert len(set(made)) == 2499
    assert took < 20, f"{took:.1f} s for two tries and one storing"
