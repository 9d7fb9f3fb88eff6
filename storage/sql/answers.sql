-- name: record(round_id, revision, body, by_person, for_person, at_ms, recorded_ms, time_uncertain, enrolled, present, sick, personal, other, fever, symptoms, travel, unmeasured, zero, mode, not_learning, lives_in)!
-- A later answer corrects the earlier one and never erases it.
INSERT INTO answer (round_id, revision, body, by_person, for_person, at_ms, recorded_ms,
    time_uncertain, enrolled, present, sick, personal, other, fever, symptoms, travel, unmeasured,
    zero, mode, not_learning, lives_in)
VALUES (:round_id, :revision, :body, :by_person, :for_person, :at_ms, :recorded_ms,
    :time_uncertain, :enrolled, :present, :sick, :personal, :other, :fever, :symptoms, :travel,
    :unmeasured, :zero, :mode, :not_learning, :lives_in);

-- name: add_finding(round_id, revision, pupil_id, person_id, kind, temperature, symptom, absence, whereabouts, place, first_day, last_day, remark)!
INSERT INTO finding (round_id, revision, pupil_id, person_id, kind, temperature, symptom, absence,
    whereabouts, place, first_day, last_day, remark)
VALUES (:round_id, :revision, :pupil_id, :person_id, :kind, :temperature, :symptom, :absence,
    :whereabouts, :place, :first_day, :last_day, :remark);

-- name: get(round_id, revision)^
SELECT revision, body, by_person, for_person, at_ms, time_uncertain, enrolled, present, sick,
       personal, other, fever, symptoms, travel, unmeasured, zero, mode, not_learning, lives_in
FROM answer WHERE round_id = :round_id AND revision = :revision;

-- name: findings(round_id, revision)
SELECT kind, pupil_id, person_id, temperature, symptom, absence, whereabouts, place, first_day,
       last_day, remark
FROM finding WHERE round_id = :round_id AND revision = :revision ORDER BY id;

-- name: open_pupils(round_id, revision, day)
-- Pupils of an earlier answer who are not known to be well again: fever, symptoms, absence that
-- is not a private matter. Known absences are followed separately; a pupil who has left the class
-- is no longer this class's to speak for.
SELECT p.id, p.number, p.name, f.kind, f.temperature, f.symptom, f.absence, f.whereabouts,
       f.remark
FROM finding f JOIN pupil p ON p.id = f.pupil_id
WHERE f.round_id = :round_id AND f.revision = :revision
  AND (f.kind IN ('fever', 'symptom') OR (f.kind = 'absence' AND f.absence <> 'personal'))
  AND EXISTS (
      SELECT 1 FROM enrolment e JOIN round r ON r.unit_id = e.class_id
      WHERE r.id = f.round_id AND e.pupil_id = p.id AND e.from_day <= :day AND e.until_day >= :day
  )
  AND NOT EXISTS (
      SELECT 1 FROM absence a
      WHERE a.pupil_id = p.id AND a.from_day <= :day AND a.until_day >= :day
  )
ORDER BY f.id;

-- name: touch(school_id, day)!
INSERT INTO touched (school_id, day) VALUES (:school_id, :day)
ON CONFLICT (school_id, day) DO NOTHING;
