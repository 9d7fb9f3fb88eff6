-- The answers of a day belong to the school that asked for them, also where the class has moved to
-- another school since. A part stands wherever its name stands in braces.

-- part: inside
-- The rounds of a unit inside a school; those of the school are all it asked for. r comes first, so
-- that a report reads its own school's day and not the city's.
FROM round r
LEFT JOIN unit_tree t ON t.unit_id = r.unit_id AND t.ancestor_id = :unit_id

-- part: owed
r.school_id = :school_id AND r.day = :day AND r.form = 'check_in' AND r.state <> 'not_required'
  AND (t.unit_id IS NOT NULL OR r.school_id = :unit_id)

-- part: schools
-- The rounds of a unit above the schools. Schools lead to their rounds, so that a city is read
-- school by school in the order of the index, and nothing is sorted.
FROM unit s
CROSS JOIN unit_tree t
CROSS JOIN round r

-- part: owed_above
s.kind = 'school' AND t.unit_id = s.id AND t.ancestor_id = :unit_id
  AND r.school_id = s.id AND r.day = :day AND r.form = 'check_in' AND r.state <> 'not_required'

-- part: sums
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
       COALESCE(SUM(a.isolated), 0) AS isolated

-- part: class
u.id, u.code, u.name, u.kind, r.school_id, s.name AS school

-- part: class_and_school
JOIN unit u ON u.id = r.unit_id
JOIN unit s ON s.id = r.school_id

-- name: counts(unit_id, school_id, day)
-- The sums of the answers that count, for each unit right below and each mode its classes were asked
-- in; an answer keeps the mode it was given in. A class that has not answered adds to what is
-- expected and enrolled, and to nothing else; what a round of the unit itself says, or of a class
-- that has left it, stands under the unit.
SELECT COALESCE(c.ancestor_id, :unit_id) AS child, COALESCE(a.mode, r.mode) AS mode, {sums},
       COALESCE(SUM(a.not_learning), 0) AS not_learning,
       COALESCE(SUM(a.lives_in), 0) AS lives_in
{inside}
LEFT JOIN unit_tree c ON c.unit_id = r.unit_id AND c.depth = t.depth - 1
LEFT JOIN answer a ON a.round_id = r.id AND a.revision = r.revision
WHERE {owed}
GROUP BY 1, 2;

-- name: counts_above(unit_id, day)
-- The same for a unit above the schools, in all modes: a row for each school, under the unit right
-- below that it belongs to, which is looked up once a school.
SELECT c.ancestor_id AS child, s.id AS school, {sums}
FROM unit s
CROSS JOIN unit_tree t
CROSS JOIN unit_tree c
CROSS JOIN round r
LEFT JOIN answer a ON a.round_id = r.id AND a.revision = r.revision
WHERE {owed_above} AND c.unit_id = s.id AND c.depth = t.depth - 1
GROUP BY s.place, s.id, c.ancestor_id;

-- name: any_mode(day)$
-- Whether any class is asked otherwise than on a school day: else there is nothing to tell apart.
SELECT 1 FROM round WHERE day = :day AND mode <> 'term' LIMIT 1;

-- name: modes_above(unit_id, day)
-- The sums of a unit above the schools for each mode.
SELECT NULL AS child, COALESCE(a.mode, r.mode) AS mode, {sums},
       COALESCE(SUM(a.not_learning), 0) AS not_learning,
       COALESCE(SUM(a.lives_in), 0) AS lives_in
{schools}
LEFT JOIN answer a ON a.round_id = r.id AND a.revision = r.revision
WHERE {owed_above}
GROUP BY 2;

-- part: asked
-- told is what became of the last question that came to an end in the chat.
r.id AS round_id, {class}, m.role, p.name AS teacher, p.phone, c.id AS chat_id, c.reachable,
       (SELECT o.state FROM outbox o
        WHERE o.round_id = r.id AND o.chat_id = c.id AND o.kind IN ('ask', 'chase')
          AND o.target_id IS NULL AND o.target IS NULL AND o.state IN ('sent', 'unreachable')
        ORDER BY o.id DESC LIMIT 1) AS told

-- part: askers
LEFT JOIN membership m ON m.unit_id = u.id AND m.role IN ('substitute', 'head_teacher', 'deputy')
    AND m.from_day <= :day AND m.until_day >= :day
    AND EXISTS (SELECT 1 FROM person w WHERE w.id = m.person_id AND w.until_day >= :day)
LEFT JOIN person p ON p.id = m.person_id
LEFT JOIN chat c ON c.person_id = p.id

