-- name: put(person_id, unit_id, first_day, last_day, state, reason, message, at_ms)^
INSERT INTO reveal (person_id, unit_id, first_day, last_day, state, reason, message, at_ms)
VALUES (:person_id, :unit_id, :first_day, :last_day, :state, :reason, :message, :at_ms)
RETURNING id, person_id, unit_id, first_day, last_day, reason, message, at_ms;

-- name: by_id(id)^
SELECT id, person_id, unit_id, first_day, last_day, reason, message, at_ms
FROM reveal WHERE id = :id AND state = 'shown';

-- name: typing(person_id, since_ms)^
-- The reveal for which this person is typing a reason, if it was not long ago.
SELECT id, person_id, unit_id, first_day, last_day, reason, message, at_ms
FROM reveal WHERE state = 'typing' AND person_id = :person_id AND at_ms >= :since_ms
ORDER BY at_ms DESC, id DESC LIMIT 1;

-- name: forget_typing(person_id)!
-- One question at a time: the next words answer the newest.
DELETE FROM reveal WHERE state = 'typing' AND person_id = :person_id;
