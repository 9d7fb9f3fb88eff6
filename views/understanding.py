"""What was understood of a teacher's words, as JSON and as the question to ask."""

from __future__ import annotations

import json

from domain.understanding import PupilSaid, Question, Status, Understood
from views.words import say


def question_text(language: str, question: Question) -> str:
    """The sentence that asks; a name or reading in it is the teacher's own."""
    values, key = question.values, question.key
    if key == "figure" and str(values["candidates"]) == values["said"]:
        key = "figure_sure"
    return say(language, f"understanding.{key}", **values)


def understood_json(language: str, understood: Understood) -> str:
    """One line of JSON with the fields of DESIGN section 9; temperatures in °C.

    Where the rest is normal, who is told to be well, or only of another day, is no exception and
    stands nowhere: 李四昨天拉肚子，今天好了，全班正常 is all normal.
    """
    question = understood.question
    named, rest_normal = understood.pupils, understood.rest_normal
    pupils = [said for said in named if not (rest_normal and _is_no_exception(said))]
    only_well = bool(named) and not pupils and understood.status is Status.ACCEPT
    highest = understood.class_max
    return json.dumps(
        {
            "status": understood.status.value,
            "all_normal": understood.all_normal or only_well,
            "class_max": None if highest is None else highest.celsius,
            "enrolled": understood.enrolled,
            "present": understood.present,
            "rest_normal": rest_normal and not only_well,
            "pupils": [_pupil(said) for said in pupils],
            "question": None if question is None else question_text(language, question),
        },
        ensure_ascii=False,
    )


def _is_no_exception(said: PupilSaid) -> bool:
    """Whether nothing is wrong with a pupil who is known, and nothing has to be asked of them."""
    told = any(said_of for key, said_of in _pupil(said).items() if key not in ("number", "name"))
    return said.pupil is not None and not (told or said.asks or said.feverish)


def _pupil(said: PupilSaid) -> dict[str, object]:
    travel = said.travel
    return {
        "number": None if said.pupil is None else said.pupil.number,
        "name": None if said.pupil is None else said.pupil.name,
        "temperature": None if said.temperature is None else said.temperature.celsius,
        "unmeasured": said.unmeasured,
        "symptoms": [symptom.value for symptom in said.symptoms],
        "absence": None if said.absence is None else said.absence.value,
        "where": None if said.where is None or said.only_came else said.where.value,
        "travel": None
        if travel is None
        else {
            "place": travel.place,
            "from": None if travel.first is None else travel.first.isoformat(),
            "to": None if travel.last is None else travel.last.isoformat(),
        },
    }
