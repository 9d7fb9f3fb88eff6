-- name: raise_alert(kind, day, school_id, unit_id, round_id, base, dormitory, rule, urgency, said_ms, due_ms)$
-- One alert for the people whom one answer named first; those whom somebody follows since the day
-- before have one with each of these.
INSERT INTO alert (kind, day, school_id, unit_id, round_id, base, dormitory, rule, urgency, said_ms,
    due_ms)
VALUES (:kind, :day, :school_id, :unit_id, :round_id, :base, :dormitory, :rule, :urgency, :said_ms,
    :due_ms)
RETURNING id;

-- name: by_id(id)^
SELECT id, kind, day, school_id, unit_id, round_id, base, dormitory, rule, urgency, state, ending,
       said_ms, owner, owned_ms, first_owned_ms, rung, next_ms, due_ms, warn_ms, filed_ms, filed_by,
       reference, closed_ms, version
FROM alert WHERE id = :id;

-- name: of_round(round_id)
SELECT id, kind, day, school_id, unit_id, round_id, base, dormitory, rule, urgency, state, ending,
       said_ms, owner, owned_ms, first_owned_ms, rung, next_ms, due_ms, warn_ms, filed_ms, filed_by,
       reference, closed_ms, version
FROM alert WHERE round_id = :round_id ORDER BY base, id;

-- name: owned_by(owner)$
SELECT 1 FROM alert WHERE state = 'open' AND owner = :owner LIMIT 1;

-- name: open_in_school(school_id)
-- What somebody still has to do something about, the oldest first.
SELECT id, kind, day, school_id, unit_id, round_id, base, dormitory, rule, urgency, state, ending,
       said_ms, owner, owned_ms, first_owned_ms, rung, next_ms, due_ms, warn_ms, filed_ms, filed_by,
       reference, closed_ms, version
FROM alert WHERE school_id = :school_id AND state = 'open' ORDER BY said_ms, id;

-- name: under(unit_id, day, open_too)
-- The alerts of a day under a unit, and whatever is open there from other days, the oldest first.
SELECT id, kind, day, school_id, unit_id, round_id, base, dormitory, rule, urgency, state, ending,
       said_ms, owner, owned_ms, first_owned_ms, rung, next_ms, due_ms, warn_ms, filed_ms, filed_by,
       reference, closed_ms, version
FROM alert
WHERE (day = :day OR (:open_too = 1 AND state = 'open'))
  AND EXISTS (
      SELECT 1 FROM unit_tree t
      WHERE t.unit_id = alert.unit_id AND t.ancestor_id = :unit_id
  )
ORDER BY said_ms, id;

-- name: people(alert_id)
SELECT id, pupil_id, person_id, unknown, standing, outcome FROM alert_person
WHERE alert_id = :alert_id ORDER BY id;

-- name: alert_of(alert_person)$
SELECT alert_id FROM alert_person WHERE id = :alert_person;

-- name: join(alert_id, pupil_id, person_id, unknown, standing)$
-- Somebody who was taken back and is named again stands again.
INSERT INTO alert_person (alert_id, pupil_id, person_id, unknown, standing)
VALUES (:alert_id, :pupil_id, :person_id, :unknown, :standing)
ON CONFLICT (alert_id, COALESCE(pupil_id, 0), COALESCE(person_id, 0), unknown) DO UPDATE
SET standing = excluded.standing, outcome = NULL
RETURNING id;

-- name: stand(id, standing)!
UPDATE alert_person SET standing = :standing WHERE id = :id;

-- name: set_outcome(id, outcome)!
UPDATE alert_person SET outcome = :outcome WHERE id = :id;

-- name: happened(alert_id, at_ms, what, by_person, about, detail)!
INSERT INTO alert_event (alert_id, at_ms, what, by_person, about, detail)
VALUES (:alert_id, :at_ms, :what, :by_person, :about, :detail);

-- name: bump(id)$
UPDATE alert SET version = version + 1 WHERE id = :id RETURNING version;

-- name: events(alert_id)
SELECT id, at_ms, what, by_person, about, detail FROM alert_event
WHERE alert_id = :alert_id ORDER BY id;

-- name: claim(id, owner, at_ms, next_ms)!
-- Of two who press at once the first owns it; whom an open alert belongs to decides, not a look
-- before.
UPDATE alert SET owner = :owner, owned_ms = :at_ms, next_ms = :next_ms,
    first_owned_ms = COALESCE(first_owned_ms, :at_ms)