-- name: outstanding(unit_id, school_id, day)
-- Who owes an answer and who is asked for it: a row for each chat of each teacher of the class. seen
-- where something came from the chat since the first question: a press, a word.
SELECT {asked},
       EXISTS (SELECT 1 FROM outbox o
        WHERE o.round_id = r.id AND o.chat_id = c.id AND o.kind IN ('ask', 'chase')
          AND o.target_id IS NULL AND o.target IS NULL AND o.sent_ms <= c.heard_ms) AS seen
{inside}
{class_and_school}
{askers}
WHERE {owed} AND r.revision = 0
ORDER BY u.place, u.id, m.id;

-- name: outstanding_above(unit_id, day)
-- The same for a unit above the schools; who has seen the question is for those who ring up.
SELECT {asked}, 0 AS seen
{schools}
JOIN unit u ON u.id = r.unit_id
{askers}
WHERE {owed_above} AND r.revision = 0
ORDER BY s.place, s.id, u.place, u.id, m.id;

-- part: found
f.kind AS finding, f.pupil_id, f.person_id, f.temperature, f.symptom, f.absence,
       f.whereabouts, f.place, f.first_day, f.last_day, f.remark

-- part: seat
(SELECT e.seat FROM enrolment e
        WHERE e.pupil_id = p.id AND e.class_id = r.unit_id
          AND e.from_day <= r.day AND e.until_day >= r.day) AS seat

-- part: shared
EXISTS (SELECT 1 FROM enrolment o JOIN pupil x ON x.id = o.pupil_id
               WHERE o.class_id = r.unit_id AND o.pupil_id <> p.id AND x.name = p.name
                 AND o.from_day <= r.day AND o.until_day >= r.day) AS shared

-- name: findings(unit_id, school_id, day)
-- What is abnormal in the answers that count, with names; shared where another of the class bears
-- the pupil's.
SELECT {class}, COALESCE(p.name, q.name) AS person, {seat}, p.number, {shared}, {found}
{inside}
JOIN finding f ON f.round_id = r.id AND f.revision = r.revision
{class_and_school}
LEFT JOIN pupil p ON p.id = f.pupil_id
LEFT JOIN person q ON q.id = f.person_id
WHERE {owed}
ORDER BY u.place, u.id, f.id;

-- name: findings_above(unit_id, day)
-- The same for a unit above the schools, without names.
SELECT {class}, '' AS person, NULL AS seat, NULL AS number, 0 AS shared, {found}
{schools}
CROSS JOIN finding f
JOIN unit u ON u.id = r.unit_id
WHERE {owed_above} AND f.round_id = r.id AND f.revision = r.revision
ORDER BY s.place, s.id, u.place, u.id, f.id;

-- part: drafted
r.id AS round_id, r.revision, r.fever_threshold, d.body, d.unsettled, p.name AS drafted_by, {class}

-- name: drafts(unit_id, school_id, day)
-- Drafts with a finding: said, and submitted by nobody.
SELECT {drafted}
{inside}
JOIN draft d ON d.round_id = r.id AND d.abnormal = 1
{class_and_school}
JOIN person p ON p.id = d.person_id
WHERE {owed}
ORDER BY u.place, u.id, d.updated_ms;

-- name: drafts_above(unit_id, day)
-- The same for a unit above the schools. Drafts are few, so they lead to their rounds.
SELECT {drafted}
FROM draft d
CROSS JOIN round r
CROSS JOIN unit s
CROSS JOIN unit_tree t
JOIN unit u ON u.id = r.unit_id
JOIN person p ON p.id = d.person_id
WHERE d.abnormal = 1 AND r.id = d.round_id AND s.id = r.school_id AND {owed_above}
ORDER BY s.place, s.id, u.place, u.id, d.updated_ms;

-- part: result
{class}, r.revision, r.late, r.first_at_ms, p.name AS answered_by, w.name AS stood_for,
       {said}, COALESCE(a.mode, r.mode) AS mode,
       (SELECT g.name FROM unit g WHERE g.id = u.parent_id AND g.kind = 'grade') AS grade,
       CASE WHEN a.round_id IS NULL THEN (
           SELECT COUNT(*) FROM enrolment e
           WHERE e.class_id = r.unit_id AND e.from_day <= :day AND e.until_day >= :day
       ) END AS on_the_roll

-- name: classes(unit_id, school_id, day)
-- Every class that owes an answer, with the answer that counts where there is one.
SELECT {result}
{inside}
{class_and_school}
LEFT JOIN answer a ON a.round_id = r.id AND a.revision = r.revision
LEFT JOIN person p ON p.id = a.by_person
LEFT JOIN person w ON w.id = a.for_person
WHERE {owed}
ORDER BY u.place, u.id;

-- name: classes_above(unit_id, day)
-- The same for a unit above the schools.
SELECT {result}
{schools}
JOIN unit u ON u.id = r.unit_id
LEFT JOIN answer a ON a.round_id = r.id AND a.revision = r.revision
LEFT JOIN person p ON p.id = a.by_person
LEFT JOIN person w ON w.id = a.for_person
WHERE {owed_above}
ORDER BY s.place, s.id, u.place, u.id;

