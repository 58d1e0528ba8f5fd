"""A file to keep has a plain name, whatever it was called."""

import pytest
from flask import Flask

from quizapp.web.downloads import csv_file, plain_name


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Grades 7b", "Grades-7b"),
        ('a"; filename="x.exe', "a-filename-x-exe"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\r\nSet-Cookie: x=1", "a-Set-Cookie-x-1"),
        ("\u202egnp.exe", "gnp-exe"),
        ("\u5b66\u6821", "table"),
        ("", "table"),
        ("x" * 500, "x" * 60),
    ],
)
def test_of_a_name_letters_and_digits_stay(name: str, plain: str) -> None:
    assert plain_name(name, otherwise="table") == plain
    with Flask(__name__).test_request_context():
        answer = csv_file("a\r\n", name=name)
    assert answer.headers["Content-Disposition"] == f"attachment; filename={plain}.csv"
    assert answer.content_type == "text/csv; charset=utf-8"