WHERE id = :id AND state = 'open' AND owner IS NULL;

-- name: take_over(id, owner, at_ms)!
UPDATE alert SET owner = :owner, owned_ms = :at_ms WHERE id = :id AND state = 'open';

-- name: keep(id, owner, next_ms)!
-- Goes on from the day before: nobody had to press, so no time to an owner is counted.
UPDATE alert SET owner = :owner, next_ms = :next_ms WHERE id = :id;

-- name: release(id)!
-- Whoever had it serves no longer: it is nobody's again.
UPDATE alert SET owner = NULL, owned_ms = NULL WHERE id = :id;

-- name: climb(id, rung, next_ms)!
UPDATE alert SET rung = :rung, next_ms = :next_ms WHERE id = :id;

-- name: set_next(id, next_ms)!
UPDATE alert SET next_ms = :next_ms WHERE id = :id;

-- name: set_urgency(id, urgency)!
UPDATE alert SET urgency = :urgency WHERE id = :id;

-- name: close(id, ending, at_ms)!
UPDATE alert SET state = 'closed', ending = :ending, closed_ms = :at_ms, next_ms = NULL,
    warn_ms = NULL
WHERE id = :id AND state = 'open';

-- name: reopen(id, next_ms)!
-- Something else is to be done: whoever presses now owns it.
UPDATE alert SET state = 'open', ending = NULL, closed_ms = NULL, owner = NULL, owned_ms = NULL,
    rung = 0, next_ms = :next_ms
WHERE id = :id AND state = 'closed';

-- name: go_on(id)!
UPDATE alert SET state = 'open', ending = NULL, closed_ms = NULL
WHERE id = :id AND state = 'closed';

-- name: due(now_ms, most)
-- Alerts whose ladder or whose report's clock goes on now.
-- Not sorted: then SQLite goes by the two indices, in which only what waits stands.
SELECT id FROM alert WHERE next_ms IS NOT NULL AND next_ms <= :now_ms
UNION ALL
SELECT id FROM alert
WHERE warn_ms IS NOT NULL AND warn_ms <= :now_ms AND (next_ms IS NULL OR next_ms > :now_ms)
LIMIT :most;

-- name: copies(subject)
-- The messages that show an alert, in whichever chat.
-- points_down: it has been changed to say that a newer one stands below.
SELECT o.id, o.chat_id, o.state, o.not_before_ms,
       EXISTS (
           SELECT 1 FROM outbox e
           WHERE e.kind = 'alert' AND e.subject = :subject || '/edit/' || o.id
             AND e.chat_id = o.chat_id AND e.state NOT IN ('obsolete', 'failed')
             AND e.body LIKE '%"older": true%'
       ) AS points_down
FROM outbox o
WHERE o.kind = 'alert' AND o.subject = :subject AND o.target_id IS NULL AND o.target IS NULL
  AND o.state IN ('pending', 'claimed', 'sending', 'sent', 'unknown')
ORDER BY o.id;

-- name: outdate_copy(id)!
-- A newer message says it. What may have come already (its request got no answer) is left to come.
UPDATE outbox SET state = 'obsolete' WHERE id = :id AND state = 'pending' AND attempts = 0;

-- name: newest_copy(subject, chat_id)^
SELECT id, state, created_ms FROM outbox
WHERE kind = 'alert' AND subject = :subject AND chat_id = :chat_id
  AND target_id IS NULL AND target IS NULL
  AND state IN ('pending', 'claimed', 'sending', 'sent', 'unknown')
ORDER BY id DESC LIMIT 1;

-- name: newest_copies(subject)
-- The last message of this in each chat.
SELECT o.id, o.chat_id, o.state FROM outbox o
WHERE o.kind = 'alert' AND o.subject = :subject AND o.target_id IS NULL AND o.target IS NULL
  AND o.state IN ('pending', 'claimed', 'sending', 'sent', 'unknown')
  AND NOT EXISTS (
      SELECT 1 FROM outbox n
      WHERE n.kind = 'alert' AND n.subject = o.subject AND n.chat_id = o.chat_id AND n.id > o.id
        AND n.target_id IS NULL AND n.target IS NULL
        AND n.state IN ('pending', 'claimed', 'sending', 'sent', 'unknown')
  )
