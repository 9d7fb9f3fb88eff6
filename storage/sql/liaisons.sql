-- name: last(person_id, day)^
SELECT version, told, at_ms FROM liaison_digest
WHERE person_id = :person_id AND day = :day ORDER BY version DESC LIMIT 1;

-- name: publish(person_id, day, version, told, at_ms)!
INSERT INTO liaison_digest (person_id, day, version, told, at_ms)
VALUES (:person_id, :day, :version, :told, :at_ms);
