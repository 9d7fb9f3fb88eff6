-- Each query begins with the unit's own tree and looks up the one round of each class: CROSS JOIN
-- keeps SQLite to that order, so that a school's report does not read the whole city's day.

-- name: counts(unit_id, day)
-- The sums of the answers that count, for each unit right below. A class that has
-- not answered adds to what is expected and enrolled, and to nothing else; what a round of the
-- unit itself says stands under the unit.
SELECT c.ancestor_id AS child, NULL AS school,
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
       COALESCE(SUM(a.unmeasured), 0) AS unmeasured
FROM unit_tree t
CROSS JOIN round r
JOIN unit_tree c ON c.unit_id = t.unit_id
    AND c.depth = CASE t.depth WHEN 0 THEN 0 ELSE t.depth - 1 END
LEFT JOIN answer a ON a.round_id = r.id AND a.revision = r.revision
WHERE t.ancestor_id = :unit_id AND r.unit_id = t.unit_id AND r.form = 'check_in'
  AND r.day = :day AND r.state <> 'not_required'
GROUP BY c.ancestor_id;

-- name: counts_above(unit_id, day)
-- The same for a unit above the schools: a row for each school, under the unit right below that it
-- belongs to. Schools lead to their rounds, so that a city is read school by school in the order
-- of the index, and nothing is sorted.
SELECT c.ancestor_id AS child, s.id AS school,
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
       COALESCE(SUM(a.unmeasured), 0) AS unmeasured
FROM unit s
CROSS JOIN unit_tree t
CROSS JOIN unit_tree c
CROSS JOIN round r
LEFT JOIN answer a ON a.round_id = r.id AND a.revision = r.revision
WHERE s.kind = 'school' AND t.unit_id = s.id AND t.ancestor_id = :unit_id
  AND c.unit_id = s.id AND c.depth = t.depth - 1
  AND r.school_id = s.id AND r.day = :day AND r.form = 'check_in' AND r.state <> 'not_required'
GROUP BY s.place, s.id, c.ancestor_id;

-- name: outstanding(unit_id, day)
-- Who owes an answer and who is asked for it: a row for each chat of each teacher of the class.
-- told is what became of the last question that came to an end in that chat; seen where something
-- came from the chat since the first of them: a press, a word.
SELECT r.id AS round_id, u.id, u.code, u.name, u.kind, u.school_id, s.name AS school,
       m.role, p.name AS teacher, p.phone, c.id AS chat_id, c.reachable,
       (SELECT o.state FROM outbox o
        WHERE o.round_id = r.id AND o.chat_id = c.id AND o.kind IN ('ask', 'chase')
          AND o.target_id IS NULL AND o.target IS NULL AND o.state IN ('sent', 'unreachable')
        ORDER BY o.id DESC LIMIT 1) AS told,
       EXISTS (SELECT 1 FROM outbox o
        WHERE o.round_id = r.id AND o.chat_id = c.id AND o.kind IN ('ask', 'chase')
          AND o.target_id IS NULL AND o.target IS NULL AND o.sent_ms <= c.heard_ms) AS seen
FROM unit_tree t
CROSS JOIN round r
JOIN unit u ON u.id = r.unit_id
JOIN unit s ON s.id = r.school_id
LEFT JOIN membership m ON m.unit_id = u.id AND m.role IN ('substitute', 'head_teacher', 'deputy')
    AND m.from_day <= :day AND m.until_day >= :day
    AND EXISTS (SELECT 1 FROM person w WHERE w.id = m.person_id AND w.until_day >= :day)
LEFT JOIN person p ON p.id = m.person_id
LEFT JOIN chat c ON c.person_id = p.id
WHERE t.ancestor_id = :unit_id AND r.unit_id = t.unit_id AND r.form = 'check_in'
  AND r.day = :day AND r.revision = 0 AND r.state <> 'not_required'
ORDER BY s.place, s.id, u.place, u.id, m.id;

-- name: outstanding_above(unit_id, day)
-- The same for a unit above the schools, school by school as counts_above; who has seen the question
-- is for those who ring up.
SELECT r.id AS round_id, u.id, u.code, u.name, u.kind, u.school_id, s.name AS school,
       m.role, p.name AS teacher, p.phone, c.id AS chat_id, c.reachable,
       (SELECT o.state FROM outbox o
        WHERE o.round_id = r.id AND o.chat_id = c.id AND o.kind IN ('ask', 'chase')
          AND o.target_id IS NULL AND o.target IS NULL AND o.state IN ('sent', 'unreachable')
        ORDER BY o.id DESC LIMIT 1) AS told,
       0 AS seen
FROM unit s
CROSS JOIN unit_tree t
CROSS JOIN round r
JOIN unit u ON u.id = r.unit_id
LEFT JOIN membership m ON m.unit_id = u.id AND m.role IN ('substitute', 'head_teacher', 'deputy')
    AND m.from_day <= :day AND m.until_day >= :day
    AND EXISTS (SELECT 1 FROM person w WHERE w.id = m.person_id AND w.until_day >= :day)
