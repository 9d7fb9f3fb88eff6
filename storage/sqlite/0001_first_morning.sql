-- The first morning: roster, calendar, settings, rounds and answers, inbox and outbox.
-- Instants are ms since the epoch, UTC; days are YYYY-MM-DD; temperatures hundredths of a degree.
-- An open first day is 0001-01-01, an open last day 9999-12-31, so that days compare plainly.

CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('city', 'district', 'township', 'school', 'grade', 'class', 'office')),
    parent_id INTEGER REFERENCES unit (id),
    school_id INTEGER REFERENCES unit (id),
    place INTEGER NOT NULL DEFAULT 0,
    until_day TEXT NOT NULL DEFAULT '9999-12-31'
) STRICT;
CREATE INDEX unit_of_school ON unit (school_id, kind, place);
-- Only schools: an index of every kind would draw queries for a school's classes to the city's.
CREATE INDEX unit_school ON unit (place) WHERE kind = 'school';
CREATE INDEX unit_of_parent ON unit (parent_id, place);

-- Every unit under each of its ancestors, itself included with depth 0.
CREATE TABLE unit_tree (
    ancestor_id INTEGER NOT NULL REFERENCES unit (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    depth INTEGER NOT NULL,
    PRIMARY KEY (unit_id, ancestor_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_tree_down ON unit_tree (ancestor_id, unit_id);

CREATE TABLE unit_alias (
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    alias TEXT NOT NULL,
    PRIMARY KEY (unit_id, alias)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    phone TEXT,
    until_day TEXT NOT NULL DEFAULT '9999-12-31'
) STRICT;
CREATE INDEX person_by_phone ON person (phone) WHERE phone IS NOT NULL;

CREATE TABLE membership (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    from_day TEXT NOT NULL DEFAULT '0001-01-01',
    until_day TEXT NOT NULL DEFAULT '9999-12-31',
    UNIQUE (person_id, role, unit_id, from_day)
) STRICT;
CREATE INDEX membership_of_unit ON membership (unit_id, role);

CREATE TABLE pupil (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sex TEXT,
    dormitory TEXT,
    guardian_phone TEXT
) STRICT;

-- Which class a pupil belongs to, by days; a pupil who moves or leaves is closed with a date.
CREATE TABLE enrolment (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    class_id INTEGER NOT NULL REFERENCES unit (id),
    seat INTEGER,
    from_day TEXT NOT NULL DEFAULT '0001-01-01',
    until_day TEXT NOT NULL DEFAULT '9999-12-31',
    UNIQUE (pupil_id, class_id, from_day)
) STRICT;
CREATE INDEX enrolment_of_class ON enrolment (class_id, from_day, until_day, pupil_id);

-- A long absence that is known and not asked about every day.
CREATE TABLE absence (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER REFERENCES pupil (id),
    person_id INTEGER REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('isolation', 'leave')),
    from_day TEXT NOT NULL DEFAULT '0001-01-01',
    until_day TEXT NOT NULL DEFAULT '9999-12-31',
    CHECK ((pupil_id IS NULL) <> (person_id IS NULL))
) STRICT;
CREATE INDEX absence_of_pupil ON absence (pupil_id, from_day, until_day, kind) WHERE pupil_id IS NOT NULL;

CREATE TABLE chat (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    person_id INTEGER REFERENCES person (id),
    language TEXT,
    reachable INTEGER NOT NULL DEFAULT 1,
    enrolled_ms INTEGER,
    wrong_codes INTEGER NOT NULL DEFAULT 0,
    quiet_until_ms INTEGER NOT NULL DEFAULT 0,
    UNIQUE (channel, address)
) STRICT;
-- One chat a person and channel: a later enrolment replaces the earlier.
CREATE UNIQUE INDEX chat_of_person ON chat (person_id, channel) WHERE person_id IS NOT NULL;

CREATE TABLE invite (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    code_hash TEXT NOT NULL UNIQUE,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL,
    used_ms INTEGER
) STRICT;
CREATE INDEX invite_unused ON invite (person_id) WHERE used_ms IS NULL;

-- Days that are not plain weekdays: for everybody (unit_id NULL) or for a unit and all below it.
CREATE TABLE calendar_day (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER REFERENCES unit (id),
    day TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('school', 'off')),
    name TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX calendar_day_once ON calendar_day (day, COALESCE(unit_id, 0));

-- Years whose public holidays are known.
CREATE TABLE calendar_year (
    year INTEGER PRIMARY KEY,
    source TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    by_person INTEGER REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (unit_id, key)
) STRICT, WITHOUT ROWID;

-- What the program itself remembers: the bot's name, the last tick.
CREATE TABLE memo (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What is owed: one form, one day, one class. revision 0 is outstanding.
CREATE TABLE round (
    id INTEGER PRIMARY KEY,
    form TEXT NOT NULL DEFAULT 'check_in',
    day TEXT NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    school_id INTEGER NOT NULL REFERENCES unit (id),
    cut_off_ms INTEGER NOT NULL,
    lock_ms INTEGER NOT NULL,
    fever_threshold INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'locked', 'not_required')),
    revision INTEGER NOT NULL DEFAULT 0,
    first_at_ms INTEGER,
    late INTEGER NOT NULL DEFAULT 0,
    UNIQUE (form, day, unit_id)
) STRICT;
-- A school's rounds of a day lie together, also for what one class said last (docs/decisions/0006).
CREATE INDEX round_of_school ON round (school_id, day, unit_id);

-- What was said for a round. Never changed or erased; the last revision counts.
CREATE TABLE answer (
    round_id INTEGER NOT NULL REFERENCES round (id),
    revision INTEGER NOT NULL,
    body TEXT NOT NULL,
    by_person INTEGER NOT NULL REFERENCES person (id),
    for_person INTEGER REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    recorded_ms INTEGER NOT NULL,
    time_uncertain INTEGER NOT NULL DEFAULT 0,
    enrolled INTEGER NOT NULL,
    present INTEGER NOT NULL,
    sick INTEGER NOT NULL,
    personal INTEGER NOT NULL,
    other INTEGER NOT NULL,
    fever INTEGER NOT NULL,
    symptoms INTEGER NOT NULL,
    travel INTEGER NOT NULL,
    unmeasured INTEGER NOT NULL,
    zero INTEGER NOT NULL,
    PRIMARY KEY (round_id, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    pupil_id INTEGER REFERENCES pupil (id),
    person_id INTEGER REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('fever', 'symptom', 'absence', 'travel', 'unmeasured')),
    temperature INTEGER,
    symptom TEXT,
    absence TEXT,
    whereabouts TEXT,
    place TEXT,
    first_day TEXT,
    last_day TEXT,
    FOREIGN KEY (round_id, revision) REFERENCES answer (round_id, revision),
    CHECK ((pupil_id IS NULL) <> (person_id IS NULL))
) STRICT;
CREATE INDEX finding_of_answer ON finding (round_id, revision);

-- What somebody has said for a round and not submitted. step is what is asked next.
-- told is the hash of the findings the health officer was last told of.
CREATE TABLE draft (
    round_id INTEGER NOT NULL REFERENCES round (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    body TEXT NOT NULL,
    step TEXT NOT NULL DEFAULT '',
    based_on INTEGER NOT NULL DEFAULT 0,
    abnormal INTEGER NOT NULL DEFAULT 0,
    told TEXT NOT NULL DEFAULT '',
    updated_ms INTEGER NOT NULL,
    PRIMARY KEY (round_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_of_person ON draft (person_id, updated_ms);

-- The steps of a unit's day: when they are due and what became of them.
CREATE TABLE day_step (
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    day TEXT NOT NULL,
    step TEXT NOT NULL,
    due_ms INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'owed' CHECK (state IN ('owed', 'done', 'missed')),
    done_ms INTEGER,
    PRIMARY KEY (unit_id, day, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX day_step_owed ON day_step (due_ms) WHERE state = 'owed';

-- Units whose day has been planned; a change of times or calendar takes the row away.
CREATE TABLE day_plan (
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    day TEXT NOT NULL,
    school_day INTEGER NOT NULL,
    year_known INTEGER NOT NULL,
    PRIMARY KEY (day, unit_id)
) STRICT, WITHOUT ROWID;

-- Schools where something was said that the tick has not looked at yet.
CREATE TABLE touched (
    school_id INTEGER NOT NULL REFERENCES unit (id),
    day TEXT NOT NULL,
    PRIMARY KEY (school_id, day)
) STRICT, WITHOUT ROWID;

-- The living digest of a unit's day: what each published version said.
CREATE TABLE digest (
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    day TEXT NOT NULL,
    version INTEGER NOT NULL,
    figures TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (unit_id, day, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE inbox (
    channel TEXT NOT NULL,
    update_id INTEGER NOT NULL,
    raw TEXT NOT NULL,
    stored_ms INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'unreadable', 'failed')),
    error TEXT,
    PRIMARY KEY (channel, update_id)
) STRICT, WITHOUT ROWID;
-- state stands first so that SQLite takes this index and not the key, which holds all that is done.
CREATE INDEX inbox_open ON inbox (state, channel, update_id) WHERE state = 'open';

-- Notes to be said. (kind, subject, chat, version) is said once.
-- target: the message an edit changes, as another note (target_id) or as the channel's reference.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    chat_id INTEGER NOT NULL REFERENCES chat (id),
    version INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    round_id INTEGER,
    body TEXT NOT NULL,
    target_id INTEGER REFERENCES outbox (id),
    target TEXT,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (
        state IN ('pending', 'claimed', 'sending', 'sent', 'failed', 'unreachable', 'obsolete', 'unknown')
    ),
    not_before_ms INTEGER NOT NULL DEFAULT 0,
    lease TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    repeats INTEGER NOT NULL DEFAULT 0,
    reference TEXT,
    created_ms INTEGER NOT NULL,
    sent_ms INTEGER,
    error TEXT,
    UNIQUE (kind, subject, chat_id, version)
) STRICT;
CREATE INDEX outbox_due ON outbox (priority, id) WHERE state = 'pending';
CREATE INDEX outbox_waiting ON outbox (chat_id, target_id, target) WHERE state = 'pending';
CREATE INDEX outbox_in_flight ON outbox (state) WHERE state IN ('claimed', 'sending');
CREATE INDEX outbox_of_round ON outbox (round_id, chat_id) WHERE round_id IS NOT NULL;
CREATE INDEX outbox_of_message ON outbox (chat_id, reference) WHERE reference IS NOT NULL;

-- Who saw or changed what. Ids only, except a reason that was asked for.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    person_id INTEGER REFERENCES person (id),
    act TEXT NOT NULL,
    unit_id INTEGER REFERENCES unit (id),
    detail TEXT NOT NULL DEFAULT ''
) STRICT;