ORDER BY o.id;

-- name: last_event()$
SELECT COALESCE(MAX(id), 0) FROM alert_event;

-- name: mark_abnormal(school_id, day)!
-- What the tick has to look at holds more than figures.
INSERT INTO touched (school_id, day, abnormal) VALUES (:school_id, :day, 1)
ON CONFLICT (school_id, day) DO UPDATE SET abnormal = 1;

-- name: ill(school_id, first, last)
-- What the answers that count say of pupils who are ill, with where they belong; without those who
-- were found to be well.
SELECT f.pupil_id, r.unit_id, p.dormitory, r.day, f.kind, f.pupil_id, f.person_id, f.temperature, f.symptom, f.absence,
       f.whereabouts, f.place, f.first_day, f.last_day, f.remark
FROM round r
JOIN finding f ON f.round_id = r.id AND f.revision = r.revision
JOIN pupil p ON p.id = f.pupil_id
WHERE r.school_id = :school_id AND r.day BETWEEN :first AND :last AND r.form = 'check_in'
  AND f.kind IN ('fever', 'symptom')
  AND NOT EXISTS (
      SELECT 1 FROM alert a JOIN alert_person w ON w.alert_id = a.id
      WHERE a.round_id = r.id AND w.pupil_id = f.pupil_id
        AND w.outcome IN ('well', 'false_alarm')
  )
ORDER BY r.day, f.id;

-- name: answered_days(school_id, first, last)
SELECT unit_id, day FROM round
WHERE school_id = :school_id AND day BETWEEN :first AND :last AND form = 'check_in'
  AND revision > 0
ORDER BY day;

-- name: clusters_since(school_id, first)
-- Clusters that may still grow, closed ones too: who joins them makes no new one.
SELECT id FROM alert
WHERE school_id = :school_id AND day >= :first AND kind = 'cluster' ORDER BY id;

-- name: last_told(pupil_id, school_id, first, last)
-- What was said last of a pupil who is ill, and by which class.
SELECT u.name AS class_name, r.day, f.kind, f.pupil_id, f.person_id, f.temperature, f.symptom, f.absence,
       f.whereabouts, f.place, f.first_day, f.last_day, f.remark
FROM round r JOIN finding f ON f.round_id = r.id AND f.revision = r.revision
JOIN unit u ON u.id = r.unit_id
WHERE f.pupil_id = :pupil_id AND r.school_id = :school_id AND r.day BETWEEN :first AND :last
  AND f.kind IN ('fever', 'symptom')
ORDER BY r.day DESC, f.id;

-- name: set_clock(id, due_ms, warn_ms)!
UPDATE alert SET due_ms = :due_ms, warn_ms = :warn_ms WHERE id = :id;

-- name: set_rule(id, rule)!
UPDATE alert SET rule = :rule WHERE id = :id;

-- name: told_before(school_id, day, since, rule, pupil_id, person_id)$
-- One who is ill for days is reported once.
SELECT 1 FROM alert a JOIN alert_person w ON w.alert_id = a.id
WHERE a.school_id = :school_id AND a.day >= :since AND a.day < :day AND a.rule = :rule
  AND (w.pupil_id = :pupil_id OR w.person_id = :person_id) AND w.standing = 'said'
LIMIT 1;

-- name: file(id, at_ms, by_person)!
-- Reported to CDC and bureau; the first to say so counts.
UPDATE alert SET filed_ms = :at_ms, filed_by = :by_person, warn_ms = NULL
WHERE id = :id AND filed_ms IS NULL;

-- name: set_reference(id, reference)!
UPDATE alert SET reference = :reference WHERE id = :id AND filed_ms IS NOT NULL;

-- name: sounded(round_id, base, chat_id, since_ms)$
-- Whether an alert about this round, raised on this revision or a later one, has made a sound in a
-- chat since an instant.
SELECT 1 FROM alert a
JOIN outbox o ON o.kind = 'alert' AND o.subject = CAST(a.id AS TEXT) AND o.chat_id = :chat_id
WHERE a.round_id = :round_id AND a.base >= :base AND o.target_id IS NULL AND o.target IS NULL
  AND o.created_ms >= :since_ms AND json_extract(o.body, '$.silent') IS NOT 1
LIMIT 1;
