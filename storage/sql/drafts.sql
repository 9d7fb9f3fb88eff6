-- name: get(round_id, person_id)^
SELECT round_id, person_id, body, step, based_on, abnormal, told, updated_ms, unsettled FROM draft
WHERE round_id = :round_id AND person_id = :person_id;

-- name: newest_of(person_id)^
-- The draft a person touched last, so that a typed number finds its question.
SELECT d.round_id, d.person_id, d.body, d.step, d.based_on, d.abnormal, d.told, d.updated_ms,
       d.unsettled
FROM draft d WHERE d.person_id = :person_id ORDER BY d.updated_ms DESC LIMIT 1;

-- name: of_round(round_id)
SELECT round_id, person_id, body, step, based_on, abnormal, told, updated_ms, unsettled FROM draft
WHERE round_id = :round_id ORDER BY updated_ms;

-- name: put(round_id, person_id, body, step, based_on, abnormal, told, updated_ms, unsettled)!
INSERT INTO draft (round_id, person_id, body, step, based_on, abnormal, told, updated_ms, unsettled)
VALUES (:round_id, :person_id, :body, :step, :based_on, :abnormal, :told, :updated_ms,
    :unsettled)
ON CONFLICT (round_id, person_id) DO UPDATE
SET body = excluded.body, step = excluded.step,
    based_on = excluded.based_on, abnormal = excluded.abnormal, told = excluded.told,
    updated_ms = excluded.updated_ms, unsettled = excluded.unsettled;

-- name: drop(round_id, person_id)!
DELETE FROM draft WHERE round_id = :round_id AND person_id = :person_id;

-- name: drop_round(round_id)!
DELETE FROM draft WHERE round_id = :round_id;
