-- name: stays(pupil_id, first, last)
-- The classes a pupil has been in, by days, newest first.
SELECT u.id, u.code, u.name, u.kind, u.school_id, s.name AS school, e.from_day, e.until_day
FROM enrolment e
JOIN unit u ON u.id = e.class_id
JOIN unit s ON s.id = u.school_id
WHERE e.pupil_id = :pupil_id AND e.from_day <= :last AND e.until_day >= :first
ORDER BY e.until_day DESC, e.id DESC;

-- name: days(pupil_id, class_id, school_id, first, last)
-- What a class said of a pupil, a row for each thing found and one for a day without; newest first.
-- Only of days on which the class was of this school.
SELECT r.day, a.at_ms, p.name AS answered_by, f.kind, f.pupil_id, f.person_id, f.temperature,
       f.symptom, f.absence, f.whereabouts, f.place, f.first_day, f.last_day, f.remark
FROM round r
JOIN answer a ON a.round_id = r.id AND a.revision = r.revision
JOIN person p ON p.id = a.by_person
LEFT JOIN finding f ON f.round_id = r.id AND f.revision = r.revision AND f.pupil_id = :pupil_id
WHERE r.school_id = :school_id AND r.unit_id = :class_id AND r.day BETWEEN :first AND :last
  AND r.form = 'check_in' AND r.state <> 'not_required'
ORDER BY r.day DESC, f.id;

-- name: absences(pupil_id, first, last)
-- The known absences that touch these days.
SELECT kind, from_day, until_day FROM absence
WHERE pupil_id = :pupil_id AND from_day <= :last AND until_day >= :first
ORDER BY from_day DESC;

-- name: named(unit_id, name, day)
-- Pupils of this name in the classes under a unit, with their class.
SELECT DISTINCT p.id, p.name, u.id AS class_id, u.code, u.name AS class_name, u.kind, u.school_id
FROM pupil p
JOIN enrolment e ON e.pupil_id = p.id AND e.from_day <= :day AND e.until_day >= :day
JOIN unit u ON u.id = e.class_id
JOIN unit_tree t ON t.unit_id = u.id AND t.ancestor_id = :unit_id
WHERE p.name = :name
ORDER BY u.place, u.id, p.id;
