-- name: outstanding(day)$
-- Rounds of a day that are owed and have no answer.
SELECT COUNT(*) FROM round
WHERE form = 'check_in' AND day = :day AND state = 'open' AND revision = 0;

-- name: inbox_open()^
SELECT COUNT(*), MIN(stored_ms) FROM inbox WHERE state = 'open';

-- name: inbox_odd()
SELECT state, COUNT(*), MIN(stored_ms) FROM inbox
WHERE state IN ('unreadable', 'failed') GROUP BY state;

-- name: outbox_pending(now_ms)^
-- What is held for later (a snooze) does not wait yet.
SELECT COUNT(*), MIN(MAX(created_ms, not_before_ms)) FROM outbox
WHERE state = 'pending' AND not_before_ms <= :now_ms;

-- name: outbox_in_flight()
SELECT state, COUNT(*), MIN(created_ms) FROM outbox
WHERE state IN ('claimed', 'sending') GROUP BY state;

-- name: outbox_odd()
SELECT state, COUNT(*), MIN(created_ms) FROM outbox
WHERE state = 'failed' OR state = 'unreachable' OR state = 'unknown' GROUP BY state;

-- name: chats()^
-- Chats of people of the roster, and those among them that words no longer reach.
SELECT COUNT(*), COUNT(*) FILTER (WHERE reachable = 0) FROM chat WHERE person_id IS NOT NULL;

-- name: roster(day)^
-- How many schools, classes, people and pupils there are on a day.
SELECT (SELECT COUNT(*) FROM unit WHERE kind = 'school' AND until_day >= :day),
       (SELECT COUNT(*) FROM unit WHERE kind = 'class' AND until_day >= :day),
       (SELECT COUNT(*) FROM person WHERE until_day >= :day),
       (SELECT COUNT(*) FROM enrolment WHERE from_day <= :day AND until_day >= :day);
