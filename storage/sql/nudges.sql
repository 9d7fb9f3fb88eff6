-- name: habit(class_id)^
SELECT same_max, same, quick, quiet, rest, turn FROM habit WHERE class_id = :class_id;

-- name: asked_ms(round_id, person_id)$
-- When a person was asked for a round.
SELECT MAX(o.sent_ms) FROM outbox o JOIN chat c ON c.id = o.chat_id
WHERE o.round_id = :round_id AND c.person_id = :person_id AND o.kind = 'ask'
  AND o.target_id IS NULL AND o.target IS NULL;

-- name: keep(class_id, same_max, same, quick, quiet, rest, turn)!
INSERT INTO habit (class_id, same_max, same, quick, quiet, rest, turn)
VALUES (:class_id, :same_max, :same, :quick, :quiet, :rest, :turn)
ON CONFLICT (class_id) DO UPDATE
SET same_max = excluded.same_max, same = excluded.same, quick = excluded.quick,
    quiet = excluded.quiet, rest = excluded.rest, turn = excluded.turn;

-- name: put(round_id, reason, days, first_pupil, second_pupil, turn)!
INSERT INTO nudge (round_id, reason, days, first_pupil, second_pupil, turn)
VALUES (:round_id, :reason, :days, :first_pupil, :second_pupil, :turn)
ON CONFLICT (round_id) DO NOTHING;

-- name: of_round(round_id)^
SELECT reason, days, first_pupil, second_pupil, turn FROM nudge WHERE round_id = :round_id;

-- name: is_muted(person_id)$
SELECT 1 FROM nudge_mute WHERE person_id = :person_id;

-- name: mute(person_id, at_ms)!
INSERT INTO nudge_mute (person_id, at_ms) VALUES (:person_id, :at_ms)
ON CONFLICT (person_id) DO NOTHING;

-- name: unmute(person_id)!
DELETE FROM nudge_mute WHERE person_id = :person_id;
