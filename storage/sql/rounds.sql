-- name: open_round(day, unit_id, school_id, cut_off_ms, lock_ms, fever_threshold, mode)!
-- One round for one form, day and class, however often it is opened.
INSERT INTO round (day, unit_id, school_id, cut_off_ms, lock_ms, fever_threshold, mode)
VALUES (:day, :unit_id, :school_id, :cut_off_ms, :lock_ms, :fever_threshold, :mode)
ON CONFLICT (form, day, unit_id) DO NOTHING;

-- name: retime(school_id, day, cut_off_ms, lock_ms, log_lock_ms, fever_threshold)!
-- New times or a new threshold reach the rounds nobody has answered yet. The log before a return
-- is kept until the day is over.
UPDATE round SET cut_off_ms = :cut_off_ms, fever_threshold = :fever_threshold,
    lock_ms = CASE mode WHEN 'pre_return' THEN :log_lock_ms ELSE :lock_ms END
WHERE school_id = :school_id AND day = :day AND revision = 0;

-- name: by_id(id)^
SELECT r.id, r.day, r.school_id, r.cut_off_ms, r.lock_ms, r.fever_threshold, r.state, r.revision,
       r.first_at_ms, r.late, u.id, u.code, u.name, u.kind, u.school_id, r.mode,
       r.reopened_until_ms
FROM round r JOIN unit u ON u.id = r.unit_id WHERE r.id = :id;

-- name: with_roles(id, person_id, day)
-- A round, with each role that a person who has not left holds on its class or anywhere above it,
-- nearest first. The tree is entered from the person, who holds few.
SELECT m.role, a.kind, r.id, r.day, r.school_id, r.cut_off_ms, r.lock_ms, r.fever_threshold,
       r.state, r.revision, r.first_at_ms, r.late, u.id, u.code, u.name, u.kind, u.school_id, r.mode,
       r.reopened_until_ms
FROM round r JOIN unit u ON u.id = r.unit_id
CROSS JOIN membership m JOIN person p ON p.id = m.person_id
JOIN unit_tree t ON t.unit_id = u.id AND t.ancestor_id = m.unit_id
JOIN unit a ON a.id = m.unit_id
WHERE r.id = :id AND m.person_id = :person_id AND m.from_day <= :day AND m.until_day >= :day
  AND p.until_day >= :day AND a.until_day >= :day
ORDER BY t.depth;

-- name: of_class(unit_id, day)^
SELECT r.id, r.day, r.school_id, r.cut_off_ms, r.lock_ms, r.fever_threshold, r.state, r.revision,
       r.first_at_ms, r.late, u.id, u.code, u.name, u.kind, u.school_id, r.mode,
       r.reopened_until_ms
FROM round r JOIN unit u ON u.id = r.unit_id
WHERE r.unit_id = :unit_id AND r.day = :day AND r.form = 'check_in';

-- name: of_school(school_id, day)
SELECT r.id, r.day, r.school_id, r.cut_off_ms, r.lock_ms, r.fever_threshold, r.state, r.revision,
       r.first_at_ms, r.late, u.id, u.code, u.name, u.kind, u.school_id, r.mode,
       r.reopened_until_ms
FROM round r JOIN unit u ON u.id = r.unit_id
WHERE r.school_id = :school_id AND r.day = :day AND r.form = 'check_in'
  AND r.state <> 'not_required'
ORDER BY u.place, u.id;

-- name: opened(school_id, day)
-- Every round of a school that was ever opened for a day, also those no longer owed.
SELECT r.id, r.day, r.school_id, r.cut_off_ms, r.lock_ms, r.fever_threshold, r.state, r.revision,
       r.first_at_ms, r.late, u.id, u.code, u.name, u.kind, u.school_id, r.mode,
       r.reopened_until_ms
FROM round r JOIN unit u ON u.id = r.unit_id
WHERE r.school_id = :school_id AND r.day = :day AND r.form = 'check_in'
ORDER BY u.place, u.id;

-- name: settled(school_id, day)$
-- How many rounds of a school's day are not outstanding any more.
SELECT COUNT(*) FROM round WHERE school_id = :school_id AND day = :day
  AND (revision > 0 OR state <> 'open');

-- name: set_state(id, state)!
UPDATE round SET state = :state WHERE id = :id;

-- name: set_mode(id, mode, state)!
-- What the calendar says of the class's day now. An answer keeps the mode it was given in.
UPDATE round SET mode = :mode, state = :state WHERE id = :id;

-- name: lock_school(school_id, since, day)!
-- A log before a return is kept until midnight, so it is locked with the next day.
UPDATE round SET state = 'locked'
WHERE school_id = :school_id AND day >= :since AND day <= :day AND state = 'open'
  AND (mode <> 'pre_return' OR day < :day);

-- name: answered(id, revision, at_ms, late)!
-- The round points at its last revision; whether it was late is decided by the first.
UPDATE round SET revision = :revision,
    late = CASE WHEN revision = 0 THEN :late ELSE late END,
    first_at_ms = COALESCE(first_at_ms, :at_ms)
WHERE id = :id AND revision = :revision - 1;

-- name: last_before(unit_id, day)^
-- The last round of a class before a day that was answered: a day of silence made nobody well.
-- Sought among its school's rounds, which lie together.
SELECT id, revision, day FROM round
WHERE school_id = (SELECT school_id FROM unit WHERE id = :unit_id)
  AND unit_id = :unit_id AND day < :day AND form = 'check_in' AND revision > 0
ORDER BY day DESC LIMIT 1;

-- name: latest_of_class(unit_id, day)^
-- The last round of a class up to a day that is owed at all.
SELECT r.id, r.day, r.school_id, r.cut_off_ms, r.lock_ms, r.fever_threshold, r.state, r.revision,
       r.first_at_ms, r.late, u.id, u.code, u.name, u.kind, u.school_id, r.mode,
       r.reopened_until_ms
FROM round r JOIN unit u ON u.id = r.unit_id
WHERE r.school_id = (SELECT school_id FROM unit WHERE id = :unit_id)
  AND r.unit_id = :unit_id AND r.day <= :day AND r.form = 'check_in' AND r.state <> 'not_required'
ORDER BY r.day DESC LIMIT 1;
