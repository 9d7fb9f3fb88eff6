-- Up to when what somebody has sent is spent: who sends without end is slowed down (domain.haste).
ALTER TABLE chat ADD COLUMN spent_ms INTEGER NOT NULL DEFAULT 0;
