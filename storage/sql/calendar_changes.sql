-- name: add_change(unit_id, act, by_person, at_ms, first_day, last_day, body)$
INSERT INTO calendar_change (unit_id, act, by_person, at_ms, state, first_day, last_day, body)
VALUES (:unit_id, :act, :by_person, :at_ms, 'proposed', :first_day, :last_day, :body)
RETURNING id;

-- name: set_state(id, before, state, at_ms)!
-- Who presses second changes nothing; those affected hear of each new state.
UPDATE calendar_change SET state = :state, at_ms = :at_ms, told = 0
WHERE id = :id AND state = :before;

-- name: add_span(unit_id, first_day, last_day, kind, name, change_id)!
INSERT INTO calendar_span (unit_id, first_day, last_day, kind, name, change_id)
VALUES (:unit_id, :first_day, :last_day, :kind, :name, :change_id);

-- name: change(id)^
SELECT id, unit_id, act, by_person, at_ms, state, first_day, last_day, body
FROM calendar_change WHERE id = :id;

-- name: end_span(id, change_id)!
UPDATE calendar_span SET ended_by = :change_id WHERE id = :id;

-- name: add_return(unit_id, day, change_id, approved_by)!
INSERT INTO return_day (unit_id, day, change_id, approved_by)
VALUES (:unit_id, :day, :change_id, :approved_by);

-- name: end_return(id, change_id)!
UPDATE return_day SET ended_by = :change_id WHERE id = :id;

-- name: approve_return(id, change_id)!
UPDATE return_day SET approved_by = :change_id WHERE id = :id;

-- name: return_of(change_id)^
-- The return day that a change has set, and whether it is approved and still in force.
SELECT r.id, r.unit_id, r.day, EXISTS (
    SELECT 1 FROM calendar_change a WHERE a.id = r.approved_by AND a.state = 'in_force'
) AS approved
FROM return_day r JOIN calendar_change c ON c.id = r.change_id AND c.state = 'in_force'
WHERE r.change_id = :change_id AND NOT EXISTS (
    SELECT 1 FROM calendar_change e WHERE e.id = r.ended_by AND e.state = 'in_force'
);

-- name: changes_on(unit_id, day)
-- Changes in force of a unit that touch a day, the newest first.
SELECT id, unit_id, act, by_person, at_ms, state, first_day, last_day, body
FROM calendar_change
WHERE unit_id = :unit_id AND state = 'in_force' AND act <> 'national'
  AND first_day <= :day AND last_day >= :day
ORDER BY id DESC;

-- name: told(id)!
UPDATE calendar_change SET told = 1 WHERE id = :id;

-- name: untold()
-- Changes whose present state nobody has been told of.
SELECT id, unit_id, act, by_person, at_ms, state, first_day, last_day, body
FROM calendar_change WHERE told = 0 ORDER BY id;

-- name: heard_of(first, after)
-- The chats that have heard of a change, or will have once the request in flight is through.
SELECT chat_id, subject FROM outbox
WHERE kind = 'news' AND subject >= :first AND subject < :after AND version = 0
  AND state IN ('claimed', 'sending', 'sent', 'unknown')
ORDER BY id;

-- name: setter_of(id)$
SELECT change_id FROM return_day WHERE id = :id;
