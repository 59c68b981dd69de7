-- +goose Up
-- The highest number that a question of the guild ever had: one that expired
-- must not come back as another, which an old button would then mean.
ALTER TABLE guilds ADD COLUMN questions BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE guilds DROP COLUMN questions;
