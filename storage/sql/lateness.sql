-- name: overdue(before_ms)
-- Steps that were due at an instant or before and are still owed. That rounds open or lock late
-- nobody has to hear.
SELECT step, COUNT(*) FROM day_step
WHERE state = 'owed' AND due_ms <= :before_ms AND step NOT IN ('open', 'lock')
GROUP BY step ORDER BY MIN(due_ms);

-- name: waiting_asks(before_ms)$
-- Questions that were to go out at an instant or before and have not.
SELECT (
    SELECT COUNT(*) FROM outbox
    WHERE state = 'pending' AND priority IN (3, 4) AND kind = 'ask'
      AND MAX(created_ms, not_before_ms) <= :before_ms
) + (
    SELECT COUNT(*) FROM outbox
    WHERE state IN ('claimed', 'sending') AND kind = 'ask' AND created_ms <= :before_ms
);

-- name: gone_by(after_ms, until_ms, late_ms)
-- Steps of schools that fell due in a silence: closed as missed, or done much later. A chase that
-- came late is the question that stands for those before it.
SELECT s.day, s.step, s.state, COUNT(*) FROM day_step s
JOIN unit u ON u.id = s.unit_id AND u.kind = 'school'
WHERE s.due_ms > :after_ms AND s.due_ms <= :until_ms
  AND s.step IN ('ask', 'chase_1', 'chase_2', 'escalate', 'cut_off')
  AND (s.state = 'missed' OR (s.state = 'done' AND s.done_ms >= s.due_ms + :late_ms))
GROUP BY s.day, s.step, s.state ORDER BY s.day, MIN(s.due_ms);
