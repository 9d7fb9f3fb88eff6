-- name: beat(key, value)!
INSERT INTO memo (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;

-- name: beats()
-- Every process that runs on this database, or did so when it was cut off.
SELECT SUBSTR(key, 9), CAST(value AS INTEGER) FROM memo
WHERE key >= 'process/' AND key < 'process0' ORDER BY key;

-- name: leave(key)!
DELETE FROM memo WHERE key = :key;
