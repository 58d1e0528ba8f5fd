"""Only English is drafted from; other languages are named in the refusal."""
# ruff: noqa: RUF001 - the texts are in other scripts on purpose

import pytest

from quizapp.drafting.reading.language import judge_language
from quizapp.errors import InputError

OTHERS = {
    "German": "Die Brücke wurde im Jahr 1890 gebaut und ist auch heute noch nicht geschlossen.",
    "French": "Le pont est dans la ville et il a été construit par les habitants pour le roi.",
    "Spanish": "El puente fue construido por los vecinos de la ciudad y es muy antiguo.",
    "Italian": "Il ponte è nella città e non è più aperto come una volta, ma gli abitanti restano.",
    "Dutch": "De brug is niet meer open en het water staat hoog, maar men werkt er nog aan.",
    "Portuguese": "O rio não é mais o mesmo, mas os moradores da cidade ainda estão com ele.",
    "Polish": "Most nie jest już otwarty, ale mieszkańcy są na drugim brzegu i czekają.",
    "Swedish, Danish or Norwegian": "Bron är inte öppen och det regnar på de som har ett hus där.",
    "Turkish": "Bu köprü çok eski ve bir daha açılmadı, ama insanlar için hâlâ güzel.",
    "Vietnamese": "Cây cầu này đã được xây trong một năm và là của người dân ở đây.",
    "Chinese": "这座桥建于一八九〇年，今天仍然开放。很多人每天都从桥上走过。",
    "Japanese": "この橋は千八百九十年に建てられ、今も使われています。",
    "Korean": "이 다리는 천팔백구십 년에 지어졌고 지금도 열려 있습니다.",
    "Arabic script": "بني هذا الجسر في القرن الماضي وما زال مفتوحا أمام الناس حتى اليوم.",
    "Hebrew": "הגשר הזה נבנה במאה הקודמת והוא עדיין פתוח לכל האנשים בעיר.",
    "Cyrillic script": "Этот мост был построен в прошлом веке и до сих пор открыт для людей.",
    "Greek": "Αυτή η γέφυρα χτίστηκε τον περασμένο αιώνα και είναι ακόμη ανοιχτή.",
    "Thai": "สะพานนี้สร้างขึ้นเมื่อศตวรรษที่แล้วและยังเปิดอยู่จนถึงทุกวันนี้",
}


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_refused_by_its_name(language: str) -> None:
    with pytest.raises(InputError, match=f"English text only.*{language}") as refusal:
        judge_language(OTHERS[language] * 3)
    assert refusal.value.field == "article"


def test_english_with_quotations_in_other_scripts_is_english() -> None:
    text = (
        "It begins with the words 白日依山尽 and was carved over the gate of the town in 1752."
        " A second line, Мир всем, was added by sailors who stayed there for the winter,"
        " and it has been read by all who came through the gate since then."
    )
    assert judge_language(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Rain fell on the hills and the river rose by a metre before it was light.",
        "Members are: Belgium, France, Italy and Norway; talks with Spain were held in 1999.",
        "A marsh 80 metres wide can halve a wave. A section gave way in 1953. A wall stands here.",
        "WHAT IS IT GOOD FOR, HE ASKED, AND NOBODY IN THE ROOM HAD AN ANSWER FOR HIM.",
    ],
)
def test_plain_english_is_english(text: str) -> None:
    assert judge_language(text) == "en"


def test_words_of_no_language_are_refused() -> None:
    with pytest.raises(InputError, match="no running text"):
        judge_language("Zork blip quux 17 frob nitz gleep wubba dang fizz " * 5)
    with pytest.raises(InputError, match="no language"):
        judge_language("12 34 56 -- 78")
