-- name: chain(unit_id)
-- What is set on a unit and above it, nearest first.
SELECT t.depth, s.key, s.value
FROM unit_tree t JOIN setting s ON s.unit_id = t.ancestor_id
WHERE t.unit_id = :unit_id ORDER BY t.depth;

-- name: height(unit_id)$
SELECT MAX(depth) FROM unit_tree WHERE unit_id = :unit_id;

-- name: put(unit_id, key, value, by_person, at_ms)!
INSERT INTO setting (unit_id, key, value, by_person, at_ms)
VALUES (:unit_id, :key, :value, :by_person, :at_ms)
ON CONFLICT (unit_id, key) DO UPDATE
SET value = excluded.value, by_person = excluded.by_person, at_ms = excluded.at_ms;

-- name: clear(unit_id, key)!
DELETE FROM setting WHERE unit_id = :unit_id AND key = :key;
