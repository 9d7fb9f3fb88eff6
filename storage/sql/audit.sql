-- name: add(at_ms, person_id, act, unit_id, detail)!
INSERT INTO audit (at_ms, person_id, act, unit_id, detail)
VALUES (:at_ms, :person_id, :act, :unit_id, :detail);
