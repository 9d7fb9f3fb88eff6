"""What was understood of a teacher's words, as JSON and as the question to ask."""

from __future__ import annotations

import json

from domain.understanding import PupilSaid, Question, Understood
from views.words import say


def question_text(language: str, question: Question) -> str:
    """The sentence that asks; a name or reading in it is the teacher's own."""
    values, key = question.values, question.key
    if key == "figure" and str(values["candidates"]) == values["said"]:
        key = "figure_sure"
    return say(language, f"understanding.{key}", **values)


def understood_json(language: str, understood: Understood) -> str:
    """One line of JSON with the fields of DESIGN section 9; temperatures in °C."""
    question = understood.question
    highest = understood.class_max
    return json.dumps(
        {
            "status": understood.status.value,
            "all_normal": understood.all_normal,
            "class_max": None if highest is None else highest.celsius,
            "enrolled": understood.enrolled,
            "present": understood.present,
            "rest_normal": understood.rest_normal,
            "pupils": [_pupil(said) for said in understood.pupils],
            "question": None if question is None else question_text(language, question),
        },
        ensure_ascii=False,
    )


def _pupil(said: PupilSaid) -> dict[str, object]:
    travel = said.travel
    return {
        "number": None if said.pupil is None else said.pupil.number,
        "name": None if said.pupil is None else said.pupil.name,
        "temperature": None if said.temperature is None else said.temperature.celsius,
        "unmeasured": said.unmeasured,
        "symptoms": [symptom.value for symptom in said.symptoms],
        "absence": None if said.absence is None else said.absence.value,
        "where": None if said.where is None else said.where.value,
        "travel": None
        if travel is None
        else {
            "place": travel.place,
            "from": None if travel.first is None else travel.first.isoformat(),
            "to": None if travel.last is None else travel.last.isoformat(),
        },
    }
