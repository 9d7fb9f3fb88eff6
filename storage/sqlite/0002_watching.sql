-- Watching over itself: what went wrong is counted without reading all that went well.
CREATE INDEX inbox_odd ON inbox (state) WHERE state IN ('unreadable', 'failed');
CREATE INDEX outbox_odd ON outbox (state, created_ms)
WHERE state IN ('failed', 'unreachable', 'unknown');
