-- name: open_case(school_id, unit_id, number, rule, pupil_id, person_id, subject, anchor_day, first_day, last_day, owner, opened_ms, opened_by, opened_day, asked_from, source_case, alert_person, next_ms)$
-- Somebody has one open case: of two who open one at once the first is kept.
INSERT INTO case_file (school_id, unit_id, number, rule, pupil_id, person_id, subject, anchor_day,
    first_day, last_day, owner, opened_ms, opened_by, opened_day, asked_from, source_case,
    alert_person, next_ms)
VALUES (:school_id, :unit_id, :number, :rule, :pupil_id, :person_id, :subject, :anchor_day,
    :first_day, :last_day, :owner, :opened_ms, :opened_by, :opened_day, :asked_from, :source_case,
    :alert_person, :next_ms)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: next_number(school_id)$
-- Cases are numbered by school, for whoever may not see names.
SELECT COALESCE(MAX(number), 0) + 1 FROM case_file WHERE school_id = :school_id;

-- name: by_id(id, day, day_before)^
-- A pupil who is in another class of the school is followed there.
SELECT c.id, c.school_id, COALESCE((
           SELECT e.class_id FROM enrolment e JOIN unit u ON u.id = e.class_id
           WHERE e.pupil_id = c.pupil_id AND e.from_day <= :day AND e.until_day >= :day
             AND u.school_id = c.school_id
           ORDER BY e.id DESC LIMIT 1
       ), c.unit_id) AS unit_id,
       c.number, c.rule, c.pupil_id, c.person_id, c.subject, c.anchor_day, c.first_day, c.last_day,
       c.owner, c.state, c.opened_ms, c.opened_by, c.opened_day, c.asked_from, c.ends_day,
       c.source_case, c.alert_person,
       EXISTS (
           SELECT 1 FROM case_event v WHERE v.case_id = c.id AND v.day = :day AND v.what = 'visit'
       ) AS visited,
       EXISTS (
           SELECT 1 FROM case_event v
           WHERE v.case_id = c.id AND v.day = :day_before AND v.what = 'visit'
       ) AS visited_before
FROM case_file c WHERE c.id = :id;

-- name: numbered(school_id, number)$
SELECT id FROM case_file WHERE school_id = :school_id AND number = :number;

-- name: open_of_pupil(pupil_id)$
SELECT id FROM case_file WHERE pupil_id = :pupil_id AND closed_ms IS NULL;

-- name: open_of_person(person_id)$
SELECT id FROM case_file WHERE person_id = :person_id AND closed_ms IS NULL;

-- name: of_alert_person(alert_person)
SELECT id FROM case_file WHERE alert_person = :alert_person AND closed_ms IS NULL;

-- name: open_in_school(school_id)
-- What goes on in a school, the oldest first.
SELECT id FROM case_file WHERE school_id = :school_id AND closed_ms IS NULL ORDER BY number;

-- name: ending_in_school(school_id, day)
-- Cases that are closed and no longer open from a day on. (The sign keeps SQLite from reading all
-- that the school ever had in their order.)
SELECT id FROM case_file WHERE school_id = :school_id AND ends_day = :day ORDER BY +number;

-- name: classes_of(pupil_id, day)
SELECT e.class_id, u.school_id FROM enrolment e JOIN unit u ON u.id = e.class_id
WHERE e.pupil_id = :pupil_id AND e.from_day <= :day AND e.until_day >= :day ORDER BY e.id DESC;

-- name: schools_below(unit_id)
-- Schools under a unit with open cases.
SELECT DISTINCT c.school_id, u.code, u.name, u.place
FROM unit_tree t JOIN unit u ON u.id = t.unit_id AND u.kind = 'school'
JOIN case_file c ON c.school_id = u.id AND c.closed_ms IS NULL
WHERE t.ancestor_id = :unit_id ORDER BY u.place, u.id;

-- name: due_schools(now_ms, most)
-- Schools in which a case waits for its next step.
SELECT DISTINCT school_id FROM case_file
WHERE next_ms IS NOT NULL AND next_ms <= :now_ms LIMIT :most;

-- name: due_in_school(school_id, now_ms)
SELECT id FROM case_file
WHERE next_ms IS NOT NULL AND next_ms <= :now_ms AND school_id = :school_id ORDER BY id;

-- name: set_next(id, next_ms)!
UPDATE case_file SET next_ms = :next_ms WHERE id = :id;

