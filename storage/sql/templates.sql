-- part: columns
t.id, t.unit_id, t.name, t.kind, t.lists, t.personal, t.by_person, t.at_ms, t.state

-- name: propose(unit_id, name, kind, content, lists, personal, by_person, at_ms)$
INSERT INTO template (unit_id, name, kind, content, lists, personal, by_person, at_ms)
VALUES (:unit_id, :name, :kind, :content, :lists, :personal, :by_person, :at_ms)
RETURNING id;

-- name: get(id)^
SELECT {columns} FROM template t WHERE t.id = :id;

-- name: content(id)$
SELECT content FROM template WHERE id = :id;

-- name: about(unit_id)
-- What is in force for a unit, from itself or from above, the nearest first, and what units below it
-- keep for themselves.
SELECT {columns}, x.depth
FROM template t JOIN unit_tree x ON x.unit_id = :unit_id AND x.ancestor_id = t.unit_id
WHERE t.state = 'in_force'
UNION ALL
SELECT {columns}, 1000 + x.depth
FROM template t JOIN unit_tree x ON x.unit_id = t.unit_id AND x.ancestor_id = :unit_id
WHERE t.state = 'in_force' AND x.depth > 0
ORDER BY depth, t.id;

-- name: end_named(unit_id, name)!
-- A newer one takes the place of one with its name.
UPDATE template SET state = 'ended' WHERE unit_id = :unit_id AND name = :name AND state = 'in_force';

-- name: set_state(id, before, state, unit_id)!
UPDATE template SET state = :state, unit_id = :unit_id WHERE id = :id AND state = :before;

-- name: count(unit_id)$
SELECT COUNT(*) FROM template WHERE unit_id = :unit_id AND state = 'in_force';

-- name: crowd_out(by_person, most)!
-- Of what somebody has sent and nobody has put in force the newest are kept.
DELETE FROM template WHERE state = 'proposed' AND by_person = :by_person AND id NOT IN (
    SELECT id FROM template WHERE state = 'proposed' AND by_person = :by_person
    ORDER BY id DESC LIMIT :most
);

-- name: empty_ended()!
-- Of what is used no more it is kept that it was, for the audit names it, and not what it was.
UPDATE template SET content = X'' WHERE state = 'ended' AND content <> X'';

-- name: let_go(before_ms)!
-- What nobody put in force in time is no form of anybody's.
DELETE FROM template WHERE state = 'proposed' AND at_ms < :before_ms;
