-- name: any_mode(day)$
-- Whether any class is asked otherwise than on a school day: else there is nothing to tell apart.
SELECT 1 FROM round WHERE day = :day AND mode <> 'term' LIMIT 1;

-- name: counts(unit_id, day)
-- The sums of reports.counts for each mode the classes of a unit were asked in. An answer keeps the
-- mode it was given in.
SELECT COALESCE(a.mode, r.mode) AS mode,
       COUNT(*) AS expected,
       COUNT(a.round_id) AS answered,
       COUNT(a.round_id) FILTER (WHERE r.late = 0) AS on_time,
       COUNT(a.round_id) FILTER (WHERE r.late = 1) AS late,
       COALESCE(SUM(a.zero), 0) AS zero_reports,
       COALESCE(SUM(a.revision - 1), 0) AS corrections,
       SUM(COALESCE(a.enrolled, (
           SELECT COUNT(*) FROM enrolment e
           WHERE e.class_id = r.unit_id AND e.from_day <= r.day AND e.until_day >= r.day
       ))) AS enrolled,
       COALESCE(SUM(a.present), 0) AS present,
       COALESCE(SUM(a.sick), 0) AS sick,
       COALESCE(SUM(a.personal), 0) AS personal,
       COALESCE(SUM(a.other), 0) AS other,
       COALESCE(SUM(a.fever), 0) AS fever,
       COALESCE(SUM(a.symptoms), 0) AS symptoms,
       COALESCE(SUM(a.travel), 0) AS travel,
       COALESCE(SUM(a.unmeasured), 0) AS unmeasured,
       COALESCE(SUM(a.not_learning), 0) AS not_learning,
       COALESCE(SUM(a.lives_in), 0) AS lives_in
FROM unit_tree t
CROSS JOIN round r
LEFT JOIN answer a ON a.round_id = r.id AND a.revision = r.revision
WHERE t.ancestor_id = :unit_id AND r.unit_id = t.unit_id AND r.form = 'check_in'
  AND r.day = :day AND r.state <> 'not_required'
GROUP BY 1;

-- name: closure(unit_id, day)
-- Answers of a closure that name somebody who takes no part in lessons or lives in.
SELECT u.id, u.code, u.name, u.kind, u.school_id, s.name AS school, a.body
FROM unit_tree t
CROSS JOIN round r
JOIN answer a ON a.round_id = r.id AND a.revision = r.revision
JOIN unit u ON u.id = r.unit_id
JOIN unit s ON s.id = r.school_id
WHERE t.ancestor_id = :unit_id AND r.unit_id = t.unit_id AND r.form = 'check_in'
  AND r.day = :day AND r.state <> 'not_required' AND (a.not_learning > 0 OR a.lives_in > 0)
ORDER BY s.place, s.id, u.place, u.id;