-- name: happened(case_id, at_ms, day, what, by_person, detail)!
INSERT INTO case_event (case_id, at_ms, day, what, by_person, detail)
VALUES (:case_id, :at_ms, :day, :what, :by_person, :detail);

-- name: events(case_id)
SELECT id, case_id, at_ms, day, what, by_person, detail FROM case_event
WHERE case_id = :case_id ORDER BY id;

-- name: was_asked(case_id, day)$
SELECT 1 FROM case_event WHERE case_id = :case_id AND day = :day AND what = 'asked' LIMIT 1;

-- name: set_last(id, last_day)!
UPDATE case_file SET last_day = :last_day WHERE id = :id AND closed_ms IS NULL;

-- name: set_owner(id, owner)!
UPDATE case_file SET owner = :owner WHERE id = :id AND closed_ms IS NULL;

-- name: set_state(id, state)!
UPDATE case_file SET state = :state WHERE id = :id AND closed_ms IS NULL;

-- name: close(id, state, closed_ms, ends_day)!
-- The first to close it decides how; its history stays.
UPDATE case_file SET state = :state, closed_ms = :closed_ms, ends_day = :ends_day
WHERE id = :id AND closed_ms IS NULL;

-- name: be_away(case_id, pupil_id, person_id, kind, from_day)!
-- An open case is a known absence of its own, until it is closed.
INSERT INTO absence (case_id, pupil_id, person_id, kind, from_day)
VALUES (:case_id, :pupil_id, :person_id, :kind, :from_day);

-- name: take_in(case_id, pupil_id, person_id, from_day, day_before)!
-- What the roster says of an isolation is the case's from now on; how long it was to run is kept.
UPDATE absence SET was_until = COALESCE(was_until, until_day), cut_case_id = :case_id,
    until_day = :day_before
WHERE (pupil_id = :pupil_id OR person_id = :person_id) AND kind = 'isolation' AND case_id IS NULL
  AND until_day >= :from_day;

-- name: be_back(case_id, until_day)!
UPDATE absence SET until_day = :until_day WHERE case_id = :case_id AND until_day > :until_day;

-- name: isolated_without(school_id, day)
-- Who is in isolation by the roster and has no case: pupils by class, then staff.
SELECT a.pupil_id, a.person_id, MIN(a.from_day) AS from_day, MAX(a.until_day) AS until_day
FROM absence a
WHERE a.kind = 'isolation' AND a.case_id IS NULL AND a.from_day <= :day AND a.until_day >= :day
  AND (EXISTS (
      SELECT 1 FROM enrolment e JOIN unit u ON u.id = e.class_id
      WHERE e.pupil_id = a.pupil_id AND u.school_id = :school_id
        AND e.from_day <= :day AND e.until_day >= :day
  ) OR EXISTS (
      SELECT 1 FROM membership m JOIN unit u ON u.id = m.unit_id
      WHERE m.person_id = a.person_id AND u.school_id = :school_id
        AND m.from_day <= :day AND m.until_day >= :day
  ))
  AND NOT EXISTS (
      SELECT 1 FROM case_file c WHERE c.closed_ms IS NULL
        AND (c.pupil_id = a.pupil_id OR c.person_id = a.person_id)
  )
GROUP BY a.pupil_id, a.person_id ORDER BY a.pupil_id IS NULL, a.pupil_id, a.person_id;

-- name: figures(unit_id, first, last)^
-- Cases under a unit in some days: opened, released, ended in another way, and open on the last day.
SELECT COUNT(*) FILTER (WHERE c.opened_day BETWEEN :first AND :last) AS opened,
       COUNT(*) FILTER (WHERE c.state = 'released' AND c.ends_day BETWEEN :first AND :last)
           AS released,
       COUNT(*) FILTER (WHERE c.state IN ('transferred', 'converted')
           AND c.ends_day BETWEEN :first AND :last) AS ended,
       COUNT(*) FILTER (WHERE c.opened_day <= :last
           AND (c.ends_day IS NULL OR c.ends_day > :last)) AS open
FROM case_file c
WHERE c.opened_day <= :last AND (c.ends_day IS NULL OR c.ends_day >= :first)
  AND EXISTS (
      SELECT 1 FROM unit_tree t WHERE t.unit_id = c.unit_id AND t.ancestor_id = :unit_id
  );
