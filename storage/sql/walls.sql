-- name: class_tiles(unit_id, day)
-- Every class under a unit with its grade, where it stands under one, and the answer that counts.
-- A class that owes nothing that day has no round, and nought everywhere; neither has one that was
-- another school's on that day.
SELECT u.id, u.code, u.name, u.kind, u.school_id, g.id AS grade_id, g.name AS grade,
       COALESCE(a.mode, r.mode, 'term') AS mode,
       r.id IS NOT NULL AS expected,
       a.round_id IS NOT NULL AS answered,
       a.round_id IS NOT NULL AND r.late = 0 AS on_time,
       a.round_id IS NOT NULL AND r.late = 1 AS late,
       COALESCE(a.zero, 0) AS zero_reports,
       COALESCE(a.revision - 1, 0) AS corrections,
       CASE WHEN r.id IS NULL THEN 0 ELSE COALESCE(a.enrolled, (
           SELECT COUNT(*) FROM enrolment e
           WHERE e.class_id = u.id AND e.from_day <= :day AND e.until_day >= :day
       )) END AS enrolled,
       COALESCE(a.present, 0) AS present,
       COALESCE(a.sick, 0) AS sick,
       COALESCE(a.personal, 0) AS personal,
       COALESCE(a.other, 0) AS other,
       COALESCE(a.fever, 0) AS fever,
       COALESCE(a.symptoms, 0) AS symptoms,
       COALESCE(a.travel, 0) AS travel,
       COALESCE(a.unmeasured, 0) AS unmeasured,
       COALESCE(a.isolated, 0) AS isolated
FROM unit_tree t
CROSS JOIN unit u
LEFT JOIN unit g ON g.id = u.parent_id AND g.kind = 'grade'
LEFT JOIN round r ON r.form = 'check_in' AND r.day = :day AND r.unit_id = u.id
    AND r.school_id = u.school_id AND r.state <> 'not_required'
LEFT JOIN answer a ON a.round_id = r.id AND a.revision = r.revision
WHERE t.ancestor_id = :unit_id AND u.id = t.unit_id
  AND (r.id IS NOT NULL OR (u.kind = 'class' AND u.until_day >= :day))
ORDER BY g.place IS NULL, g.place, g.id, u.place, u.id;

-- name: trend(unit_id, school_id, day, most)
-- The newest school days of a school, oldest first, with what the classes under the unit (the
-- school itself, a grade, a class) said on each. One look in the index finds the day before.
WITH RECURSIVE past (day) AS (
    SELECT MAX(day) FROM round WHERE school_id = :school_id AND day <= :day
    UNION ALL
    SELECT (SELECT MAX(r.day) FROM round r WHERE r.school_id = :school_id AND r.day < past.day)
    FROM past WHERE past.day IS NOT NULL LIMIT :most
)
SELECT r.day, COUNT(*) AS expected,
       COUNT(a.round_id) FILTER (WHERE r.late = 0) AS on_time,
       COALESCE(SUM(a.present), 0) AS present,
       COALESCE(SUM(a.sick + a.personal + a.other), 0) AS absent,
       COALESCE(SUM(a.fever), 0) AS fever
FROM past
CROSS JOIN round r ON r.school_id = :school_id AND r.day = past.day
CROSS JOIN unit_tree t ON t.ancestor_id = :unit_id AND t.unit_id = r.unit_id
LEFT JOIN answer a ON a.round_id = r.id AND a.revision = r.revision
WHERE r.form = 'check_in' AND r.state <> 'not_required'
GROUP BY r.day ORDER BY r.day;

-- name: trend_above(unit_id, day, most)
-- The same for a unit above the schools, school by school as counts_above. The days are those on
-- which anybody had school.
WITH RECURSIVE past (day) AS (
    SELECT MAX(day) FROM round WHERE form = 'check_in' AND day <= :day
    UNION ALL
    SELECT (SELECT MAX(r.day) FROM round r WHERE r.form = 'check_in' AND r.day < past.day)
    FROM past WHERE past.day IS NOT NULL LIMIT :most
)
SELECT r.day, COUNT(*) AS expected,
       COUNT(a.round_id) FILTER (WHERE r.late = 0) AS on_time,
       COALESCE(SUM(a.present), 0) AS present,
       COALESCE(SUM(a.sick + a.personal + a.other), 0) AS absent,
       COALESCE(SUM(a.fever), 0) AS fever
FROM past
CROSS JOIN unit s
CROSS JOIN unit_tree t ON t.ancestor_id = :unit_id AND t.unit_id = s.id
CROSS JOIN round r ON r.school_id = s.id AND r.day = past.day
LEFT JOIN answer a ON a.round_id = r.id AND a.revision = r.revision
WHERE s.kind = 'school' AND r.form = 'check_in' AND r.state <> 'not_required'
GROUP BY r.day ORDER BY r.day;