-- name: closure(unit_id, school_id, day)
-- Answers of a closure that name somebody who takes no part in lessons or lives in.
SELECT {class}, a.body
{inside}
JOIN answer a ON a.round_id = r.id AND a.revision = r.revision
{class_and_school}
WHERE {owed} AND (a.not_learning > 0 OR a.lives_in > 0)
ORDER BY u.place, u.id;

-- name: revisions(unit_id, school_id, day)
-- Every revision of an answer that was corrected, the first too, who gave it and when.
SELECT {class}, r.id AS round_id, a.revision, a.at_ms, p.name AS answered_by,
       {said}
{inside}
{class_and_school}
JOIN answer a ON a.round_id = r.id
JOIN person p ON p.id = a.by_person
WHERE {owed} AND r.revision > 1
ORDER BY u.place, u.id, a.revision;

-- name: revisions_above(unit_id, day)
-- The same for a unit above the schools.
SELECT {class}, r.id AS round_id, a.revision, a.at_ms, p.name AS answered_by,
       {said}
{schools}
JOIN unit u ON u.id = r.unit_id
JOIN answer a ON a.round_id = r.id
JOIN person p ON p.id = a.by_person
WHERE {owed_above} AND r.revision > 1
ORDER BY s.place, s.id, u.place, u.id, a.revision;

-- part: said
a.enrolled, a.present, a.sick, a.personal, a.other, a.fever, a.symptoms, a.travel, a.unmeasured,
       a.not_learning, a.lives_in, a.isolated, a.zero

-- name: isolations(unit_id, first, last)^
-- Isolations of pupils under a unit that began within some days, and those that ended.
SELECT COUNT(*) FILTER (WHERE a.from_day BETWEEN :first AND :last) AS begun,
       COUNT(*) FILTER (WHERE a.until_day BETWEEN :first AND :last) AS ended
FROM absence a
WHERE a.kind = 'isolation' AND a.pupil_id IS NOT NULL
  AND a.from_day <= :last AND a.until_day >= :first
  AND EXISTS (
      SELECT 1 FROM enrolment e JOIN unit_tree t ON t.unit_id = e.class_id
      WHERE e.pupil_id = a.pupil_id AND t.ancestor_id = :unit_id
        AND e.from_day <= a.until_day AND e.until_day >= a.from_day
  );

-- name: cases(unit_id, first, last)^
-- The cases of people under a unit that were opened within some days, and those that were released.
SELECT COUNT(*) FILTER (WHERE c.opened_day BETWEEN :first AND :last) AS opened,
       COUNT(*) FILTER (WHERE c.state = 'released' AND c.ends_day BETWEEN :first AND :last)
           AS released
FROM case_file c
WHERE (c.pupil_id IS NOT NULL OR c.person_id IS NOT NULL)
  AND EXISTS (
      SELECT 1 FROM unit_tree t WHERE t.unit_id = c.unit_id AND t.ancestor_id = :unit_id
  );

-- name: cases_open(unit_id, day)^
-- Pupils and staff of the unit whose isolation covers the day or who have a case that was open on
-- it, each person once.
SELECT (
    SELECT COUNT(*) FROM (
        SELECT a.pupil_id FROM absence a
        WHERE a.kind = 'isolation' AND a.from_day <= :day AND a.until_day >= :day
          AND a.pupil_id IS NOT NULL
        UNION
        SELECT c.pupil_id FROM case_file c
        WHERE c.opened_day <= :day AND (c.ends_day IS NULL OR c.ends_day > :day)
          AND c.pupil_id IS NOT NULL
    ) f
    WHERE EXISTS (
        SELECT 1 FROM enrolment e JOIN unit_tree t ON t.unit_id = e.class_id
        WHERE e.pupil_id = f.pupil_id AND t.ancestor_id = :unit_id
          AND e.from_day <= :day AND e.until_day >= :day
    )
) + (
    SELECT COUNT(*) FROM (
        SELECT a.person_id FROM absence a
        WHERE a.kind = 'isolation' AND a.from_day <= :day AND a.until_day >= :day
          AND a.person_id IS NOT NULL
        UNION
        SELECT c.person_id FROM case_file c
        WHERE c.opened_day <= :day AND (c.ends_day IS NULL OR c.ends_day > :day)
          AND c.person_id IS NOT NULL
    ) f
    WHERE EXISTS (
        SELECT 1 FROM membership m JOIN unit_tree t ON t.unit_id = m.unit_id
        WHERE m.person_id = f.person_id AND t.ancestor_id = :unit_id
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
WHERE round_id = :round_id AND kind = 'chase' AND subject LIKE :by_hand
  AND target_id IS NULL AND target IS NULL;