LEFT JOIN person p ON p.id = m.person_id
LEFT JOIN chat c ON c.person_id = p.id
WHERE s.kind = 'school' AND t.unit_id = s.id AND t.ancestor_id = :unit_id
  AND r.school_id = s.id AND r.day = :day AND r.form = 'check_in'
  AND r.revision = 0 AND r.state <> 'not_required'
ORDER BY s.place, s.id, u.place, u.id, m.id;

-- name: findings(unit_id, day)
-- What is abnormal in the answers that count, with names.
SELECT u.id, u.code, u.name, u.kind, u.school_id, s.name AS school,
       COALESCE(p.name, q.name) AS person, f.kind AS finding, f.pupil_id, f.person_id,
       f.temperature, f.symptom, f.absence, f.whereabouts, f.place, f.first_day, f.last_day,
       f.remark
FROM unit_tree t
CROSS JOIN round r
JOIN finding f ON f.round_id = r.id AND f.revision = r.revision
JOIN unit u ON u.id = r.unit_id
JOIN unit s ON s.id = r.school_id
LEFT JOIN pupil p ON p.id = f.pupil_id
LEFT JOIN person q ON q.id = f.person_id
WHERE t.ancestor_id = :unit_id AND r.unit_id = t.unit_id AND r.form = 'check_in'
  AND r.day = :day AND r.state <> 'not_required'
ORDER BY s.place, s.id, u.place, u.id, f.id;

-- name: findings_above(unit_id, day)
-- The same for a unit above the schools, school by school as counts_above, and without names.
SELECT u.id, u.code, u.name, u.kind, u.school_id, s.name AS school, '' AS person,
       f.kind AS finding, f.pupil_id, f.person_id, f.temperature, f.symptom, f.absence,
       f.whereabouts, f.place, f.first_day, f.last_day, f.remark
FROM unit s
CROSS JOIN unit_tree t
CROSS JOIN round r
CROSS JOIN finding f
JOIN unit u ON u.id = r.unit_id
WHERE s.kind = 'school' AND t.unit_id = s.id AND t.ancestor_id = :unit_id
  AND r.school_id = s.id AND r.day = :day AND r.form = 'check_in' AND r.state <> 'not_required'
  AND f.round_id = r.id AND f.revision = r.revision
ORDER BY s.place, s.id, u.place, u.id, f.id;

-- name: drafts(unit_id, day)
-- Drafts with a finding: said, and submitted by nobody.
SELECT r.id AS round_id, r.revision, r.fever_threshold, d.body, d.unsettled, p.name AS drafted_by,
       u.id, u.code, u.name, u.kind, u.school_id, s.name AS school
FROM unit_tree t
CROSS JOIN round r
JOIN draft d ON d.round_id = r.id AND d.abnormal = 1
JOIN unit u ON u.id = r.unit_id
JOIN unit s ON s.id = r.school_id
JOIN person p ON p.id = d.person_id
WHERE t.ancestor_id = :unit_id AND r.unit_id = t.unit_id AND r.form = 'check_in'
  AND r.day = :day AND r.state <> 'not_required'
ORDER BY s.place, s.id, u.place, u.id, d.updated_ms;

-- name: drafts_above(unit_id, day)
-- The same for a unit above the schools, school by school as counts_above.
SELECT r.id AS round_id, r.revision, r.fever_threshold, d.body, d.unsettled, p.name AS drafted_by,
       u.id, u.code, u.name, u.kind, u.school_id, s.name AS school
FROM unit s
CROSS JOIN unit_tree t
CROSS JOIN round r
JOIN draft d ON d.round_id = r.id AND d.abnormal = 1
JOIN unit u ON u.id = r.unit_id
JOIN person p ON p.id = d.person_id
WHERE s.kind = 'school' AND t.unit_id = s.id AND t.ancestor_id = :unit_id
  AND r.school_id = s.id AND r.day = :day AND r.form = 'check_in' AND r.state <> 'not_required'
ORDER BY s.place, s.id, u.place, u.id, d.updated_ms;

-- name: classes(unit_id, day)
-- Every class that owes an answer, with the answer that counts where there is one.
SELECT u.id, u.code, u.name, u.kind, u.school_id, s.name AS school,
       r.revision, r.late, r.first_at_ms, p.name AS answered_by,
       a.enrolled, a.present, a.sick, a.personal, a.other, a.fever, a.symptoms, a.travel,
       a.unmeasured, a.not_learning, a.lives_in, a.zero, COALESCE(a.mode, r.mode) AS mode,
       CASE WHEN a.round_id IS NULL THEN (
           SELECT COUNT(*) FROM enrolment e
           WHERE e.class_id = r.unit_id AND e.from_day <= :day AND e.until_day >= :day
       ) END AS on_the_roll
FROM unit_tree t
CROSS JOIN round r
JOIN unit u ON u.id = r.unit_id
JOIN unit s ON s.id = r.school_id
LEFT JOIN answer a ON a.round_id = r.id AND a.revision = r.revision
LEFT JOIN person p ON p.id = a.by_person
WHERE t.ancestor_id = :unit_id AND r.unit_id = t.unit_id AND r.form = 'check_in'
  AND r.day = :day AND r.state <> 'not_required'
