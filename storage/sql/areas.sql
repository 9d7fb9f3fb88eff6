-- name: over(unit_id, day)
-- The areas that hold for a unit: its own list and those of the units above it, as far as they had
-- not ended on a day. The newest first.
SELECT a.id, a.unit_id, a.place, a.level, a.from_day, a.until_day
FROM unit_tree t JOIN area a ON a.unit_id = t.ancestor_id
WHERE t.unit_id = :unit_id AND a.until_day >= :day AND a.removed_ms IS NULL
ORDER BY a.from_day DESC, a.id DESC;

-- name: own(unit_id, day)
-- A unit's own list, as far as it had not ended on a day.
SELECT id, unit_id, place, level, from_day, until_day FROM area
WHERE unit_id = :unit_id AND until_day >= :day AND removed_ms IS NULL
ORDER BY from_day DESC, id DESC;

-- name: is_kept(unit_id)$
-- Whether a list was ever kept for a unit, by itself or above it.
SELECT 1 FROM unit_tree t JOIN area a ON a.unit_id = t.ancestor_id
WHERE t.unit_id = :unit_id AND a.removed_ms IS NULL LIMIT 1;

-- name: get(id)^
SELECT id, unit_id, place, level, from_day, until_day FROM area
WHERE id = :id AND removed_ms IS NULL;

-- name: add(unit_id, place, level, from_day, until_day, by_person, at_ms)$
INSERT INTO area (unit_id, place, level, from_day, until_day, by_person, at_ms)
VALUES (:unit_id, :place, :level, :from_day, :until_day, :by_person, :at_ms) RETURNING id;

-- name: change(id, level, from_day, until_day)!
UPDATE area SET level = :level, from_day = :from_day, until_day = :until_day WHERE id = :id;

-- name: end(id, until_day)!
-- Ends with a day; one that had not begun by then never was.
UPDATE area SET until_day = MAX(:until_day, from_day) WHERE id = :id AND until_day > :until_day;

-- name: remove(id, at_ms)!
UPDATE area SET removed_ms = :at_ms WHERE id = :id AND removed_ms IS NULL;

-- name: propose(unit_id, by_person, at_ms, body)$
INSERT INTO area_change (unit_id, by_person, at_ms, body)
VALUES (:unit_id, :by_person, :at_ms, :body) RETURNING id;

-- name: change_by_id(id)^
SELECT id, unit_id, by_person, at_ms, body, state FROM area_change WHERE id = :id;

-- name: settle_change(id, state)!
-- Whoever presses first; what has been decided stays so.
UPDATE area_change SET state = :state WHERE id = :id AND state = 'proposed';

-- name: ask_anew(unit_id)!
-- Every school under a unit (a school's own list: itself) is looked at by the tick.
INSERT INTO area_rematch (school_id)
SELECT u.id FROM unit_tree t JOIN unit u ON u.id = t.unit_id
WHERE t.ancestor_id = :unit_id AND u.kind = 'school'
ON CONFLICT DO NOTHING;

-- name: to_match(most)
SELECT school_id FROM area_rematch ORDER BY school_id LIMIT :most;

-- name: matched(school_id)!
DELETE FROM area_rematch WHERE school_id = :school_id;
