-- +goose Up
-- Text, whole numbers and nothing else: both databases read the same schema.
-- Times are microseconds of Unix time, 0 for none; states are words; numbers
-- count from 1 within a guild.

CREATE TABLE guilds (
    id       TEXT   NOT NULL PRIMARY KEY,
    epoch    BIGINT NOT NULL,
    version  BIGINT NOT NULL,
    settings BIGINT NOT NULL,
    left_at  BIGINT NOT NULL
);

CREATE TABLE revisions (
    guild        TEXT   NOT NULL,
    number       BIGINT NOT NULL,
    prior        BIGINT NOT NULL,
    thing        TEXT   NOT NULL,
    target       TEXT   NOT NULL,
    action       TEXT   NOT NULL,
    state        TEXT   NOT NULL,
    before_item  TEXT   NOT NULL,
    after_item   TEXT   NOT NULL,
    curated_item TEXT   NOT NULL,
    reverts_to   BIGINT NOT NULL,
    person       TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    why          TEXT   NOT NULL,
    proposal     BIGINT NOT NULL,
    PRIMARY KEY (guild, number),
    UNIQUE (guild, thing, target, prior)
);

CREATE TABLE proposals (
    guild    TEXT   NOT NULL,
    number   BIGINT NOT NULL,
    state    TEXT   NOT NULL,
    origin   TEXT   NOT NULL,
    person   TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    why      TEXT   NOT NULL,
    edits    TEXT   NOT NULL,
    needs    BIGINT NOT NULL,
    question BIGINT NOT NULL,
    closed   BIGINT NOT NULL,
    channel  TEXT   NOT NULL,
    message  TEXT   NOT NULL,
    PRIMARY KEY (guild, number)
);

CREATE TABLE decisions (
    guild    TEXT   NOT NULL,
    proposal BIGINT NOT NULL,
    number   BIGINT NOT NULL,
    person   TEXT   NOT NULL,
    verdict  TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    why      TEXT   NOT NULL,
    PRIMARY KEY (guild, proposal, number)
);

CREATE TABLE settings (
    guild  TEXT   NOT NULL,
    number BIGINT NOT NULL,
    name   TEXT   NOT NULL,
    value  TEXT   NOT NULL,
    person TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (guild, number)
);

CREATE TABLE questions (
    guild    TEXT   NOT NULL,
    number   BIGINT NOT NULL,
    text     TEXT   NOT NULL,
    normal   TEXT   NOT NULL,
    asked    BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at  BIGINT NOT NULL,
    state    TEXT   NOT NULL,
    fact     TEXT   NOT NULL,
    PRIMARY KEY (guild, number),
    UNIQUE (guild, normal)
);

CREATE TABLE waiters (
    guild    TEXT   NOT NULL,
    question BIGINT NOT NULL,
    person   TEXT   NOT NULL,
    locale   TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (guild, question, person)
);

CREATE TABLE votes (
    guild  TEXT   NOT NULL,
    number BIGINT NOT NULL,
    fact   TEXT   NOT NULL,
    voter  TEXT   NOT NULL,
    thumb  TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (guild, number)
);
CREATE INDEX votes_by_voter ON votes (guild, fact, voter, number);

CREATE TABLE reports (
    guild  TEXT   NOT NULL,
    number BIGINT NOT NULL,
    fact   TEXT   NOT NULL,
    text   TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    state  TEXT   NOT NULL,
    PRIMARY KEY (guild, number)
);

CREATE TABLE examples (
    guild  TEXT   NOT NULL,
    normal TEXT   NOT NULL,
    text   TEXT   NOT NULL,
    fact   TEXT   NOT NULL,
    person TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (guild, normal)
);

CREATE TABLE audit (
    guild  TEXT   NOT NULL,
    number BIGINT NOT NULL,
    at     BIGINT NOT NULL,
    person TEXT   NOT NULL,
    what   TEXT   NOT NULL,
    target TEXT   NOT NULL,
    detail TEXT   NOT NULL,
    PRIMARY KEY (guild, number)
);

CREATE TABLE answers (
    guild   TEXT   NOT NULL,
    message TEXT   NOT NULL,
    fact    TEXT   NOT NULL,
    place   BIGINT NOT NULL,
    channel TEXT   NOT NULL,
    asker   TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    state   TEXT   NOT NULL,
    PRIMARY KEY (guild, message, fact)
);
CREATE INDEX answers_by_fact ON answers (guild, fact, at);

CREATE TABLE tallies (
    guild TEXT   NOT NULL,
    day   TEXT   NOT NULL,
    what  TEXT   NOT NULL,
    n     BIGINT NOT NULL,
    PRIMARY KEY (guild, day, what)
);

-- What an outside action, named by its key, came to. The key refuses the second.
CREATE TABLE actions (
    guild  TEXT   NOT NULL,
    name   TEXT   NOT NULL,
    kind   TEXT   NOT NULL,
    result TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (guild, name)
);

-- +goose Down
DROP TABLE actions;
DROP TABLE tallies;
DROP TABLE answers;
DROP TABLE audit;
DROP TABLE examples;
DROP TABLE reports;
DROP TABLE votes;
DROP TABLE waiters;
DROP TABLE questions;
DROP TABLE settings;
DROP TABLE decisions;
DROP TABLE proposals;
DROP TABLE revisions;
DROP TABLE guilds;
