"""A quiz on Spanish pages: the page's words are Spanish, the questions keep their language."""

from tests.integration.teaching.conftest import School

SPANISH = {"Accept-Language": "es"}


def test_a_quiz_is_taken_and_reported_on_spanish_pages(school: School) -> None:
    quiz = school.assign(
        school.questions("choice", "true_false", "text", "matching", "ordering", "multiple")
    )
    kim = school.learner("Kim")
    intro = kim.client.get(f"/quizzes/{quiz}", headers=SPANISH).text
    assert "Cada respuesta se guarda en cuanto la das." in intro
    attempt = school.start(kim, quiz)
    page = kim.client.get(f"/attempts/{attempt}", headers=SPANISH).text
    assert '<html lang="es" dir="ltr">' in page
    assert '<legend class="stem" lang="en" dir="auto">' in page
    assert '<ul class="options" lang="en" dir="auto">' in page
    assert "Sin responder todavía" in page
    # In English nothing is of another language.
    assert 'lang="en" dir="auto"' not in kim.get(f"/attempts/{attempt}").text
    refused = kim.client.post(
        f"/attempts/{attempt}/items/1", data={"csrf_token": kim.token}, headers=SPANISH
    )
    assert refused.status_code in {200, 404}
    assert refused.json is not None
    assert refused.json.get("message", "Esa pregunta").startswith("Esa pregunta")
    school.save(kim, attempt, 0, right=True)
    kim.post(f"/attempts/{attempt}/submit")
    result = kim.client.get(f"/attempts/{attempt}/result", headers=SPANISH).text
    assert "Tu resultado" in result
    assert "tu respuesta, correcta" in result
    assert 'class="prose" lang="en" dir="auto"' in result
    report = school.teacher.client.get(f"/assignments/{quiz}", headers=SPANISH).text
    assert "Cómo fue" in report
    assert "de 1 estudiante ha entregado" in report
    assert "Menos de dos estudiantes han respondido" in report