ORDER BY s.place, s.id, u.place, u.id;

-- name: cases_open(unit_id, day)^
-- Pupils and staff of the unit whose isolation covers the day, each person once.
SELECT (
    SELECT COUNT(DISTINCT a.pupil_id) FROM absence a
    WHERE a.kind = 'isolation' AND a.from_day <= :day AND a.until_day >= :day
      AND EXISTS (
          SELECT 1 FROM enrolment e JOIN unit_tree t ON t.unit_id = e.class_id
          WHERE e.pupil_id = a.pupil_id AND t.ancestor_id = :unit_id
            AND e.from_day <= :day AND e.until_day >= :day
      )
) + (
    SELECT COUNT(DISTINCT a.person_id) FROM absence a
    WHERE a.kind = 'isolation' AND a.from_day <= :day AND a.until_day >= :day
      AND EXISTS (
          SELECT 1 FROM membership m JOIN unit_tree t ON t.unit_id = m.unit_id
          WHERE m.person_id = a.person_id AND t.ancestor_id = :unit_id
            AND m.from_day <= :day AND m.until_day >= :day
      )
);

-- name: alerts(unit_id, first, last)^
-- The alerts of some days under a unit, and how soon somebody owned them; without drafts that were
-- thrown away.
SELECT COUNT(*) AS raised,
       COUNT(*) FILTER (WHERE a.owner IS NOT NULL OR a.first_owned_ms IS NOT NULL) AS owned,
       COUNT(*) FILTER (WHERE a.state = 'open' AND a.owner IS NULL) AS waiting,
       COUNT(*) FILTER (WHERE a.ending = 'handled') AS done,
       COUNT(*) FILTER (WHERE a.rung > 0) AS escalated,
       COUNT(a.first_owned_ms) AS pressed,
       COALESCE(SUM(a.first_owned_ms - a.said_ms), 0) AS to_owner_ms
FROM alert a
WHERE a.day BETWEEN :first AND :last AND (a.ending IS NULL OR a.ending <> 'cancelled')
  AND EXISTS (
      SELECT 1 FROM unit_tree t WHERE t.unit_id = a.unit_id AND t.ancestor_id = :unit_id
  );

-- name: alerts_of_school(school_id, first, last)^
-- The same for a whole school, which is sought by itself.
SELECT COUNT(*) AS raised,
       COUNT(*) FILTER (WHERE a.owner IS NOT NULL OR a.first_owned_ms IS NOT NULL) AS owned,
       COUNT(*) FILTER (WHERE a.state = 'open' AND a.owner IS NULL) AS waiting,
       COUNT(*) FILTER (WHERE a.ending = 'handled') AS done,
       COUNT(*) FILTER (WHERE a.rung > 0) AS escalated,
       COUNT(a.first_owned_ms) AS pressed,
       COALESCE(SUM(a.first_owned_ms - a.said_ms), 0) AS to_owner_ms
FROM alert a
WHERE a.school_id = :school_id AND a.day BETWEEN :first AND :last
  AND (a.ending IS NULL OR a.ending <> 'cancelled');

-- name: units_like(unit_id, name, holding, day, most)
-- Units under a unit that are called so (name, code or alias), then those whose name holds it.
SELECT u.id, u.code, u.name, u.kind, u.school_id, u.exact FROM (
    SELECT w.id, w.code, w.name, w.kind, w.school_id, w.place,
           (w.name = :name OR lower(w.code) = lower(:name) OR EXISTS (
               SELECT 1 FROM unit_alias a WHERE a.unit_id = w.id AND a.alias = :name
           )) AS exact
    FROM unit_tree t JOIN unit w ON w.id = t.unit_id
    WHERE t.ancestor_id = :unit_id AND w.until_day >= :day
) u
WHERE u.exact OR u.name LIKE :holding ESCAPE '!'
ORDER BY u.exact DESC, u.place, u.id LIMIT :most;

-- name: last_reminder(round_id, by_hand)^
-- When the class was last reminded by hand.
SELECT MAX(created_ms) FROM outbox
WHERE round_id = :round_id AND kind = 'chase' AND subject LIKE :by_hand;

-- name: tells_a_name(class_id, words)$
-- Whether words that somebody typed hold the name of a pupil or of a teacher of the class, with
-- spaces or without.
SELECT EXISTS (
    SELECT 1 FROM enrolment e JOIN pupil p ON p.id = e.pupil_id
    WHERE e.class_id = :class_id AND INSTR(REPLACE(:words, ' ', ''), REPLACE(p.name, ' ', '')) > 0
) OR EXISTS (
    SELECT 1 FROM membership m JOIN person p ON p.id = m.person_id
    WHERE m.unit_id = :class_id AND INSTR(REPLACE(:words, ' ', ''), REPLACE(p.name, ' ', '')) > 0
);
