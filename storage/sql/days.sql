-- name: unplanned(day, most)
-- Schools, units above a school that has classes, whose day has not been planned.
SELECT u.id, u.kind FROM unit u
WHERE u.kind IN ('school', 'township', 'district', 'city') AND u.until_day >= :day
  AND NOT EXISTS (SELECT 1 FROM day_plan p WHERE p.unit_id = u.id AND p.day = :day)
ORDER BY u.id LIMIT :most;

-- name: plan_day(unit_id, day, school_day, year_known)!
INSERT INTO day_plan (unit_id, day, school_day, year_known)
VALUES (:unit_id, :day, :school_day, :year_known)
ON CONFLICT (day, unit_id) DO UPDATE
SET school_day = excluded.school_day, year_known = excluded.year_known;

-- name: plan_of(unit_id, day)^
SELECT school_day, year_known FROM day_plan WHERE unit_id = :unit_id AND day = :day;

-- name: forget_plans(unit_id, day)!
-- New times or a new calendar: plan the unit and everything below it again from this day on.
DELETE FROM day_plan WHERE day >= :day
  AND unit_id IN (SELECT unit_id FROM unit_tree WHERE ancestor_id = :unit_id);

-- name: forget_all_plans(day)!
-- The public calendar has changed.
DELETE FROM day_plan WHERE day >= :day;

-- name: owe_step(unit_id, day, step, due_ms)!
-- A step that was done stays done, whatever the new times say.
INSERT INTO day_step (unit_id, day, step, due_ms) VALUES (:unit_id, :day, :step, :due_ms)
ON CONFLICT (unit_id, day, step) DO UPDATE SET due_ms = excluded.due_ms WHERE state = 'owed';

-- name: drop_owed(unit_id, day)!
DELETE FROM day_step WHERE unit_id = :unit_id AND day = :day AND state = 'owed';

-- name: due(now_ms, most)
-- Steps that are owed and due, in the order they fell due.
SELECT unit_id, day, step, due_ms FROM day_step
WHERE state = 'owed' AND due_ms <= :now_ms ORDER BY due_ms, unit_id LIMIT :most;

-- name: steps_of(unit_id, day)
SELECT step, due_ms, state, done_ms FROM day_step
WHERE unit_id = :unit_id AND day = :day ORDER BY due_ms;

-- name: finish(unit_id, day, step, state, done_ms)!
UPDATE day_step SET state = :state, done_ms = :done_ms
WHERE unit_id = :unit_id AND day = :day AND step = :step AND state = 'owed';

-- name: step_state(unit_id, day, step)$
SELECT state FROM day_step WHERE unit_id = :unit_id AND day = :day AND step = :step;

-- name: touched(most)
SELECT school_id, day FROM touched ORDER BY day, school_id LIMIT :most;

-- name: untouch(school_id, day)$
-- Gives whether anything abnormal was said or taken back.
DELETE FROM touched WHERE school_id = :school_id AND day = :day RETURNING abnormal;

-- name: last_digest(unit_id, day)^
SELECT version, figures, at_ms FROM digest
WHERE unit_id = :unit_id AND day = :day ORDER BY version DESC LIMIT 1;

-- name: digest(unit_id, day, version)^
SELECT version, figures, at_ms FROM digest
WHERE unit_id = :unit_id AND day = :day AND version = :version;

-- name: publish(unit_id, day, version, figures, at_ms)!
INSERT INTO digest (unit_id, day, version, figures, at_ms)
VALUES (:unit_id, :day, :version, :figures, :at_ms);

-- name: memo(key)$
SELECT value FROM memo WHERE key = :key;

-- name: remember(key, value)!
INSERT INTO memo (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;
