-- +goose Up
-- Drafts that somebody looks at and has not saved yet, for some minutes, so that
-- a restart loses nothing that was typed.
CREATE TABLE sketches (
    guild   TEXT   NOT NULL,
    id      TEXT   NOT NULL,
    person  TEXT   NOT NULL,
    until   BIGINT NOT NULL,
    content TEXT   NOT NULL,
    PRIMARY KEY (guild, id)
);
CREATE INDEX sketches_until ON sketches (until);

-- +goose Down
DROP TABLE sketches;
