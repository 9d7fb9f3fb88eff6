-- name: record(round_id, revision, body, by_person, for_person, at_ms, recorded_ms, time_uncertain, enrolled, present, sick, personal, other, fever, symptoms, travel, unmeasured, zero, mode, not_learning, lives_in, isolated)!
-- A later answer corrects the earlier one and never erases it.
INSERT INTO answer (round_id, revision, body, by_person, for_person, at_ms, recorded_ms,
    time_uncertain, enrolled, present, sick, personal, other, fever, symptoms, travel, unmeasured,
    zero, mode, not_learning, lives_in, isolated)
VALUES (:round_id, :revision, :body, :by_person, :for_person, :at_ms, :recorded_ms,
    :time_uncertain, :enrolled, :present, :sick, :personal, :other, :fever, :symptoms, :travel,
    :unmeasured, :zero, :mode, :not_learning, :lives_in,
    :isolated);

-- name: add_finding(round_id, revision, pupil_id, person_id, kind, temperature, symptom, absence, whereabouts, place, first_day, last_day, remark)!
INSERT INTO finding (round_id, revision, pupil_id, person_id, kind, temperature, symptom, absence,
    whereabouts, place, first_day, last_day, remark)
VALUES (:round_id, :revision, :pupil_id, :person_id, :kind, :temperature, :symptom, :absence,
    :whereabouts, :place, :first_day, :last_day, :remark);

-- name: get(round_id, revision)^
SELECT revision, body, by_person, for_person, at_ms, time_uncertain, enrolled, present, sick,
       personal, other, fever, symptoms, travel, unmeasured, zero, mode, not_learning, lives_in,
       isolated
FROM answer WHERE round_id = :round_id AND revision = :revision;

-- name: findings(round_id, revision)
SELECT kind, pupil_id, person_id, temperature, symptom, absence, whereabouts, place, first_day,
       last_day, remark
FROM finding WHERE round_id = :round_id AND revision = :revision ORDER BY id;

-- name: open_pupils(round_id, revision, day)
-- Pupils of an earlier answer of whom it said something that may still hold: domain.open_pupil
-- judges what. Known absences are followed separately; a pupil who has left the class is no longer
-- this class's to speak for.
SELECT p.id, p.number, p.name, f.kind, f.pupil_id, f.person_id, f.temperature, f.symptom, f.absence,
       f.whereabouts, f.place, f.first_day, f.last_day, f.remark
FROM finding f JOIN pupil p ON p.id = f.pupil_id
WHERE f.round_id = :round_id AND f.revision = :revision
  AND EXISTS (
      SELECT 1 FROM enrolment e JOIN round r ON r.unit_id = e.class_id
      WHERE r.id = f.round_id AND e.pupil_id = p.id AND e.from_day <= :day AND e.until_day >= :day
  )
  AND NOT EXISTS (
      SELECT 1 FROM absence a
      WHERE a.pupil_id = p.id AND a.from_day <= :day AND a.until_day >= :day
  )
ORDER BY f.id;

-- name: newcomers(class_id, last_day, day)
-- Who has come from another class since this one last answered, and what that class said last.
SELECT e.pupil_id, f.class_id
FROM enrolment e
JOIN enrolment f ON f.pupil_id = e.pupil_id AND f.class_id <> e.class_id AND f.until_day < e.from_day
WHERE e.class_id = :class_id AND e.from_day > :last_day AND e.from_day <= :day
  AND e.until_day >= :day
  AND NOT EXISTS (
      SELECT 1 FROM absence a
      WHERE a.pupil_id = e.pupil_id AND a.from_day <= :day AND a.until_day >= :day
        AND (a.kind <> 'leaving' OR a.from_day > e.from_day)
  )
ORDER BY f.until_day;

-- name: findings_of_pupil(round_id, revision, pupil_id)
SELECT kind, pupil_id, person_id, temperature, symptom, absence, whereabouts, place, first_day,
       last_day, remark
FROM finding WHERE round_id = :round_id AND revision = :revision AND pupil_id = :pupil_id
ORDER BY id;

-- name: since(pupil_id, day)$
-- The first day of an illness or absence that has run up to a day: the first answer that told of
-- it after the last one that did not, each of the class the pupil was in then. A day nobody answered
-- made nobody well, and neither did one that a known absence covers. It is read
-- backwards and ended with the first day that nothing was told of, not over all of history.
SELECT MIN(r.day) FROM enrolment e
JOIN unit u ON u.id = e.class_id
CROSS JOIN round r
JOIN finding f ON f.round_id = r.id AND f.revision = r.revision
WHERE e.pupil_id = :pupil_id AND r.school_id = u.school_id AND r.unit_id = e.class_id
  AND r.day < :day AND +r.day BETWEEN e.from_day AND e.until_day AND r.form = 'check_in'
  AND f.pupil_id = :pupil_id AND f.kind IN ('fever', 'symptom', 'absence')
  AND r.day > COALESCE((
      SELECT MAX((
          SELECT w.day FROM round w
          WHERE w.school_id = v.school_id AND w.unit_id = d.class_id
            AND w.day < :day AND w.day BETWEEN d.from_day AND d.until_day
            AND w.form = 'check_in' AND w.revision > 0
            AND NOT EXISTS (
                SELECT 1 FROM finding g
                WHERE g.round_id = w.id AND g.revision = w.revision AND g.pupil_id = :pupil_id
                  AND g.kind IN ('fever', 'symptom', 'absence')
            )
            AND NOT EXISTS (
                SELECT 1 FROM absence a
                WHERE a.pupil_id = :pupil_id AND a.from_day <= w.day AND a.until_day >= w.day
            )
          ORDER BY w.day DESC LIMIT 1
      ))
      FROM enrolment d JOIN unit v ON v.id = d.class_id WHERE d.pupil_id = :pupil_id
  ), '');

-- name: touch(school_id, day)!
INSERT INTO touched (school_id, day) VALUES (:school_id, :day)
ON CONFLICT (school_id, day) DO NOTHING;
