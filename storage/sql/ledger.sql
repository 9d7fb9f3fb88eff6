-- name: lines(unit_id, school_id, day)
-- Every class of a unit inside a school that owed an answer, with what was asked, when it came, who
-- was reminded and who answered. Questions that changed a message are none of their own. Whoever was
-- still outstanding at the step that names the missing was named.
SELECT u.id, u.code, u.name, u.kind, r.school_id, s.name AS school, r.id AS round_id,
       COALESCE(a.mode, r.mode) AS mode, r.revision, r.late, r.first_at_ms,
       a.at_ms AS said_ms, a.time_uncertain, p.name AS answered_by, w.name AS stood_for,
       a.enrolled, a.present, a.sick, a.personal, a.other, a.fever, a.symptoms, a.travel,
       a.unmeasured, a.isolated, a.not_learning, a.lives_in, a.zero,
       CASE WHEN a.round_id IS NULL THEN (
           SELECT COUNT(*) FROM enrolment e
           WHERE e.class_id = r.unit_id AND e.from_day <= :day AND e.until_day >= :day
       ) END AS on_the_roll,
       (SELECT MIN(o.created_ms) FROM outbox o
        WHERE o.round_id = r.id AND o.kind = 'ask' AND o.target_id IS NULL
          AND o.target IS NULL) AS asked_ms,
       (SELECT MIN(o.sent_ms) FROM outbox o
        WHERE o.round_id = r.id AND o.kind IN ('ask', 'chase') AND o.state = 'sent'
          AND o.target_id IS NULL AND o.target IS NULL) AS delivered_ms,
       (SELECT COUNT(DISTINCT o.subject) FROM outbox o
        WHERE o.round_id = r.id AND o.kind = 'chase' AND o.state = 'sent'
          AND o.target_id IS NULL AND o.target IS NULL) AS chased,
       (SELECT MAX(o.sent_ms) FROM outbox o
        WHERE o.round_id = r.id AND o.kind = 'chase' AND o.state = 'sent'
          AND o.target_id IS NULL AND o.target IS NULL) AS chased_ms,
       (SELECT d.done_ms FROM day_step d
        WHERE d.unit_id = r.school_id AND d.day = r.day AND d.step = 'escalate'
          AND d.state = 'done'
          AND (r.first_at_ms IS NULL OR r.first_at_ms > d.done_ms)) AS escalated_ms
FROM round r
LEFT JOIN unit_tree t ON t.unit_id = r.unit_id AND t.ancestor_id = :unit_id
JOIN unit u ON u.id = r.unit_id
JOIN unit s ON s.id = r.school_id
LEFT JOIN answer a ON a.round_id = r.id AND a.revision = r.revision
LEFT JOIN person p ON p.id = a.by_person
LEFT JOIN person w ON w.id = a.for_person AND w.id <> a.by_person
WHERE r.school_id = :school_id AND r.day = :day AND r.form = 'check_in'
  AND r.state <> 'not_required' AND (t.unit_id IS NOT NULL OR r.school_id = :unit_id)
ORDER BY u.place, u.id;

-- name: revisions(round_id)
-- Every answer that was given for a round, in order.
SELECT a.revision, a.at_ms, p.name, a.present, a.sick + a.personal + a.other AS absent, a.fever,
       a.zero
FROM answer a JOIN person p ON p.id = a.by_person
WHERE a.round_id = :round_id ORDER BY a.revision;

-- name: cases(unit_id, first, last)
-- Every case of a unit that was open on one of the days, with how many of them it was asked about and
-- answered on, and who ended it. It bears a number and no name.
SELECT u.id, u.code, u.name, u.kind, u.school_id, s.name AS school, c.number, c.rule, c.state,
       c.opened_day, c.last_day, c.closed_ms, o.name AS owner,
       (SELECT COUNT(DISTINCT e.day) FROM case_event e
        WHERE e.case_id = c.id AND e.what = 'asked' AND e.day BETWEEN :first AND :last) AS asked,
       (SELECT COUNT(DISTINCT e.day) FROM case_event e
        WHERE e.case_id = c.id AND e.what = 'visit' AND e.day BETWEEN :first AND :last) AS visited,
       (SELECT p.name FROM case_event e JOIN person p ON p.id = e.by_person
        WHERE e.case_id = c.id AND e.what = c.state ORDER BY e.id DESC LIMIT 1) AS closed_by
FROM case_file c
JOIN unit_tree t ON t.unit_id = c.unit_id AND t.ancestor_id = :unit_id
JOIN unit u ON u.id = c.unit_id
JOIN unit s ON s.id = c.school_id
LEFT JOIN person o ON o.id = c.owner
WHERE c.opened_day <= :last AND (c.ends_day IS NULL OR c.ends_day > :first)
ORDER BY s.place, s.id, c.number;
